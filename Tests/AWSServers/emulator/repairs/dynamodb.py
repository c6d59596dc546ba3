"""DynamoDB: tokens of transactions, numbers, limits, and items whose time has come; all of it before and after moto."""

from __future__ import annotations

import json
import re
import threading
import time
from decimal import Decimal, InvalidOperation
from typing import Any

from moto.dynamodb.models import dynamodb_backends

from ..wire import Refusal, Reply, Request

#: Seconds for which a token is known.
MEMORY = 600
WRITES, READS, TRANSACTION = 25, 100, 100


class Tokens:
    """Transactions that have been carried out, by account, region and token."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.known: dict[tuple[str, str, str], tuple[str, float, Reply]] = {}

    def find(self, key: tuple[str, str, str], content: str) -> Reply | None:
        with self.lock:
            content_then, moment, reply = self.known.get(key, ("", 0.0, Reply(200)))
            if time.monotonic() - moment > MEMORY or not content_then:
                return None
            if content_then != content:
                raise _refusal(
                    "IdempotentParameterMismatchException",
                    "The request uses the same client token as a previous, but non-identical request",
                )
            return reply

    def keep(self, key: tuple[str, str, str], content: str, reply: Reply) -> None:
        with self.lock:
            self.known[key] = (content, time.monotonic(), reply)

    def forget(self) -> None:
        with self.lock:
            self.known = {}


tokens = Tokens()


def _refusal(code: str, message: str) -> Refusal:
    return Refusal(400, f"com.amazonaws.dynamodb.v20120810#{code}", message)


def prepare(request: Request, account: str) -> Reply | None:
    """- Returns: an answer where there is one without moto."""
    if not request.headers.get("x-amz-target", "").startswith("DynamoDB_"):
        return None
    body = request.json
    _check_limits(request.operation, body)
    _normalize(body)
    request.replace_body(json.dumps(body).encode())
    token = body.get("ClientRequestToken")
    if token and request.operation == "TransactWriteItems":
        return tokens.find((account, request.region, token), _content(body))
    return None


def finish(request: Request, account: str, reply: Reply) -> None:
    if reply.status != 200:
        return
    body = request.json
    if body.get("ReturnConsumedCapacity", "NONE") == "NONE" and b"ConsumedCapacity" in reply.body:
        answer = json.loads(reply.body)
        if answer.pop("ConsumedCapacity", None) is not None:
            reply.body = json.dumps(answer).encode()
            # It was over the body as it was.
            for name in [name for name in reply.headers if name.lower() in ("content-length", "x-amz-crc32")]:
                del reply.headers[name]
    token = body.get("ClientRequestToken")
    if token and request.operation == "TransactWriteItems":
        tokens.keep((account, request.region, token), _content(body), reply)


def _content(body: dict[str, Any]) -> str:
    return json.dumps(body.get("TransactItems"), sort_keys=True)


def _check_limits(operation: str, body: dict[str, Any]) -> None:
    if operation == "BatchWriteItem":
        count = sum(len(writes) for writes in body.get("RequestItems", {}).values())
        if count > WRITES:
            raise _refusal("ValidationException", "Too many items requested for the BatchWriteItem call")
    if operation == "BatchGetItem":
        count = sum(len(part.get("Keys", [])) for part in body.get("RequestItems", {}).values())
        if count > READS:
            raise _refusal("ValidationException", "Too many items requested for the BatchGetItem call")
    if operation in ("TransactWriteItems", "TransactGetItems") and len(body.get("TransactItems", [])) > TRANSACTION:
        raise _refusal(
            "ValidationException",
            "1 validation error detected: Value at 'transactItems' failed to satisfy constraint: "
            "Member must have length less than or equal to 100",
        )


# --- Numbers ---------------------------------------------------------------------------------------------------------


def _normalize(value: Any) -> None:
    """Numbers as DynamoDB keeps them, wherever they stand."""
    if isinstance(value, list):
        for item in value:
            _normalize(item)
    elif isinstance(value, dict):
        if len(value) == 1 and isinstance(value.get("N"), str):
            value["N"] = number(value["N"])
        elif len(value) == 1 and isinstance(value.get("NS"), list):
            value["NS"] = [number(item) for item in value["NS"]]
        else:
            for item in value.values():
                _normalize(item)


def number(text: str) -> str:
    if not re.fullmatch(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*", text):
        raise _refusal("ValidationException", f"A value provided cannot be converted into a number: {text}")
    try:
        value = Decimal(text.strip())
    except InvalidOperation as error:
        raise _refusal("ValidationException", "A value provided cannot be converted into a number") from error
    if not value:
        return "0"
    sign, digits, exponent = value.as_tuple()
    significant = "".join(map(str, digits)).lstrip("0").rstrip("0")
    if len(significant) > 38:
        raise _refusal("ValidationException", "Attempting to store more than 38 significant digits in a Number")
    if value.adjusted() > 125:
        raise _refusal(
            "ValidationException", "Number overflow. Attempting to store a number with magnitude larger than supported range"
        )
    if value.adjusted() < -130:
        raise _refusal(
            "ValidationException", "Number underflow. Attempting to store a number with magnitude smaller than supported range"
        )
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


# --- Items whose time has come ---------------------------------------------------------------------------------------


def expire(account: str, now: float) -> int:
    """Deletes what AWS would within two days of its time. - Returns: how many items."""
    count = 0
    for backend in dynamodb_backends[account].values():
        for table in backend.tables.values():
            attribute = (table.ttl or {}).get("AttributeName")
            if (table.ttl or {}).get("TimeToLiveStatus") != "ENABLED" or not attribute:
                continue
            for item in list(table.all_items()):
                found = item.attrs.get(attribute)
                # Such as lie more than five years back are taken for mistakes.
                if found is None or found.type != "N" or not now - 5 * 365 * 86400 < float(found.value) < now:
                    continue
                table.delete_item(item.hash_key, item.range_key)
                count += 1
    return count
