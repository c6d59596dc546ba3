"""Uploads by a form: its policy, the conditions and the signature.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
"""

from __future__ import annotations

import base64
import hmac
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from email import message_from_string
from email.message import Message
from typing import Any

from .signature import Claim, sign
from .wire import Refusal, Request

#: Fields that no condition has to name.
FREE = {"x-amz-signature", "file", "policy", "awsaccesskeyid", "signature", "submit", "bucket"}


@dataclass
class Form:
    #: By names in lower case.
    fields: dict[str, str]
    file: bytes
    file_type: str | None


def is_form(request: Request) -> bool:
    kind = request.headers.get("content-type", "")
    return request.method == "POST" and kind.startswith("multipart/form-data")


def read(request: Request) -> Form:
    fields: dict[str, str] = {}
    for head, content in _parts(request):
        name = str(head.get_param("name", header="content-disposition") or "").lower()
        if name == "file":
            if "key" not in fields:
                raise Refusal(400, "InvalidArgument", "Bucket POST must contain a field named 'key'.")
            file_name = head.get_filename() or ""
            fields["key"] = fields["key"].replace("${filename}", re.split(r"[/\\]", file_name)[-1])
            # What follows the file is not looked at.
            return Form(fields, content, head.get("content-type"))
        fields[name] = content.decode("utf-8", "replace")
    raise Refusal(400, "InvalidArgument", "POST requires exactly one file upload per request.")


def _parts(request: Request) -> Iterator[tuple[Message, bytes]]:
    """The heads and the bytes of the parts."""
    kind = message_from_string(f"Content-Type: {request.headers['content-type']}\r\n\r\n")
    boundary = kind.get_boundary()
    malformed = "The body of your POST request is not well-formed multipart/form-data."
    if not boundary:
        raise Refusal(400, "MalformedPOSTRequest", malformed)
    first, *parts = (b"\r\n" + request.body).split(b"\r\n--" + boundary.encode())
    if not parts or not parts[-1].startswith(b"--"):
        raise Refusal(400, "MalformedPOSTRequest", malformed)
    for part in parts[:-1]:
        head, separator, content = part.partition(b"\r\n\r\n")
        if not separator:
            raise Refusal(400, "MalformedPOSTRequest", malformed)
        yield message_from_string(head.decode("utf-8", "replace").lstrip("\r\n")), content


def claim_of(form: Form) -> Claim | None:
    """None where a form is not signed."""
    fields = form.fields
    if "policy" not in fields:
        return None
    try:
        if fields["x-amz-algorithm"] != "AWS4-HMAC-SHA256":
            raise ValueError("x-amz-algorithm")
        *key, date, region, service, _ = fields["x-amz-credential"].split("/")
        return Claim(
            "/".join(key), date, region, service, fields["x-amz-date"], ["host"], fields["x-amz-signature"],
            fields.get("x-amz-security-token"), 0,
        )  # fmt: skip
    except (KeyError, ValueError) as error:
        raise Refusal(400, "InvalidArgument", f"The form's signature is malformed: {error}") from error


def check(form: Form, claim: Claim, secret: str, bucket: str, now: float) -> None:
    if not hmac.compare_digest(sign(claim.key(secret), form.fields["policy"]).hex(), claim.signature):
        raise Refusal(
            403, "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. "
            "Check your key and signing method.",
        )  # fmt: skip
    try:
        policy = json.loads(base64.b64decode(form.fields["policy"]))
        expiration = datetime.fromisoformat(policy["expiration"].replace("Z", "+00:00"))
        conditions = list(_conditions(policy["conditions"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refusal(400, "InvalidPolicyDocument", f"Invalid Policy: {error}") from error
    if expiration.tzinfo is None:
        expiration = expiration.replace(tzinfo=timezone.utc)
    if now > expiration.timestamp():
        raise Refusal(403, "AccessDenied", "Invalid according to Policy: Policy expired.")
    named = {name for _, name, _ in conditions}
    values = form.fields | {"bucket": bucket}
    for name in form.fields:
        if name not in named and name not in FREE and not name.startswith("x-ignore-"):
            raise _unmet(f"Extra input fields: {name}")
    for operator, name, wanted in conditions:
        if operator == "content-length-range":
            low, high = wanted
            if len(form.file) < low:
                raise Refusal(
                    400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size",
                    ProposedSize=str(len(form.file)), MinSizeAllowed=str(low),
                )  # fmt: skip
            if len(form.file) > high:
                raise Refusal(
                    400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size",
                    ProposedSize=str(len(form.file)), MaxSizeAllowed=str(high),
                )  # fmt: skip
            continue
        value = values.get(name, "")
        met = value == wanted if operator == "eq" else all(
            part.strip().startswith(wanted) for part in (value.split(",") if name == "content-type" else [value])
        )
        if not met:
            raise _unmet(f'Policy Condition failed: ["{operator}", "${name}", "{wanted}"]')


def _unmet(reason: str) -> Refusal:
    return Refusal(403, "AccessDenied", f"Invalid according to Policy: {reason}")


def _conditions(listed: list[Any]) -> Any:
    for condition in listed:
        if isinstance(condition, dict):
            for name, value in condition.items():
                yield "eq", name.lower(), value
        elif condition[0].lower() == "content-length-range":
            yield "content-length-range", "", (int(condition[1]), int(condition[2]))
        elif condition[0].lower() in ("eq", "starts-with"):
            yield condition[0].lower(), condition[1].removeprefix("$").lower(), condition[2]
        else:
            raise ValueError(f"unknown condition {condition[0]}")


def success(form: Form, host: str, bucket: str, etag: str) -> tuple[int, dict[str, str], bytes]:
    """What an upload is answered with, as its form wishes."""
    key = form.fields["key"]
    location = f"http://{host}/{bucket}/{key}"
    headers = {"ETag": etag, "Location": location}
    if redirect := form.fields.get("success_action_redirect"):
        mark = "&" if "?" in redirect else "?"
        return 303, headers | {"Location": f"{redirect}{mark}bucket={bucket}&key={key}&etag={etag}"}, b""
    if form.fields.get("success_action_status") == "201":
        body = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse><Location>{location}</Location><Bucket>{bucket}'
            f"</Bucket><Key>{key}</Key><ETag>{etag}</ETag></PostResponse>"
        )
        return 201, headers | {"Content-Type": "application/xml"}, body.encode()
    return (200 if form.fields.get("success_action_status") == "200" else 204), headers, b""
