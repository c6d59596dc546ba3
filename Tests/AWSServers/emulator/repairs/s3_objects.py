"""Objects of S3: conditions, ranges, parts, checksums and lists, as
https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html has them.
"""

from __future__ import annotations

import html
import re
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from moto.core.utils import str_to_rfc_1123_datetime
from moto.iam.access_control import PermissionResult
from moto.s3.models import FakeBucket, FakeDeleteMarker, FakeKey, S3Backend, s3_backends
from moto.s3.responses import S3Response

from .. import access_s3, checksums
from ..state import current
from ..wire import Refusal, Reply, Request

#: Parts of objects that have nothing to do with what an object holds.
PARTS = {"acl", "tagging", "retention", "legal-hold", "attributes", "uploadId", "uploads", "restore", "torrent", "select"}
#: Elements that `encoding-type=url` is about, in every list.
ENCODED = ("Key", "Prefix", "Delimiter", "KeyMarker", "NextKeyMarker", "StartAfter", "Marker", "NextMarker")


def apply() -> None:
    # Who may do what has been decided before, with conditions and principals, which moto does not look at.
    FakeBucket.get_permission = lambda bucket, action, resource: PermissionResult.PERMITTED
    S3Response.put_object = _put_object
    S3Response.copy_object = _copy_object
    S3Response.delete_object = _delete_object
    S3Response.get_bucket_notification = _get_bucket_notification
    S3Backend._get_results_from_token = _get_results_from_token
    # A marker has no content that could be thrown away, which moto tries when a version beside it is deleted.
    FakeDeleteMarker.dispose = lambda marker, garbage=False: None


# --- Before and after moto -------------------------------------------------------------------------------------------


def prepare(request: Request) -> None:
    """Makes a request one that moto understands as AWS would."""
    bucket, key = access_s3.place(request)
    owner = s3_backends.bucket_accounts.get(bucket)
    expected = request.headers.get("x-amz-expected-bucket-owner")
    if expected and owner and owner[1] != expected:
        raise Refusal(403, "AccessDenied", "Access Denied")
    query = request.query
    kind = request.headers.get("content-type", "")
    if kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        # moto would take the body for a form.
        request.environ["emulator.type"] = kind
        request.set_header("content-type", "application/octet-stream")
    if not key:
        return
    if request.method == "PUT":
        _prepare_put(request, query)
    elif request.method in ("GET", "HEAD") and not PARTS & set(query):
        _prepare_get(request, query, bucket, key)


def _prepare_put(request: Request, query: dict[str, str]) -> None:
    none_match = request.headers.get("if-none-match")
    if none_match not in (None, "*"):
        raise Refusal(
            501, "NotImplemented", "A header you provided implies functionality that is not implemented",
            Header="If-None-Match", additionalMessage="We don't accept the provided value of If-None-Match header.",
        )  # fmt: skip
    if none_match and "if-match" in request.headers:
        raise Refusal(
            501, "NotImplemented", "A header you provided implies functionality that is not implemented",
            Header="If-Match,If-None-Match", additionalMessage="Multiple conditional request headers present.",
        )  # fmt: skip
    plain = not PARTS & set(query) and "x-amz-copy-source" not in request.headers
    if plain and checksums.declared(request.headers) is None:
        # S3 makes one where none is sent.
        request.set_header("x-amz-sdk-checksum-algorithm", "CRC64NVME")
        request.set_header(checksums.PREFIX + "crc64nvme", checksums.compute("crc64nvme", request.body))


def _prepare_get(request: Request, query: dict[str, str], bucket: str, key: str) -> None:
    if not request.headers.get("range", "bytes=").startswith("bytes="):
        request.set_header("range", None)
    # Where both are sent, the one about tags decides.
    for tag, date in (("if-match", "if-unmodified-since"), ("if-none-match", "if-modified-since")):
        value = request.headers.get(tag)
        if value is not None:
            request.set_header(date, None)
            if value != "*" and not value.startswith('"'):
                request.set_header(tag, f'"{value}"')
    # S3 does not take a date to come as a reason for 304.
    since = request.headers.get("if-modified-since")
    if since and str_to_rfc_1123_datetime(since) > datetime.utcnow():
        request.set_header("if-modified-since", None)
    if request.headers.get("if-match") == "*":
        request.set_header("if-match", None)
    number = query.get("partNumber")
    if number is None:
        return
    if "range" in request.headers:
        raise Refusal(400, "InvalidRequest", "Cannot specify both Range header and partNumber query parameter")
    if not number.isdigit() or not 1 <= int(number) <= 10000:
        raise Refusal(400, "InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive")
    found = stored(bucket, key, query.get("versionId"))
    if found is None:
        return
    sizes = getattr(found, "part_sizes", None) or [found.size]
    if int(number) > len(sizes):
        raise Refusal(
            416, "InvalidPartNumber", "The requested partnumber is not satisfiable",
            ActualPartCount=str(len(sizes)), PartNumberRequested=number,
        )  # fmt: skip
    start, size = sum(sizes[: int(number) - 1]), sizes[int(number) - 1]
    # The query is signed, and moto reads it: it is taken from both at once, after the signature was looked at.
    request.raw_query = "&".join(
        part for part in request.raw_query.split("&") if not part.startswith("partNumber=")
    )
    request.environ["QUERY_STRING"] = request.raw_query
    request.environ["emulator.parts"] = len(getattr(found, "part_sizes", None) or [])
    if size:
        request.set_header("range", f"bytes={start}-{start + size - 1}")


def finish(request: Request, reply: Reply) -> None:
    """Makes an answer of moto one that AWS would give."""
    headers = {name.lower(): name for name in reply.headers}
    _drop(reply, headers, "x-amz-sdk-checksum-algorithm")
    if reply.headers.get(headers.get("x-amz-version-id", ""), "") in ("null", "None", ""):
        _drop(reply, headers, "x-amz-version-id")
    if request.environ.get("emulator.parts") and reply.status in (200, 206):
        reply.headers["x-amz-mp-parts-count"] = str(request.environ["emulator.parts"])
    bucket, key = access_s3.place(request)
    query = request.query
    if key and not PARTS & set(query) and request.method in ("GET", "HEAD") and reply.status == 200:
        for name in [name for name in reply.headers if name.lower().startswith(checksums.PREFIX)]:
            del reply.headers[name]
        if request.headers.get("x-amz-checksum-mode", "").upper() == "ENABLED":
            reply.headers |= checksum_headers(stored(bucket, key, query.get("versionId")))
    if not key and request.method == "GET" and query.get("encoding-type") == "url" and reply.status == 200:
        reply.body = _encoded(reply.body.decode(), "versions" in query).encode()
        reply.headers.pop(headers.get("content-length", ""), None)
    if request.method == "HEAD" and reply.status >= 400:
        reply.body = b""


def _drop(reply: Reply, headers: dict[str, str], name: str) -> None:
    reply.headers.pop(headers.get(name, ""), None)


def checksum_headers(key: Any) -> dict[str, str]:
    if key is None or not key.checksum_algorithm or not key.checksum_value:
        return {}
    return {
        checksums.PREFIX + key.checksum_algorithm.lower(): key.checksum_value,
        "x-amz-checksum-type": key.checksum_type or "FULL_OBJECT",
    }


def stored(bucket: str, key: str, version: str | None = None) -> Any | None:
    """The object, as moto has it."""
    owner = s3_backends.bucket_accounts.get(bucket)
    if owner is None:
        return None
    found = s3_backends[owner[1]][owner[0]].get_object(bucket, key, version_id=version)
    return None if isinstance(found, FakeDeleteMarker) else found


def _encoded(document: str, is_versions: bool) -> str:
    """moto encodes some of these in some lists, and nothing where versions are listed."""
    done = () if is_versions else ("Key", "Prefix")
    for name in ENCODED:
        if name not in done:
            document = re.sub(
                rf"<{name}>([^<]+)</{name}>",
                lambda found, name=name: f"<{name}>{quote(html.unescape(found[1]))}</{name}>",
                document,
            )
    if "<EncodingType>" not in document:
        document = document.replace("<IsTruncated>", "<EncodingType>url</EncodingType><IsTruncated>", 1)
    return document


# --- Conditions ------------------------------------------------------------------------------------------------------


def check_write(bucket: str, key: str, headers: dict[str, str]) -> None:
    """`If-Match` and `If-None-Match` of whatever writes an object."""
    found = stored(bucket, key)
    if headers.get("if-none-match") == "*" and found is not None:
        raise failed("If-None-Match")
    if tag := headers.get("if-match"):
        if found is None:
            raise Refusal(404, "NoSuchKey", "The specified key does not exist.", Key=key)
        if tag != "*" and tag.strip('"') != found.etag.strip('"'):
            raise failed("If-Match")


def check_source(found: FakeKey, headers: dict[str, str]) -> None:
    """The conditions on what is copied."""
    prefix, tag = "x-amz-copy-source-if-", found.etag.strip('"')
    match, none_match = headers.get(prefix + "match"), headers.get(prefix + "none-match")
    modified = found.last_modified.replace(microsecond=0)
    if match is not None and match.strip('"') != tag:
        raise failed("x-amz-copy-source-If-Match")
    if none_match is not None and none_match.strip('"') == tag:
        raise failed("x-amz-copy-source-If-None-Match")
    if match is None and (since := headers.get(prefix + "unmodified-since")):
        if modified > str_to_rfc_1123_datetime(since):
            raise failed("x-amz-copy-source-If-Unmodified-Since")
    if none_match is None and (since := headers.get(prefix + "modified-since")):
        if modified <= str_to_rfc_1123_datetime(since):
            raise failed("x-amz-copy-source-If-Modified-Since")


def failed(condition: str) -> Refusal:
    return Refusal(
        412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", Condition=condition
    )


def lowered(response: S3Response) -> dict[str, str]:
    return {name.lower(): value for name, value in dict(response.headers).items()}


def copied(response: S3Response) -> tuple[FakeKey, str]:
    """What a copy is made of, with its size."""
    source, _, query = lowered(response)["x-amz-copy-source"].partition("?")
    bucket, _, key = unquote(source).removeprefix("/").partition("/")
    if s3_backends.bucket_accounts.get(bucket) is None:
        raise Refusal(404, "NoSuchBucket", "The specified bucket does not exist", BucketName=bucket)
    found = stored(bucket, key, parse_qs(query).get("versionId", [None])[0])
    if found is None:
        raise Refusal(404, "NoSuchKey", "The specified key does not exist.", Key=key)
    check_source(found, lowered(response))
    return found, bucket


# --- Methods of moto -------------------------------------------------------------------------------------------------

_original_put = S3Response.put_object
_original_copy = S3Response.copy_object
_original_delete = S3Response.delete_object
_original_results = S3Backend._get_results_from_token
_original_notification = S3Response.get_bucket_notification


def _put_object(self: S3Response) -> Any:
    key = self.parse_key_name()
    check_write(self.bucket_name, key, lowered(self))
    status, headers, body = _original_put(self)
    found = stored(self.bucket_name, key)
    found.checksum_type = "FULL_OBJECT"
    if current.request and (kind := current.request.environ.get("emulator.type")):
        found.set_metadata({"Content-Type": kind})
    return status, headers | checksum_headers(found), body


def _copy_object(self: S3Response) -> Any:
    key = self.parse_key_name()
    source, _ = copied(self)
    check_write(self.bucket_name, key, lowered(self))
    answer = _original_copy(self)
    found = stored(self.bucket_name, key)
    # A copy is one object, whatever its source was put together from; so is its checksum.
    found.multipart = None
    algorithm = lowered(self).get("x-amz-checksum-algorithm") or (
        source.checksum_algorithm if source.checksum_algorithm else "CRC64NVME"
    )
    found.checksum_algorithm, found.checksum_type = algorithm.upper(), "FULL_OBJECT"
    found.checksum_value = checksums.compute(algorithm, found.value)
    return answer


def _delete_object(self: S3Response) -> Any:
    check_write(self.bucket_name, self.parse_key_name(), {"if-match": lowered(self).get("if-match", "")})
    return _original_delete(self)


def _get_results_from_token(self: S3Backend, keys: Any, token: Any) -> Any:
    if token is None:
        raise Refusal(
            400, "InvalidArgument", "The continuation token provided is incorrect", ArgumentName="continuation-token"
        )
    return _original_results(self, keys, token)


def _get_bucket_notification(self: S3Response) -> Any:
    """moto forgets that events go to EventBridge, which Terraform would put right for ever."""
    answer = _original_notification(self)
    known = self.backend.get_bucket_notification_configuration(self.bucket_name)
    if known is None or known.event_bridge is None:
        return answer
    status, headers, body = answer
    text = body.decode() if isinstance(body, bytes) else body
    added, end = "<EventBridgeConfiguration/>", "</NotificationConfiguration>"
    if end in text:
        text = text.replace(end, added + end)
    else:
        text = re.sub(r"(<NotificationConfiguration[^>]*?)\s*/>", rf"\1>{added}{end}", text)
    return status, headers | {"content-length": str(len(text.encode()))}, text
