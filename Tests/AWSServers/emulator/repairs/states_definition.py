"""What is wrong with a document of the States Language."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    code: str
    message: str
    #: A path into the document.
    location: str


def problems(definition: str, parse: Callable[[str], Any]) -> list[Problem]:
    """- Parameter parse: moto's own reading, which throws, but looks at no names of states."""
    try:
        document = json.loads(definition)
    except ValueError as error:
        return [Problem("INVALID_JSON_DESCRIPTION", str(error), "")]
    found: list[Problem] = []
    _look(document, "", found)
    if not found:
        try:
            parse(definition)
        except Exception as error:
            text = str(getattr(error, "message", error))[:300]
            found.append(Problem("SCHEMA_VALIDATION_FAILED", text, ""))
    return found


def _look(machine: dict[str, Any], place: str, found: list[Problem]) -> None:
    states = machine.get("States") or {}
    if machine.get("StartAt") not in states:
        found.append(Problem("SCHEMA_VALIDATION_FAILED", "StartAt does not name a state", f"{place}/StartAt"))
    reachable = {machine.get("StartAt")}
    for name, state in states.items():
        here = f"{place}/States/{name}"
        targets = [state.get("Next"), state.get("Default")]
        targets += [rule.get("Next") for rule in [*state.get("Choices", []), *state.get("Catch", [])]]
        reachable.update(targets)
        for target in targets:
            if target is not None and target not in states:
                found.append(Problem("MISSING_TRANSITION_TARGET", f"Missing 'Next' target: {target}", here))
        for number, branch in enumerate(state.get("Branches", [])):
            _look(branch, f"{here}/Branches[{number}]", found)
        for part in ("ItemProcessor", "Iterator"):
            if part in state:
                _look(state[part], f"{here}/{part}", found)
    for name in states:
        if name not in reachable:
            found.append(Problem("MISSING_TRANSITION_TARGET", f"State {name} is not reachable", f"{place}/States/{name}"))
