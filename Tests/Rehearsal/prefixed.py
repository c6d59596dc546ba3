"""The same deployment with its originals under a prefix of their bucket."""

from __future__ import annotations

import subprocess
import unittest

from rehearsal import TOOL, Rehearsal, asset, form, sent
from subject import picture

PREFIX = "photos/"
DENIED = "AccessDenied|403|Forbidden"


def rehearse(test: unittest.TestCase, here: Rehearsal) -> int:
    """- Returns: how many originals there were."""
    here.apply(originals_prefix=PREFIX)
    asked, begun, there = len(here.calls()), set(here.executions("process-image")), set(here.objects("originals_bucket"))
    bodies = [picture() for _ in range(3)]
    ids = [by_api(test, here, bodies[0]), by_link(test, here, bodies[1]), asset("cats/tom.png")]
    here.put(f"{PREFIX}cats/tom.png", bodies[2])
    here.put("elsewhere.png", picture())
    here.put("cats/elsewhere.png", picture())
    for identifier, body in zip(ids, bodies):
        here.ready(identifier)
        # What fits into an answer is in it.
        status, content, _ = here.ask(f"/images/{identifier}/original")
        test.assertEqual((status, content), (200, body))
    here.quiet()
    new = set(here.executions("process-image")) - begun
    test.assertEqual({name.split("-")[0] for name in new}, set(ids), "nothing else was begun")
    keys = {record["original"]["key"] for record in here.records().values() if record["id"] in ids}
    added = set(here.objects("originals_bucket")) - there
    test.assertEqual(added, {PREFIX + key for key in keys} | {"elsewhere.png", "cats/elsewhere.png"})
    # The listing of a backfill sees no others either.
    said = backfilled(here)
    test.assertRegex(said, rf"\b{len(ids)} originals looked at\b.*\b0 failed")
    erased(test, here, ids[2], f"{PREFIX}cats/tom.png")
    denied = [call for call in here.calls()[asked:] if not call["allowed"]]
    test.assertEqual(denied, [], "functions need what they may not")
    outside(test, here)
    return len(ids)


def by_api(test: unittest.TestCase, here: Rehearsal, body: bytes) -> str:
    status, answer, _ = here.ask("/images", "POST", body)
    test.assertIn(status, (200, 202), answer)
    return answer["id"]


def by_link(test: unittest.TestCase, here: Rehearsal, body: bytes) -> str:
    answer = here.link()
    content, kind = form(answer["upload"]["form"], body)
    status, text, _ = sent(answer["upload"]["url"], "POST", content, {"Content-Type": kind})
    test.assertIn(status, (200, 201, 204), text)
    return answer["id"]


def backfilled(here: Rehearsal) -> str:
    """By the command, which is told where the deployment is by its output. - Returns: what it says at last."""
    environment = here.terraform.environment | here.outputs["environment"] | {"AWS_ENDPOINT_URL": here.server["endpoint"]}
    done = subprocess.run(
        [TOOL, "rerender", "apply", "--on", "aws", "--run", "prefixed"], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def erased(test: unittest.TestCase, here: Rehearsal, identifier: str, place: str) -> None:
    status, answer, _ = here.ask(f"/images/{identifier}", "DELETE", Prefer="wait=20")
    test.assertEqual(status, 204, answer)
    here.quiet()
    test.assertNotIn(place, here.objects("originals_bucket"))
    test.assertEqual(here.objects("renditions_bucket", f"renditions/{identifier}/"), {})


def outside(test: unittest.TestCase, here: Rehearsal) -> None:
    """What lies elsewhere in the bucket is nobody's business."""
    bucket = {"Bucket": here.outputs["originals_bucket"]}
    there = bucket | {"Key": "elsewhere.png"}
    for role, operation, parameters in (
        ("tasks", "get_object", there), ("tasks", "delete_object", there), ("ingest", "get_object", there),
        ("api", "get_object", there), ("api", "put_object", there | {"Body": b"a"}), ("api", "delete_object", there),
        ("workflows", "list_objects_v2", bucket | {"Prefix": ""}),
        ("workflows", "list_objects_v2", bucket | {"Prefix": "photo"}),
    ):  # fmt: skip
        test.assertRegex(here.said(role, "s3", operation, parameters), DENIED, f"{role}: {operation} {parameters}")
    test.assertEqual(here.said("workflows", "s3", "list_objects_v2", bucket | {"Prefix": PREFIX}), "done")
