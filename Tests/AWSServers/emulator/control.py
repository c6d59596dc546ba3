"""What tests tell the emulator: accounts, switches, faults, and questions about what has happened. See the README."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from typing import Any

from moto.moto_api._internal.models import moto_api_backend

from .gateway import open_gateway
from .principals import assume_for
from .repairs import dynamodb
from .state import Throttle, locks
from .wire import Reply, Request
from .world import World


class Control:
    def __init__(self, world: World):
        self.world = world
        self.answers: dict[str, Callable[[dict[str, Any]], Any]] = {
            "health": lambda body: {"ready": True},
            "accounts": self._open_account,
            "switches": self._switch,
            "throttles": self._throttle,
            "throttles/left": self._throttles_left,
            "expiries": self._expire,
            "sessions": self._begin_session,
            "calls": self._calls,
            "complaints": self._complaints,
            "reset": self._reset,
            "dynamodb/expired": self._expire_items,
            "functions/settings": lambda body: world.functions.settings.change(body),
            "functions/logs": lambda body: {"log": world.functions.log(body["function"])},
            "functions/invocations": lambda body: {"invocations": world.functions.invocations(body["function"])},
            "functions/idle": lambda body: {
                "idle": world.functions.wait_until_idle(body.get("account"), body.get("seconds", 60))
            },
            "deliveries/idle": lambda body: {"idle": world.deliveries.wait_until_idle(body.get("seconds", 60))},
            "gateways": self._open_gateway,
        }

    def answer(self, request: Request) -> Reply:
        name = request.path.removeprefix("/_emulator/").strip("/")
        found = self.answers.get(name)
        if found is None:
            return Reply.of_json(404, {"error": f"There is no {name} here: {sorted(self.answers)}"})
        try:
            return Reply.of_json(200, found(request.json | request.query))
        except (KeyError, ValueError, TypeError) as error:
            return Reply.of_json(400, {"error": f"{type(error).__name__}: {error}"})
        except Exception as error:
            traceback.print_exc()
            return Reply.of_json(500, {"error": f"{type(error).__name__}: {error}"})

    def _open_account(self, body: dict[str, Any]) -> Any:
        owner = self.world.state.accounts.open()
        return {"account": owner.account, "accessKey": owner.access_key, "secretKey": owner.secret}

    def _switch(self, body: dict[str, Any]) -> Any:
        switches = self.world.state.switches
        for name, value in body.items():
            if name not in vars(switches):
                raise ValueError(f"There is no switch {name}.")
            setattr(switches, name, bool(value))
        return vars(switches)

    def _throttle(self, body: dict[str, Any]) -> Any:
        throttle = Throttle(
            body["service"], body.get("action"), body.get("account"), int(body.get("count", 1)),
            int(body.get("status", 503)), body.get("code", "SlowDown"),
        )  # fmt: skip
        self.world.state.throttles.append(throttle)
        return vars(throttle)

    def _throttles_left(self, body: dict[str, Any]) -> Any:
        left = (throttle.count for throttle in self.world.state.throttles if throttle.account == body["account"])
        return {"left": sum(left)}

    def _expire(self, body: dict[str, Any]) -> Any:
        return {"expired": self.world.state.accounts.expire(body["accessKey"])}

    def _begin_session(self, body: dict[str, Any]) -> Any:
        """The rights of a role, by the way on which the service gets them that it trusts."""
        with locks["iam"]:
            session = assume_for(body["service"], body["role"], body.get("name", "test"))
        if session is None:
            raise ValueError(f"{body['service']} may not assume {body['role']}")
        return {
            "accessKey": session.access_key_id, "secretKey": session.secret_access_key, "token": session.session_token,
        }  # fmt: skip

    def _calls(self, body: dict[str, Any]) -> Any:
        account = body.get("account")
        return {"calls": [call.json() for call in list(self.world.state.calls) if account in (None, call.account)]}

    def _complaints(self, body: dict[str, Any]) -> Any:
        account = body.get("account")
        return {"complaints": [item for item in list(self.world.state.complaints) if account in (None, item["account"])]}

    def _reset(self, body: dict[str, Any]) -> Any:
        self.world.functions.stop_all()
        with locks["s3"], locks["dynamodb"], locks["sqs"], locks["states"], locks["events"], locks["lambda"]:
            moto_api_backend.reset()
        dynamodb.tokens.forget()
        state = self.world.state
        state.throttles.clear()
        state.calls.clear()
        state.complaints.clear()
        return {"reset": True}

    def _expire_items(self, body: dict[str, Any]) -> Any:
        with locks["dynamodb"]:
            return {"deleted": dynamodb.expire(body["account"], float(body.get("now", time.time())))}

    def _open_gateway(self, body: dict[str, Any]) -> Any:
        return open_gateway(self.world, body)
