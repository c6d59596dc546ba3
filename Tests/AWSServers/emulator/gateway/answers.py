"""What gateways make of the answers of functions."""

from __future__ import annotations

import base64
import json
from typing import Any

from ..functions.service import Outcome
from ..wire import Reply
from .routes import Match


def message(status: int, text: str) -> Reply:
    return Reply.of_json(status, {"message": text})


def failed(payload: str) -> Reply:
    if payload == "2.0":
        return message(500, "Internal Server Error")
    return message(502, "Internal Server Error" if payload == "url" else "Internal server error")


def busy(payload: str) -> Reply:
    if payload == "url":
        return message(429, "Rate Exceeded.")
    return message(503, "Service Unavailable") if payload == "2.0" else failed(payload)


def late(payload: str) -> Reply:
    return message(503, "Service Unavailable") if payload == "2.0" else message(504, "Endpoint request timed out")


def make(outcome: Outcome, match: Match) -> Reply:
    if outcome.content_type == "application/vnd.awslambda.http-integration-response":
        return _streamed(outcome.body)
    try:
        value = json.loads(outcome.body or b"null")
    except ValueError:
        return failed(match.payload)
    if not isinstance(value, dict) or "statusCode" not in value:
        if match.payload == "1.0":
            return failed(match.payload)
        # An answer without a status is a body.
        text = value if isinstance(value, str) else json.dumps(value)
        return Reply(200, {"Content-Type": "application/json"}, text.encode())
    try:
        status = int(value["statusCode"])
        body = value.get("body") or ""
        content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        # REST APIs decode what they were told to take for bytes, and nothing else.
        if value.get("isBase64Encoded") and (match.payload != "1.0" or match.binary_types):
            content = base64.b64decode(body, validate=True)
    except (ValueError, TypeError):
        return failed(match.payload)
    return Headed(status, _headers(value, match.payload), content)


def _headers(value: dict[str, Any], payload: str) -> list[tuple[str, str]]:
    found = [(str(name), str(text)) for name, text in (value.get("headers") or {}).items()]
    several = value.get("multiValueHeaders") or {}
    if payload == "1.0" and several:
        found = [pair for pair in found if pair[0].lower() not in {name.lower() for name in several}]
        found += [(name, str(text)) for name, texts in several.items() for text in texts]
    found += [("Set-Cookie", cookie) for cookie in value.get("cookies") or []] if payload != "1.0" else []
    if not any(name.lower() == "content-type" for name, _ in found):
        found.append(("Content-Type", "application/json"))
    return found


def _streamed(body: bytes) -> Reply:
    """A head in JSON, eight zero bytes, and what follows."""
    head, _, content = body.partition(bytes(8))
    value = json.loads(head or b"{}")
    return Headed(int(value.get("statusCode", 200)), _headers(value, "url"), content)


class Headed(Reply):
    """A reply that may have several headers of a name."""

    def __init__(self, status: int, headers: list[tuple[str, str]], body: bytes):
        super().__init__(status, {}, body)
        self.pairs = headers

    def send(self, environ: Any, start_response: Any) -> Any:
        is_head = environ["REQUEST_METHOD"] == "HEAD"
        skipped = ("content-length", "transfer-encoding", "connection")
        pairs = [pair for pair in self.pairs if pair[0].lower() not in skipped]
        told = next((value for name, value in self.pairs if name.lower() == "content-length"), None)
        length = told if is_head and told else str(len(self.body))
        if self.status != 204 and self.status != 304:
            pairs.append(("Content-Length", length))
        start_response(f"{self.status} {self.status}", pairs)
        return [] if is_head else [self.body]
