"""Signature Version 4, verified over the bytes as they were sent: in a header, in the query, in the chunks of a body.

The rules are those of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html and, for S3, of
https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html.
"""

from __future__ import annotations

import calendar
import hashlib
import hmac
import re
import time
from dataclasses import dataclass
from urllib.parse import quote, unquote

from .wire import Refusal, Request

EMPTY = hashlib.sha256(b"").hexdigest()
UNSIGNED = "UNSIGNED-PAYLOAD"
#: Seconds that a clock may differ from ours.
SKEW = 15 * 60
WEEK = 7 * 24 * 3600


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def sign(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode("utf-8", "surrogateescape"), hashlib.sha256).digest()


def encode(text: str) -> str:
    return quote(text, safe="-_.~", errors="surrogateescape")


@dataclass
class Claim:
    """What a request says of who signed it, and how."""

    access_key: str
    date: str
    region: str
    service: str
    #: In ISO 8601's basic form, as it stands in the request.
    time: str
    signed_headers: list[str]
    signature: str
    token: str | None
    #: Seconds for which a signature in the query counts; none where it stands in a header.
    expires: int | None = None

    @property
    def scope(self) -> str:
        return f"{self.date}/{self.region}/{self.service}/aws4_request"

    @property
    def seconds(self) -> int:
        return calendar.timegm(time.strptime(self.time, "%Y%m%dT%H%M%SZ"))

    def key(self, secret: str) -> bytes:
        key = sign(("AWS4" + secret).encode(), self.date)
        for part in (self.region, self.service, "aws4_request"):
            key = sign(key, part)
        return key


def claim_of(request: Request) -> Claim | None:
    """None where a request is not signed at all."""
    header = request.headers.get("authorization", "")
    query = request.query
    try:
        if header.startswith("AWS4-HMAC-SHA256"):
            fields = dict(part.strip().split("=", 1) for part in header[len("AWS4-HMAC-SHA256") :].split(","))
            return _claim(
                fields["Credential"], request.headers.get("x-amz-date", ""), fields["SignedHeaders"],
                fields["Signature"], request.headers.get("x-amz-security-token"), None,
            )  # fmt: skip
        if header:
            raise Refusal(400, "InvalidRequest", "Please use AWS4-HMAC-SHA256.")
        if "X-Amz-Signature" in query or "X-Amz-Algorithm" in query:
            return _claim(
                query["X-Amz-Credential"], query["X-Amz-Date"], query["X-Amz-SignedHeaders"],
                query["X-Amz-Signature"], query.get("X-Amz-Security-Token"), int(query["X-Amz-Expires"]),
            )  # fmt: skip
        if "AWSAccessKeyId" in query:
            raise Refusal(400, "InvalidRequest", "Please use AWS4-HMAC-SHA256.")
    except (KeyError, ValueError) as error:
        code = "AuthorizationHeaderMalformed" if header else "AuthorizationQueryParametersError"
        raise Refusal(400, code, f"The authorization is malformed: {error}") from error
    return None


def _claim(credential: str, at: str, headers: str, signature: str, token: str | None, expires: int | None) -> Claim:
    *key, date, region, service, end = credential.split("/")
    if end != "aws4_request" or not re.fullmatch(r"\d{8}T\d{6}Z", at) or not key:
        raise ValueError("the credential's scope or the date")
    return Claim("/".join(key), date, region, service, at, headers.split(";"), signature, token, expires)


def check_time(claim: Claim, now: float) -> None:
    if claim.date != claim.time[:8]:
        raise Refusal(403, "SignatureDoesNotMatch", "The date of the credential's scope is not that of the request.")
    if claim.expires is None:
        if abs(now - claim.seconds) > SKEW:
            raise Refusal(
                403, "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large."
                if claim.service == "s3" else
                f"Signature expired: {claim.time} is not within 15 minutes of "
                f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime(now))}",
                RequestTime=claim.time,
                ServerTime=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now)),
            )  # fmt: skip
        return
    if not 1 <= claim.expires <= WEEK:
        raise Refusal(
            400, "AuthorizationQueryParametersError", "X-Amz-Expires must be between 1 second and a week (in seconds)"
        )
    if claim.seconds > now + SKEW:
        raise Refusal(403, "AccessDenied", "Request is not yet valid")
    if now > claim.seconds + claim.expires:
        raise Refusal(403, "AccessDenied", "Request has expired", **{"X-Amz-Expires": str(claim.expires)})


def check_signature(request: Request, claim: Claim, secret: str, payload: str) -> None:
    """- Parameter payload: what the canonical request ends with, a hash or a name for the lack of one."""
    if "host" not in claim.signed_headers:
        raise Refusal(403, "SignatureDoesNotMatch", "The host header must be signed.")
    # Whoever may add these to a request may change what it does.
    loose = [
        name for name in request.headers
        if name.startswith("x-amz-") and name not in claim.signed_headers
        and not (claim.expires is not None and name == "x-amz-content-sha256")
    ]  # fmt: skip
    if loose:
        raise Refusal(
            403, "AccessDenied", "There were headers present in the request which were not signed",
            HeadersNotSigned=", ".join(sorted(loose)),
        )  # fmt: skip
    canonical = canonical_request(request, claim, payload)
    text = f"AWS4-HMAC-SHA256\n{claim.time}\n{claim.scope}\n" + sha256(canonical.encode("utf-8", "surrogateescape"))
    if not hmac.compare_digest(sign(claim.key(secret), text).hex(), claim.signature):
        raise Refusal(
            403, "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. "
            "Check your key and signing method.",
            StringToSign=text, CanonicalRequest=canonical,
        )  # fmt: skip


def canonical_request(request: Request, claim: Claim, payload: str) -> str:
    segments = [unquote(part, errors="surrogateescape") for part in request.raw_path.split("/")]
    if claim.service == "s3":
        path = "/".join(map(encode, segments))
    else:
        path = "/".join(encode(encode(part)) for part in normalized(segments))
    pairs = sorted((encode(name), encode(value)) for name, value in request.pairs if name != "X-Amz-Signature")
    headers = "".join(f"{name}:{' '.join(request.headers.get(name, '').split())}\n" for name in claim.signed_headers)
    query = "&".join(f"{name}={value}" for name, value in pairs)
    return "\n".join([request.method, path or "/", query, headers, ";".join(claim.signed_headers), payload])


def normalized(segments: list[str]) -> list[str]:
    """Without empty segments, `.` and `..`, as all services but S3 sign paths."""
    kept: list[str] = []
    for part in segments:
        if part == "..":
            del kept[-1:]
        elif part not in ("", "."):
            kept.append(part)
    return ["", *kept] + ([""] if kept and segments[-1] == "" else [] if kept else [""])


# --- Bodies ----------------------------------------------------------------------------------------------------------


@dataclass
class Payload:
    body: bytes
    #: Headers that came after the body.
    trailers: dict[str, str]


def payload_name(request: Request, claim: Claim) -> str:
    """What the signature covers of the body."""
    sent = request.headers.get("x-amz-content-sha256")
    if claim.service != "s3":
        return sha256(request.body)
    if claim.expires is not None:
        return sent if sent and "x-amz-content-sha256" in claim.signed_headers else UNSIGNED
    if not sent:
        raise Refusal(400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256")
    if not re.fullmatch(r"[0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-[A-Z0-9-]+", sent):
        raise Refusal(
            400, "InvalidArgument",
            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-..., or a valid sha256 value.",
        )  # fmt: skip
    return sent


def open_payload(request: Request, claim: Claim, secret: str | None, name: str) -> Payload:
    """The body as it was meant, after everything has been verified that the signature covers; without a secret, nothing is."""
    if re.fullmatch(r"[0-9a-f]{64}", name):
        if secret is not None and sha256(request.body) != name:
            raise Refusal(
                400, "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed.",
                ClientComputedContentSHA256=name, S3ComputedContentSHA256=sha256(request.body),
            )  # fmt: skip
        return Payload(request.body, {})
    if name == UNSIGNED:
        return Payload(request.body, {})
    kinds = {
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD": (True, False),
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER": (True, True),
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER": (False, True),
    }
    if name not in kinds:
        raise Refusal(501, "NotImplemented", f"This payload is not supported: {name}")
    signed, trailing = kinds[name]
    payload = _unchunked(request, claim, claim.key(secret or ""), signed and secret is not None, trailing)
    length = request.headers.get("x-amz-decoded-content-length")
    if length is None:
        raise Refusal(411, "MissingContentLength", "You must provide the x-amz-decoded-content-length header.")
    if length != str(len(payload.body)):
        raise Refusal(
            400, "IncompleteBody",
            "The request body terminated unexpectedly: x-amz-decoded-content-length is not its length.",
        )  # fmt: skip
    return payload


def _unchunked(request: Request, claim: Claim, key: bytes, signed: bool, trailing: bool) -> Payload:
    body, previous, at = request.body, claim.signature, 0
    chunks: list[bytes] = []
    broken = Refusal(400, "IncompleteBody", "The body is not made of whole chunks.")
    while True:
        end = body.find(b"\r\n", at)
        head = re.fullmatch(rb"([0-9a-fA-F]{1,16})(?:;chunk-signature=([0-9a-f]{64}))?", body[at:end])
        if end < 0 or not head:
            raise broken
        size = int(head[1], 16)
        chunk = body[end + 2 : end + 2 + size]
        if len(chunk) < size:
            raise broken
        if signed:
            text = "\n".join(
                ["AWS4-HMAC-SHA256-PAYLOAD", claim.time, claim.scope, previous, EMPTY, sha256(chunk)]
            )
            expected = sign(key, text).hex()
            if not hmac.compare_digest(expected, (head[2] or b"").decode()):
                raise Refusal(403, "SignatureDoesNotMatch", f"The signature of chunk {len(chunks)} does not match.")
            previous = expected
        chunks.append(chunk)
        at = end + 2 + size
        if size == 0:
            break
        if body[at : at + 2] != b"\r\n":
            raise broken
        at += 2
    if signed and any(len(chunk) < 8192 for chunk in chunks[:-2]):
        raise Refusal(403, "InvalidChunkSizeError", "Only the last chunk is allowed to have a size less than 8192 bytes")
    return Payload(b"".join(chunks), _trailers(request, body[at:], claim, key, previous, signed) if trailing else {})


def _trailers(request: Request, rest: bytes, claim: Claim, key: bytes, previous: str, signed: bool) -> dict[str, str]:
    lines = [line for line in rest.decode("utf-8", "replace").split("\r\n") if line]
    found = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    signature = found.pop("x-amz-trailer-signature", "")
    announced = {name.strip().lower() for name in request.headers.get("x-amz-trailer", "").split(",") if name.strip()}
    if announced != set(found):
        raise Refusal(400, "MalformedTrailerError", "The request contained trailing data that was not well-formed.")
    if signed:
        text = "".join(f"{name}:{value}\n" for name, value in found.items())
        text = "\n".join(["AWS4-HMAC-SHA256-TRAILER", claim.time, claim.scope, previous, sha256(text.encode())])
        if not hmac.compare_digest(sign(key, text).hex(), signature):
            raise Refusal(403, "SignatureDoesNotMatch", "The signature of the trailer does not match.")
    return found
