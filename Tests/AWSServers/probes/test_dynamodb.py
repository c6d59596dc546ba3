"""DynamoDB: conditions, transactions, pages, numbers and limits, as AWS documents them."""

from __future__ import annotations

import threading
import time
import unittest
import uuid

from support import Probe, control


class DynamoDB(Probe):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.db = cls.owner.client("dynamodb")
        cls.db.create_table(
            TableName="t", BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "state")],
            GlobalSecondaryIndexes=[{
                "IndexName": "by-state",
                "KeySchema": [{"AttributeName": "state", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }],
        )  # fmt: skip

    @staticmethod
    def key(pk, sk="0"):
        return {"pk": {"S": pk}, "sk": {"S": sk}}

    def put(self, pk, sk="0", **more):
        condition = more.pop("condition", None)
        options = {"ConditionExpression": condition} if condition else {}
        return self.db.put_item(TableName="t", Item=self.key(pk, sk) | more, **options)

    def get(self, pk, sk="0"):
        return self.db.get_item(TableName="t", Key=self.key(pk, sk), ConsistentRead=True).get("Item")

    def test_conditions(self):
        self.put("c", n={"N": "5"}, condition="attribute_not_exists(pk)")
        with self.refused("ConditionalCheckFailedException", 400):
            self.put("c", condition="attribute_not_exists(pk)")
        for condition, holds in (
            ("n BETWEEN :one AND :nine", True), ("n IN (:one, :nine)", False), ("NOT n = :one", True),
            ("attribute_type(n, :type)", True),
        ):  # fmt: skip
            values = {":one": {"N": "1"}, ":nine": {"N": "9"}, ":type": {"S": "N"}}
            used = {name: value for name, value in values.items() if name in condition}
            arguments = dict(
                TableName="t", Key=self.key("c"), UpdateExpression="SET seen = :seen", ConditionExpression=condition,
                ExpressionAttributeValues=used | {":seen": {"BOOL": True}},
            )  # fmt: skip
            if holds:
                self.db.update_item(**arguments)
            else:
                with self.refused("ConditionalCheckFailedException"):
                    self.db.update_item(**arguments)

    def test_the_item_that_a_condition_failed_on(self):
        self.put("f", n={"N": "5"})
        try:
            self.db.put_item(
                TableName="t", Item=self.key("f"), ConditionExpression="attribute_not_exists(pk)",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )  # fmt: skip
        except self.db.exceptions.ConditionalCheckFailedException as error:
            self.assertEqual(error.response["Item"]["n"], {"N": "5"})

    def test_updates(self):
        self.db.update_item(
            TableName="t", Key=self.key("u"),
            UpdateExpression="SET a = if_not_exists(a, :zero), l = list_append(if_not_exists(l, :none), :one) ADD n :two",
            ExpressionAttributeValues={
                ":zero": {"N": "0"}, ":none": {"L": []}, ":one": {"L": [{"S": "x"}]}, ":two": {"N": "2"},
            },
        )  # fmt: skip
        found = self.get("u")
        self.assertEqual((found["a"], found["l"], found["n"]), ({"N": "0"}, {"L": [{"S": "x"}]}, {"N": "2"}))
        with self.refused("ValidationException"):
            self.db.update_item(
                TableName="t", Key=self.key("u"), UpdateExpression="SET a = :a, a = :b",
                ExpressionAttributeValues={":a": {"N": "1"}, ":b": {"N": "2"}},
            )  # fmt: skip

    def test_updates_at_once(self):
        def add():
            db = self.owner.client("dynamodb")
            for _ in range(25):
                db.update_item(
                    TableName="t", Key=self.key("many"), UpdateExpression="ADD n :one",
                    ExpressionAttributeValues={":one": {"N": "1"}},
                )  # fmt: skip

        threads = [threading.Thread(target=add) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(self.get("many")["n"], {"N": "200"})

    # --- Transactions -------------------------------------------------------------------------------------------------

    def transaction(self, *items, **options):
        return self.db.transact_write_items(TransactItems=list(items), **options)

    def write(self, pk, condition=None, **more):
        made = {"TableName": "t", "Item": self.key(pk) | more}
        return {"Put": made | ({"ConditionExpression": condition} if condition else {})}

    def test_all_or_nothing(self):
        self.put("t1")
        try:
            self.transaction(self.write("t0"), self.write("t1", "attribute_not_exists(pk)"))
            self.fail("It was carried out.")
        except self.db.exceptions.TransactionCanceledException as error:
            codes = [reason["Code"] for reason in error.response["CancellationReasons"]]
            self.assertEqual(codes, ["None", "ConditionalCheckFailed"])
        self.assertIsNone(self.get("t0"))
        check = {"TableName": "t", "Key": self.key("t1"), "ConditionExpression": "attribute_exists(pk)"}
        self.transaction({"ConditionCheck": check}, self.write("t0"))
        self.assertIsNotNone(self.get("t0"))

    def test_the_same_token_again(self):
        token = str(uuid.uuid4())
        add = {
            "TableName": "t", "Key": self.key("token"), "UpdateExpression": "ADD n :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}},
        }  # fmt: skip
        for _ in range(2):
            self.transaction({"Update": add}, ClientRequestToken=token)
        self.assertEqual(self.get("token")["n"], {"N": "1"})
        with self.refused("IdempotentParameterMismatchException", 400):
            self.transaction(self.write("other"), ClientRequestToken=token)
        # What was not carried out may be, later.
        token = str(uuid.uuid4())
        self.put("later")
        with self.refused("TransactionCanceledException"):
            self.transaction(self.write("later", "attribute_not_exists(pk)"), ClientRequestToken=token)
        self.db.delete_item(TableName="t", Key=self.key("later"))
        self.transaction(self.write("later", "attribute_not_exists(pk)"), ClientRequestToken=token)

    def test_one_item_twice(self):
        with self.refused("ValidationException"):
            self.transaction(self.write("twice"), self.write("twice"))

    # --- Queries ------------------------------------------------------------------------------------------------------

    def test_pages(self):
        for n in range(10):
            self.put("pages", f"{n:02}", state={"S": "pages"})
        for options in ({}, {"IndexName": "by-state"}):
            key, value = ("state", "pages") if options else ("pk", "pages")
            found, start = [], None
            while True:
                answer = self.db.query(
                    TableName="t", KeyConditionExpression="#k = :v", ExpressionAttributeNames={"#k": key}, Limit=3,
                    ExpressionAttributeValues={":v": {"S": value}}, **options,
                    **({"ExclusiveStartKey": start} if start else {}),
                )  # fmt: skip
                found += [item["sk"]["S"] for item in answer["Items"]]
                start = answer.get("LastEvaluatedKey")
                if start is None:
                    break
            self.assertEqual(found, [f"{n:02}" for n in range(10)])
        with self.refused("ValidationException"):
            self.db.query(
                TableName="t", IndexName="by-state", KeyConditionExpression="#k = :v", ConsistentRead=True,
                ExpressionAttributeNames={"#k": "state"}, ExpressionAttributeValues={":v": {"S": "x"}},
            )  # fmt: skip

    def test_a_page_has_a_megabyte(self):
        for n in range(6):
            self.put("large", f"{n}", body={"S": "x" * 300_000})
        answer = self.db.query(
            TableName="t", KeyConditionExpression="pk = :v", ExpressionAttributeValues={":v": {"S": "large"}}
        )
        self.assertLess(len(answer["Items"]), 6)
        self.assertIn("LastEvaluatedKey", answer)

    # --- Limits and forms ---------------------------------------------------------------------------------------------

    def test_numbers(self):
        for sent, kept in (("1.500", "1.5"), ("-0", "0"), ("1e3", "1000"), ("00012", "12"), ("1E-3", "0.001")):
            self.put("number", n={"N": sent})
            self.assertEqual(self.get("number")["n"], {"N": kept})
        for wrong in ("1" * 39, "abc", "1e126", "1e-131"):
            with self.refused("ValidationException", 400):
                self.put("number", n={"N": wrong})

    def test_limits(self):
        with self.refused("ValidationException", 400):
            self.put("big", body={"S": "x" * (400 * 1024)})
        with self.refused("ValidationException", 400):
            self.put("")
        requests = [{"PutRequest": {"Item": self.key(f"batch-{n}")}} for n in range(26)]
        with self.refused("ValidationException", 400):
            self.db.batch_write_item(RequestItems={"t": requests})
        self.db.batch_write_item(RequestItems={"t": requests[:25]})
        with self.refused("ResourceNotFoundException", 400):
            self.db.get_item(TableName="nothing", Key=self.key("x"))

    def test_capacity_is_told_when_asked(self):
        update = dict(
            TableName="t", Key=self.key("capacity"), UpdateExpression="ADD n :one",
            ExpressionAttributeValues={":one": {"N": "1"}},
        )  # fmt: skip
        self.assertNotIn("ConsumedCapacity", self.db.update_item(**update))
        self.assertIn("ConsumedCapacity", self.db.update_item(**update, ReturnConsumedCapacity="TOTAL"))

    def test_items_whose_time_has_come(self):
        self.db.update_time_to_live(
            TableName="t", TimeToLiveSpecification={"Enabled": True, "AttributeName": "until"}
        )
        now = int(time.time())
        self.put("past", until={"N": str(now - 10)})
        self.put("future", until={"N": str(now + 1000)})
        self.put("never")
        self.assertEqual(control("dynamodb/expired", account=self.account)["deleted"], 1)
        self.assertEqual([self.get(name) is None for name in ("past", "future", "never")], [True, False, False])

    def test_too_fast(self):
        control("throttles", service="dynamodb", action="PutItem", account=self.account, count=2)
        for _ in range(2):
            with self.refused("ProvisionedThroughputExceededException", 400):
                self.put("fast")
        self.put("fast")


if __name__ == "__main__":
    unittest.main()
