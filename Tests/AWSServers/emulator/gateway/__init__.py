"""Ports that stand for API Gateway and for URLs of functions: what was made of an API is served there.

Limits of rates are not kept, and tokens of JWT authorizers are read without their signatures, since nobody here issues any.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from typing import Any

from ..policies import Named
from ..repairs.events import check_resource
from ..serving import serve
from ..wire import Environ, Refusal, Reply, Request
from ..world import World
from . import answers, events
from .authorization import authorize
from .routes import Match, NoRoute, match_function, match_http, match_rest

#: Bytes of a body.
LARGEST = 10 << 20
#: Seconds for a function that a gateway waits for.
PATIENCE = 29.0


def open_gateway(world: World, wish: dict[str, Any]) -> dict[str, str]:
    port = serve(Gateway(world, wish))
    return {"endpoint": f"http://127.0.0.1:{port}"}


class Gateway:
    def __init__(self, world: World, wish: dict[str, Any]):
        self.world = world
        self.account, self.region = wish["account"], wish.get("region", "us-east-1")
        self.api, self.stage = wish.get("api"), wish.get("stage") or "$default"
        self.function, self.payload = wish.get("function"), wish.get("payload") or "2.0"
        if not self.api and not self.function:
            raise ValueError("A gateway needs an API or a function.")
        self.workers = ThreadPoolExecutor(max_workers=64)

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        request = Request.read(environ)
        try:
            reply = self._answer(request)
        except NoRoute as error:
            reply = answers.message(error.status, error.text)
        except Refusal as refusal:
            reply = answers.message(refusal.status, "Forbidden" if refusal.status == 403 else refusal.message)
            self.world.state.complain(self.account, self.api or str(self.function), refusal.message)
        return reply.send(environ, start_response)

    def _match(self, request: Request) -> Match:
        if self.function:
            return match_function(self.function, self.payload, self.account, self.region)
        assert self.api
        return match_http(self.account, self.region, self.api, self.stage, request) or match_rest(
            self.account, self.region, self.api, self.stage, request
        )

    def _answer(self, request: Request) -> Reply:
        if len(request.body) > LARGEST:
            return answers.message(413, "Request Entity Too Large")
        match = self._match(request)
        claims = authorize(self.world, match, request, self.account)
        function = self.world.functions.find(match.function, self.account, self.region)
        if function is None:
            return answers.failed(match.payload)
        if match.api:
            source = f"arn:aws:execute-api:{self.region}:{self.account}:{match.api}/{match.stage}/{match.source}"
            context = {"aws:sourcearn": source, "aws:sourceaccount": self.account}
            check_resource(
                self.world, "lambda:InvokeFunction", function.function_arn, Named(service="apigateway.amazonaws.com"),
                context,
            )  # fmt: skip
        event = events.make(request, match, claims, self.account, self.region, str(uuid.uuid4()))
        trace = request.headers.get("x-amzn-trace-id")
        work = self.workers.submit(self.world.functions.invoke, function, json.dumps(event).encode(), trace)
        try:
            outcome = work.result(PATIENCE if match.payload != "url" else None)
        except TooLate:
            return answers.late(match.payload)
        if outcome.fault == "TooManyRequestsException":
            return answers.busy(match.payload)
        if outcome.fault == "RequestTooLargeException":
            return answers.message(413, "Request Too Long")
        if not outcome.is_success:
            return answers.failed(match.payload)
        return answers.make(outcome, match)

