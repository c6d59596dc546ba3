"""Which function a request is for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from moto.apigateway.models import apigateway_backends
from moto.apigatewayv2.models import apigatewayv2_backends

from ..wire import Request


class NoRoute(Exception):
    def __init__(self, status: int, text: str):
        super().__init__(text)
        self.status, self.text = status, text


@dataclass
class Match:
    function: str
    #: 1.0, 2.0 or url.
    payload: str
    api: str = ""
    stage: str = "$default"
    #: The method and the path, as the permissions of functions have them.
    source: str = ""
    #: As it stands in the API: `ANY /{proxy+}`, or `/{proxy+}` with REST.
    route: str = "$default"
    parameters: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    #: What a request has to show; `NONE` for nothing.
    authorization: str = "NONE"
    issuer: str = ""
    audience: list[str] = field(default_factory=list)
    binary_types: list[str] = field(default_factory=list)


def match_function(function: str, payload: str, account: str, region: str) -> Match:
    """Without an API: every request is the function's."""
    from ..functions.service import Functions

    found = Functions.find(function, account, region)
    config = found.url_config.config if found is not None and found.url_config else {}
    authorization = config.get("AuthType", "NONE") if payload == "url" else "NONE"
    route = "/{proxy+}" if payload == "1.0" else "$default"
    return Match(function, payload, route=route, authorization=authorization, binary_types=["*/*"])


def match_http(account: str, region: str, api: str, stage: str, request: Request) -> Match | None:
    """None where there is no such HTTP API."""
    found = apigatewayv2_backends[account][region].apis.get(api)
    if found is None:
        return None
    if stage not in found.stages:
        raise NoRoute(404, "Not Found")
    best: tuple[tuple[int, ...], Any, dict[str, str]] | None = None
    for route in found.routes.values():
        fitted = _fit(route.route_key, request)
        if fitted and (best is None or fitted[0] > best[0]):
            best = (fitted[0], route, fitted[1])
    if best is None:
        raise NoRoute(404, "Not Found")
    _, route, parameters = best
    integration = found.integrations[route.target.split("/")[-1]]
    authorizer = found.authorizers.get(route.authorizer_id or "")
    config = getattr(authorizer, "jwt_config", None) or {}
    method, _, path = route.route_key.partition(" ")
    return Match(
        function_of(integration.integration_uri), integration.payload_format_version or "1.0", api, stage,
        f"{'*' if method == 'ANY' else method}{path}" if path else "$default", route.route_key, parameters,
        found.stages[stage].stage_variables or {}, route.authorization_type or "NONE", config.get("issuer", ""),
        config.get("audience", []), ["*/*"],
    )  # fmt: skip


def match_rest(account: str, region: str, api: str, stage: str, request: Request) -> Match:
    backend = apigateway_backends[account][region]
    found = backend.apis.get(api)
    if found is None or stage not in found.stages:
        raise NoRoute(403, "Forbidden")
    best: tuple[tuple[int, ...], Any, dict[str, str], str] | None = None
    for resource in found.resources.values():
        path = resource.get_path()
        for method in (request.method, "ANY"):
            if method in resource.resource_methods:
                fitted = _fit(f"{method} {path}", request)
                if fitted and (best is None or fitted[0] > best[0]):
                    best = (fitted[0], resource.resource_methods[method], fitted[1], path)
    if best is None or best[1].method_integration is None:
        raise NoRoute(403, "Missing Authentication Token")
    _, method, parameters, path = best
    return Match(
        function_of(method.method_integration.uri), "1.0", api, stage, f"{request.method}{path}", path, parameters,
        found.stages[stage].variables or {}, method.authorization_type or "NONE", binary_types=found.binaryMediaTypes or [],
    )  # fmt: skip


def function_of(uri: str) -> str:
    """An integration names a function by its ARN, or by a path of the API that invokes it."""
    found = re.search(r"functions/(arn:[^/]+)/invocations", uri)
    return found[1] if found else uri


def _fit(key: str, request: Request) -> tuple[tuple[int, ...], dict[str, str]] | None:
    """How well a route fits, and what stands in its parameters: what is exact goes before what is not."""
    if key == "$default":
        return (0,), {}
    method, _, path = key.partition(" ")
    if method not in ("ANY", request.method):
        return None
    parts, sent = path.strip("/").split("/"), request.raw_path.strip("/").split("/")
    parameters: dict[str, str] = {}
    score: list[int] = [1]
    for number, part in enumerate(parts):
        if part.startswith("{") and part.endswith("+}"):
            rest = sent[number:]
            if not rest or rest == [""]:
                return None
            # Once the trailing slash is gone it is not the same path.
            tail = "/" if request.raw_path.endswith("/") else ""
            parameters[part[1:-2]] = unquote("/".join(rest) + tail)
            return (*score, 1, method != "ANY"), parameters
        if number >= len(sent):
            return None
        if part.startswith("{") and part.endswith("}"):
            parameters[part[1:-1]] = unquote(sent[number])
            score.append(2)
        elif part == sent[number]:
            score.append(3)
        else:
            return None
    if len(sent) != len(parts):
        return None
    return (*score, 4, method != "ANY"), parameters
