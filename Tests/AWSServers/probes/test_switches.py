"""What counts can be switched off, on an emulator of its own."""

from __future__ import annotations

import json
import unittest
import urllib.request

from support import Keys, started


class Switches(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.server = started("-m", "emulator")

    def switch(self, **switches):
        request = urllib.request.Request(
            self.server["endpoint"] + "/_emulator/switches", json.dumps(switches).encode(), method="POST"
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def keys(self, access_key=None, secret=None):
        return Keys(
            access_key or self.server["accessKey"], secret or self.server["secretKey"], endpoint=self.server["endpoint"]
        )

    def test_signatures(self):
        from io import BytesIO

        self.keys().client("s3").create_bucket(Bucket="any-key")
        self.switch(signatures=False, policies=False)
        s3 = self.keys("AKIANOBODYNOBODY0000", "wrong").client("s3")
        # In chunks, with what comes after them, whose signatures nobody knows.
        for algorithm in ("CRC32C", "SHA256"):
            s3.put_object(Bucket="any-key", Key="k", Body=BytesIO(b"x" * 100_000), ChecksumAlgorithm=algorithm)
            self.assertEqual(s3.get_object(Bucket="any-key", Key="k")["Body"].read(), b"x" * 100_000)
        self.switch(signatures=True, policies=True)
        with self.assertRaises(s3.exceptions.ClientError):
            s3.get_object(Bucket="any-key", Key="k")

    def test_tls(self):
        iam, s3 = self.keys().client("iam"), self.keys().client("s3")
        s3.create_bucket(Bucket="with-tls")
        arns = ["arn:aws:s3:::with-tls", "arn:aws:s3:::with-tls/*"]
        deny = {
            "Effect": "Deny", "Action": "s3:PutObject", "Resource": arns, "Principal": "*",
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }  # fmt: skip
        s3.put_bucket_policy(Bucket="with-tls", Policy=json.dumps({"Version": "2012-10-17", "Statement": [deny]}))
        s3.put_object(Bucket="with-tls", Key="k")
        self.switch(secure=False)
        with self.assertRaises(s3.exceptions.ClientError):
            s3.put_object(Bucket="with-tls", Key="k")
        self.switch(secure=True)
        self.assertTrue(iam.list_users())


if __name__ == "__main__":
    unittest.main()
