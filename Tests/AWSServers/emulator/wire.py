"""What comes over the wire and goes back, before anybody has understood it."""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, unquote_plus
from xml.sax.saxutils import escape

Environ = dict[str, Any]


@dataclass
class Reply:
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @classmethod
    def of_json(cls, status: int, value: Any, headers: dict[str, str] | None = None) -> Reply:
        return cls(status, {"Content-Type": "application/json"} | (headers or {}), json.dumps(value).encode())

    def send(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        headers = {name: value for name, value in self.headers.items() if name.lower() != "content-length"}
        # What a HEAD says of its length is that of the body which it leaves out.
        told = next((value for name, value in self.headers.items() if name.lower() == "content-length"), None)
        is_head = environ["REQUEST_METHOD"] == "HEAD"
        headers["Content-Length"] = told if is_head and told is not None else str(len(self.body))
        start_response(f"{self.status} {REASONS.get(self.status, 'Other')}", list(headers.items()))
        return [] if is_head else [self.body]


REASONS = {
    200: "OK", 202: "Accepted", 204: "No Content", 206: "Partial Content", 304: "Not Modified", 400: "Bad Request",
    403: "Forbidden", 404: "Not Found", 409: "Conflict", 412: "Precondition Failed", 413: "Payload Too Large",
    416: "Range Not Satisfiable", 429: "Too Many Requests", 500: "Internal Server Error", 501: "Not Implemented",
    503: "Slow Down",
}  # fmt: skip


@dataclass
class Request:
    """A request as it was sent: the path and the query are not decoded, because signatures are made over them so."""

    environ: Environ
    method: str
    raw_path: str
    raw_query: str
    #: By names in lower case. UTF-8 that was sent is UTF-8 here.
    headers: dict[str, str]
    body: bytes
    #: The signing name of the service, as soon as it is known.
    service: str = "s3"
    region: str = "us-east-1"

    @classmethod
    def read(cls, environ: Environ) -> Request:
        uri = environ.get("REQUEST_URI") or environ.get("RAW_URI") or environ["PATH_INFO"]
        raw_path, _, raw_query = uri.partition("?")
        if "://" in raw_path:
            raw_path = "/" + raw_path.split("://", 1)[1].partition("/")[2]
        headers = {
            name[5:].replace("_", "-").lower(): text_of(value)
            for name, value in environ.items()
            if name.startswith("HTTP_")
        }
        for name, header in (("CONTENT_TYPE", "content-type"), ("CONTENT_LENGTH", "content-length")):
            if environ.get(name):
                headers[header] = text_of(environ[name])
        if "chunked" in headers.get("transfer-encoding", "").lower():
            body = environ["wsgi.input"].read()
        else:
            body = environ["wsgi.input"].read(int(headers.get("content-length") or 0))
        return cls(environ, environ["REQUEST_METHOD"], raw_path, raw_query, headers, body)

    @property
    def path(self) -> str:
        return unquote(self.raw_path)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The query, decoded, in the order sent."""
        parts = (part.partition("=") for part in self.raw_query.split("&") if part)
        return [(unquote_plus(name), unquote_plus(value)) for name, _, value in parts]

    @property
    def query(self) -> dict[str, str]:
        return dict(self.pairs)

    @property
    def operation(self) -> str:
        """Of the protocols that name it in a header; empty with others."""
        return self.headers.get("x-amz-target", "").split(".")[-1]

    @property
    def json(self) -> dict[str, Any]:
        try:
            value = json.loads(self.body or b"{}")
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}

    @property
    def form(self) -> dict[str, str]:
        """The parameters of the query protocol, in the body or in the query."""
        parts = (part.partition("=") for part in self.body.decode("latin1").split("&"))
        inside = {unquote_plus(name): unquote_plus(value) for name, _, value in parts if name}
        return inside if "Action" in inside else self.query

    def set_header(self, name: str, value: str | None) -> None:
        """Changes what those see who are asked after us; nil takes a header away."""
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else "HTTP_" + key
        if value is None:
            self.environ.pop(key, None)
            self.headers.pop(name.lower(), None)
        else:
            self.environ[key] = value
            self.headers[name.lower()] = value

    def replace_body(self, body: bytes) -> None:
        self.body = body
        self.set_header("content-length", str(len(body)))
        self.set_header("transfer-encoding", None)

    def rewind(self) -> Environ:
        """The environment for whoever reads the body next."""
        self.environ["wsgi.input"] = io.BytesIO(self.body)
        self.environ["CONTENT_LENGTH"] = str(len(self.body))
        self.environ.pop("HTTP_TRANSFER_ENCODING", None)
        self.environ.pop("wsgi.input_terminated", None)
        return self.environ


def text_of(header: str) -> str:
    """WSGI hands bytes over as if they were Latin-1."""
    return header.encode("latin1").decode("utf-8", "surrogateescape")


class Refusal(Exception):
    """A request that is not carried out. Each protocol has its own form, and some have their own codes for the same."""

    def __init__(self, status: int, code: str, message: str, **details: str):
        super().__init__(f"{code}: {message}")
        self.status, self.code, self.message, self.details = status, code, message, details

    def reply(self, request: Request) -> Reply:
        number = uuid.uuid4().hex.upper()[:16]
        if request.service == "s3":
            return self._s3(request, number)
        if request.service in QUERY_SERVICES and not request.operation:
            return self._query(number)
        return self._json(request, number)

    def _s3(self, request: Request, number: str) -> Reply:
        details = {"Code": self.code, "Message": self.message, **self.details}
        details |= {"Resource": request.path, "RequestId": number, "HostId": number}
        # XML has no way to say these.
        clean = {name: "".join(c for c in text if c >= " ") for name, text in details.items()}
        text = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in clean.items())
        headers = {"Content-Type": "application/xml", "x-amz-request-id": number, "x-amz-id-2": number}
        if "Region" in self.details:
            headers["x-amz-bucket-region"] = self.details["Region"]
        document = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{text}</Error>'
        return Reply(self.status, headers, document.encode("utf-8", "replace"))

    def _query(self, number: str) -> Reply:
        code = QUERY_CODES.get(self.code, self.code)
        status = 400 if code == "Throttling" else 403 if code in QUERY_CODES.values() else self.status
        text = (
            f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{escape(self.message)}</Message>"
            f"</Error><RequestId>{number}</RequestId></ErrorResponse>"
        )
        return Reply(status, {"Content-Type": "text/xml", "x-amzn-requestid": number}, text.encode())

    def _json(self, request: Request, number: str) -> Reply:
        code = JSON_CODES.get(self.code, self.code)
        # Services with a path of their own say 403; those with one path for all, 400.
        status = 400 if request.operation and self.status < 500 else self.status
        if self.code == "SlowDown":
            code, status = THROTTLED.get(request.service, ("ThrottlingException", 400))
        headers = {"Content-Type": "application/x-amz-json-1.0", "x-amzn-requestid": number, "x-amzn-errortype": code}
        prefix = "com.amazon.coral.service#" if code in JSON_CODES.values() else ""
        return Reply.of_json(status, {"__type": prefix + code, "message": self.message} | self.details, headers)


QUERY_SERVICES = {"iam", "sts", "sns", "sqs", "monitoring", "cloudformation", "ec2"}

# The codes of S3, in which this package thinks, and what others say for them.
QUERY_CODES = {
    "AccessDenied": "AccessDenied", "SignatureDoesNotMatch": "SignatureDoesNotMatch",
    "RequestTimeTooSkewed": "SignatureDoesNotMatch", "InvalidAccessKeyId": "InvalidClientTokenId",
    "InvalidToken": "InvalidClientTokenId", "ExpiredToken": "ExpiredToken", "SlowDown": "Throttling",
    "MissingSecurityHeader": "MissingAuthenticationToken",
}  # fmt: skip
JSON_CODES = {
    "AccessDenied": "AccessDeniedException", "SignatureDoesNotMatch": "InvalidSignatureException",
    "RequestTimeTooSkewed": "InvalidSignatureException", "InvalidAccessKeyId": "UnrecognizedClientException",
    "InvalidToken": "UnrecognizedClientException", "ExpiredToken": "ExpiredTokenException",
    "MissingSecurityHeader": "MissingAuthenticationTokenException",
}  # fmt: skip
THROTTLED = {
    "dynamodb": ("ProvisionedThroughputExceededException", 400),
    "lambda": ("TooManyRequestsException", 429),
}
