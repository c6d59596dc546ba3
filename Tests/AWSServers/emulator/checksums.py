"""The checksums of S3, verified."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable

from awscrt import checksums as crt

from .wire import Refusal, Request

#: By the names that headers have, in lower case.
ALGORITHMS: dict[str, Callable[[bytes], bytes]] = {
    "crc32": lambda body: crt.crc32(body).to_bytes(4, "big"),
    "crc32c": lambda body: crt.crc32c(body).to_bytes(4, "big"),
    "crc64nvme": lambda body: crt.crc64nvme(body).to_bytes(8, "big"),
    "sha1": lambda body: hashlib.sha1(body).digest(),
    "sha256": lambda body: hashlib.sha256(body).digest(),
}
LENGTHS = {"crc32": 4, "crc32c": 4, "crc64nvme": 8, "sha1": 20, "sha256": 32}
PREFIX = "x-amz-checksum-"


def compute(algorithm: str, body: bytes) -> str:
    return base64.b64encode(ALGORITHMS[algorithm.lower()](body)).decode()


def declared(headers: dict[str, str]) -> tuple[str, str] | None:
    """The algorithm and the value that headers, or trailers, name."""
    found = [(name, headers[PREFIX + name]) for name in ALGORITHMS if PREFIX + name in headers]
    if len(found) > 1:
        raise Refusal(
            400, "InvalidRequest",
            "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
        )  # fmt: skip
    return found[0] if found else None


def check_md5(request: Request) -> None:
    value = request.headers.get("content-md5")
    if value is None:
        return
    if len(decoded(value) or b"") != 16:
        raise Refusal(400, "InvalidDigest", "The Content-MD5 you specified was invalid.")
    if value != base64.b64encode(hashlib.md5(request.body).digest()).decode():
        raise Refusal(400, "BadDigest", "The Content-MD5 you specified did not match what we received.")


def check(request: Request, body: bytes, trailers: dict[str, str]) -> tuple[str, str] | None:
    """Verifies a body against what its headers and trailers say, and returns that."""
    found = declared(request.headers | trailers)
    named = request.headers.get("x-amz-sdk-checksum-algorithm")
    if found is None:
        if named:
            raise Refusal(
                400, "InvalidRequest",
                "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or "
                "x-amz-trailer headers were found.",
            )  # fmt: skip
        return None
    algorithm, value = found
    if named and named.lower() != algorithm:
        raise Refusal(400, "InvalidRequest", "Value for x-amz-sdk-checksum-algorithm header is invalid.")
    if len(decoded(value) or b"") != LENGTHS[algorithm]:
        raise Refusal(400, "InvalidRequest", f"Value for {PREFIX}{algorithm} header is invalid.")
    if value != compute(algorithm, body):
        raise Refusal(
            400, "BadDigest", f"The {algorithm.upper()} you specified did not match the calculated checksum."
        )
    return algorithm, value


def decoded(value: str) -> bytes | None:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return None
