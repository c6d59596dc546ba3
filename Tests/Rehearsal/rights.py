"""For each statement of each policy something that works because of it, and does not without.

What functions do is tried with the functions themselves. What only a service does with a role, as Lambda does with traces, is
tried by calls with that role's keys.
"""

from __future__ import annotations

import fnmatch
import json
import unittest
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import policies
import uses
from deployment import SOURCES
from rehearsal import ROLES, Rehearsal
from subject import DONE


@dataclass
class Check:
    name: str
    run: Callable[[Rehearsal], str]


def check(use: Callable[..., str], *arguments: Any) -> Check:
    text = use.__name__.replace("_", " ")
    return Check(text, lambda here: use(here, *arguments))


CHECKS: dict[tuple[str, str], Check] = {
    ("tasks", "ReadOriginals"): check(uses.an_original_is_probed),
    ("tasks", "MissOriginals"): check(uses.an_original_is_found_gone),
    ("tasks", "EraseOriginals"): check(uses.an_erasure_deletes_the_original),
    ("tasks", "KeepRenditions"): check(uses.renditions_are_kept),
    ("tasks", "ListRenditions"): check(uses.an_erasure_finds_renditions),
    ("tasks", "KeepQuarantine"): check(uses.a_failure_goes_to_quarantine),
    ("tasks", "KeepRecords"): check(uses.a_record_is_published),
    ("ingest", "TakeEvents"): check(uses.an_event_of_the_queue_begins_a_workflow),
    ("ingest", "ReadOriginals"): check(uses.an_event_is_taken_in),
    ("ingest", "MissOriginals"): check(uses.an_event_of_what_is_gone_is_taken_in),
    ("ingest", "ReadRecords"): check(uses.an_event_is_taken_in),
    ("ingest", "BeginExecutions"): check(uses.an_event_is_taken_in),
    ("ingest", "FollowExecutions"): check(uses.an_event_is_taken_in),
    ("ingest", "KnowMachines"): check(uses.a_new_process_takes_an_event_in),
    ("api", "KeepOriginals"): check(uses.an_image_is_uploaded),
    ("api", "ReadRenditions"): check(uses.a_rendition_is_read),
    ("api", "KeepNotes"): check(uses.an_image_is_uploaded),
    ("api", "MissOriginals"): check(uses.an_original_that_is_gone_is_not_found),
    ("api", "MissRenditions"): check(uses.an_image_is_uploaded_under_a_key),
    ("api", "KeepRecords"): check(uses.an_image_is_told_of),
    ("api", "ListRecords"): check(uses.images_are_listed),
    ("api", "BeginExecutions"): check(uses.an_image_is_uploaded),
    ("api", "FollowExecutions"): check(uses.an_image_is_uploaded),
    ("api", "KnowMachines"): check(uses.a_new_process_takes_an_upload),
    ("api", "ListExecutions"): check(uses.a_new_process_is_ready),
    ("workflows", "CarryOutTasks"): check(uses.a_workflow_carries_its_tasks_out),
    ("workflows", "ListOriginals"): check(uses.a_backfill_comes_to_its_end),
    ("workflows", "WriteResults"): check(uses.a_backfill_comes_to_its_end),
    ("workflows", "BeginItems"): check(uses.an_item_of_a_backfill_is_begun),
    ("workflows", "FollowItems"): check(uses.an_item_of_a_backfill_is_looked_at),
    ("workflows", "DeliverLogs"): check(uses.groups_of_logs_are_found),
    ("workflows", "Trace"): check(uses.a_trace_is_taken, "workflows"),
    ("bucket", "OnlyByTLS"): check(uses.buckets_refuse_what_comes_without_tls),
    ("queue", "OnlyByTLS"): check(uses.dead_letters_are_refused_without_tls),
    ("event-queue", "OnlyByTLS"): check(uses.events_are_refused_without_tls),
    ("event-queue", "TakeEvents"): check(uses.an_event_comes_to_the_queue),
    ("functions-trust", "Assume"): check(uses.lambda_takes_the_role_on),
    ("workflows-trust", "Assume"): check(uses.a_workflow_carries_its_tasks_out),
}
for _role in ("tasks", "ingest", "api"):
    CHECKS[_role, "WriteLogs"] = check(uses.logs_are_written, _role)
    CHECKS[_role, "GiveUp"] = check(uses.what_fails_becomes_a_dead_letter, _role)
    CHECKS[_role, "Trace"] = check(uses.a_trace_is_taken, _role)


def statements() -> set[tuple[str, str]]:
    """All that there are: by policy and name."""
    return {
        (path.name.split(".")[0], statement["Sid"])
        for path in (SOURCES / "policies").iterdir()
        for statement in json.loads(path.read_text())["Statement"]
    }


@contextmanager
def without(here: Rehearsal, policy: str, sid: str) -> Iterator[dict[str, Any]]:
    """Takes a statement away for a moment. - Returns: what it says."""
    holders = policies.holders(here, policy)
    wholes = [holder.document() for holder in holders]
    taken = [statement for whole in wholes for statement in whole["Statement"] if statement["Sid"] == sid]
    assert len(taken) == len(holders), f"{policy} has no {sid}"
    for holder, whole in zip(holders, wholes):
        holder.put(whole | {"Statement": policies.rest(whole["Statement"], sid)})
    try:
        yield taken[0]
    finally:
        for holder, whole in zip(holders, wholes):
            holder.put(whole)


def take_away(test: unittest.TestCase, here: Rehearsal, policy: str, sid: str) -> str:
    """Does what the statement is for with it, without it, and with it again. - Returns: what was said without it."""
    found = CHECKS[policy, sid]
    where = f"{policy}: {sid}: {found.name}"
    test.assertEqual(found.run(here), DONE, where)
    count = len(here.calls())
    with without(here, policy, sid) as statement:
        said = found.run(here)
    test.assertNotEqual(said, DONE, f"{where} works without the statement")
    if policy in ROLES:
        # And for no other reason than that.
        denied = [call["action"] for call in here.calls()[count:] if call["role"] == policy and not call["allowed"]]
        actions = policies.many(statement["Action"])
        of_it = [action for action in denied if any(fnmatch.fnmatch(action, pattern) for pattern in actions)]
        test.assertNotEqual(of_it, [], f"{where}: nothing of it was denied, but {denied}")
    return said
