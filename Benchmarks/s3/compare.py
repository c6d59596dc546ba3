#!/usr/bin/env python3
"""Compares S3ObjectStore with the AWS command line and boto3 against SeaweedFS on loopback, on this machine, in one run.

    s3/compare.py PROGRAM [--sizes small medium large] [--rounds N]

    small     100 objects of 200 KB, 10 at once
    medium    5 objects of 20 MB
    large     one object of 1 GB; three rounds instead of five

PROGRAM is the built s3-bench. The clients take turns, A B C A B C, because a machine's speed changes within minutes; each
turn is a new process that puts all objects, and another one that gets them; what was got is held against what was put. The
table shows the median of the rounds; memory is that of the worst. Below it stands what S3ObjectStore sets out to reach, and
whether this run did. The table and the figures are kept in .results/s3.
"""

import argparse
import contextlib
import dataclasses
import filecmp
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterator

import boto3
from clients import Boto3, CommandLine, Measured, Ours, run

FOLDER = pathlib.Path(__file__).parent
REPOSITORY = FOLDER.parent.parent
BUCKET = "bench"
#: Objects and bytes of each, and rounds.
SIZES = {"small": (100, 200_000, 5), "medium": (5, 20_000_000, 5), "large": (1, 1_000_000_000, 3)}
#: Of the throughput of `aws s3 cp`, and megabytes with the large object.
LEAST_RATIO = 0.9
MOST_MB = 64.0

Key = tuple[str, str, str]


@contextlib.contextmanager
def server() -> Iterator[dict[str, str]]:
    """SeaweedFS while it is wanted: the environment that leads clients to it."""
    python = REPOSITORY / ".build/aws-servers/bin/python"
    if not python.exists():
        raise SystemExit("SeaweedFS is not installed; `make aws-deps` does so.")
    command = [str(python), "seaweedfs.py"]
    with subprocess.Popen(
        command, cwd=REPOSITORY / "Tests/AWSServers", stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        said = json.loads(process.stdout.readline())
        yield os.environ | {
            "AWS_ACCESS_KEY_ID": said["accessKey"], "AWS_SECRET_ACCESS_KEY": said["secretKey"],
            "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1", "AWS_CONFIG_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true", "AWS_ENDPOINT_URL_S3": said["endpoint"],
        }
        process.stdin.close()


def fill(folder: pathlib.Path, count: int, size: int) -> None:
    """Bytes that don't compress."""
    folder.mkdir()
    for number in range(count):
        with (folder / f"{number:03}.bin").open("wb") as file:
            for offset in range(0, size, 1 << 20):
                file.write(os.urandom(min(1 << 20, size - offset)))


def check(source: pathlib.Path, found: pathlib.Path) -> None:
    names = sorted(path.name for path in source.iterdir())
    _, other, lacking = filecmp.cmpfiles(source, found, names, shallow=False)
    if other or lacking:
        raise SystemExit(f"Other bytes came back: {other}, {lacking}")


def measure(
    clients: list, sizes: list[str], rounds: int | None, environment: dict[str, str], work: pathlib.Path
) -> dict[Key, list[Measured]]:
    s3 = boto3.client(
        "s3", endpoint_url=environment["AWS_ENDPOINT_URL_S3"], region_name="us-east-1",
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"], aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"])
    s3.create_bucket(Bucket=BUCKET)
    found: dict[Key, list[Measured]] = {}
    for size in sizes:
        count, length, usual = SIZES[size]
        source = work / size
        fill(source, count, length)
        for number in range(rounds or usual):
            for client in clients:
                prefix, target = f"{size}/{number}/{client.name.replace(' ', '-')}/", work / "target"
                target.mkdir()
                for way, folder in (("put", source), ("get", target)):
                    measured = run(client.command(way, folder, BUCKET, prefix), environment)
                    found.setdefault((size, way, client.name), []).append(measured)
                check(source, target)
                shutil.rmtree(target)
                for path in source.iterdir():
                    s3.delete_object(Bucket=BUCKET, Key=prefix + path.name)
        shutil.rmtree(source)
    return found


def medians(rounds: dict[Key, list[Measured]]) -> dict[Key, Measured]:
    result = {}
    for key, measured in rounds.items():
        transfers = [each.transfer_seconds for each in measured if each.transfer_seconds is not None]
        result[key] = Measured(
            statistics.median(each.seconds for each in measured), statistics.median(transfers) if transfers else None,
            statistics.median(each.cpu_seconds for each in measured), max(each.peak_mb for each in measured))
    return result


def megabytes(size: str) -> float:
    count, length, _ = SIZES[size]
    return count * length / 1e6


def table(found: dict[Key, Measured]) -> str:
    header = ["objects", "", "client", "MB/s", "MB/s without its start", "CPU s", "peak MB"]
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    for (size, way, client), measured in found.items():
        count, length, _ = SIZES[size]
        inner = f"{megabytes(size) / measured.transfer_seconds:.0f}" if measured.transfer_seconds else "–"
        cells = [
            f"{count} × {length / 1e6:g} MB", way, client, f"{megabytes(size) / measured.seconds:.0f}", inner,
            f"{measured.cpu_seconds:.2f}", f"{measured.peak_mb:.0f}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def verdicts(found: dict[Key, Measured]) -> list[str]:
    lines = []
    for (size, way, client), measured in found.items():
        other = found.get((size, way, CommandLine.name))
        if client != Ours.name:
            continue
        if other:
            ratio, cpu = other.seconds / measured.seconds, other.cpu_seconds / measured.cpu_seconds
            lines.append(line(
                ratio >= LEAST_RATIO and cpu > 1,
                f"{size}, {way}: {ratio:.2f} times the throughput of aws s3 cp, to reach {LEAST_RATIO}; "
                f"its CPU time is {cpu:.1f} times ours"))
        if size == "large":
            lines.append(line(measured.peak_mb < MOST_MB, f"{way}: {measured.peak_mb:.0f} MB, to stay under {MOST_MB:.0f}"))
    return lines


def line(is_reached: bool, text: str) -> str:
    return f"{'reached' if is_reached else 'MISSED '}  {text}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--rounds", type=int)
    options = parser.parse_args()
    clients = [Ours(options.program), CommandLine(), Boto3()]
    with server() as environment, tempfile.TemporaryDirectory(prefix="s3-bench-") as work:
        rounds = measure(clients, options.sizes, options.rounds, environment, pathlib.Path(work))
    found = medians(rounds)
    text = table(found) + "\n\n" + "\n".join(verdicts(found))
    print(text)
    results = FOLDER.parent / ".results/s3"
    results.mkdir(parents=True, exist_ok=True)
    (results / "s3.md").write_text(text + "\n")
    figures = [
        {"size": size, "way": way, "client": client, "rounds": [dataclasses.asdict(each) for each in measured]}
        for (size, way, client), measured in rounds.items()
    ]
    (results / "s3.json").write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
