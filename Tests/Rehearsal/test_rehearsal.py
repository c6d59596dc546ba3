"""The whole system, from `terraform apply` to `terraform destroy`, with the archive that is deployed to AWS.

Each part goes on where the one before it has ended, and the first that fails is the last.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import unittest
from base64 import b64encode

import originals
import prefixed
import probes
import rights
import subject
from deployment import until
from journal import Journal
from local import Local, common
from rehearsal import ARCHIVE, TOOL, Rehearsal, asset, form, sent

RECIPE = "web"
SEED = int(os.environ.get("REHEARSE_SEED") or random.randrange(10**6))
DENIED = "AccessDenied|403|Forbidden"

here: Rehearsal
journal: Journal
local: Local
bucket: str
#: By key: what was uploaded, and how.
uploaded: dict[str, tuple[bytes, str]] = {}
#: By key: the code of its failure.
refused: dict[str, str] = {}


def setUpModule() -> None:
    global here, journal, local, bucket
    journal = Journal()
    unittest.addModuleCleanup(journal.end)
    with journal.part("the emulator, and the archive in a bucket"):
        here = Rehearsal()
        unittest.addModuleCleanup(here.end)
        unittest.addModuleCleanup(leave_remains)
        local = Local(TOOL, here.folder / "local")
        bucket = here.use_archive()
    with journal.part("terraform init and apply"):
        here.terraform.run("init", "-no-color")
        here.apply()
        here.open()


def leave_remains() -> None:
    if journal.failed:
        journal.say(f"It has failed. Logs and more are in {here.leave_remains()}")


class Parts(unittest.TestCase):
    maxDiff = 4000

    def test_1_it_is_what_was_asked_for(self):
        with journal.part("terraform plan: nothing is to be changed"):
            here.terraform.change("plan", "-detailed-exitcode")
        with journal.part("functions are those of the archive, and ready"):
            digest = b64encode(hashlib.sha256(ARCHIVE.read_bytes()).digest()).decode()
            for arn in here.outputs["functions"].values():
                self.assertEqual(here.client("lambda").get_function_configuration(FunctionName=arn)["CodeSha256"], digest)
            self.assertEqual(here.ask("/health", token=None)[0], 200)
            status, answer, _ = here.ask("/ready", token=None)
            self.assertEqual((status, set(answer["checks"].values())), (200, {"ok"}), answer)

    def test_2_photographs_become_renditions(self):
        photographs = originals.good(TOOL, here.folder)
        ids: dict[str, str] = {}
        with journal.part(f"{len(photographs)} photographs are uploaded in four ways"):
            self.assertEqual(here.ask("/images", "POST", photographs[0].body, token=None)[0], 401)
            for number, item in enumerate(photographs):
                ways = {"api": self.by_api, "form": self.by_link, "put": self.by_put}
                way = "presigned PUT" if item.way == "form" and number % 2 else item.way
                identifier = self.by_presigned_put(item) if way == "presigned PUT" else ways[item.way](item)
                ids[identifier] = {"api": "POST /images", "form": "POST /uploads", "put": "put to the bucket"}.get(way, way)
                journal.say(f"    {ids[identifier]:18}  {item.name}")
        with journal.part("events begin workflows, and all renditions appear"):
            names = {item["name"] for item in json.loads(local.run("recipe", "show", RECIPE, "--json"))["renditions"]}
            found = 0
            for identifier in ids:
                image = here.ready(identifier)
                self.assertEqual({item["name"] for item in image["renditions"]}, names)
                for item in image["renditions"]:
                    status, content = here.rendition(item["url"])
                    self.assertEqual((status, len(content)), (200, item["bytes"]), item)
                    found += 1
            here.quiet()
            bodies = {hashlib.sha256(item.body).hexdigest(): item.body for item in photographs}
            for key, record in here.records().items():
                body = here.client("s3").get_object(Bucket=here.outputs["originals_bucket"], Key=key)["Body"].read()
                self.assertIn(hashlib.sha256(body).hexdigest(), bodies)
                uploaded[key] = (body, ids[record["id"]])
            self.assertEqual(len(uploaded), len(photographs))
            self.assertEqual(set(here.executions("process-image").values()), {"SUCCEEDED"})
            self.assertEqual(len(here.objects("renditions_bucket", "renditions/")), found)
            status, listed, _ = here.ask("/images?state=ready&limit=200")
            self.assertEqual((status, {item["id"] for item in listed["images"]}), (200, set(ids)))
        for way in sorted(set(ids.values())):
            journal.note(f"photographs by {way}", list(ids.values()).count(way))
        journal.note("executions of process-image", len(here.executions("process-image")))
        journal.note("renditions, each read by its link", found)

    def by_api(self, item: originals.Original) -> str:
        status, answer, _ = here.ask(f"/images?filename={item.name}", "POST", item.body)
        self.assertIn(status, (200, 202), answer)
        return answer["id"]

    def by_link(self, item: originals.Original) -> str:
        """As a browser does with what `POST /uploads` gives."""
        answer = here.link()
        link = answer["upload"]
        if link["method"] == "POST":
            body, kind = form(link["form"], item.body)
            status, text, _ = sent(link["url"], "POST", body, {"Content-Type": kind})
        else:
            status, text, _ = sent(link["url"], link["method"], item.body, link["headers"])
        self.assertIn(status, (200, 201, 204), text)
        return answer["id"]

    def by_presigned_put(self, item: originals.Original) -> str:
        """With the rights of the role that makes links."""
        key = f"by-link/{item.name}"
        place = {"Bucket": here.outputs["originals_bucket"], "Key": key}
        url = here.of_role("api", "s3").generate_presigned_url("put_object", Params=place, ExpiresIn=60)
        status, text, _ = sent(url, "PUT", item.body)
        self.assertEqual(status, 200, text)
        return asset(key)

    def by_put(self, item: originals.Original) -> str:
        return here.put(f"albums/summer 1+1/é {item.name}", item.body)

    def test_3_hostile_files_and_poisoned_events(self):
        hostile = originals.hostile(TOOL, here.folder)
        neighbour = next(iter(uploaded.values()))[0]
        with journal.part(f"{len(hostile)} hostile files, and a neighbour for each"):
            for name, (body, code) in hostile.items():
                for key in (f"hostile/{name}", f"hostile/beside {name}"):
                    good = "beside" in key
                    uploaded[key] = (neighbour if good else body, "put to the bucket")
                    here.put(key, uploaded[key][0])
                    if not good:
                        refused[key] = code
            for key, code in refused.items():
                image = here.ready(asset(key), states=("failed",))
                failure = image["failure"]
                self.assertEqual((failure["code"], failure["retryable"]), (code, False), key)
                self.assertTrue(failure["detail"], key)
                self.assertEqual(image["renditions"], [])
                self.assertEqual(here.objects("renditions_bucket", f"renditions/{asset(key)}/"), {})
            for key in set(uploaded) - set(refused):
                here.ready(asset(key))
            here.quiet()
            ended = here.executions("process-image")
            failed = [name for name, status in ended.items() if status == "FAILED"]
            self.assertEqual({name.split("-")[0] for name in failed}, {asset(key) for key in refused})
        journal.note("hostile files refused, with nothing made of them", len(refused))
        with journal.part("a file that fails for a reason of ours, in quarantine"):
            self.quarantined(neighbour)
        with journal.part("poisoned events among others"):
            self.poisoned(neighbour)

    def quarantined(self, body: bytes) -> None:
        """Renditions can't be written for a moment. That is no fault of the original's, and nothing half-made is published."""
        key = "quarantined.jpg"
        with rights.without(here, "tasks", "KeepRenditions"):
            image = here.ready(here.put(key, body), states=("quarantined",))
        self.assertEqual((image["failure"]["code"], image["renditions"]), ("permission-denied", []))
        kept = here.objects("renditions_bucket", f"quarantine/{asset(key)}")
        self.assertEqual(len(kept), 1, kept)
        self.assertEqual(here.objects("renditions_bucket", f"renditions/{asset(key)}/"), {})
        # Put there again, it is another version, and what was kept of the first goes.
        here.tick(key)
        here.put(key, body)
        until(lambda: here.ask(f"/images/{asset(key)}")[1]["state"] == "ready", "that it is made after all")
        uploaded[key] = (body, "put to the bucket")
        here.quiet()
        journal.note("in quarantine, and out of it when it came again", 1)

    def poisoned(self, body: bytes) -> None:
        before = here.executions("process-image")
        poison = ['{"there": "is no such event"}', "no JSON at all"]
        keys = [f"beside poison {number}.jpg" for number in range(3)]
        for key in keys:
            here.put(key, body)
            uploaded[key] = (body, "put to the bucket")
        here.send_events(*poison)
        found: list[str] = []

        def given_up() -> bool:
            found.extend(here.letters("ingest"))
            return len(found) >= len(poison)

        until(given_up, "that poisoned events are given up")
        here.quiet()
        self.assertEqual(sorted(found), sorted(poison))
        new = [name for name in here.executions("process-image") if name not in before]
        self.assertEqual(sorted(name.split("-")[0] for name in new), sorted(map(asset, keys)), "once each")
        for key in keys:
            here.ready(asset(key))
        journal.note("poisoned events in the dead-letter queue", len(found))

    def test_4_the_local_runner_makes_the_same(self):
        with journal.part("the same originals through the local runner"):
            for key, (body, _) in uploaded.items():
                local.put(key, body)
            local.process(RECIPE)
            theirs, ours = here.records(), local.records()
            self.assertEqual(set(theirs), set(ours))
            for key in theirs:
                self.assertEqual(common(theirs[key]), common(ours[key]), key)
            count = size = 0
            for key, record in theirs.items():
                for name, item in record["renditions"].items():
                    place = {"Bucket": here.outputs["renditions_bucket"], "Key": f"renditions/{item['key']}"}
                    content = here.client("s3").get_object(**place)["Body"].read()
                    self.assertEqual(content, local.content(ours[key]["renditions"][name]), f"{key}: {name}")
                    count, size = count + 1, size + len(content)
        journal.note("records equal to those of the local runner", len(theirs))
        journal.note("renditions byte by byte as the local runner's", f"{count}, {size:,} bytes")

    def test_5_events_come_twice_and_in_any_order(self):
        with journal.part(f"every event so far twice more, in another order (REHEARSE_SEED={SEED})"):
            before, told = here.everything(), self.told()
            # Of each original there has been one at least.
            keys = [json.loads(event)["detail"]["object"]["key"] for event in told]
            self.assertEqual(set(keys), set(uploaded))
            events = told * 2
            random.Random(SEED).shuffle(events)
            here.repeat(*events)
            self.assertEqual(here.everything() ^ before, set(), "this has changed")
        journal.note("events repeated and reordered, which changed nothing", f"{len(events)}, of {len(set(keys))} originals")
        if originals.HAS_CORPUS:
            with journal.part("stories of the collection"):
                count = self.stories()
            journal.note("stories of duplicates and reordering, ended right", count)

    def told(self) -> list[str]:
        """Events that were recorded so far, without those that are poisoned."""
        return [event for event in here.events_so_far() if event.startswith('{"version"')]

    def stories(self) -> int:
        import stories

        for story in stories.told():
            journal.say(f"    {story.name}")
            story.play(self, here)
        return len(stories.told())

    def test_6_what_is_erased_is_gone(self):
        with journal.part("images are erased by the API, and by the local runner"):
            keys = [next(key for key, (_, how) in uploaded.items() if how == way)
                    for way in sorted({how for _, how in uploaded.values()})]  # fmt: skip
            rest = {key: tag for key, tag in here.objects("renditions_bucket", "renditions/").items()
                    if not key.startswith(tuple(f"renditions/{asset(key)}/" for key in keys))}  # fmt: skip
            for key in keys:
                status, answer, _ = here.ask(f"/images/{asset(key)}", "DELETE", Prefer="wait=20")
                self.assertEqual(status, 204, answer)
                self.assertEqual(here.ask(f"/images/{asset(key)}")[0], 410)
            here.quiet()
            self.assertEqual(here.objects("renditions_bucket", "renditions/"), rest, "others are untouched")
            self.assertEqual(set(here.objects("originals_bucket")), set(uploaded) - set(keys))
            local.erase(*keys)
            theirs, ours = here.records(), local.records()
            for key in keys:
                self.assertEqual((theirs[key]["state"], theirs[key]["renditions"]), ("deleted", {}))
                self.assertIn("completed", theirs[key]["erasure"])
                self.assertEqual(common(theirs[key]), common(ours[key]))
            # Late events of what was erased bring nothing back.
            before = here.everything()
            here.repeat(*self.told())
            self.assertEqual(here.everything() ^ before, set(), "this has changed")
        journal.note("images erased, with original and renditions", len(keys))

    def test_7_nobody_has_more_rights_than_needed(self):
        with journal.part("what was denied so far"):
            # Taken away for a moment: see `quarantined`.
            denied = [call for call in here.calls() if not call["allowed"] and "quarantined" not in call["resource"]]
            denied = [call for call in denied if asset("quarantined.jpg") not in call["resource"]]
            self.assertEqual(denied, [], "functions need what they may not")
        with journal.part("calls that nobody may make"):
            calls = probes.denied(here.outputs)
            for role, call in calls:
                self.assertRegex(here.said(role, *call), DENIED, f"{role}: {call}")
        journal.note("calls beyond a role's rights, all denied", len(calls))
        with journal.part("statements of policies, taken away in turn"):
            self.assertEqual(set(rights.CHECKS), rights.statements(), "each statement has a check that needs it")
            subject.prepare(here)
            failures: list[str] = []
            for policy, sid in rights.CHECKS:
                try:
                    said = rights.take_away(self, here, policy, sid)
                except Exception as error:
                    # The others are tried all the same.
                    failures.append(f"{policy} {sid}: {error!r}")
                    said = "IT FAILS"
                journal.say(f"    {policy:15} {sid:17} {rights.CHECKS[policy, sid].name}: {said}")
            self.assertEqual(failures, [])
        journal.note("statements of policies without which a check fails: each", len(rights.CHECKS))

    def test_8_originals_may_lie_under_a_prefix(self):
        with journal.part(f"terraform apply with originals_prefix = {prefixed.PREFIX}, and nothing else is touched"):
            count = prefixed.rehearse(self, here)
        journal.note("photographs under a prefix, by API, link, bucket and backfill", count)

    def test_9_nothing_is_left_when_all_is_to_go(self):
        with journal.part("terraform destroy with keep_data: data stays"):
            originals_before, records = here.objects("originals_bucket"), here.records()
            self.assertTrue(originals_before and records)
            here.apply(keep_data="true")
            said = here.terraform.change("destroy", "-auto-approve", fine=(1,), keep_data="true")
            self.assertIn("BucketNotEmpty", said)
            self.assertIn("deleting AWS DynamoDB Table", said)
            self.assertEqual(here.objects("originals_bucket"), originals_before)
            self.assertEqual(here.records(), records)
        journal.note("originals and records that stay with keep_data", f"{len(originals_before)}, {len(records)}")
        with journal.part("terraform apply without keep_data, and destroy"):
            # As the page on deploying says.
            here.apply()
            here.terraform.change("destroy", "-auto-approve")
            self.assertEqual(here.left(), [f"s3: {bucket}"], "and nothing but the bucket of the archive")
        journal.note("left after terraform destroy", "nothing")


if __name__ == "__main__":
    unittest.main()
