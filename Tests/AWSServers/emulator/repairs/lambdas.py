"""Functions of moto: carried out by us, with what moto forgets of them; and queues that functions read from."""

from __future__ import annotations

from typing import Any

from moto.awslambda.models import EventSourceMapping, LambdaBackend, LambdaFunction

from ..access import function_arn
from ..functions.mappings import Poller
from ..policies import Named
from ..principals import may_assume
from ..wire import Refusal
from ..world import World

#: Settings that moto drops, by the names that AWS has for them, with what there is where none is given.
KEPT: dict[str, Any] = {"DeadLetterConfig": None, "LoggingConfig": None, "KMSKeyArn": None, "FileSystemConfigs": None}


def apply(world: World) -> None:
    create = LambdaFunction.__init__
    configuration, update = LambdaFunction.get_configuration, LambdaFunction.update_configuration

    def init(self: LambdaFunction, account_id: str, spec: dict[str, Any], region: str, version: Any = 1) -> None:
        create(self, account_id, spec, region, version)
        self.kept = {name: spec.get(name) for name in KEPT}
        self.dead_letter_config = spec.get("DeadLetterConfig")

    def get_configuration(self: LambdaFunction, on_create: bool = False) -> dict[str, Any]:
        found = configuration(self, on_create)
        for name, value in self.kept.items():
            if value:
                found[name] = value
        if not self.kept.get("LoggingConfig"):
            found["LoggingConfig"] = {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{self.function_name}"}
        return found

    def update_configuration(self: LambdaFunction, config_updates: dict[str, Any]) -> dict[str, Any]:
        for name in KEPT:
            if name in config_updates:
                self.kept[name] = config_updates[name]
        self.dead_letter_config = self.kept.get("DeadLetterConfig")
        for name, attribute in (("TracingConfig", "tracing_config"), ("EphemeralStorage", "ephemeral_storage")):
            if name in config_updates:
                value = config_updates[name]
                setattr(self, attribute, value["Size"] if name == "EphemeralStorage" else value)
        return update(self, config_updates)

    def invoke(self: LambdaFunction, body: str, request_headers: Any, response_headers: Any) -> bytes:
        """How other services of moto invoke."""
        world.functions.invoke_later(self.function_arn, body.encode() if isinstance(body, str) else body)
        return b""

    LambdaFunction.__init__ = init
    LambdaFunction.get_configuration = get_configuration
    LambdaFunction.update_configuration = update_configuration
    LambdaFunction.invoke = invoke

    create_function = LambdaBackend.create_function

    def checked_create(self: LambdaBackend, spec: dict[str, Any]) -> LambdaFunction:
        role = spec.get("Role", "")
        trusts = may_assume(role, Named(service="lambda.amazonaws.com")) if role.count(":") >= 5 else None
        if world.state.switches.policies and trusts != "Allow":
            raise Refusal(
                400, "InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda."
            )
        return create_function(self, spec)

    LambdaBackend.create_function = checked_create

    create_mapping = LambdaBackend.create_event_source_mapping

    def created(self: LambdaBackend, spec: dict[str, Any]) -> EventSourceMapping:
        mapping = create_mapping(self, spec)
        if ":sqs:" in mapping.event_source_arn:
            Poller(world, self, mapping).start()
        return mapping

    LambdaBackend.create_event_source_mapping = created

    list_mappings = LambdaBackend.list_event_source_mappings

    def listed(self: LambdaBackend, event_source_arn: str, function_name: str) -> list[EventSourceMapping]:
        """A function may be called by its name or its ARN, however it was called when the mapping was made."""
        found = list(list_mappings(self, event_source_arn, ""))
        wanted = function_name and function_arn(function_name, f"{self.region_name}:{self.account_id}")
        return [mapping for mapping in found if not wanted or mapping.function_arn == wanted]

    LambdaBackend.list_event_source_mappings = listed
