"""What every server of S3 is asked, as AWS documents it."""

from __future__ import annotations

import hashlib
import os
import uuid
from datetime import datetime, timedelta, timezone

from support import Keys, server

#: The least that all parts but the last may have.
PART = 5 << 20


class S3:
    """What every server is asked."""

    server_name: str

    @classmethod
    def setUpClass(cls) -> None:
        found = server(cls.server_name)
        cls.keys = Keys(found["accessKey"], found["secretKey"], endpoint=found["endpoint"])
        cls.s3 = cls.keys.client("s3")
        cls.name = f"probe-{uuid.uuid4().hex[:12]}"
        cls.s3.create_bucket(Bucket=cls.name)

    def put(self, key, body=b"x", **options):
        return self.s3.put_object(Bucket=self.name, Key=key, Body=body, **options)

    def body(self, key, **options):
        return self.s3.get_object(Bucket=self.name, Key=key, **options)["Body"].read()

    # --- Conditions ---------------------------------------------------------------------------------------------------

    def test_put_if_there_is_none(self):
        self.put("none", IfNoneMatch="*")
        with self.refused("PreconditionFailed", 412):
            self.put("none", IfNoneMatch="*")

    def test_put_if_it_is_the_same(self):
        tag = self.put("same", b"a")["ETag"]
        with self.refused("PreconditionFailed", 412):
            self.put("same", b"b", IfMatch='"0123456789abcdef0123456789abcdef"')
        self.put("same", b"b", IfMatch=tag)
        self.assertEqual(self.body("same"), b"b")

    def test_put_if_what_is_missing_is_the_same(self):
        with self.refused("NoSuchKey", 404):
            self.put("missing", IfMatch='"0123456789abcdef0123456789abcdef"')

    def test_put_if_it_is_not_some_tag(self):
        with self.refused("NotImplemented", 501):
            self.put("tag", IfNoneMatch='"0123456789abcdef0123456789abcdef"')

    def test_copy_if_there_is_none(self):
        self.put("from"), self.put("to", b"kept")
        with self.refused("PreconditionFailed", 412):
            self.s3.copy_object(
                Bucket=self.name, Key="to", CopySource={"Bucket": self.name, "Key": "from"}, IfNoneMatch="*"
            )
        self.assertEqual(self.body("to"), b"kept")

    def test_copy_if_the_source_is_the_same(self):
        tag, source = self.put("source")["ETag"], {"Bucket": self.name, "Key": "source"}
        self.s3.copy_object(Bucket=self.name, Key="copy", CopySource=source, CopySourceIfMatch=tag)
        with self.refused("PreconditionFailed", 412):
            self.s3.copy_object(Bucket=self.name, Key="copy", CopySource=source, CopySourceIfMatch='"0"')

    def test_delete_if_it_is_the_same(self):
        self.put("deleted")
        with self.refused("PreconditionFailed", 412):
            self.s3.delete_object(Bucket=self.name, Key="deleted", IfMatch='"0123456789abcdef0123456789abcdef"')
        self.assertEqual(self.body("deleted"), b"x")

    def test_get_with_conditions(self):
        tag = self.put("read", b"0123456789")["ETag"]
        with self.refused("304"):
            self.s3.get_object(Bucket=self.name, Key="read", IfNoneMatch=tag)
        with self.refused("304"):
            self.s3.head_object(Bucket=self.name, Key="read", IfNoneMatch=tag)
        with self.refused("PreconditionFailed", 412):
            self.s3.get_object(Bucket=self.name, Key="read", IfMatch='"0"')
        later = datetime.now(timezone.utc) + timedelta(hours=1)
        with self.refused("PreconditionFailed", 412):
            self.s3.get_object(Bucket=self.name, Key="read", IfUnmodifiedSince=later - timedelta(hours=2))
        # What is said of the tag counts.
        self.assertEqual(self.body("read", IfNoneMatch='"0"', IfModifiedSince=later), b"0123456789")

    # --- Reading ------------------------------------------------------------------------------------------------------

    def test_ranges(self):
        self.put("ranges", b"0123456789")
        for asked, status, found in (
            ("bytes=2-4", 206, b"234"), ("bytes=-3", 206, b"789"), ("bytes=7-", 206, b"789"),
            ("bytes=5-100", 206, b"56789"),
        ):  # fmt: skip
            answer = self.s3.get_object(Bucket=self.name, Key="ranges", Range=asked)
            self.assertEqual((answer["ResponseMetadata"]["HTTPStatusCode"], answer["Body"].read()), (status, found))
        with self.refused("InvalidRange", 416):
            self.body("ranges", Range="bytes=100-200")

    def test_a_range_of_something_else(self):
        self.put("items", b"0123456789")
        self.assertEqual(self.body("items", Range="items=1-2"), b"0123456789")

    def test_what_is_missing(self):
        with self.refused("NoSuchKey", 404):
            self.body("nothing")
        with self.refused("404", 404):
            self.s3.head_object(Bucket=self.name, Key="nothing")
        with self.refused("NoSuchBucket", 404):
            self.s3.get_object(Bucket=f"none-{uuid.uuid4().hex}", Key="k")
        self.s3.delete_object(Bucket=self.name, Key="nothing")

    def test_metadata_and_headers(self):
        self.put("described", Metadata={"a-b": "c"}, ContentType="image/png", CacheControl="max-age=1", Tagging="a=b")
        found = self.s3.head_object(Bucket=self.name, Key="described")
        self.assertEqual(
            (found["Metadata"], found["ContentType"], found["CacheControl"]), ({"a-b": "c"}, "image/png", "max-age=1")
        )
        tags = self.s3.get_object_tagging(Bucket=self.name, Key="described")["TagSet"]
        self.assertEqual(tags, [{"Key": "a", "Value": "b"}])

    KEYS = ["a b+c/é~!*'();:@&=$,?#[]%25.txt", "日本/ü", "a+b", "100%", "a/b/"]

    def test_keys(self):
        for number, key in enumerate(self.KEYS):
            self.put(key, str(number).encode())
            self.assertEqual(self.body(key), str(number).encode())
        listed = [item["Key"] for item in self.s3.list_objects_v2(Bucket=self.name)["Contents"]]
        self.assertTrue(set(self.KEYS) <= set(listed))

    def test_keys_with_dots_and_slashes(self):
        keys = ["a//b", "./x", "x/../y"]
        for key in keys:
            self.put(key, key.encode())
            self.assertEqual(self.body(key), key.encode())
        listed = [item["Key"] for item in self.s3.list_objects_v2(Bucket=self.name)["Contents"]]
        self.assertTrue(set(keys) <= set(listed))

    # --- Lists --------------------------------------------------------------------------------------------------------

    def pages(self, **options):
        found, prefixes, token, count = [], [], None, 0
        while True:
            answer = self.s3.list_objects_v2(
                Bucket=self.name, **options, **({"ContinuationToken": token} if token else {})
            )
            count += 1
            found += [item["Key"] for item in answer.get("Contents", [])]
            prefixes += [item["Prefix"] for item in answer.get("CommonPrefixes", [])]
            if not answer["IsTruncated"]:
                return found, prefixes, count
            token = answer["NextContinuationToken"]

    def test_pages(self):
        keys = sorted(f"pages/{n % 5}/{n:03}" for n in range(25))
        for key in keys:
            self.put(key, b"")
        self.assertEqual(self.pages(Prefix="pages/", MaxKeys=7), (keys, [], 4))
        found, prefixes, _ = self.pages(Prefix="pages/", Delimiter="/", MaxKeys=2)
        self.assertEqual((found, prefixes), ([], [f"pages/{n}/" for n in range(5)]))
        self.assertEqual(self.pages(Prefix="pages/", StartAfter="pages/3/023")[0], keys[-5:])
        self.assertEqual(self.pages(Prefix="pages/", MaxKeys=0)[0], [])

    def test_a_token_that_is_none(self):
        with self.refused("InvalidArgument", 400):
            self.s3.list_objects_v2(Bucket=self.name, ContinuationToken="garbage")

    def test_delete_many(self):
        self.put("many/1"), self.put("many/2")
        found = self.s3.delete_objects(
            Bucket=self.name, Delete={"Objects": [{"Key": "many/1"}, {"Key": "many/2"}, {"Key": "many/none"}]}
        )
        self.assertEqual({item["Key"] for item in found["Deleted"]}, {"many/1", "many/2", "many/none"})
        self.assertEqual(self.pages(Prefix="many/")[0], [])

    # --- Checksums ----------------------------------------------------------------------------------------------------

    ALGORITHMS = ["CRC32", "CRC32C", "SHA1", "SHA256"]

    def test_checksums_are_kept(self):
        for algorithm in self.ALGORITHMS:
            sent = self.put(f"sum/{algorithm}", b"hello", ChecksumAlgorithm=algorithm)
            found = self.s3.get_object(Bucket=self.name, Key=f"sum/{algorithm}", ChecksumMode="ENABLED")
            self.assertEqual(found[f"Checksum{algorithm}"], sent[f"Checksum{algorithm}"])

    def test_a_wrong_checksum(self):
        for algorithm, wrong in (("CRC32C", "AAAAAA=="), ("SHA256", "A" * 43 + "=")):
            with self.refused("BadDigest", 400):
                self.put("wrong", b"hello", **{f"Checksum{algorithm}": wrong})
        with self.refused("BadDigest", 400):
            self.put("wrong", b"hello", ContentMD5="AAAAAAAAAAAAAAAAAAAAAA==")

    # --- Parts --------------------------------------------------------------------------------------------------------

    def begun(self, key, **options):
        options.setdefault("ChecksumAlgorithm", "CRC32C")
        made = self.s3.create_multipart_upload(Bucket=self.name, Key=key, **options)
        return made["UploadId"], options["ChecksumAlgorithm"]

    def part(self, key, upload, number, body):
        made = self.s3.upload_part(
            Bucket=self.name, Key=key, UploadId=upload[0], PartNumber=number, Body=body, ChecksumAlgorithm=upload[1]
        )
        name = f"Checksum{upload[1]}"
        return {"PartNumber": number, "ETag": made["ETag"], name: made[name]}

    def complete(self, key, upload, parts, **options):
        return self.s3.complete_multipart_upload(
            Bucket=self.name, Key=key, UploadId=upload[0], MultipartUpload={"Parts": parts}, **options
        )

    def test_parts(self):
        upload = self.begun("parts", Metadata={"a": "b"}, ContentType="image/jpeg")
        bodies = [os.urandom(PART), os.urandom(PART), b"end"]
        parts = [self.part("parts", upload, 2 * n + 1, body) for n, body in enumerate(bodies)]
        first = self.s3.list_parts(Bucket=self.name, Key="parts", UploadId=upload[0], MaxParts=2)
        self.assertEqual(([p["PartNumber"] for p in first["Parts"]], first["IsTruncated"]), ([1, 3], True))
        second = self.s3.list_parts(
            Bucket=self.name, Key="parts", UploadId=upload[0], PartNumberMarker=first["NextPartNumberMarker"]
        )
        self.assertEqual(([p["PartNumber"] for p in second["Parts"]], second["IsTruncated"]), ([5], False))
        made = self.complete("parts", upload, parts)
        digests = b"".join(hashlib.md5(body).digest() for body in bodies)
        self.assertEqual(made["ETag"], f'"{hashlib.md5(digests).hexdigest()}-3"')
        found = self.s3.get_object(Bucket=self.name, Key="parts")
        self.assertEqual(found["Body"].read(), b"".join(bodies))
        self.assertEqual((found["Metadata"], found["ContentType"]), ({"a": "b"}, "image/jpeg"))

    def test_one_part_of_an_object(self):
        upload = self.begun("part")
        bodies = [os.urandom(PART), b"end"]
        self.complete("part", upload, [self.part("part", upload, n + 1, body) for n, body in enumerate(bodies)])
        found = self.s3.get_object(Bucket=self.name, Key="part", PartNumber=2)
        self.assertEqual((found["Body"].read(), found["PartsCount"]), (b"end", 2))
        self.assertEqual(found["ContentRange"], f"bytes {PART}-{PART + 2}/{PART + 3}")

    def test_broken_lists_of_parts(self):
        upload = self.begun("broken")
        small, other = self.part("broken", upload, 1, b"a"), self.part("broken", upload, 2, b"b")
        with self.refused("InvalidPartOrder", 400):
            self.complete("broken", upload, [other, small])
        with self.refused("EntityTooSmall", 400):
            self.complete("broken", upload, [small, other])
        with self.refused("InvalidPart", 400):
            self.complete("broken", upload, [small | {"ETag": '"0123456789abcdef0123456789abcdef"'}])
        self.s3.abort_multipart_upload(Bucket=self.name, Key="broken", UploadId=upload[0])

    def test_an_unknown_upload(self):
        upload = self.begun("gone")
        self.s3.abort_multipart_upload(Bucket=self.name, Key="gone", UploadId=upload[0])
        with self.refused("NoSuchUpload", 404):
            self.part("gone", upload, 1, b"a")
        with self.refused("NoSuchUpload", 404):
            self.complete("gone", upload, [{"PartNumber": 1, "ETag": '"0"'}])
        uploads = self.s3.list_multipart_uploads(Bucket=self.name).get("Uploads", [])
        self.assertNotIn("gone", [item["Key"] for item in uploads])

    def test_complete_if_there_is_none(self):
        self.put("taken", b"kept")
        upload = self.begun("taken")
        part = self.part("taken", upload, 1, b"a")
        with self.refused("PreconditionFailed", 412):
            self.complete("taken", upload, [part], IfNoneMatch="*")
        self.assertEqual(self.body("taken"), b"kept")

    def test_a_part_that_is_copied(self):
        self.put("large", os.urandom(100))
        made = self.s3.create_multipart_upload(Bucket=self.name, Key="copied")["UploadId"]
        found = self.s3.upload_part_copy(
            Bucket=self.name, Key="copied", UploadId=made, PartNumber=1, CopySource=f"{self.name}/large",
            CopySourceRange="bytes=10-19",
        )["CopyPartResult"]  # fmt: skip
        self.s3.complete_multipart_upload(
            Bucket=self.name, Key="copied", UploadId=made,
            MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": found["ETag"]}]},
        )  # fmt: skip
        self.assertEqual(self.body("copied"), self.body("large")[10:20])

    # --- Copies, versions ---------------------------------------------------------------------------------------------

    def test_copies(self):
        self.put("a b+ü", b"copied", Metadata={"a": "b"}, ContentType="image/png")
        self.s3.copy_object(Bucket=self.name, Key="c1", CopySource={"Bucket": self.name, "Key": "a b+ü"})
        self.assertEqual(self.s3.head_object(Bucket=self.name, Key="c1")["Metadata"], {"a": "b"})
        self.s3.copy_object(
            Bucket=self.name, Key="c2", CopySource={"Bucket": self.name, "Key": "a b+ü"}, MetadataDirective="REPLACE",
            Metadata={"c": "d"}, ContentType="image/webp",
        )  # fmt: skip
        found = self.s3.head_object(Bucket=self.name, Key="c2")
        self.assertEqual((found["Metadata"], found["ContentType"]), ({"c": "d"}, "image/webp"))
        with self.refused("NoSuchKey", 404):
            self.s3.copy_object(Bucket=self.name, Key="c3", CopySource={"Bucket": self.name, "Key": "nothing"})

    def test_versions(self):
        name = f"versions-{uuid.uuid4().hex[:12]}"
        self.s3.create_bucket(Bucket=name)
        self.s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        first = self.s3.put_object(Bucket=name, Key="a+b", Body=b"1")["VersionId"]
        self.s3.put_object(Bucket=name, Key="a+b", Body=b"2")
        self.assertEqual(self.s3.get_object(Bucket=name, Key="a+b", VersionId=first)["Body"].read(), b"1")
        self.s3.delete_object(Bucket=name, Key="a+b")
        with self.refused("NoSuchKey", 404):
            self.s3.get_object(Bucket=name, Key="a+b")
        listed = self.s3.list_object_versions(Bucket=name)
        self.assertEqual({item["Key"] for item in listed["Versions"] + listed["DeleteMarkers"]}, {"a+b"})
        self.assertEqual((len(listed["Versions"]), len(listed["DeleteMarkers"])), (2, 1))
