"""What state machines call: functions and other services, with the rights of the machine's role."""

from __future__ import annotations

import io
import json
import sys
import threading
import uuid
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.stepfunctions.parser.asl.component.state.exec.state_task.state_task_lambda import StateTaskLambda
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.sts.models import sts_backends

from ..access import function_arn
from ..functions.service import Outcome
from ..policies import Access, Named
from ..principals import assume_for, may_assume, of_role
from ..state import locks
from ..wire import Refusal
from ..world import World

SERVICE = "states.amazonaws.com"


def apply(world: World) -> None:
    calls = Calls(world)
    # Whoever has imported the name has a name of its own.
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("moto.stepfunctions") and hasattr(module, "boto_client_for"):
            module.boto_client_for = calls.client
    from_error = StateTaskLambda._from_error

    def named(self: StateTaskLambda, env: Environment, ex: Exception) -> Any:
        """Faults of the service by their names, as `lambda:invoke` has them."""
        if isinstance(ex, ClientError):
            name, event = f"Lambda.{ex.response['Error']['Code']}", from_error(self, env, ex)
            event.error_name.error_name = name
            event.event_details["lambdaFunctionFailedEventDetails"]["error"] = name
            return event
        return from_error(self, env, ex)

    StateTaskLambda._from_error = named


class Calls:
    def __init__(self, world: World):
        self.world = world
        self.session = boto3.Session()
        self.lock = threading.Lock()
        self.clients: dict[tuple[str, ...], Any] = {}

    def client(self, region: str, service: str, state_credentials: Any = None) -> Any:
        role = getattr(state_credentials, "role_arn", None) or _role_of_execution()
        if service == "lambda":
            return FunctionsClient(self.world, region, role)
        with self.lock:
            key = (region, service, role)
            found = self.clients.get(key)
            if found is None:
                found = self.clients[key] = self._made(region, service, role)
            return found

    def _made(self, region: str, service: str, role: str) -> Any:
        with locks["iam"]:
            # As long as this program runs.
            session = assume_for(SERVICE, role, "states", seconds=7 * 86400)
            if session is None and not self.world.state.switches.policies:
                session = sts_backends[role.split(":")[4]]["aws"].assume_role(
                    region_name=region, role_session_name="states", role_arn=role, policy="", duration=3600, external_id=""
                )
        if session is None:
            raise _fault(f"{SERVICE} may not assume {role}", "AccessDeniedException", 403)
        return self.session.client(
            service, region_name=region, endpoint_url=self.world.state.endpoint,
            aws_access_key_id=session.access_key_id, aws_secret_access_key=session.secret_access_key,
            aws_session_token=session.session_token,
            config=Config(
                parameter_validation=False, retries={"total_max_attempts": 1}, connect_timeout=10, read_timeout=910,
                max_pool_connections=64, s3={"addressing_style": "path"},
            ),
        )  # fmt: skip


def _role_of_execution() -> str:
    """moto makes clients in many places and tells none for which execution; each of them has its environment at hand."""
    frame = sys._getframe(1)
    while frame is not None:
        for value in frame.f_locals.values():
            if isinstance(value, Environment):
                return value.states.context_object.context_object_data["Execution"]["RoleArn"]
        frame = frame.f_back
    raise RuntimeError("Whoever asks for a client carries out no execution.")


class FunctionsClient:
    """Stands where moto has a client of Lambda."""

    def __init__(self, world: World, region: str, role: str):
        self.world, self.region, self.role = world, region, role

    def invoke(
        self, FunctionName: str, Payload: bytes = b"{}", InvocationType: str = "RequestResponse", Qualifier: str | None = None,
        ClientContext: str | None = None, LogType: str | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        account = self.role.split(":")[4]
        arn = function_arn(FunctionName, f"{self.region}:{account}")
        self._check(arn)
        function = self.world.functions.find(FunctionName, account, self.region, Qualifier)
        if function is None:
            raise _fault(f"Function not found: {arn}", "ResourceNotFoundException", 404)
        payload = Payload if isinstance(Payload, bytes) else Payload.encode()
        if InvocationType == "Event":
            number = self.world.functions.later.take(function, payload, None)
            return _response(Outcome(202, b"", request_id=number))
        outcome = self.world.functions.invoke(function, payload, context=ClientContext)
        if outcome.fault is not None:
            raise _fault(json.loads(outcome.body).get("message", ""), outcome.fault, outcome.status)
        return _response(outcome)

    def _check(self, arn: str) -> None:
        principal = of_role(self.role, "states")
        if not self.world.state.switches.policies:
            return
        # A state machine has a role of its own account.
        about = {"aws:sourceaccount": self.role.split(":")[4]}
        if principal is None or may_assume(self.role, Named(service=SERVICE), **about) != "Allow":
            raise _fault(f"{SERVICE} may not assume {self.role}", "AccessDeniedException", 403)
        try:
            self.world.guard.check(principal, Access("lambda:InvokeFunction", arn))
        except Refusal as refusal:
            raise _fault(refusal.message, "AccessDeniedException", 403) from refusal


def _response(outcome: Outcome) -> dict[str, Any]:
    response = {
        "StatusCode": outcome.status, "ExecutedVersion": outcome.version, "Payload": io.BytesIO(outcome.body),
        "SdkHttpMetadata": {"HttpStatusCode": outcome.status}, "SdkResponseMetadata": {"RequestId": outcome.request_id},
    }  # fmt: skip
    if outcome.error is not None:
        response["FunctionError"] = outcome.error
    return response


def _fault(message: str, code: str, status: int) -> ClientError:
    metadata = {"HTTPStatusCode": status, "RequestId": str(uuid.uuid4())}
    return ClientError({"Error": {"Code": code, "Message": message}, "ResponseMetadata": metadata}, "Invoke")

