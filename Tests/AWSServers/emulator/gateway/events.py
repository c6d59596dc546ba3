"""Events that functions get from gateways.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html,
https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html and
https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
"""

from __future__ import annotations

import base64
import fnmatch
import re
import time
from typing import Any
from urllib.parse import unquote

from ..wire import Request
from .routes import Match

#: Types whose bodies are handed over as text. What forms send is none of them, and is what curl says of everything.
TEXT = re.compile(r"text/.*|application/(json|javascript|xml)")


def make(request: Request, match: Match, claims: Any, account: str, region: str, number: str) -> dict[str, Any]:
    if match.payload == "1.0":
        return _first(request, match, claims, account, number)
    return _second(request, match, claims, account, region, number)


def _is_binary(request: Request, match: Match) -> bool:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if match.payload == "1.0" and match.route.startswith("/"):
        return any(fnmatch.fnmatch(kind or "application/json", pattern) for pattern in match.binary_types)
    return bool(request.body) and TEXT.fullmatch(kind) is None


def _body(request: Request, match: Match) -> tuple[str | None, bool]:
    if not request.body:
        return None, False
    if _is_binary(request, match):
        return base64.b64encode(request.body).decode(), True
    return request.body.decode("utf-8", "replace"), False


def _second(request: Request, match: Match, claims: Any, account: str, region: str, number: str) -> dict[str, Any]:
    now = time.time()
    headers = {name: value for name, value in request.headers.items() if name != "cookie"}
    path = request.raw_path if match.payload == "url" else request.path
    if match.payload != "url" and match.stage != "$default":
        path = f"/{match.stage}{path}"
    name = match.api or "function"
    domain = f"{name}.lambda-url.{region}.on.aws" if match.payload == "url" else f"{name}.execute-api.{region}.amazonaws.com"
    body, is_encoded = _body(request, match)
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": match.route,
        "rawPath": path,
        "rawQueryString": request.raw_query,
        "headers": headers | {"x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "https", "x-forwarded-port": "443"},
        "requestContext": {
            "accountId": "anonymous" if match.payload == "url" and claims is None else account,
            "apiId": name,
            "domainName": domain,
            "domainPrefix": name,
            "http": {
                "method": request.method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": request.environ.get("REMOTE_ADDR", "127.0.0.1"),
                "userAgent": request.headers.get("user-agent", ""),
            },
            "requestId": number,
            "routeKey": match.route,
            "stage": match.stage,
            "time": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(now)),
            "timeEpoch": int(now * 1000),
        },
        "isBase64Encoded": is_encoded,
    }
    if cookies := request.headers.get("cookie"):
        event["cookies"] = [part.strip() for part in cookies.split(";")]
    if request.raw_query:
        values: dict[str, list[str]] = {}
        for key, value in request.pairs:
            values.setdefault(key, []).append(value)
        event["queryStringParameters"] = {key: ",".join(found) for key, found in values.items()}
    if match.parameters:
        event["pathParameters"] = match.parameters
    if match.variables:
        event["stageVariables"] = match.variables
    if claims is not None:
        event["requestContext"]["authorizer"] = claims
    if body is not None:
        event["body"] = body
    return event


def _first(request: Request, match: Match, claims: Any, account: str, number: str) -> dict[str, Any]:
    now = time.time()
    # As they were sent, as far as WSGI lets one know.
    headers = {"-".join(part.capitalize() for part in name.split("-")): value for name, value in request.headers.items()}
    headers |= {"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "https", "X-Forwarded-Port": "443"}
    values: dict[str, list[str]] = {}
    for key, value in request.pairs:
        values.setdefault(key, []).append(value)
    body, is_encoded = _body(request, match)
    return {
        "version": "1.0",
        "resource": match.route.partition(" ")[2] or match.route,
        "path": unquote(request.raw_path),
        "httpMethod": request.method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {key: found[-1] for key, found in values.items()} or None,
        "multiValueQueryStringParameters": values or None,
        "pathParameters": match.parameters or None,
        "stageVariables": match.variables or None,
        "requestContext": {
            "accountId": account,
            "apiId": match.api or "function",
            "authorizer": claims or {},
            "domainName": request.headers.get("host", ""),
            "extendedRequestId": number,
            "httpMethod": request.method,
            "identity": {
                "sourceIp": request.environ.get("REMOTE_ADDR", "127.0.0.1"),
                "userAgent": request.headers.get("user-agent", ""),
            },
            "path": f"/{match.stage}{request.raw_path}",
            "protocol": "HTTP/1.1",
            "requestId": number,
            "requestTime": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(now)),
            "requestTimeEpoch": int(now * 1000),
            "resourceId": "emulated",
            "resourcePath": match.route.partition(" ")[2] or match.route,
            "stage": match.stage,
        },
        "body": body,
        "isBase64Encoded": is_encoded,
    }
