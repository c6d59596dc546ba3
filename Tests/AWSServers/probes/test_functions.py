"""Functions: what they are invoked with, how they fail, and what becomes of events that nobody waits for."""

from __future__ import annotations

import base64
import json
import threading
import unittest
import uuid

from support import Probe, allow, control, handler, until

ECHO = handler("def handle(event, context): return event")
NAMED = handler(
    """
class Broken(Exception): pass
def handle(event, context):
    print("hello from", os.environ["AWS_LAMBDA_FUNCTION_NAME"], flush=True)
    do = event.get("do")
    if do == "fail": raise Broken("as told")
    if do == "exit": os._exit(3)
    if do == "sleep": time.sleep(event["seconds"])
    if do == "large": return "x" * event["size"]
    if do == "environment": return dict(os.environ)
    if do == "context": return dict(context.items())
    if do == "write":
        open(event["path"], "w").write("x")
    if do == "look": return {"user": os.getuid(), "root": sorted(os.listdir("/")), "folder": os.getcwd()}
    return "done"
"""
)


class Invocations(Probe):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.arn = cls.function(NAMED, Timeout=5, Environment={"Variables": {"COLOUR": "green"}}, MemorySize=256)
        cls.lambdas = cls.owner.client("lambda")

    def invoke(self, **event):
        answer = self.lambdas.invoke(FunctionName=self.arn, Payload=json.dumps(event), LogType="Tail")
        return answer, json.loads(answer["Payload"].read() or b"null")

    def test_an_answer(self):
        answer, value = self.invoke(do="nothing")
        self.assertEqual((answer["StatusCode"], value), (200, "done"))
        self.assertNotIn("FunctionError", answer)
        self.assertIn("hello from", base64.b64decode(answer["LogResult"]).decode())
        self.assertIn("hello from", control("functions/logs", function=self.arn)["log"])

    def test_an_error_of_the_function(self):
        answer, value = self.invoke(do="fail")
        self.assertEqual(answer["FunctionError"], "Unhandled")
        self.assertEqual((value["errorType"], value["errorMessage"]), ("Broken", "as told"))

    def test_a_process_that_ends(self):
        answer, value = self.invoke(do="exit")
        self.assertEqual(answer["FunctionError"], "Unhandled")
        self.assertEqual(value["errorType"], "Runtime.ExitError")
        self.assertIn("exit status 3", value["errorMessage"])
        self.assertEqual(self.invoke(do="nothing")[1], "done")

    def test_a_deadline(self):
        arn = self.function(NAMED, Timeout=1)
        answer = self.lambdas.invoke(FunctionName=arn, Payload=json.dumps({"do": "sleep", "seconds": 600}))
        value = json.loads(answer["Payload"].read())
        self.assertEqual(value["errorType"], "Sandbox.Timedout")
        self.assertIn("Task timed out after 1.00 seconds", value["errorMessage"])

    def test_an_answer_that_is_too_large(self):
        self.assertEqual(len(self.invoke(do="large", size=6 * 1024 * 1024)[1]), 6 * 1024 * 1024)
        _, value = self.invoke(do="large", size=6 * 1024 * 1024 + 200)
        self.assertEqual(value["errorType"], "Function.ResponseSizeTooLarge")

    def test_an_event_that_is_too_large_or_none(self):
        with self.refused("RequestTooLargeException", 413):
            self.lambdas.invoke(FunctionName=self.arn, Payload=b'"' + b"x" * (6 * 1024 * 1024) + b'"')
        with self.refused("InvalidRequestContentException", 400):
            self.lambdas.invoke(FunctionName=self.arn, Payload=b"{")
        with self.refused("ResourceNotFoundException", 404):
            self.lambdas.invoke(FunctionName="nobody")

    def test_the_environment(self):
        _, value = self.invoke(do="environment")
        self.assertEqual(value["COLOUR"], "green")
        self.assertEqual(value["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"], "256")
        self.assertEqual(value["_HANDLER"], "bootstrap")
        self.assertEqual(value["TZ"], ":UTC")
        self.assertTrue(value["AWS_SESSION_TOKEN"])
        _, context = self.invoke(do="context")
        self.assertEqual(context["Lambda-Runtime-Invoked-Function-Arn"], self.arn)
        self.assertTrue(context["Lambda-Runtime-Trace-Id"].startswith("Root=1-"))

    def test_concurrency(self):
        arn = self.function(NAMED, Timeout=60)
        version = self.lambdas.publish_version(FunctionName=arn)["FunctionArn"]
        self.lambdas.put_function_concurrency(FunctionName=arn, ReservedConcurrentExecutions=1)
        event = json.dumps({"do": "sleep", "seconds": 1.5})
        first = threading.Thread(target=lambda: self.owner.client("lambda").invoke(FunctionName=arn, Payload=event))
        first.start()
        # Until the first is under way, another would be let in.
        until(lambda: "hello" in control("functions/logs", function=arn)["log"], "the first invocation")
        # Versions share what the function may have.
        for other in (arn, version):
            with self.refused("TooManyRequestsException", 429):
                self.lambdas.invoke(FunctionName=other, Payload=event)
        first.join()
        self.lambdas.put_function_concurrency(FunctionName=arn, ReservedConcurrentExecutions=0)
        for other in (arn, version):
            with self.refused("TooManyRequestsException", 429):
                self.lambdas.invoke(FunctionName=other)

    def test_new_code_and_settings_count_at_once(self):
        arn = self.function(ECHO)
        self.assertEqual(self.lambdas.invoke(FunctionName=arn, Payload=b'"a"')["Payload"].read(), b'"a"')
        from support import archive

        self.lambdas.update_function_code(FunctionName=arn, ZipFile=archive(NAMED))
        self.lambdas.update_function_configuration(FunctionName=arn, Environment={"Variables": {"COLOUR": "red"}})
        answer = self.lambdas.invoke(FunctionName=arn, Payload=b'{"do": "environment"}')
        self.assertEqual(json.loads(answer["Payload"].read())["COLOUR"], "red")

    def test_what_it_writes_goes_to_its_logs_where_it_may(self):
        name = f"logged-{uuid.uuid4().hex[:8]}"
        group = f"arn:aws:logs:us-east-1:{self.account}:log-group:/aws/lambda/{name}:*"
        self.function(
            NAMED, allow("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", on=group), name=name
        )
        self.lambdas.invoke(FunctionName=name, Payload=b"{}")
        logs = self.owner.client("logs")
        streams = logs.describe_log_streams(logGroupName=f"/aws/lambda/{name}")["logStreams"]

        def messages():
            events = logs.get_log_events(
                logGroupName=f"/aws/lambda/{name}", logStreamName=streams[0]["logStreamName"]
            )["events"]
            return [event["message"] for event in events]

        # What is written may be read after the function has answered.
        until(lambda: "hello from " + name in messages(), "what it wrote")
        with self.refused("ResourceNotFoundException"):
            logs.describe_log_streams(logGroupName="/aws/lambda/" + self.arn.split(":")[-1])


class Roles(Probe):
    """A function has the rights of its own role, and no others."""

    TRY = handler(
        """
import boto3
from botocore.config import Config
def handle(event, context):
    client = boto3.client(event["service"], config=Config(s3={"addressing_style": "path"}))
    try:
        getattr(client, event["call"])(**event["with"])
    except client.exceptions.ClientError as error:
        return error.response["Error"]["Code"]
    return "done"
"""
    )

    def test_the_rights_of_its_role(self):
        import sys

        bucket = self.bucket()
        program = self.TRY.replace("/usr/bin/env python3", sys.executable)
        arn = self.function(program, allow("s3:PutObject", on=f"arn:aws:s3:::{bucket}/in/*"), Timeout=30)

        def tried(call, **arguments):
            event = {"service": "s3", "call": call, "with": {"Bucket": bucket} | arguments}
            answer = self.owner.client("lambda").invoke(FunctionName=arn, Payload=json.dumps(event))
            return json.loads(answer["Payload"].read())

        self.assertEqual(tried("put_object", Key="in/a"), "done")
        self.assertEqual(tried("put_object", Key="out/a"), "AccessDenied")
        self.assertEqual(tried("get_object", Key="in/a"), "AccessDenied")
        self.assertEqual(tried("list_objects_v2"), "AccessDenied")

    def test_a_role_that_lambda_may_not_assume(self):
        with self.refused("InvalidParameterValueException", 400):
            self.function(ECHO, Role=self.role("states.amazonaws.com"))

    def test_who_may_invoke(self):
        arn = self.function(ECHO)
        user = self.user(allow("lambda:InvokeFunction", on=arn))
        user.client("lambda").invoke(FunctionName=arn)
        with self.refused("AccessDeniedException", 403):
            self.user(allow("lambda:InvokeFunction", on=arn + "-other")).client("lambda").invoke(FunctionName=arn)


class Later(Probe):
    def test_two_more_attempts_and_then_the_queue(self):
        queues, lambdas = self.owner.client("sqs"), self.owner.client("lambda")
        url = queues.create_queue(QueueName="dead")["QueueUrl"]
        dead = f"arn:aws:sqs:us-east-1:{self.account}:dead"
        arn = self.function(NAMED, allow("sqs:SendMessage", on=dead), DeadLetterConfig={"TargetArn": dead})
        self.assertEqual(
            lambdas.get_function_configuration(FunctionName=arn)["DeadLetterConfig"], {"TargetArn": dead}
        )
        answer = lambdas.invoke(FunctionName=arn, InvocationType="Event", Payload=b'{"do": "fail"}')
        self.assertEqual(answer["StatusCode"], 202)
        self.assertTrue(control("functions/idle", account=self.account)["idle"])
        attempts = control("functions/invocations", function=arn)["invocations"]
        self.assertEqual(len(attempts), 3)
        self.assertEqual(len({attempt["requestId"] for attempt in attempts}), 1)
        found = queues.receive_message(QueueUrl=url, MessageAttributeNames=["All"])["Messages"]
        self.assertEqual([message["Body"] for message in found], ['{"do": "fail"}'])
        self.assertEqual(found[0]["MessageAttributes"]["RequestID"]["StringValue"], attempts[0]["requestId"])

    def test_destinations(self):
        queues, lambdas = self.owner.client("sqs"), self.owner.client("lambda")
        urls = {name: queues.create_queue(QueueName=name)["QueueUrl"] for name in ("good", "bad")}
        arns = {name: f"arn:aws:sqs:us-east-1:{self.account}:{name}" for name in urls}
        arn = self.function(NAMED, allow("sqs:SendMessage", on=list(arns.values())))
        lambdas.put_function_event_invoke_config(
            FunctionName=arn, MaximumRetryAttempts=0,
            DestinationConfig={"OnSuccess": {"Destination": arns["good"]}, "OnFailure": {"Destination": arns["bad"]}},
        )  # fmt: skip
        lambdas.invoke(FunctionName=arn, InvocationType="Event", Payload=b'{"do": "fail"}')
        lambdas.invoke(FunctionName=arn, InvocationType="Event", Payload=b"{}")
        self.assertTrue(control("functions/idle", account=self.account)["idle"])

        def sent(name):
            return json.loads(queues.receive_message(QueueUrl=urls[name])["Messages"][0]["Body"])

        good, bad = sent("good"), sent("bad")
        self.assertEqual((good["requestContext"]["condition"], good["responsePayload"]), ("Success", "done"))
        self.assertEqual(bad["requestContext"]["condition"], "RetriesExhausted")
        self.assertEqual(bad["requestContext"]["approximateInvokeCount"], 1)
        self.assertEqual(bad["responsePayload"]["errorType"], "Broken")


if __name__ == "__main__":
    unittest.main()
