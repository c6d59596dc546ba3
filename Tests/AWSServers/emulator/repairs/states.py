"""State machines: started more than once, checked before they are kept, and carried out with the rights of their role."""

from __future__ import annotations

import copy
import json
import threading
import uuid
from datetime import datetime, timezone
from typing import Any

import jsonata
import moto.stepfunctions.parser.asl.jsonata.jsonata as moto_jsonata
from moto.core.responses import ActionResult
from moto.stepfunctions.models import StateMachine
from moto.stepfunctions.parser import models
from moto.stepfunctions.parser.asl.parse.preprocessor import Preprocessor
from moto.stepfunctions.responses import StepFunctionResponse

from ..wire import Refusal
from ..world import World
from . import states_calls
from .states_definition import Problem, problems

Backend = models.StepFunctionsParserBackend
#: Bytes of an input.
LARGEST = 256 * 1024

_original_create = Backend.create_state_machine
_original_update = Backend.update_state_machine
_original_start = Backend.start_execution
_original_describe = StepFunctionResponse.describe_execution
_original_history = StepFunctionResponse.get_execution_history


def apply(world: World) -> None:
    # An execution begins with a deep copy of its machine, which holds the executions before it and their locks.
    StateMachine.__deepcopy__ = _copied
    Preprocessor.__init__ = _new_preprocessor
    moto_jsonata._eval_jsonata = _evaluate
    Backend.create_state_machine = _create
    Backend.update_state_machine = _update
    Backend.start_execution = _start
    StateMachine.stop_execution = _stop
    StepFunctionResponse.describe_execution = _describe
    StepFunctionResponse.stop_execution = _stopped
    StepFunctionResponse.get_execution_history = _history
    StepFunctionResponse.validate_state_machine_definition = _validate
    StepFunctionResponse.list_state_machine_versions = _list_versions
    states_calls.apply(world)


def _copied(machine: StateMachine, memo: dict[int, Any]) -> StateMachine:
    other = copy.copy(machine)
    memo[id(machine)] = other
    other.executions = []
    return other


def _new_preprocessor(self: Preprocessor, *arguments: Any) -> None:
    """In moto, a list that belongs to the class keeps what a failed parse leaves in it."""
    super(Preprocessor, self).__init__()
    self._query_language_per_scope = []


def _evaluate(expression: str) -> Any:
    try:
        return json.loads(json.dumps(jsonata.Jsonata(expression).evaluate(None)))
    except Exception as error:
        raise moto_jsonata.JSONataException(type(error).__name__, str(error)) from error


# --- Machines --------------------------------------------------------------------------------------------------------

_parsing = threading.Lock()


def _found(definition: str) -> list[Problem]:
    with _parsing:
        return problems(definition, Backend._validate_definition)


def _check(definition: str) -> None:
    found = _found(definition)
    if found:
        raise Refusal(
            400, "InvalidDefinition",
            f"Invalid State Machine Definition: '{found[0].code}: {found[0].message} at {found[0].location}'",
        )  # fmt: skip


def _create(self: Any, name: str, definition: str, roleArn: str, **others: Any) -> StateMachine:
    _check(definition)
    for machine in self.state_machines:
        if machine.name == name and (machine.definition, machine.roleArn) != (definition, roleArn):
            raise Refusal(
                400, "StateMachineAlreadyExists", f"State Machine Already Exists: '{machine.arn}'"
            )
    return _original_create(self, name, definition, roleArn, **others)


def _update(self: Any, arn: str, definition: str | None = None, *arguments: Any, **others: Any) -> StateMachine:
    if definition is not None:
        _check(definition)
    return _original_update(self, arn, definition, *arguments, **others)


def _validate(self: StepFunctionResponse) -> str:
    found = _found(self._get_param("definition"))
    listed = [
        {"severity": "ERROR", "code": problem.code, "message": problem.message, "location": problem.location}
        for problem in found
    ]
    return json.dumps({"result": "FAIL" if found else "OK", "truncated": False, "diagnostics": listed})


def _list_versions(self: StepFunctionResponse) -> str:
    machine = self.stepfunction_backend.describe_state_machine(self._get_param("stateMachineArn"))
    listed = sorted(machine.versions.values(), key=lambda version: -version.version)
    return json.dumps(
        {
            "stateMachineVersions": [
                {"stateMachineVersionArn": version.arn, "creationDate": version.creation_date.timestamp()}
                for version in listed
            ]
        }
    )


# --- Executions ------------------------------------------------------------------------------------------------------


def _start(
    self: Any, state_machine_arn: str, name: str | None = None, execution_input: str | None = None, trace_header: Any = None
) -> Any:
    text = execution_input if execution_input is not None else "{}"
    if len(text.encode()) > LARGEST:
        raise Refusal(400, "InvalidExecutionInput", "Invalid State Machine Execution Input: 'Size exceeds 262144 bytes'")
    try:
        json.loads(text)
    except ValueError as error:
        raise Refusal(400, "InvalidExecutionInput", f"Invalid State Machine Execution Input: '{error}'") from error
    # AWS makes a name up where none is given.
    return _original_start(self, state_machine_arn, name or str(uuid.uuid4()), execution_input, trace_header)


def _stop(self: StateMachine, execution_arn: str, error: str | None = None, cause: str | None = None) -> Any:
    found = next((item for item in self.executions if item.execution_arn == execution_arn), None)
    if found is None:
        raise Refusal(400, "ExecutionDoesNotExist", f"Execution Does Not Exist: '{execution_arn}'")
    if found.status == "RUNNING":
        found.error, found.cause = error, cause
        found.stop(stop_date=datetime.now(timezone.utc), error=error, cause=cause)
    return found


def _stopped(self: StepFunctionResponse) -> ActionResult:
    arn = self._get_param("executionArn")
    machine = self.stepfunction_backend._get_state_machine_for_execution(arn)
    _stop(machine, arn, self._get_param("error"), self._get_param("cause"))
    return ActionResult({"stopDate": datetime.now(timezone.utc)})


def _describe(self: StepFunctionResponse) -> Any:
    answer = _original_describe(self)
    execution = self.stepfunction_backend.describe_execution(self._get_param("executionArn"))
    result = getattr(answer, "_result", None)
    result = result if isinstance(result, dict) else answer.result
    status = str(getattr(execution.status, "value", execution.status))
    if status == "SUCCEEDED":
        # Also a text and null are JSON.
        result["output"] = json.dumps(execution.output)
    if status != "RUNNING" and execution.stop_date is not None:
        result["stopDate"] = execution.stop_date
    return answer


def _history(self: StepFunctionResponse) -> Any:
    answer = _original_history(self)
    result = getattr(answer, "_result", None)
    result = result if isinstance(result, dict) else answer.result
    listed = list(result["events"])
    if self._get_param("reverseOrder"):
        listed.reverse()
    start = int(self._get_param("nextToken") or 0)
    count = int(self._get_param("maxResults") or 0) or 100
    result["events"] = listed[start : start + count]
    if start + count < len(listed):
        result["nextToken"] = str(start + count)
    return answer
