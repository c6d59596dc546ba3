"""S3 on every server that is there. What a server does otherwise is named by the tests that its class leaves out."""

from __future__ import annotations

import os
import re
import unittest

from s3_cases import PART, S3
from support import REGION, Probe, fetch, has_rados_gateway


class Emulator(S3, Probe):
    server_name = "emulator"
    ALGORITHMS = [*S3.ALGORITHMS, "CRC64NVME"]

    @classmethod
    def setUpClass(cls) -> None:
        Probe.setUpClass.__func__(cls)
        cls.keys, cls.s3 = cls.owner, cls.owner.client("s3")
        cls.name = cls.bucket()

    def test_a_checksum_where_none_was_sent(self):
        url = self.keys.client("s3", signature_version="s3v4").generate_presigned_url(
            "put_object", Params={"Bucket": self.name, "Key": "plain"}
        )
        self.assertEqual(fetch(url, "PUT", b"hello")[0], 200)
        found = self.s3.head_object(Bucket=self.name, Key="plain", ChecksumMode="ENABLED")
        self.assertEqual((found["ChecksumCRC64NVME"], found["ChecksumType"]), ("M3eFcAZSQlc=", "FULL_OBJECT"))

    def test_checksums_of_parts(self):
        for algorithm in ("CRC32", "SHA256"):
            upload = self.begun(algorithm, ChecksumAlgorithm=algorithm)
            part = self.part(algorithm, upload, 1, b"hello")
            listed = self.s3.list_parts(Bucket=self.name, Key=algorithm, UploadId=upload[0])
            self.assertEqual(listed["Parts"][0][f"Checksum{algorithm}"], part[f"Checksum{algorithm}"])
            with self.refused("InvalidRequest", 400):
                self.complete(algorithm, upload, [{"PartNumber": 1, "ETag": part["ETag"]}])
            made = self.complete(algorithm, upload, [part])
            self.assertTrue(made[f"Checksum{algorithm}"].endswith("-1"))
            found = self.s3.head_object(Bucket=self.name, Key=algorithm, ChecksumMode="ENABLED")
            self.assertEqual(found[f"Checksum{algorithm}"], made[f"Checksum{algorithm}"])
            self.assertEqual(found["ChecksumType"], "COMPOSITE")

    def test_a_checksum_of_the_whole(self):
        upload = self.begun("whole", ChecksumAlgorithm="CRC32C", ChecksumType="FULL_OBJECT")
        bodies = [os.urandom(PART), b"end"]
        parts = [self.part("whole", upload, n + 1, body) for n, body in enumerate(bodies)]
        with self.refused("BadDigest", 400):
            self.complete("whole", upload, parts, ChecksumCRC32C="AAAAAA==", ChecksumType="FULL_OBJECT")
        with self.refused("InvalidRequest", 400):
            self.complete("whole", upload, parts, MpuObjectSize=7)
        made = self.complete("whole", upload, parts)
        self.assertEqual(made["ChecksumCRC32C"], self.put("x", b"".join(bodies), ChecksumAlgorithm="CRC32C")["ChecksumCRC32C"])
        # Who did not hear of it asks again.
        self.assertEqual(self.complete("whole", upload, parts)["ETag"], made["ETag"])

    def test_a_part_with_another_checksum_than_was_agreed(self):
        made = self.s3.create_multipart_upload(Bucket=self.name, Key="agreed")["UploadId"]
        with self.refused("InvalidRequest", 400):
            self.s3.upload_part(
                Bucket=self.name, Key="agreed", UploadId=made, PartNumber=1, Body=b"x", ChecksumAlgorithm="SHA1"
            )

    def test_another_region(self):
        bucket = self.bucket(region="eu-central-1")
        self.keys.client("s3", "eu-central-1").put_object(Bucket=bucket, Key="k", Body=b"x")
        # A client of boto3 would follow to where the answer leads.
        url = self.keys.client("s3", signature_version="s3v4").generate_presigned_url(
            "put_object", Params={"Bucket": bucket, "Key": "k"}
        )
        status, body, headers = fetch(url, "PUT", b"x")
        self.assertEqual((status, headers["x-amz-bucket-region"]), (400, "eu-central-1"))
        self.assertIn(b"<Code>AuthorizationHeaderMalformed</Code>", body)

    def test_another_owner_than_expected(self):
        with self.refused("AccessDenied", 403):
            self.put("k", ExpectedBucketOwner="999999999999")
        self.put("k", ExpectedBucketOwner=self.account)

    def test_one_event_for_parts(self):
        bucket = self.bucket()
        queues = self.owner.client("sqs")
        arn = f"arn:aws:sqs:{REGION}:{self.account}:parts"
        statement = '{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}}'
        url = queues.create_queue(QueueName="parts", Attributes={"Policy": statement})["QueueUrl"]
        self.s3.put_bucket_notification_configuration(
            Bucket=bucket,
            NotificationConfiguration={"QueueConfigurations": [{"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}]},
        )
        made = self.s3.create_multipart_upload(Bucket=bucket, Key="k", ChecksumAlgorithm="CRC32")["UploadId"]
        part = self.s3.upload_part(
            Bucket=bucket, Key="k", UploadId=made, PartNumber=1, Body=b"x", ChecksumAlgorithm="CRC32"
        )
        self.s3.complete_multipart_upload(
            Bucket=bucket, Key="k", UploadId=made,
            MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"], "ChecksumCRC32": part["ChecksumCRC32"]}]},
        )  # fmt: skip
        self.s3.put_object(Bucket=bucket, Key="last", Body=b"")
        names = []
        while "ObjectCreated:Put" not in names:
            for message in queues.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=5)["Messages"]:
                names += re.findall(r'"eventName": "([^"]+)"', message["Body"])
        self.assertEqual(names, ["ObjectCreated:CompleteMultipartUpload", "ObjectCreated:Put"])


class SeaweedFS(S3, Probe):
    """Verifies signatures; made by others."""

    server_name = "seaweedfs"

    # It says 412 where there is nothing to be the same as, and where a tag is not to be.
    test_put_if_what_is_missing_is_the_same = None
    test_put_if_it_is_not_some_tag = None
    # Paths are cleaned up, and what ends with a slash is a folder that holds no bytes.
    test_keys_with_dots_and_slashes = None
    KEYS = S3.KEYS[:-1]
    # It takes any text for a token.
    test_a_token_that_is_none = None


@unittest.skipUnless(has_rados_gateway(), "only in `make aws-probes`")
class RadosGateway(S3, Probe):
    """Verifies signatures and the hashes of bodies; knows no checksums and few conditions."""

    server_name = "radosgw"

    test_put_if_it_is_the_same = None
    test_put_if_what_is_missing_is_the_same = None
    test_put_if_it_is_not_some_tag = None
    test_copy_if_there_is_none = None
    test_copy_if_the_source_is_the_same = None
    test_delete_if_it_is_the_same = None
    test_checksums_are_kept = None
    test_a_wrong_checksum = None
    test_one_part_of_an_object = None
    test_a_token_that_is_none = None
    test_parts = None
    test_broken_lists_of_parts = None
    test_an_unknown_upload = None
    test_complete_if_there_is_none = None


if __name__ == "__main__":
    unittest.main()
