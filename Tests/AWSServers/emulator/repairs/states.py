"""State machines: started more than once, checked before they are kept, and carried out with the rights of their role."""

from __future__ import annotations

import copy
import json
import threading
from datetime import datetime, timezone
from typing import Any

import jsonata
import moto.stepfunctions.parser.asl.jsonata.jsonata as moto_jsonata
from moto.core.responses import ActionResult, EmptyResult
from moto.stepfunctions.models import StateMachine
from moto.stepfunctions.parser import models
from moto.stepfunctions.parser.asl.parse.preprocessor import Preprocessor
from moto.stepfunctions.responses import StepFunctionResponse

from ..wire import Refusal
from ..world import World
from . import states_calls, states_executions, states_reader, states_results
from .states_definition import Problem, problems

Backend = models.StepFunctionsParserBackend
_original_create = Backend.create_state_machine
_original_update = Backend.update_state_machine


def apply(world: World) -> None:
    # An execution begins with a deep copy of its machine, which holds the executions before it and their locks.
    StateMachine.__deepcopy__ = _copied
    Preprocessor.__init__ = _new_preprocessor
    moto_jsonata._eval_jsonata = _evaluate
    Backend.create_state_machine = _create
    Backend.update_state_machine = _update
    StepFunctionResponse.validate_state_machine_definition = _validate
    StepFunctionResponse.list_state_machine_versions = _list_versions
    StepFunctionResponse.publish_state_machine_version = _publish
    StepFunctionResponse.delete_state_machine_version = _delete_version
    states_calls.apply(world)
    states_executions.apply()
    states_results.apply()
    states_reader.apply()


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


def _publish(self: StepFunctionResponse) -> ActionResult:
    machine = self.stepfunction_backend.describe_state_machine(self._get_param("stateMachineArn"))
    latest = machine.latest_version
    # Nothing has changed since the last: it is the same version.
    if latest is None or (latest.definition, latest.roleArn) != (machine.definition, machine.roleArn):
        machine.publish(description=self._get_param("description"))
        latest = machine.latest_version
    return ActionResult({"creationDate": datetime.now(timezone.utc), "stateMachineVersionArn": latest.arn})


def _delete_version(self: StepFunctionResponse) -> ActionResult:
    arn = self._get_param("stateMachineVersionArn")
    machine_arn, _, number = arn.rpartition(":")
    machine = self.stepfunction_backend.describe_state_machine(machine_arn)
    for alias in machine.aliases.values():
        if any(route["stateMachineVersionArn"] == arn for route in alias.routing_configuration):
            raise Refusal(400, "ConflictException", f"Version to be deleted is referenced by alias: {alias.arn}")
    machine.versions.pop(int(number), None)
    return EmptyResult()
