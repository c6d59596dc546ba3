"""Where the policies of a deployment are, so that something can be taken away from them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rehearsal import REGION, Rehearsal

Document = dict[str, Any]
NOBODY = {"AWS": "arn:aws:iam::999999999999:root"}


@dataclass
class Holder:
    document: Callable[[], Document]
    put: Callable[[Document], Any]


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def rest(statements: list[Document], sid: str) -> list[Document]:
    """Without one of them. A policy of a resource must have a statement: where there is no other, one that is about nobody."""
    others = [statement for statement in statements if statement["Sid"] != sid]
    if others or "Principal" not in statements[0]:
        return others
    return [statements[0] | {"Principal": NOBODY}]


def holders(here: Rehearsal, policy: str) -> list[Holder]:
    """Of the policy that a file of Deploy/aws/policies is, wherever it counts."""
    outputs = here.outputs
    if policy == "bucket":
        return [bucket(here, outputs[f"{name}_bucket"]) for name in ("originals", "renditions")]
    if policy == "queue":
        return [queue(here, outputs["dead_letter_queues"][name]) for name in ("tasks", "ingest", "api")]
    if policy == "event-queue":
        return [queue(here, outputs["queue"])]
    if policy == "functions-trust":
        return [trust(here, name) for name in ("tasks", "ingest", "api")]
    if policy == "workflows-trust":
        return [trust(here, "workflows")]
    return [role(here, policy)]


def role(here: Rehearsal, name: str) -> Holder:
    iam, place = here.client("iam"), {"RoleName": f"renditions-{name}-{REGION}", "PolicyName": name}
    return Holder(
        lambda: iam.get_role_policy(**place)["PolicyDocument"],
        lambda document: iam.put_role_policy(**place, PolicyDocument=json.dumps(document)),
    )


def trust(here: Rehearsal, name: str) -> Holder:
    iam, place = here.client("iam"), {"RoleName": f"renditions-{name}-{REGION}"}
    return Holder(
        lambda: iam.get_role(**place)["Role"]["AssumeRolePolicyDocument"],
        lambda document: iam.update_assume_role_policy(**place, PolicyDocument=json.dumps(document)),
    )


def bucket(here: Rehearsal, name: str) -> Holder:
    s3 = here.client("s3")
    return Holder(
        lambda: json.loads(s3.get_bucket_policy(Bucket=name)["Policy"]),
        lambda document: s3.put_bucket_policy(Bucket=name, Policy=json.dumps(document)),
    )


def queue(here: Rehearsal, url: str) -> Holder:
    sqs = here.client("sqs")
    return Holder(
        lambda: json.loads(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])["Attributes"]["Policy"]),
        lambda document: sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(document)}),
    )
