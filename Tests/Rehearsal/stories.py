"""Stories of events that the shared collection tells: deliveries that come twice, late, or in another order."""

from __future__ import annotations

import json
import unittest
from collections.abc import Callable
from dataclasses import dataclass

from originals import CORPUS
from rehearsal import Rehearsal, asset

Play = Callable[[unittest.TestCase, Rehearsal, Callable[[], None]], None]


@dataclass
class Story:
    name: str
    deliveries: list[dict]
    ending: Play

    def play(self, test: unittest.TestCase, here: Rehearsal) -> None:
        bucket = here.outputs["originals_bucket"]

        def deliver() -> None:
            """By the queue, one after the other, as of the bucket that there is."""
            for delivery in self.deliveries:
                for record in delivery.get("Records", []):
                    record["s3"]["bucket"] |= {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"}
                here.send_events(json.dumps(delivery))
            here.quiet()

        self.ending(test, here, deliver)
        for key in here.objects("originals_bucket", "in/"):
            here.client("s3").delete_object(Bucket=bucket, Key=key)
        here.quiet()
        for key in ("in/a.jpg", "in/1+1.jpg"):
            test.assertEqual(here.objects("renditions_bucket", f"renditions/{asset(key)}/"), {}, "nothing is left of it")


def picture(number: int = 0) -> bytes:
    names = ["sharp__Landscape_1.jpg", "sharp__Portrait_2.jpg"]
    return (CORPUS / "good" / names[number]).read_bytes()


def executions(here: Rehearsal, key: str) -> int:
    return sum(name.startswith(f"{asset(key)}-") for name in here.executions("process-image"))


def once(key: str, uploads: int = 1) -> Play:
    """The last version that was uploaded is processed, and no version twice."""

    def play(test: unittest.TestCase, here: Rehearsal, deliver: Callable[[], None]) -> None:
        before = executions(here, key)
        for number in range(uploads):
            here.put(key, picture(number))
        deliver()
        here.ready(asset(key))
        record, tags = here.records()[key], here.objects("originals_bucket", key)
        test.assertEqual(record["original"]["entityTag"], tags[key].strip('"'))
        test.assertLessEqual(executions(here, key) - before, uploads)
        before = here.everything()
        deliver()
        test.assertEqual(here.everything() ^ before, set(), "this has changed")

    return play


def poison(test: unittest.TestCase, here: Rehearsal, deliver: Callable[[], None]) -> None:
    here.put("in/ok1.jpg", picture(0))
    here.put("in/ok2.jpg", picture(1))
    here.put("in/poison.jpg", b"poison")
    deliver()
    here.ready(asset("in/ok1.jpg"))
    here.ready(asset("in/ok2.jpg"))
    here.ready(asset("in/poison.jpg"), states=("failed",))
    test.assertEqual([executions(here, f"in/{name}.jpg") for name in ("ok1", "ok2", "poison")], [1, 1, 1])


def deleted(test: unittest.TestCase, here: Rehearsal, deliver: Callable[[], None]) -> None:
    here.put("in/a.jpg", picture())
    here.quiet()
    here.client("s3").delete_object(Bucket=here.outputs["originals_bucket"], Key="in/a.jpg")
    deliver()
    test.assertEqual(here.records()["in/a.jpg"]["state"], "deleted")
    test.assertEqual(here.objects("renditions_bucket", f"renditions/{asset('in/a.jpg')}/"), {})


def own_output(test: unittest.TestCase, here: Rehearsal, deliver: Callable[[], None]) -> None:
    place = {"Bucket": here.outputs["originals_bucket"], "Key": "thumbs/200/a.jpg"}
    here.client("s3").put_object(**place, Body=picture(), Metadata={"rendition-of": "a"})
    deliver()
    test.assertEqual(executions(here, "thumbs/200/a.jpg"), 0)
    here.client("s3").delete_object(**place)


def nothing(test: unittest.TestCase, here: Rehearsal, deliver: Callable[[], None]) -> None:
    before = here.everything()
    deliver()
    test.assertEqual(here.everything() ^ before, set(), "this has changed")


ENDINGS: dict[str, Play] = {
    "batch-one-poison": poison,
    "delete-then-late-put": deleted,
    "duplicate-x3": once("in/a.jpg"),
    "out-of-order-put-put": once("in/a.jpg", uploads=2),
    "own-output-loop": own_output,
    "percent2b-key": once("in/1+1.jpg"),
    "plus-encoded-key": once("in/red flower.jpg"),
    "s3-test-event": nothing,
    "sequencer-lengths": once("in/a.jpg", uploads=2),
}


def told() -> list[Story]:
    """- Throws: for a story whose ending is not known here."""
    paths = sorted((CORPUS / "events").glob("*.json"))
    return [Story(path.stem, json.loads(path.read_text())["deliveries"], ENDINGS[path.stem]) for path in paths]
