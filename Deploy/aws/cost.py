#!/usr/bin/env python3
"""What processing images costs on AWS, in dollars per million originals: the table of Docs/Deploy.md, or one line of your own.

    cost.py                                                     the table
    cost.py --idle                                              what a month costs in which nothing is uploaded
    cost.py --seconds 1.1 --renditions 7 --original 3600000 --made 510000
    cost.py --price lambda_second=0.0000133334 ...              with another price, here that of arm64
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

#: Dollars. List prices of us-east-1 without free tiers, noted in June 2025: look them up before you rely on them.
PRICES = {
    "lambda_request": 0.20 / 1e6,
    "lambda_second": 0.0000166667,  # of a GB, on x86_64
    "s3_put": 0.005 / 1e3,
    "s3_get": 0.0004 / 1e3,
    "s3_month": 0.023 / 1e9,  # of a byte
    "transition": 0.025 / 1e3,
    "event": 1.00 / 1e6,
    "queue": 0.40 / 1e6,
    "write": 0.625 / 1e6,  # of a unit: 1 KB
    "read": 0.125 / 1e6,  # of a unit: 4 KB
    "log": 0.50 / 1e9,  # of a byte
    "trace": 5.00 / 1e6,
    "alarm": 0.10,  # a month
    # Of a byte, a month: what is kept of logs, records, and records as they were.
    "log_month": 0.03 / 1e9,
    "record_month": 0.25 / 1e9,
    "backup_month": 0.20 / 1e9,
}

#: Of one original that is processed once. These follow from the workflow.
TRANSITIONS = 7  # the states of process-image on the way to success, and its end
TASKS = 3  # probe-original, render-renditions, publish-asset
READS = 6  # of originals: each invocation looks, and two read. Besides, each rendition is looked for before it is made
QUEUE = 3  # sent, received, deleted; fewer when batches fill

#: Of a deployment to which nothing comes. These follow from the configuration.
ALARMS = 25
ARCHIVE = 84_400_000  # bytes, in a bucket

#: Assumed rather than measured: change them where you know better.
OVERHEAD = 0.2  # seconds of an invocation besides the work on pixels
TASK_MEMORY, INGEST_MEMORY = 1769 / 1024, 256 / 1024  # GB
WRITES, RECORD_READS = 16, 6  # units: two states of a record, in a transaction, with two indexes
LOG_BYTES = 2000  # of an invocation
TRACED = 0.05  # of the executions
RECORD_BYTES = 3000  # of a record, with its entries in two indexes
READERS, LOOK, MONTH = 5, 20, 730 * 3600  # of an empty queue: as many, each so many seconds long; and seconds of a month


@dataclass
class Work:
    #: Of one whole processor, for all renditions of an original: what `make bench` or `time renditions process` says.
    seconds: float
    renditions: int
    #: Bytes.
    original: int
    made: int


def cost(work: Work, price: dict[str, float]) -> dict[str, float]:
    """Dollars per million originals."""
    task_seconds = work.seconds + TASKS * OVERHEAD
    per_original = {
        "functions": (TASKS + 1) * price["lambda_request"]
        + (task_seconds * TASK_MEMORY + OVERHEAD * INGEST_MEMORY) * price["lambda_second"],
        "workflow": TRANSITIONS * price["transition"],
        "objects": (1 + work.renditions) * price["s3_put"] + (READS + work.renditions) * price["s3_get"],
        "records": WRITES * price["write"] + RECORD_READS * price["read"],
        "events": price["event"] + QUEUE * price["queue"],
        "logs": (TASKS + 1) * LOG_BYTES * price["log"] + TRACED * price["trace"],
    }
    kept = {
        "objects": (work.original + work.made) * price["s3_month"],
        "records": RECORD_BYTES * (price["record_month"] + price["backup_month"]),
        "logs": (TASKS + 1) * LOG_BYTES * price["log_month"],
    }
    found = {name: value * 1e6 for name, value in per_original.items()}
    return found | {"all": sum(found.values()), "month": sum(kept.values()) * 1e6}


def idle(price: dict[str, float]) -> dict[str, float]:
    """Dollars a month, of what is paid for by the hour or the piece; all else by what is in it, or comes."""
    found = {
        f"{ALARMS} alarms": ALARMS * price["alarm"],
        f"the queue of events, looked at by {READERS} readers for {LOOK} s at a time": READERS * MONTH / LOOK * price["queue"],
        "one archive in a bucket": ARCHIVE * price["s3_month"],
        "functions, workflows, API, EventBridge, dead-letter queues, log groups, tracing": 0.0,
        "the buckets, and the table with its backups, empty": 0.0,
    }
    return found | {"all": sum(found.values())}


#: Measured: seconds of processor and bytes, of a photograph in three sizes as JPEG of quality 90.
TABLE = [
    ("avatar", "3 MP", Work(0.084, 4, 539_084, 149_336)),
    ("avatar", "12 MP", Work(0.110, 4, 2_054_035, 149_327)),
    ("avatar", "24 MP", Work(0.132, 4, 3_643_174, 148_406)),
    ("web", "3 MP", Work(0.869, 7, 539_084, 428_229)),
    ("web", "12 MP", Work(1.036, 7, 2_054_035, 514_258)),
    ("web", "24 MP", Work(1.080, 7, 3_643_174, 510_996)),
]


def table(price: dict[str, float]) -> list[str]:
    lines = [
        "| recipe | renditions | original | functions | workflow | objects | records | events | logs | all | kept, a month |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for recipe, size, work in TABLE:
        found = " | ".join(f"{value:.2f}" for value in cost(work, price).values())
        lines.append(f"| `{recipe}` | {work.renditions} | {size} | {found} |")
    return lines


def idle_table(price: dict[str, float]) -> list[str]:
    lines = ["| of a deployment to which nothing comes | a month |", "| --- | ---: |"]
    return lines + [f"| {name} | {value:.2f} |" for name, value in idle(price).items()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, help="of a processor, for all renditions of an original")
    parser.add_argument("--renditions", type=int, default=1)
    parser.add_argument("--original", type=int, default=0, help="bytes")
    parser.add_argument("--made", type=int, default=0, help="bytes of all renditions of an original")
    parser.add_argument("--idle", action="store_true", help="what a month costs in which nothing is uploaded")
    parser.add_argument("--price", action="append", default=[], metavar="NAME=DOLLARS", help=", ".join(PRICES))
    options = parser.parse_args()
    price = dict(PRICES)
    for given in options.price:
        name, _, value = given.partition("=")
        if name not in price:
            parser.error(f"There is no price {name}.")
        price[name] = float(value)
    if options.idle:
        return print("\n".join(idle_table(price)))
    if options.seconds is None:
        return print("\n".join(table(price)))
    work = Work(options.seconds, options.renditions, options.original, options.made)
    for name, value in cost(work, price).items():
        print(f"{name:10} {value:10.2f}")


if __name__ == "__main__":
    main()
