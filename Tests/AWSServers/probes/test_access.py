"""Policies: what is not allowed is denied, with whom and what it was about."""

from __future__ import annotations

import base64
import json
import time
import unittest
import uuid

from support import Keys, Probe, allow, control, fetch, keys_of, server


def deny(*actions, on, **more):
    return {"Effect": "Deny", "Action": list(actions), "Resource": on} | more


class Objects(Probe):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.originals, cls.derived = cls.bucket("originals"), cls.bucket("derived")
        cls.s3 = cls.owner.client("s3")
        for bucket in (cls.originals, cls.derived):
            cls.s3.put_object(Bucket=bucket, Key="a b+ü", Body=b"x")
        cls.statements = [
            allow("s3:GetObject", on=f"arn:aws:s3:::{cls.originals}/*"),
            allow("s3:PutObject", on=f"arn:aws:s3:::{cls.derived}/*"),
        ]

    def check(self, s3):
        s3.get_object(Bucket=self.originals, Key="a b+ü")
        s3.put_object(Bucket=self.derived, Key="c d+é", Body=b"x")
        denied = [
            lambda: s3.put_object(Bucket=self.originals, Key="k", Body=b"x"),
            lambda: s3.delete_object(Bucket=self.originals, Key="a b+ü"),
            lambda: s3.list_objects_v2(Bucket=self.originals),
            lambda: s3.get_object(Bucket=self.derived, Key="a b+ü"),
            lambda: s3.copy_object(
                Bucket=self.derived, Key="k", CopySource={"Bucket": self.derived, "Key": "a b+ü"}
            ),
            lambda: s3.get_object_tagging(Bucket=self.originals, Key="a b+ü"),
            lambda: s3.create_multipart_upload(Bucket=self.originals, Key="k"),
            lambda: s3.delete_bucket(Bucket=self.originals),
            lambda: s3.list_buckets(),
            # Who may not list is not told that there is nothing.
            lambda: s3.get_object(Bucket=self.originals, Key="nothing"),
        ]
        for attempt in denied:
            with self.refused("AccessDenied", 403):
                attempt()
        s3.copy_object(Bucket=self.derived, Key="k", CopySource={"Bucket": self.originals, "Key": "a b+ü"})

    def test_a_user(self):
        self.check(self.user(*self.statements).client("s3"))

    def test_a_session(self):
        trust = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{self.account}:root"}, "Action": "sts:AssumeRole"}
        role = self.role(None, *self.statements, trust=trust)
        made = self.owner.client("sts").assume_role(RoleArn=role, RoleSessionName="session")["Credentials"]
        session = keys_of(made)
        self.check(session.client("s3"))
        identity = session.client("sts").get_caller_identity()
        self.assertEqual((identity["Account"], identity["Arn"].split("/")[-1]), (self.account, "session"))
        with self.refused("InvalidToken", 400):
            Keys(session.access_key, session.secret_key, "another").client("s3").list_buckets()
        control("expiries", accessKey=session.access_key)
        with self.refused("ExpiredToken", 400):
            session.client("s3").get_object(Bucket=self.originals, Key="a b+ü")
        with self.refused("ExpiredTokenException", 400):
            session.client("dynamodb").list_tables()

    def test_a_policy_of_a_session(self):
        trust = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{self.account}:root"}, "Action": "sts:AssumeRole"}
        role = self.role(None, *self.statements, trust=trust)
        policy = {"Statement": [allow("s3:GetObject", on="*")]}
        made = self.owner.client("sts").assume_role(
            RoleArn=role, RoleSessionName="session", Policy=json.dumps(policy)
        )["Credentials"]
        s3 = keys_of(made).client("s3")
        s3.get_object(Bucket=self.originals, Key="a b+ü")
        with self.refused("AccessDenied", 403):
            s3.put_object(Bucket=self.derived, Key="k", Body=b"x")

    def test_presigned_has_the_rights_of_who_signed(self):
        user = self.user(*self.statements).client("s3", signature_version="s3v4")
        for bucket, status in ((self.originals, 200), (self.derived, 403)):
            url = user.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "a b+ü"})
            self.assertEqual(fetch(url)[0], status)

    def test_many_are_deleted_one_by_one(self):
        for key in ("mine/1", "mine/2", "theirs/1"):
            self.s3.put_object(Bucket=self.derived, Key=key, Body=b"")
        user = self.user(allow("s3:DeleteObject", on=f"arn:aws:s3:::{self.derived}/mine/*")).client("s3")
        found = user.delete_objects(
            Bucket=self.derived, Delete={"Objects": [{"Key": "mine/1"}, {"Key": "mine/2"}, {"Key": "theirs/1"}]}
        )
        self.assertEqual(sorted(item["Key"] for item in found["Deleted"]), ["mine/1", "mine/2"])
        self.assertEqual([(item["Key"], item["Code"]) for item in found["Errors"]], [("theirs/1", "AccessDenied")])
        self.s3.head_object(Bucket=self.derived, Key="theirs/1")

    def test_conditions(self):
        listing = allow(
            "s3:ListBucket", on=f"arn:aws:s3:::{self.derived}", Condition={"StringLike": {"s3:prefix": ["in/*"]}}
        )
        user = self.user(listing).client("s3")
        user.list_objects_v2(Bucket=self.derived, Prefix="in/a")
        for options in ({}, {"Prefix": "out/"}):
            with self.refused("AccessDenied", 403):
                user.list_objects_v2(Bucket=self.derived, **options)
        for condition, allowed in (
            ({"Null": {"s3:x-amz-server-side-encryption": "true"}}, True),
            ({"StringEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}}, False),
            ({"StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}}, True),
            ({"StringEqualsIfExists": {"s3:x-amz-server-side-encryption": "aws:kms"}}, True),
            ({"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}, True),
            ({"NotIpAddress": {"aws:SourceIp": "127.0.0.0/8"}}, False),
            ({"Bool": {"aws:SecureTransport": "true"}}, True),
            ({"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{self.account}:user/*"}}, True),
            ({"DateLessThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}}, False),
            ({"NumericLessThan": {"aws:EpochTime": "9999999999"}}, True),
            ({"ForAnyValue:StringEquals": {"aws:TagKeys": ["a"]}}, False),
        ):
            on = f"arn:aws:s3:::{self.derived}/*"
            user = self.user(allow("s3:PutObject", on=on, Condition=condition)).client("s3")
            with self.subTest(condition):
                if allowed:
                    user.put_object(Bucket=self.derived, Key="k", Body=b"x")
                else:
                    with self.refused("AccessDenied", 403):
                        user.put_object(Bucket=self.derived, Key="k", Body=b"x")

    def test_variables_and_denials(self):
        on = f"arn:aws:s3:::{self.derived}/" + "${aws:username}/*"
        user = self.user(allow("s3:*", on=on), deny("s3:DeleteObject", on="*"))
        name = user.client("sts").get_caller_identity()["Arn"].split("/")[-1]
        s3 = user.client("s3")
        s3.put_object(Bucket=self.derived, Key=f"{name}/k", Body=b"x")
        with self.refused("AccessDenied", 403) as refusal:
            s3.delete_object(Bucket=self.derived, Key=f"{name}/k")
        self.assertIn("explicit deny", refusal.message)
        with self.refused("AccessDenied", 403) as refusal:
            s3.put_object(Bucket=self.derived, Key="somebody/k", Body=b"x")
        self.assertIn("s3:PutObject", refusal.message)
        self.assertIn(f"{self.derived}/somebody/k", refusal.message)

    def test_only_with_tls(self):
        bucket = self.bucket("tls")
        arns = [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]
        statement = deny("s3:*", on=arns, Principal="*", Condition={"Bool": {"aws:SecureTransport": "false"}})
        self.s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
        self.s3.put_object(Bucket=bucket, Key="k", Body=b"x")
        plain = Keys(self.owner.access_key, self.owner.secret_key, endpoint=server()["plain"]).client("s3")
        with self.refused("AccessDenied", 403):
            plain.get_object(Bucket=bucket, Key="k")

    def test_policies_of_buckets(self):
        bucket = self.bucket("shared")
        self.s3.put_object(Bucket=bucket, Key="k", Body=b"x")
        url = f"{server()['endpoint']}/{bucket}/k"
        self.assertEqual(fetch(url)[0], 403)
        user, other = self.user(), control("accounts")
        statements = [
            allow("s3:GetObject", on=f"arn:aws:s3:::{bucket}/*", Principal={"AWS": [f"arn:aws:iam::{other['account']}:root"]}),
        ]  # fmt: skip

        def publish():
            self.s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": statements}))

        publish()
        Keys(other["accessKey"], other["secretKey"]).client("s3").get_object(Bucket=bucket, Key="k")
        with self.refused("AccessDenied", 403):
            user.client("s3").get_object(Bucket=bucket, Key="k")
        arn = user.client("sts").get_caller_identity()["Arn"]
        statements.append(allow("s3:GetObject", on=f"arn:aws:s3:::{bucket}/*", Principal={"AWS": arn}))
        publish()
        user.client("s3").get_object(Bucket=bucket, Key="k")
        statements.append(allow("s3:GetObject", on=f"arn:aws:s3:::{bucket}/*", Principal="*"))
        publish()
        self.assertEqual(fetch(url)[:2], (200, b"x"))

    def test_an_account_has_no_rights_in_another(self):
        other = control("accounts")
        s3 = Keys(other["accessKey"], other["secretKey"]).client("s3")
        with self.refused("AccessDenied", 403):
            s3.get_object(Bucket=self.originals, Key="a b+ü")
        with self.refused("AccessDenied", 403):
            s3.put_object(Bucket=self.originals, Key="k", Body=b"x")


class Sessions(Probe):
    def test_who_may_assume(self):
        user = self.user()
        arn = user.client("sts").get_caller_identity()["Arn"]

        def trusting(who):
            return self.role(None, trust={"Effect": "Allow", "Principal": who, "Action": "sts:AssumeRole"})

        named = trusting({"AWS": arn})
        user.client("sts").assume_role(RoleArn=named, RoleSessionName="session")
        for role in (trusting({"AWS": f"arn:aws:iam::{self.account}:root"}), trusting({"Service": "lambda.amazonaws.com"})):
            with self.refused("AccessDenied", 403):
                user.client("sts").assume_role(RoleArn=role, RoleSessionName="session")
        delegated = trusting({"AWS": f"arn:aws:iam::{self.account}:root"})
        self.user(allow("sts:AssumeRole", on=delegated)).client("sts").assume_role(
            RoleArn=delegated, RoleSessionName="session"
        )
        with self.refused("AccessDenied", 403):
            user.client("sts").assume_role(RoleArn=named + "-none", RoleSessionName="session")

    def test_web_identity(self):
        def token(**claims):
            parts = [{"alg": "RS256"}, {"iss": "https://issuer.example", "aud": "sts", "sub": "job"} | claims]
            return ".".join(base64.urlsafe_b64encode(json.dumps(p).encode()).decode().rstrip("=") for p in parts) + ".c2ln"

        trust = {
            "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
            "Principal": {"Federated": f"arn:aws:iam::{self.account}:oidc-provider/issuer.example"},
            "Condition": {"StringEquals": {"issuer.example:sub": "job"}},
        }  # fmt: skip
        role = self.role(None, allow("s3:ListAllMyBuckets", on="*"), trust=trust)
        sts = self.owner.client("sts")

        def assumed(**claims):
            return sts.assume_role_with_web_identity(
                RoleArn=role, RoleSessionName="session", WebIdentityToken=token(exp=int(time.time()) + 60, **claims)
            )["Credentials"]

        keys_of(assumed()).client("s3").list_buckets()
        with self.refused("AccessDenied", 403):
            assumed(sub="another")
        with self.refused("ExpiredTokenException", 400):
            sts.assume_role_with_web_identity(
                RoleArn=role, RoleSessionName="session", WebIdentityToken=token(exp=int(time.time()) - 60)
            )


class Others(Probe):
    def test_items(self):
        db = self.owner.client("dynamodb")
        db.create_table(
            TableName="records", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "s", "AttributeType": "S"}],
            GlobalSecondaryIndexes=[{"IndexName": "by-s", "KeySchema": [{"AttributeName": "s", "KeyType": "HASH"}],
                                     "Projection": {"ProjectionType": "ALL"}}],
        )  # fmt: skip
        arn = f"arn:aws:dynamodb:us-east-1:{self.account}:table/records"
        item = {"pk": {"S": "tenant-1"}}
        reader = self.user(allow("dynamodb:GetItem", "dynamodb:Query", on=arn)).client("dynamodb")
        reader.get_item(TableName="records", Key=item)
        query = dict(KeyConditionExpression="s = :s", ExpressionAttributeValues={":s": {"S": "x"}})
        for attempt in (
            lambda: reader.put_item(TableName="records", Item=item),
            lambda: reader.query(TableName="records", IndexName="by-s", **query),
            lambda: reader.scan(TableName="records"),
            lambda: reader.delete_table(TableName="records"),
            lambda: reader.transact_write_items(TransactItems=[{"Put": {"TableName": "records", "Item": item}}]),
            lambda: reader.get_item(TableName="others", Key=item),
        ):
            with self.refused("AccessDeniedException", 400):
                attempt()
        self.user(allow("dynamodb:Query", on=arn + "/index/*")).client("dynamodb").query(
            TableName="records", IndexName="by-s", **query
        )
        tenant = self.user(
            allow(
                "dynamodb:PutItem", "dynamodb:Query", "dynamodb:BatchWriteItem", on=arn,
                Condition={"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["tenant-1"]}},
            )  # fmt: skip
        ).client("dynamodb")
        tenant.put_item(TableName="records", Item=item)
        by_key = dict(TableName="records", KeyConditionExpression="#k = :k", ExpressionAttributeNames={"#k": "pk"})
        tenant.query(**by_key, ExpressionAttributeValues={":k": {"S": "tenant-1"}})
        other = {"pk": {"S": "tenant-2"}}
        for attempt in (
            lambda: tenant.put_item(TableName="records", Item=other),
            lambda: tenant.query(**by_key, ExpressionAttributeValues={":k": {"S": "tenant-2"}}),
            lambda: tenant.batch_write_item(
                RequestItems={"records": [{"PutRequest": {"Item": item}}, {"PutRequest": {"Item": other}}]}
            ),
        ):
            with self.refused("AccessDeniedException", 400):
                attempt()

    def test_services(self):
        where = f"us-east-1:{self.account}"
        cases = [
            ("sqs:SendMessage", f"arn:aws:sqs:{where}:q", lambda u: u.client("sqs").send_message(
                QueueUrl=f"{server()['endpoint']}/{self.account}/q", MessageBody="x")),
            ("states:StartExecution", f"arn:aws:states:{where}:stateMachine:m", lambda u: u.client(
                "stepfunctions").start_execution(stateMachineArn=f"arn:aws:states:{where}:stateMachine:m")),
            ("events:PutEvents", f"arn:aws:events:{where}:event-bus/default", lambda u: u.client("events").put_events(
                Entries=[{"Source": "s", "DetailType": "d", "Detail": "{}"}])),
            ("logs:CreateLogGroup", f"arn:aws:logs:{where}:log-group:g:*", lambda u: u.client("logs").create_log_group(
                logGroupName="g")),
            ("cloudwatch:PutMetricData", "*", lambda u: u.client("cloudwatch").put_metric_data(
                Namespace="n", MetricData=[{"MetricName": "m", "Value": 1}])),
            ("xray:PutTraceSegments", "*", lambda u: u.client("xray").put_trace_segments(
                TraceSegmentDocuments=[json.dumps({"id": "1", "trace_id": "1-0-0", "start_time": 0, "name": "n"})])),
            ("iam:GetRole", f"arn:aws:iam::{self.account}:role/r", lambda u: u.client("iam").get_role(RoleName="r")),
        ]  # fmt: skip
        self.owner.client("sqs").create_queue(QueueName="q")
        role = self.role("states.amazonaws.com")
        self.owner.client("stepfunctions").create_state_machine(
            name="m", roleArn=role, definition='{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}'
        )
        self.owner.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument='{"Statement": []}')
        for action, resource, attempt in cases:
            with self.subTest(action):
                attempt(self.user(allow(action, on=resource)))
                code = "AccessDenied" if action.startswith(("iam", "cloudwatch")) else "AccessDeniedException"
                try:
                    attempt(self.user(allow(action.split(":")[0] + ":Describe*", on="*")))
                    self.fail("It was allowed.")
                except Exception as error:
                    self.assertIn(getattr(error, "response", {}).get("Error", {}).get("Code"), (code, "AccessDenied", "AccessDeniedException"))

    def test_roles_are_passed_by_who_may(self):
        role = self.role("states.amazonaws.com")
        where = f"us-east-1:{self.account}"
        document = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}'
        create = allow("states:CreateStateMachine", on=f"arn:aws:states:{where}:stateMachine:*")
        name = f"m-{uuid.uuid4().hex[:6]}"
        with self.refused("AccessDeniedException", 400) as refusal:
            self.user(create).client("stepfunctions").create_state_machine(name=name, definition=document, roleArn=role)
        self.assertIn("iam:PassRole", refusal.message)
        self.user(create, allow("iam:PassRole", on=role)).client("stepfunctions").create_state_machine(
            name=name, definition=document, roleArn=role
        )

    def test_calls_are_remembered(self):
        user = self.user(allow("s3:ListAllMyBuckets", on="*"))
        user.client("s3").list_buckets()
        with self.refused("AccessDeniedException"):
            user.client("dynamodb").list_tables()
        arn = user.client("sts").get_caller_identity()["Arn"]
        calls = [call for call in control("calls", account=self.account)["calls"] if call["principal"] == arn]
        self.assertEqual(
            [(call["action"], call["allowed"]) for call in calls],
            [("s3:ListAllMyBuckets", True), ("dynamodb:ListTables", False)],
        )


if __name__ == "__main__":
    unittest.main()
