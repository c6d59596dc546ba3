"""Rules of EventBridge and their targets: queues, functions, state machines and groups of logs."""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timezone
from typing import Any

from moto.events.models import EventPattern, EventsBackend, Rule, events_backends
from moto.events.responses import EventsHandler
from moto.events.utils import EventTemplateParser
from moto.sqs.models import sqs_backends
from moto.stepfunctions.parser.models import stepfunctions_parser_backends

from ..guard import resource_policy
from ..policies import Access, Context, Named, resource_verdict
from ..principals import may_assume, of_role
from ..state import locks
from ..wire import Refusal
from ..world import World

SERVICE = "events.amazonaws.com"
#: Targets that moto delivers to by itself.
THEIRS = ("events", "logs")


def apply(world: World) -> None:
    original = Rule.send_to_targets

    def send_to_targets(self: Rule, event: dict[str, Any], transform_input: bool = True) -> None:
        if self.state != "ENABLED" or not self.event_pattern.matches_event(event):
            return
        ours = [target for target in self.targets if target["Arn"].split(":")[2] not in THEIRS]
        theirs = [target for target in self.targets if target not in ours]
        for target in ours:
            sent = _cleaned(event)
            world.deliveries.later(lambda target=target, sent=sent: deliver(world, self, target, sent))
        if theirs:
            all_targets, self.targets = self.targets, theirs
            try:
                original(self, event, transform_input)
            finally:
                self.targets = all_targets

    Rule.send_to_targets = send_to_targets
    EventsHandler.test_event_pattern = _test_event_pattern


def publish(world: World, account: str, region: str, event: dict[str, Any]) -> None:
    """Takes an event of a service to the rules of the default bus."""
    with locks["events"]:
        backend: EventsBackend = events_backends[account][region]
        moment = datetime.fromisoformat(event["time"].replace("Z", "+00:00")).timestamp()
        for rule in list(backend.event_buses["default"].rules.values()):
            rule.send_to_targets(dict(event) | {"time": moment, "ingestion-time": moment}, transform_input=False)


def _test_event_pattern(self: EventsHandler) -> tuple[str, dict[str, Any]]:
    """Whether a pattern lets an event through, by what decides it for rules. moto has nothing for it."""
    try:
        event = json.loads(self._get_param("Event"))
    except (TypeError, ValueError):
        event = {}
    missing = {"id", "account", "source", "time", "region", "resources", "detail-type"} - set(event)
    if missing:
        raise Refusal(400, "ValidationException", f"Parameter Event is not valid: {', '.join(sorted(missing))}")
    result = EventPattern.load(self._get_param("EventPattern")).matches_event(event)
    return json.dumps({"Result": result}), self.response_headers


def _cleaned(event: dict[str, Any]) -> dict[str, Any]:
    """Without what only moto knows of, and with the time as text."""
    event = {name: value for name, value in event.items() if name not in ("replay-name", "ingestion-time")}
    if isinstance(event.get("time"), (int, float)):
        moment = datetime.fromtimestamp(event["time"], timezone.utc)
        event["time"] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return event | {"version": "0", "id": event.get("id") or str(uuid.uuid4())}


def deliver(world: World, rule: Rule, target: dict[str, Any], event: dict[str, Any]) -> None:
    arn, service = target["Arn"], target["Arn"].split(":")[2]
    body = _input(target, event)
    context: Context = {"aws:sourcearn": rule.arn, "aws:sourceaccount": rule.account_id}
    try:
        if service == "states":
            _start(world, rule, target, body, f"{event['id']}_{uuid.uuid4()}")
        elif service == "lambda":
            to_function(world, arn, body, Named(service=SERVICE), context, raising=True)
        elif service == "sqs":
            to_queue(world, arn, body, Named(service=SERVICE), context, target.get("SqsParameters"), raising=True)
        else:
            raise Refusal(400, "UnknownTarget", f"Targets of {service} are not delivered to here.")
    except Exception as error:
        world.state.complain(rule.account_id, rule.arn, str(error))
        dead = target.get("DeadLetterConfig", {}).get("Arn")
        if dead:
            to_queue(world, dead, body, Named(service=SERVICE), context, None)


def _input(target: dict[str, Any], event: dict[str, Any]) -> str:
    if "Input" in target:
        return target["Input"]
    if transformer := target.get("InputTransformer"):
        made = EventTemplateParser.parse(
            transformer.get("InputTemplate"), transformer.get("InputPathsMap", {}), event | {"ingestion-time": event["time"]}
        )
        return json.dumps(made)
    value: Any = event
    for part in (target.get("InputPath") or "$").split(".")[1:]:
        value = value[part]
    return json.dumps(value)


def _start(world: World, rule: Rule, target: dict[str, Any], body: str, name: str) -> None:
    arn, role = target["Arn"], target.get("RoleArn")
    if world.state.switches.policies:
        about = {"aws:sourceaccount": rule.account_id, "aws:sourcearn": rule.arn}
        if role is None or may_assume(role, Named(service=SERVICE), **about) != "Allow":
            raise Refusal(403, "AccessDenied", f"{SERVICE} may not assume the target's role {role}")
        principal = of_role(role, "events")
        assert principal is not None
        world.guard.check(principal, Access("states:StartExecution", arn))
    _, _, _, region, account, _ = arn.split(":", 5)
    with locks["states"]:
        stepfunctions_parser_backends[account][region].start_execution(arn, name, body)


def to_function(
    world: World, arn: str, body: str, sender: Named, context: Context, raising: bool = False
) -> None:
    try:
        check_resource(world, "lambda:InvokeFunction", arn, sender, context)
        world.functions.invoke_later(arn, body.encode())
    except Exception as error:
        if raising:
            raise
        world.state.complain(arn.split(":")[4], arn, str(error))


def to_queue(
    world: World, arn: str, body: str, sender: Named, context: Context, parameters: dict[str, str] | None,
    raising: bool = False,
) -> None:  # fmt: skip
    _, _, _, region, account, name = arn.split(":", 5)
    try:
        check_resource(world, "sqs:SendMessage", arn, sender, context)
        with locks["sqs"]:
            sqs_backends[account][region].send_message(
                name, body, group_id=(parameters or {}).get("MessageGroupId")
            )
    except Exception as error:
        if raising:
            raise
        world.state.complain(account, arn, str(error))


def check_resource(world: World, action: str, arn: str, sender: Named, context: Context) -> None:
    """Services are let in by the policy of the resource alone."""
    if not world.state.switches.policies:
        return
    context = context | {"aws:principalisawsservice": "true", "aws:securetransport": "true"}
    wanted = Access(action, arn, context)
    if resource_verdict(resource_policy(wanted)[0], sender, wanted) != "Allow":
        raise Refusal(403, "AccessDenied", f"{sender.service} is not authorized to perform: {action} on resource: {arn}")
