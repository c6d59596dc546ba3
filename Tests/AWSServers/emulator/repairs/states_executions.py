"""Executions: begun by versions and aliases, stopped, told of in pages, and redriven.

A redrive begins with the state of the machine itself that did not end. AWS begins again within a Map or a Parallel state; here
all of such a state is done again.
"""

from __future__ import annotations

import json
import threading
import time
import uuid
from datetime import datetime, timezone
from typing import Any

from moto.core.responses import ActionResult
from moto.stepfunctions.models import StateMachine
from moto.stepfunctions.parser.api import HistoryEventType
from moto.stepfunctions.parser.backend.execution import Execution
from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker
from moto.stepfunctions.parser.models import StepFunctionsParserBackend as Backend
from moto.stepfunctions.responses import StepFunctionResponse

from ..wire import Refusal

#: Bytes of an input.
LARGEST = 256 * 1024
ENDED_BADLY = ("FAILED", "TIMED_OUT", "ABORTED")

_original_describe = StepFunctionResponse.describe_execution
_original_output = Execution.to_history_output


def apply() -> None:
    Backend.start_execution = start
    StateMachine.stop_execution = _stop
    StepFunctionResponse.describe_execution = _describe
    StepFunctionResponse.stop_execution = _stopped
    StepFunctionResponse.get_execution_history = _history
    StepFunctionResponse.redrive_execution = _redriven
    Execution.to_history_output = _events


# --- Beginning -------------------------------------------------------------------------------------------------------


def _resolved(self: Any, arn: str) -> tuple[StateMachine, str | None, str | None]:
    """The machine, the version and the alias that an ARN names."""
    for machine in self.state_machines:
        if machine.arn == arn:
            return machine, None, None
        if arn.startswith(machine.arn + ":"):
            name = arn.removeprefix(machine.arn + ":")
            if name.isdigit() and int(name) in machine.versions:
                return machine, arn, None
            if name in machine.aliases:
                routes = machine.aliases[name].routing_configuration
                return machine, max(routes, key=lambda route: route["weight"])["stateMachineVersionArn"], arn
    raise Refusal(400, "StateMachineDoesNotExist", f"State Machine Does Not Exist: '{arn}'")


def start(
    self: Any, state_machine_arn: str, name: str | None = None, execution_input: str | None = None, trace_header: Any = None
) -> Execution:
    text = execution_input if execution_input is not None else "{}"
    if len(text.encode()) > LARGEST:
        raise Refusal(400, "InvalidExecutionInput", "Invalid State Machine Execution Input: 'Size exceeds 262144 bytes'")
    try:
        json.loads(text)
    except ValueError as error:
        raise Refusal(400, "InvalidExecutionInput", f"Invalid State Machine Execution Input: '{error}'") from error
    machine, version, alias = _resolved(self, state_machine_arn)
    # AWS makes a name up where none is given.
    name = name or str(uuid.uuid4())
    if (existing := machine._handle_name_input_idempotency(name, text)) is not None:
        return existing
    # What is under way is not changed with its machine.
    source = machine.versions[int(version.rsplit(":", 1)[1])] if version else machine
    snapshot = _snapshot(machine, source)
    execution = Execution(
        name=name, sm_type=snapshot.sm_type, role_arn=snapshot.roleArn,
        exec_arn=f"{machine.arn.replace(':stateMachine:', ':execution:')}:{name}", account_id=self.account_id,
        region_name=self.region_name, state_machine=snapshot, start_date=datetime.now(timezone.utc),
        cloud_watch_logging_session=None, input_data=text, trace_header=trace_header, activity_store={},
    )  # fmt: skip
    execution.version_arn, execution.alias_arn, execution.before, execution.redrives = version, alias, [], 0
    machine.executions.append(execution)
    execution.start()
    return execution


def _snapshot(machine: StateMachine, source: Any) -> StateMachine:
    other = StateMachine.__new__(StateMachine)
    other.__dict__ = dict(machine.__dict__) | {
        "executions": [], "definition": source.definition, "roleArn": source.roleArn, "arn": machine.arn,
    }  # fmt: skip
    return other


# --- Ending ----------------------------------------------------------------------------------------------------------


def _stop(self: StateMachine, execution_arn: str, error: str | None = None, cause: str | None = None) -> Execution:
    found = next((item for item in self.executions if item.execution_arn == execution_arn), None)
    if found is None:
        raise Refusal(400, "ExecutionDoesNotExist", f"Execution Does Not Exist: '{execution_arn}'")
    # Its thread may not have begun.
    while found.exec_worker.env is None:
        time.sleep(0.001)
    if found.status == "RUNNING":
        found.error, found.cause = error, cause
        found.stop(stop_date=datetime.now(timezone.utc), error=error, cause=cause)
    return found


def _stopped(self: StepFunctionResponse) -> ActionResult:
    arn = self._get_param("executionArn")
    _stop(_machine_of(self, arn), arn, self._get_param("error"), self._get_param("cause"))
    return ActionResult({"stopDate": datetime.now(timezone.utc)})


def _machine_of(self: StepFunctionResponse, arn: str) -> StateMachine:
    for machine in self.stepfunction_backend.state_machines:
        if any(item.execution_arn == arn for item in machine.executions):
            return machine
    raise Refusal(400, "ExecutionDoesNotExist", f"Execution Does Not Exist: '{arn}'")


# --- Telling ---------------------------------------------------------------------------------------------------------


def result_of(answer: ActionResult) -> dict[str, Any]:
    found = getattr(answer, "_result", None)
    return found if isinstance(found, dict) else answer.result


def _describe(self: StepFunctionResponse) -> ActionResult:
    answer = _original_describe(self)
    execution = self.stepfunction_backend.describe_execution(self._get_param("executionArn"))
    result, status = result_of(answer), execution.status
    if status == "SUCCEEDED":
        # Also a text and null are JSON.
        result["output"] = json.dumps(execution.output)
    if status != "RUNNING" and execution.stop_date is not None:
        result["stopDate"] = execution.stop_date
    result["redriveCount"] = execution.redrives
    result["redriveStatus"] = "REDRIVABLE" if status in ENDED_BADLY else "NOT_REDRIVABLE"
    if execution.redrives:
        result["redriveDate"] = execution.redrive_date
    if execution.version_arn:
        result["stateMachineVersionArn"] = execution.version_arn
    if execution.alias_arn:
        result["stateMachineAliasArn"] = execution.alias_arn
    return answer


def _history(self: StepFunctionResponse) -> ActionResult:
    arn = self._get_param("executionArn")
    _machine_of(self, arn)
    listed = list(self.stepfunction_backend.get_execution_history(arn)["events"])
    if self._get_param("reverseOrder"):
        listed.reverse()
    begin, count = int(self._get_param("nextToken") or 0), int(self._get_param("maxResults") or 0) or 100
    result: dict[str, Any] = {"events": listed[begin : begin + count]}
    if begin + count < len(listed):
        result["nextToken"] = str(begin + count)
    return ActionResult(result)


def _events(self: Execution) -> Any:
    answer = _original_output(self)
    if self.before:
        offset = len(self.before)
        # The first is the beginning of the redrive, which stands in the place of the beginning of all.
        later = [
            dict(event) | {"id": event["id"] + offset, "previousEventId": event.get("previousEventId", 0) + offset}
            for event in answer["events"]
        ]
        for event in later[:1]:
            event["type"] = HistoryEventType.ExecutionRedriven
            event.pop("executionStartedEventDetails", None)
            event["executionRedrivenEventDetails"] = {"redriveCount": self.redrives}
        answer["events"] = self.before + later
    return answer


# --- Redriving -------------------------------------------------------------------------------------------------------


class _Worker(ExecutionWorker):
    """Carries out what is left, with the input that the first of it had."""

    first_input: Any

    def _get_evaluation_environment(self) -> Any:
        environment = super()._get_evaluation_environment()
        environment.states.reset(self.first_input)
        return environment


_redriving = threading.Lock()


def _redriven(self: StepFunctionResponse) -> ActionResult:
    arn = self._get_param("executionArn")
    machine = _machine_of(self, arn)
    execution = next(item for item in machine.executions if item.execution_arn == arn)
    with _redriving:
        if execution.status not in ENDED_BADLY:
            raise Refusal(
                400, "ExecutionNotRedrivable", f"Execution is {execution.status} and cannot be redriven"
            )
        _redrive(execution)
    return ActionResult({"redriveDate": execution.redrive_date})


def _redrive(execution: Execution) -> None:
    document = json.loads(execution.state_machine.definition)
    events = list(execution.to_history_output()["events"])
    entered = None
    for event in events:
        for kind in ("stateEnteredEventDetails", "stateExitedEventDetails"):
            # States within others may have any names but those of the machine's own.
            if kind in event and event[kind]["name"] in document["States"]:
                entered = event[kind] if kind == "stateEnteredEventDetails" else None
    if entered is None:
        raise Refusal(400, "ExecutionNotRedrivable", "No state of the execution was left unfinished")
    execution.before, execution.redrives = events, execution.redrives + 1
    execution.redrive_date = datetime.now(timezone.utc)
    execution.error = execution.cause = execution.stop_date = None
    whole = execution.state_machine.definition
    execution.state_machine.definition = json.dumps(document | {"StartAt": entered["name"]})
    try:
        plain = execution._get_start_execution_worker()
    finally:
        execution.state_machine.definition = whole
    worker = _Worker.__new__(_Worker)
    worker.__dict__ = dict(plain.__dict__)
    worker.first_input = json.loads(entered["input"])
    execution.exec_worker = worker
    execution.exec_status = type(execution.exec_status).RUNNING
    worker.start()
