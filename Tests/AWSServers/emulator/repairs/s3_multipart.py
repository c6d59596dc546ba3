"""Uploads in parts: unknown uploads, order, sizes, checksums, and one event at the end."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

import xmltodict
from moto.s3 import notifications
from moto.s3.models import FakeKey, FakeMultipart, S3Backend
from moto.s3.responses import S3Response

from .. import checksums
from ..state import current
from ..wire import Refusal
from .s3_objects import check_write, copied, lowered, stored

#: All parts but the last are at least this large.
SMALLEST = 5 << 20


def apply() -> None:
    S3Response.upload_part = _upload_part
    S3Response.upload_part_copy = _upload_part_copy
    S3Response.list_parts = _list_parts
    S3Response.abort_multipart_upload = _abort
    S3Response._key_response_post = _post
    FakeMultipart.list_parts = _parts_after
    S3Backend.is_truncated = _is_truncated


def _upload(response: S3Response) -> FakeMultipart:
    bucket = response.backend.get_bucket(response.bucket_name)
    upload = bucket.multiparts.get(response._get_param("uploadId"))
    if upload is None or upload.key_name != response.parse_key_name():
        raise Refusal(
            404, "NoSuchUpload",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted "
            "or completed.", UploadId=str(response._get_param("uploadId")),
        )  # fmt: skip
    return upload


def _algorithm(upload: FakeMultipart) -> tuple[str | None, str]:
    """What an upload was begun with: the algorithm, in lower case, and whether it is over the whole or over the parts."""
    named = (upload.metadata.get("x-amz-checksum-algorithm") or "").lower() or None
    kind = upload.metadata.get("x-amz-checksum-type")
    return named, kind or ("COMPOSITE" if named not in (None, "crc64nvme") else "FULL_OBJECT")


def _part_number(response: S3Response) -> int:
    text = response._get_param("partNumber")
    if not str(text).isdigit() or not 1 <= int(text) <= 10000:
        raise Refusal(
            400, "InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive",
            ArgumentName="partNumber", ArgumentValue=str(text),
        )  # fmt: skip
    return int(text)


_original_upload_part = S3Response.upload_part
_original_upload_part_copy = S3Response.upload_part_copy
_original_list_parts = S3Response.list_parts
_original_abort = S3Response.abort_multipart_upload
_original_post = S3Response._key_response_post


def _upload_part(self: S3Response) -> Any:
    upload, number = _upload(self), _part_number(self)
    named, _ = _algorithm(upload)
    sent = checksums.declared(lowered(self))
    if sent and sent[0] != (named or "crc64nvme"):
        raise Refusal(
            400, "InvalidRequest",
            f"Checksum Type mismatch occurred, expected checksum Type: {named or 'null'}, "
            f"actual checksum Type: {sent[0]}",
        )  # fmt: skip
    answer = _original_upload_part(self)
    part = upload.parts[number]
    if named:
        part.checksum_algorithm = named.upper()
        part.checksum_value = sent[1] if sent else checksums.compute(named, part.value)
    return answer


def _upload_part_copy(self: S3Response) -> Any:
    upload, number = _upload(self), _part_number(self)
    source, _ = copied(self)
    if part_range := lowered(self).get("x-amz-copy-source-range"):
        found = re.fullmatch(r"bytes=(\d+)-(\d+)", part_range)
        if not found or not int(found[1]) <= int(found[2]) < source.size:
            raise Refusal(
                400, "InvalidArgument", f"Range specified is not valid for source object of size: {source.size}",
                ArgumentName="x-amz-copy-source-range", ArgumentValue=part_range,
            )  # fmt: skip
    answer = _original_upload_part_copy(self)
    named, _ = _algorithm(upload)
    if named:
        part = upload.parts[number]
        part.checksum_algorithm, part.checksum_value = named.upper(), checksums.compute(named, part.value)
    return answer


def _list_parts(self: S3Response) -> Any:
    upload = _upload(self)
    status, headers, body = _original_list_parts(self)
    text = body.decode() if isinstance(body, bytes) else body

    def with_checksum(found: re.Match[str]) -> str:
        part = upload.parts[int(found[1])]
        name = f"Checksum{part.checksum_algorithm}" if part.checksum_value else ""
        return found[0] + (f"<{name}>{part.checksum_value}</{name}>" if name else "")

    text = re.sub(r"<PartNumber>(\d+)</PartNumber>", with_checksum, text)
    named, kind = _algorithm(upload)
    if named:
        text = text.replace(
            "<IsTruncated>",
            f"<ChecksumAlgorithm>{named.upper()}</ChecksumAlgorithm><ChecksumType>{kind}</ChecksumType><IsTruncated>",
            1,
        )
    return status, headers | {"content-length": str(len(text.encode()))}, text


def _parts_after(self: FakeMultipart, part_number_marker: int, max_parts: int) -> Any:
    """moto takes the marker for an index, which it is only where no part is missing."""
    numbers = [number for number in self.partlist if number > part_number_marker]
    return iter([self.parts[number] for number in numbers[:max_parts]])


def _is_truncated(self: S3Backend, bucket_name: str, multipart_id: str, next_part_number_marker: int) -> bool:
    upload = self.get_bucket(bucket_name).multiparts[multipart_id]
    return any(number > next_part_number_marker for number in upload.partlist)


def _abort(self: S3Response) -> Any:
    _upload(self)
    return _original_abort(self)


# --- Completion ------------------------------------------------------------------------------------------------------


def _post(self: S3Response, request: Any, body: bytes, bucket_name: str, query: Any, key_name: str) -> Any:
    if not query.get("uploadId"):
        if "uploads" in query:
            self.backend.get_bucket(bucket_name)
            # An empty form would not be taken for an empty body.
            return _begun(self, _original_post(self, request, b"", bucket_name, query, key_name))
        return _original_post(self, request, body, bucket_name, query, key_name)
    existing = stored(bucket_name, key_name)
    if existing is not None and existing.multipart and existing.multipart.id == query["uploadId"][0]:
        # It has been completed already, and says so again.
        return _completed(bucket_name, existing)
    upload = _upload(self)
    listed = _listed(body)
    check_write(bucket_name, key_name, lowered(self))
    return _completed(bucket_name, _complete(self, upload, listed))


def _begun(response: S3Response, answer: Any) -> Any:
    headers = lowered(response)
    algorithm, kind = headers.get("x-amz-checksum-algorithm", "").upper(), headers.get("x-amz-checksum-type", "").upper()
    if kind == "COMPOSITE" and algorithm == "CRC64NVME" or kind == "FULL_OBJECT" and algorithm.startswith("SHA"):
        raise Refusal(
            400, "InvalidRequest",
            f"The {kind} checksum type cannot be used with the {algorithm.lower()} checksum algorithm.",
        )  # fmt: skip
    status, found, body = answer
    if algorithm:
        default = "FULL_OBJECT" if algorithm == "CRC64NVME" else "COMPOSITE"
        found = found | {"x-amz-checksum-algorithm": algorithm, "x-amz-checksum-type": kind or default}
    return status, found, body


def _listed(body: bytes) -> list[dict[str, str]]:
    try:
        parts = xmltodict.parse(body)["CompleteMultipartUpload"]["Part"]
        parts = parts if isinstance(parts, list) else [parts]
        for part in parts:
            int(part["PartNumber"]), part["ETag"]
    except Exception as error:
        raise Refusal(
            400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema"
        ) from error
    numbers = [int(part["PartNumber"]) for part in parts]
    if numbers != sorted(set(numbers)):
        raise Refusal(
            400, "InvalidPartOrder",
            "The list of parts was not in ascending order. The parts list must be specified in order by part number.",
        )  # fmt: skip
    return parts


def _complete(response: S3Response, upload: FakeMultipart, listed: list[dict[str, str]]) -> FakeKey:
    named, kind = _algorithm(upload)
    parts: list[FakeKey] = []
    for item in listed:
        number, part = int(item["PartNumber"]), upload.parts.get(int(item["PartNumber"]))
        invalid = Refusal(
            400, "InvalidPart",
            "One or more of the specified parts could not be found. The part may not have been uploaded, or the "
            "specified entity tag may not match the part's entity tag.",
            UploadId=upload.id, PartNumber=str(number), ETag=str(item["ETag"]).strip('"'),
        )  # fmt: skip
        if part is None or part.etag.strip('"') != str(item["ETag"]).strip('"'):
            raise invalid
        told = item.get(f"Checksum{named.upper()}") if named else None
        if told is not None and told != part.checksum_value:
            raise invalid
        if named and kind == "COMPOSITE" and told is None:
            raise Refusal(
                400, "InvalidRequest",
                f"The upload was created using a {named} checksum. The complete request must include the checksum for "
                f"each part. It was missing for part {number} in the request.",
            )  # fmt: skip
        parts.append(part)
    for number, part in enumerate(parts[:-1]):
        if part.size < SMALLEST:
            raise Refusal(
                400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size",
                ProposedSize=str(part.size), MinSizeAllowed=str(SMALLEST), PartNumber=listed[number]["PartNumber"],
                ETag=part.etag.strip('"'),
            )  # fmt: skip
    values = [part.value for part in parts]
    value = b"".join(values)
    checksum = _whole_checksum(response, named or "crc64nvme", kind, value, parts)
    return _store(response, upload, value, parts, (named or "crc64nvme", kind, checksum))


def _whole_checksum(response: S3Response, algorithm: str, kind: str, value: bytes, parts: list[FakeKey]) -> str:
    headers = lowered(response)
    size = headers.get("x-amz-mp-object-size")
    if size is not None and size != str(len(value)):
        raise Refusal(
            400, "InvalidRequest",
            f"The provided 'x-amz-mp-object-size' header value {size} does not match what was computed: {len(value)}",
        )  # fmt: skip
    if kind == "COMPOSITE":
        joined = b"".join(base64.b64decode(part.checksum_value) for part in parts)
        checksum = f"{checksums.compute(algorithm, joined)}-{len(parts)}"
    else:
        checksum = checksums.compute(algorithm, value)
    told = headers.get(checksums.PREFIX + algorithm)
    if told is not None and told.partition("-")[0] != checksum.partition("-")[0]:
        raise Refusal(
            400, "BadDigest", f"The {algorithm} you specified did not match the calculated checksum."
        )
    return checksum


def _store(
    response: S3Response, upload: FakeMultipart, value: bytes, parts: list[FakeKey], checksum: tuple[str, str, str]
) -> FakeKey:
    backend, bucket = response.backend, response.backend.get_bucket(response.bucket_name)
    digests = b"".join(bytes.fromhex(part.etag.strip('"')) for part in parts)
    key = backend.put_object(
        response.bucket_name, upload.key_name, value, storage=upload.storage,
        etag=f"{hashlib.md5(digests).hexdigest()}-{len(parts)}", multipart=upload, encryption=upload.sse_encryption,
        kms_key_id=upload.kms_key_id,
        # The event of this is another.
        disable_notification=True,
    )  # fmt: skip
    key.set_metadata({name: text for name, text in dict(upload.metadata).items() if "x-amz-checksum" not in name.lower()})
    key.checksum_algorithm, key.checksum_type, key.checksum_value = checksum[0].upper(), checksum[1], checksum[2]
    key.part_sizes = [part.size for part in parts]
    backend.put_object_tagging(key, upload.tags)
    backend.put_object_acl(response.bucket_name, key.name, upload.acl, disable_notification=True)
    del bucket.multiparts[upload.id]
    # Everything is in the object now.
    upload.dispose()
    notifications.send_event(
        bucket.account_id, notifications.S3NotificationEvent.OBJECT_CREATED_COMPLETE_MULTIPART_UPLOAD_EVENT, bucket, key
    )
    return key


def _completed(bucket: str, key: FakeKey) -> Any:
    host = current.request.headers.get("host", "") if current.request else ""
    name = f"Checksum{key.checksum_algorithm}"
    document = {
        "CompleteMultipartUploadResult": {
            "@xmlns": "http://s3.amazonaws.com/doc/2006-03-01/",
            "Location": f"http://{host}/{bucket}/{key.name}",
            "Bucket": bucket,
            "Key": key.name,
            "ETag": key.etag,
            name: key.checksum_value,
            "ChecksumType": key.checksum_type,
        }
    }
    headers = {"content-type": "application/xml"}
    if key.version_id not in (None, "null"):
        headers["x-amz-version-id"] = key.version_id
    if key.encryption:
        headers["x-amz-server-side-encryption"] = key.encryption
    return 200, headers, xmltodict.unparse(document)

