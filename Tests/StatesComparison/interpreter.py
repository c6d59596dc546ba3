"""Carries state machines out with the interpreter of moto, which is not ours.

Requests and answers are lines of JSON on standard input and output:

    -> {"run": 1, "definition": {...}, "input": ...}
    <- {"call": 7, "run": 1, "state": "charge", "attempt": 1, "function": "tasks", "payload": ...}
    -> {"answer": 7, "output": ...}   or   {"answer": 7, "error": "Bank.declined", "cause": "..."}
    <- {"done": 1, "status": "SUCCEEDED", "output": ..., "error": null, "cause": null, "entered": ["charge"]}
    <- {"fault": "..."}               when something goes wrong that has nothing to do with the state machine
"""

import copy
import io
import itertools
import json
import queue
import sys
import threading
import traceback

lines = sys.stdout
# What libraries print must not get among the answers.
sys.stdout = sys.stderr
writing = threading.Lock()


def say(message):
    with writing:
        lines.write(json.dumps(message) + "\n")
        lines.flush()


class Functions:
    """Stands where moto has a client of Lambda: each call is a line, and waits for the line that answers it."""

    def __init__(self):
        self.numbers = itertools.count(1)
        self.waiting = {}
        # The environment of the state that this thread carries out.
        self.current = threading.local()

    def invoke(self, FunctionName, Payload=b"{}", **others):
        context = self.current.environment.states.context_object.context_object_data
        number = next(self.numbers)
        answers = self.waiting[number] = queue.SimpleQueue()
        say(
            {
                "call": number,
                "run": int(context["Execution"]["Name"]),
                "state": context["State"]["Name"],
                "attempt": context["State"]["RetryCount"] + 1,
                "function": FunctionName,
                "payload": json.loads(Payload),
            }
        )
        answer = answers.get()
        response = {"StatusCode": 200, "ExecutedVersion": "$LATEST"}
        if "error" in answer:
            response["FunctionError"] = "Unhandled"
            answer["output"] = self.report(answer["error"], answer.get("cause"))
        response["Payload"] = io.BytesIO(json.dumps(answer["output"]).encode())
        return response

    @staticmethod
    def report(error, cause):
        """What Lambda reports of a function that failed: the cause where it has that form already."""
        try:
            report = json.loads(cause)
            if report["errorType"] == error:
                return report
        except (TypeError, ValueError, KeyError):
            pass
        return {"errorMessage": cause or "", "errorType": error}

    def answer(self, message):
        self.waiting.pop(message["answer"]).put(message)

    def knowing_environment(self, function):
        """The client is not told for whom it calls, so that the call before it has to be listened to."""

        def call(env, **arguments):
            self.current.environment = env
            return function(env=env, **arguments)

        return call


def prepare(functions):
    from moto.stepfunctions.models import StateMachine
    from moto.stepfunctions.parser import models
    from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
    from moto.stepfunctions.parser.backend.execution import BaseExecutionWorkerCommunication

    for name in ["exec_lambda_function", "execute_lambda_function_integration"]:
        setattr(lambda_eval_utils, name, functions.knowing_environment(getattr(lambda_eval_utils, name)))
    lambda_eval_utils.boto_client_for = lambda **arguments: functions
    # An execution begins with a deep copy of its machine, which holds the executions before it and their locks: in 5.2.1
    # that succeeds once.
    StateMachine.__deepcopy__ = lambda machine, memo: copy.copy(machine)
    end = BaseExecutionWorkerCommunication.terminated

    def end_and_tell(worker):
        end(worker)
        tell(worker.execution)

    BaseExecutionWorkerCommunication.terminated = end_and_tell
    return models.StepFunctionsParserBackend("us-east-1", "123456789012")


def start(backend, request):
    name = str(request["run"])
    machine = backend.create_state_machine(
        name=f"machine-{name}",
        definition=json.dumps(request["definition"]),
        roleArn="arn:aws:iam::123456789012:role/states",
    )
    backend.start_execution(machine.arn, name, json.dumps(request["input"]))


def tell(execution):
    entered = [
        event["stateEnteredEventDetails"]["name"]
        for event in execution.to_history_output()["events"]
        if "stateEnteredEventDetails" in event
    ]
    say(
        {
            "done": int(execution.name),
            "status": execution.status,
            "output": execution.output,
            "error": execution.error,
            "cause": execution.cause,
            "entered": entered,
        }
    )


def report_broken_thread(broken):
    say({"fault": "".join(traceback.format_exception(broken.exc_type, broken.exc_value, broken.exc_traceback))})


def main():
    # Otherwise an execution whose thread breaks would never end.
    threading.excepthook = report_broken_thread
    functions = Functions()
    backend = prepare(functions)
    for line in sys.stdin:
        message = json.loads(line)
        if "answer" in message:
            functions.answer(message)
        else:
            start(backend, message)


try:
    main()
except Exception:
    say({"fault": traceback.format_exc()})
