"""What the checks of rights work on, and with."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

import pictures
from rehearsal import Rehearsal, asset

DONE = "done"
#: What all of them work on: see `prepare`.
subject: dict[str, Any] = {}


class Told(Exception):
    """What a function or a workflow says that could not do what it should."""


def prepare(here: Rehearsal) -> None:
    """An image that is there, and one whose original has gone without anybody having heard of it."""
    subject["key"], subject["request"] = processed(here)
    subject["gone"], _ = processed(here)
    place = {"Bucket": here.outputs["originals_bucket"], "Key": subject["gone"]}
    unheard_of(here, lambda: here.client("s3").delete_object(**place))


def unheard_of(here: Rehearsal, change: Callable[[], Any]) -> None:
    """Has something happen in a bucket that nobody is told of."""
    events = here.client("events")
    events.disable_rule(Name="renditions-originals")
    change()
    assert here.control("deliveries/idle")["idle"]
    events.enable_rule(Name="renditions-originals")


def picture() -> bytes:
    """A small one that nobody has uploaded yet."""
    colours = uuid.uuid4().bytes
    return pictures.png(16, 16, lambda y: colours * 3)


def new_key() -> str:
    return f"rights/{uuid.uuid4().hex}.png"


def processed(here: Rehearsal) -> tuple[str, Any]:
    """A new original, once it is processed. - Returns: its key, and what its workflow was asked to do."""
    key = new_key()
    image = here.ready(here.put(key, picture()), states=("ready", "failed", "quarantined"))
    if image["state"] != "ready":
        raise Told(image["failure"]["code"])
    machine = here.outputs["state_machines"]["process-image"]
    name = next(name for name in here.executions("process-image") if name.startswith(asset(key)))
    arn = f"{machine.replace(':stateMachine:', ':execution:')}:{name}"
    return key, json.loads(here.client("stepfunctions").describe_execution(executionArn=arn)["input"])


def invoke(here: Rehearsal, function: str, event: Any) -> Any:
    """- Throws: `Told` with the name of the error."""
    answer = here.client("lambda").invoke(
        FunctionName=here.outputs["functions"][function], Payload=json.dumps(event).encode()
    )
    value = json.load(answer["Payload"])
    if "FunctionError" in answer:
        raise Told(value["errorType"])
    return value


def telling(use: Callable[..., None]) -> Callable[..., str]:
    def run(here: Rehearsal, *arguments: Any) -> str:
        try:
            use(here, *arguments)
        except Told as told:
            return str(told)
        return DONE

    run.__name__ = use.__name__
    return run


def renew(here: Rehearsal, function: str) -> None:
    """Has the next invocation carried out by a new process, which remembers nothing."""
    functions, name = here.client("lambda"), f"renditions-{function}"
    variables = functions.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
    variables["REHEARSAL"] = uuid.uuid4().hex
    functions.update_function_configuration(FunctionName=name, Environment={"Variables": variables})
