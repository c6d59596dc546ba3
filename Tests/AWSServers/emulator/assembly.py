"""Puts the parts together."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from moto.core.config import default_user_config
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from . import repairs
from .control import Control
from .front import Front
from .functions.service import Functions
from .guard import Guard
from .principals import Accounts
from .state import State
from .wire import Environ
from .world import World


class Assembly:
    def __init__(self, access_key: str, secret: str, folder: str):
        default_user_config["stepfunctions"] = {"execute_state_machine": True}
        os.environ["MOTO_S3_ALLOW_CROSSACCOUNT_ACCESS"] = "true"
        state = State(Accounts(access_key, secret), folder=folder)
        guard = Guard(state)
        self.world = World(state, guard, Functions(state, guard))
        repairs.apply(self.world)
        moto = DomainDispatcherApplication(create_backend_app)
        self.front = Front(self.world, Control(self.world), moto)

    def plain(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """The same, for requests that count as sent without TLS."""
        environ["emulator.plain"] = True
        return self.front(environ, start_response)

    def start(self, port: int) -> None:
        self.world.state.port = port
        # Where the interpreter of state machines looks for other services.
        os.environ["MOTO_PORT"] = str(port)
