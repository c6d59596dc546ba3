"""Signatures, dates, hashes and forms: what is not as it was signed is refused, by each server that says it verifies."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
import unittest
import urllib.parse
import uuid
from datetime import datetime, timedelta, timezone
from unittest import mock

import botocore.auth
import botocore.crt.auth
from support import Keys, Probe, fetch, has_rados_gateway, server


def sign(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


class Signer:
    """A signer of its own, so that what botocore takes for granted can be broken."""

    def __init__(self, keys: Keys, region: str = "us-east-1", service: str = "s3", at: float | None = None):
        self.keys, self.service, self.region = keys, service, region
        self.at = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(time.time() if at is None else at))
        self.scope = f"{self.at[:8]}/{region}/{service}/aws4_request"
        key = ("AWS4" + keys.secret_key).encode()
        for part in self.scope.split("/"):
            key = sign(key, part)
        self.key = key

    def send(self, method, path, body, payload, extra=None, unsigned=None, change=lambda body: body, break_signature=False):
        """- Parameter body: made of the signature of the head, where it is made of chunks."""
        host = self.keys.endpoint.split("//")[1]
        headers = {"host": host, "x-amz-date": self.at, "x-amz-content-sha256": payload} | (extra or {})
        if self.keys.token:
            headers["x-amz-security-token"] = self.keys.token
        names = ";".join(sorted(headers))
        canonical = "\n".join(
            [method, urllib.parse.quote(path, safe="/-_.~"), "", *(f"{n}:{headers[n]}" for n in sorted(headers)), "", names, payload]
        )
        text = f"AWS4-HMAC-SHA256\n{self.at}\n{self.scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        signature = sign(self.key, text).hex()
        content = body(signature) if callable(body) else body
        if break_signature:
            signature = signature[:-4] + ("0000" if signature[-4:] != "0000" else "1111")
        credential = f"{self.keys.access_key}/{self.scope}"
        headers["authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={names}, Signature={signature}"
        )
        return fetch(self.keys.endpoint + urllib.parse.quote(path, safe="/-_.~"), method, change(content), headers | (unsigned or {}))

    def chunked(self, chunks, trailer=None, wrong=None):
        """Chunks with signatures, and with a trailer that is signed, too."""

        def body(seed):
            previous, out = seed, b""
            for number, chunk in enumerate([*chunks, b""]):
                text = "\n".join(
                    ["AWS4-HMAC-SHA256-PAYLOAD", self.at, self.scope, previous, hashlib.sha256(b"").hexdigest(),
                     hashlib.sha256(chunk).hexdigest()]
                )  # fmt: skip
                previous = sign(self.key, text).hex()
                told = "0" * 64 if wrong == number else previous
                out += f"{len(chunk):x};chunk-signature={told}\r\n".encode() + chunk + (b"\r\n" if chunk else b"")
            if trailer is None:
                return out + b"\r\n"
            text = f"{trailer[0]}:{trailer[1]}\n"
            text = "\n".join(
                ["AWS4-HMAC-SHA256-TRAILER", self.at, self.scope, previous, hashlib.sha256(text.encode()).hexdigest()]
            )
            told = "0" * 64 if wrong == "trailer" else sign(self.key, text).hex()
            return out + f"{trailer[0]}:{trailer[1]}\r\nx-amz-trailer-signature:{told}\r\n\r\n".encode()

        return body


def code_of(answer):
    body = answer[1].decode()
    return body.split("<Code>")[1].split("</Code>")[0] if "<Code>" in body else ""


class Signatures:
    server_name: str

    @classmethod
    def setUpClass(cls) -> None:
        found = server(cls.server_name)
        cls.keys = Keys(found["accessKey"], found["secretKey"], endpoint=found["endpoint"])
        cls.name = f"signed-{uuid.uuid4().hex[:12]}"
        cls.keys.client("s3").create_bucket(Bucket=cls.name)
        cls.keys.client("s3").put_object(Bucket=cls.name, Key="k", Body=b"x")

    def wrong(self) -> Keys:
        return Keys(self.keys.access_key, "wrong", endpoint=self.keys.endpoint)

    def test_header(self):
        with self.refused("SignatureDoesNotMatch", 403):
            self.wrong().client("s3").get_object(Bucket=self.name, Key="k")
        with self.refused("InvalidAccessKeyId", 403):
            Keys("AKIANOBODYNOBODY0000", "x", endpoint=self.keys.endpoint).client("s3").list_buckets()
        empty = hashlib.sha256(b"").hexdigest()
        self.assertEqual(Signer(self.keys).send("GET", f"/{self.name}/k", None, empty)[0], 200)
        self.assertEqual(Signer(self.keys).send("GET", f"/{self.name}/k", None, empty, break_signature=True)[0], 403)

    def test_nobody(self):
        self.assertEqual(fetch(f"{self.keys.endpoint}/{self.name}/k")[0], 403)

    def test_a_clock_that_is_wrong(self):
        empty = hashlib.sha256(b"").hexdigest()
        for hours in (-1, 1):
            answer = Signer(self.keys, at=time.time() + hours * 3600).send("GET", f"/{self.name}/k", None, empty)
            self.assertEqual((answer[0], code_of(answer)), (403, "RequestTimeTooSkewed"))

    def test_presigned(self):
        signed = self.keys.client("s3", signature_version="s3v4")
        url = signed.generate_presigned_url("get_object", Params={"Bucket": self.name, "Key": "k"})
        self.assertEqual(fetch(url)[:2], (200, b"x"))
        self.assertEqual(fetch(url[:-4] + ("dead" if not url.endswith("dead") else "beef"))[0], 403)
        self.assertEqual(fetch(url.replace("/k?", "/other?"))[0], 403)
        url = self.wrong().client("s3", signature_version="s3v4").generate_presigned_url(
            "get_object", Params={"Bucket": self.name, "Key": "k"}
        )
        self.assertEqual(fetch(url)[0], 403)

    def test_presigned_and_too_late(self):
        past = datetime.now(timezone.utc) - timedelta(minutes=5)
        signed = self.keys.client("s3", signature_version="s3v4")
        # Which of the two signs depends on what is installed.
        with mock.patch.object(botocore.auth, "get_current_datetime", lambda **_: past), mock.patch.object(
            botocore.crt.auth, "get_current_datetime", lambda **_: past
        ):
            url = signed.generate_presigned_url("get_object", Params={"Bucket": self.name, "Key": "k"}, ExpiresIn=60)
            still = signed.generate_presigned_url("get_object", Params={"Bucket": self.name, "Key": "k"}, ExpiresIn=600)
        self.assertEqual(fetch(url)[0], 403)
        self.assertEqual(fetch(still)[0], 200)

    def test_presigned_put(self):
        url = self.keys.client("s3", signature_version="s3v4").generate_presigned_url(
            "put_object", Params={"Bucket": self.name, "Key": "put", "ContentType": "image/jpeg"}
        )
        self.assertEqual(fetch(url, "PUT", b"x", {"Content-Type": "image/jpeg"})[0], 200)
        self.assertEqual(fetch(url, "PUT", b"x", {"Content-Type": "text/plain"})[0], 403)

    def form(self, fields, content=b"12345", name="f.txt"):
        boundary, body = "b0undary", b""
        for key, value in fields.items():
            body += f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'.encode()
        body += b"Content-Type: text/plain\r\n\r\n" + content + f"\r\n--{boundary}--\r\n".encode()
        head = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return fetch(f"{self.keys.endpoint}/{self.name}", "POST", body, head)

    def fields(self, seconds=60, **more):
        made = self.keys.client("s3", signature_version="s3v4").generate_presigned_post(
            self.name, "up/${filename}", ExpiresIn=seconds, Fields={"success_action_status": "201"} | more,
            Conditions=[
                ["content-length-range", 1, 10], ["starts-with", "$key", "up/"], {"success_action_status": "201"},
                *({name: value} for name, value in more.items()),
            ],
        )  # fmt: skip
        return made["fields"]

    def test_form(self):
        content = b"\r\n\0\xff\r\n"
        self.assertEqual(self.form(self.fields(), content)[0], 201)
        found = self.keys.client("s3").get_object(Bucket=self.name, Key="up/f.txt")
        self.assertEqual(found["Body"].read(), content)

    def test_form_that_its_policy_forbids(self):
        fields = self.fields()
        for change, content, status, code in (
            ({}, b"1" * 11, 400, "EntityTooLarge"),
            ({}, b"", 400, "EntityTooSmall"),
            ({"key": "evil/x"}, b"123", 403, "AccessDenied"),
            ({"x-amz-signature": "0" * 64}, b"123", 403, "SignatureDoesNotMatch"),
            ({"x-amz-meta-more": "x"}, b"123", 403, "AccessDenied"),
        ):
            answer = self.form(fields | change, content)
            self.assertEqual((answer[0], code_of(answer)), (status, code), change)
        self.assertEqual(self.form(self.fields(seconds=-10))[0], 403)


class Emulator(Signatures, Probe):
    server_name = "emulator"

    def send(self, body, payload, extra=None, **options):
        return Signer(self.keys).send("PUT", f"/{self.name}/{uuid.uuid4().hex}", body, payload, extra, **options)

    def test_a_body_that_is_not_what_was_signed(self):
        answer = self.send(b"hello", hashlib.sha256(b"other").hexdigest())
        self.assertEqual((answer[0], code_of(answer)), (400, "XAmzContentSHA256Mismatch"))
        self.assertEqual(self.send(b"hello", hashlib.sha256(b"hello").hexdigest())[0], 200)

    def test_headers_that_are_not_signed(self):
        answer = self.send(b"x", hashlib.sha256(b"x").hexdigest(), unsigned={"x-amz-meta-a": "b"})
        self.assertEqual((answer[0], code_of(answer)), (403, "AccessDenied"))

    SIGNED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"

    def length(self, chunks):
        return {"x-amz-decoded-content-length": str(sum(map(len, chunks))), "content-encoding": "aws-chunked"}

    def test_signed_chunks(self):
        chunks = [b"a" * 8192, b"b" * 8192, b"c"]
        signer = Signer(self.keys)
        self.assertEqual(
            signer.send("PUT", f"/{self.name}/chunks", signer.chunked(chunks), self.SIGNED, self.length(chunks))[0], 200
        )
        found = self.keys.client("s3").get_object(Bucket=self.name, Key="chunks")
        self.assertEqual(found["Body"].read(), b"".join(chunks))
        self.assertNotIn("ContentEncoding", found)
        for wrong in range(4):
            body = signer.chunked(chunks, wrong=wrong)
            answer = signer.send("PUT", f"/{self.name}/wrong", body, self.SIGNED, self.length(chunks))
            self.assertEqual((answer[0], code_of(answer)), (403, "SignatureDoesNotMatch"))
        cut = signer.send(
            "PUT", f"/{self.name}/cut", signer.chunked(chunks), self.SIGNED, self.length(chunks), change=lambda b: b[:-200]
        )
        self.assertEqual((cut[0], code_of(cut)), (400, "IncompleteBody"))

    def test_trailers(self):
        sha = base64.b64encode(hashlib.sha256(b"hello").digest()).decode()
        trailer, extra = ("x-amz-checksum-sha256", sha), self.length([b"hello"]) | {"x-amz-trailer": "x-amz-checksum-sha256"}
        kind, signer = self.SIGNED + "-TRAILER", Signer(self.keys)
        path = f"/{self.name}/trailer"
        self.assertEqual(signer.send("PUT", path, signer.chunked([b"hello"], trailer), kind, extra)[0], 200)
        found = self.keys.client("s3").head_object(Bucket=self.name, Key="trailer", ChecksumMode="ENABLED")
        self.assertEqual(found["ChecksumSHA256"], sha)
        answer = signer.send("PUT", path, signer.chunked([b"hello"], trailer, wrong="trailer"), kind, extra)
        self.assertEqual((answer[0], code_of(answer)), (403, "SignatureDoesNotMatch"))
        wrong = (trailer[0], base64.b64encode(bytes(32)).decode())
        answer = signer.send("PUT", path, signer.chunked([b"hello"], wrong), kind, extra)
        self.assertEqual((answer[0], code_of(answer)), (400, "BadDigest"))
        for value, status in ((sha, 200), (wrong[1], 400)):
            body = f"5\r\nhello\r\n0\r\nx-amz-checksum-sha256:{value}\r\n\r\n".encode()
            answer = signer.send("PUT", path, body, "STREAMING-UNSIGNED-PAYLOAD-TRAILER", extra)
            self.assertEqual(answer[0], status)

    def test_form_with_a_checksum(self):
        sha = base64.b64encode(hashlib.sha256(b"12345").digest()).decode()
        fields = self.fields(**{"x-amz-checksum-sha256": sha, "x-amz-checksum-algorithm": "SHA256"})
        self.assertEqual(self.form(fields)[0], 201)
        answer = self.form(fields, b"54321")
        self.assertEqual((answer[0], code_of(answer)), (400, "BadDigest"))

    def test_other_services(self):
        for service, call in (("dynamodb", "list_tables"), ("stepfunctions", "list_state_machines")):
            with self.refused("InvalidSignatureException", 400):
                getattr(self.wrong().client(service), call)()
            with self.refused("UnrecognizedClientException", 400):
                getattr(Keys("AKIANOBODYNOBODY0000", "x").client(service), call)()
        with self.refused("SignatureDoesNotMatch", 403):
            self.wrong().client("sts").get_caller_identity()
        with self.refused("InvalidClientTokenId", 403):
            Keys("AKIANOBODYNOBODY0000", "x").client("iam").list_users()
        answer = fetch(
            self.keys.endpoint, "POST", json.dumps({}).encode(),
            {"X-Amz-Target": "DynamoDB_20120810.ListTables", "Content-Type": "application/x-amz-json-1.0"},
        )  # fmt: skip
        self.assertEqual(answer[0], 400)
        self.assertIn("MissingAuthenticationTokenException", json.loads(answer[1])["__type"])


class SeaweedFS(Signatures, Probe):
    server_name = "seaweedfs"


@unittest.skipUnless(has_rados_gateway(), "only in `make aws-probes`")
class RadosGateway(Signatures, Probe):
    server_name = "radosgw"

    # It calls a wrong signature of a form access denied.
    test_form_that_its_policy_forbids = None


if __name__ == "__main__":
    unittest.main()
