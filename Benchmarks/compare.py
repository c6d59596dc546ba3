#!/usr/bin/env python3
"""Compares Renditions with its peers on one task, on this machine, in one run.

    compare.py TASK [--file FILE] [--without-profile] [--iterations N] [--turns 5] [--only TEXT] [--swift PROGRAM]

The peers take turns, A B C A B C, because a machine's speed changes within minutes; each turn is a new process that
runs the task a few times on one worker. The table shows the minimum and the median of CPU time (user plus system) over
all turns, the median against that of the first peer, and the highest resident memory of any turn. Ratios under 1.15
are ties. Below it stands what Renditions set out to reach on this task, and whether this run did. The figures are kept
in .results for chart.py.

The Swift program's contract: `renditions-bench TASK FILE --iterations N --json [--out FOLDER]`, tasks as in
peers/tasks.py, and one line of JSON on standard output with the keys of peers/peer.py: task, peer, mode,
cpu_seconds_per_image, peak_rss_mb, bytes, versions.

Peers that are not installed are named and left out. Needs Python 3.10 or later; task a's PSNR needs .venv.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

from inputs import PHOTOS, input_for, without_profile
from peers.tasks import TASKS
from roster import FOLDER, Peer, missing, roster
from verdicts import verdicts

SLOW_TASKS = ("c", "avif")


def run(command: list[str]) -> tuple[dict, float]:
    """The peer's JSON and the process's peak resident memory in MB, as the system counted it."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise RuntimeError(f"exit status {process.returncode}: {' '.join(command)}")
        output.seek(0)
        # Libraries may chat before; the answer is the last line.
        return json.loads(output.read().decode().strip().splitlines()[-1]), usage.ru_maxrss / 1024


class Tally:
    def __init__(self, peer: Peer):
        self.peer = peer
        self.seconds: list[float] = []
        self.peak = 0.0
        self.answer: dict = {}

    def take_turn(self, file: pathlib.Path, iterations: int) -> None:
        self.answer, peak = run(self.peer.command(file, iterations))
        self.seconds += self.answer["cpu_seconds_per_image"]
        self.peak = max(self.peak, peak)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def quality(tallies: list[Tally], file: pathlib.Path) -> dict[str, float]:
    """PSNR of each peer's task a result; empty where the environment for it is missing."""
    interpreter = FOLDER / ".venv/bin/python"
    if not interpreter.exists():
        return {}
    with tempfile.TemporaryDirectory() as folder:
        results = {}
        for number, tally in enumerate(tallies):
            out = pathlib.Path(folder) / str(number)
            out.mkdir()
            run(tally.peer.command(file, 1, out))
            results[str(next(out.glob("720.*")))] = tally.peer.name
        command = [str(interpreter), str(FOLDER / "reference.py"), str(file), *results]
        answer = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return {results[path]: decibels for path, decibels in answer.items()}


def table(tallies: list[Tally], decibels: dict[str, float]) -> str:
    first = tallies[0].median
    header = ["peer", "CPU ms min", "CPU ms median", "ratio", "peak MB", "bytes", "versions"]
    if decibels:
        header.append("PSNR dB")
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    for tally in tallies:
        cells = [
            tally.peer.name, f"{min(tally.seconds) * 1000:.1f}", f"{tally.median * 1000:.1f}",
            f"{tally.median / first:.2f}", f"{tally.peak:.0f}", str(sum(tally.answer["bytes"].values())),
            ", ".join(f"{name} {version}" for name, version in tally.answer["versions"].items()),
        ]
        if decibels:
            cells.append(f"{decibels[tally.peer.name]:.2f}" if tally.peer.name in decibels else "")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def keep(name: str, title: str, tallies: list[Tally], decibels: dict[str, float]) -> None:
    rows = [
        {"peer": tally.peer.name, "median": tally.median, "least": min(tally.seconds), "peak_mb": tally.peak,
         "psnr": decibels.get(tally.peer.name), "versions": tally.answer["versions"]}
        for tally in tallies
    ]
    folder = FOLDER / ".results"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps({"title": title, "rows": rows}, indent=1))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("--file", type=pathlib.Path, help="input; by default the task's own, see inputs.py")
    parser.add_argument("--photos", type=pathlib.Path, default=PHOTOS, help="folder of the named photographs")
    parser.add_argument("--without-profile", action="store_true", help="remove a JPEG's ICC profile first")
    parser.add_argument(
        "--iterations", type=int,
        help="runs of the task in one process; by default 5, or 1 where one takes seconds and a process's start is nothing")
    parser.add_argument("--turns", type=int, default=5, help="processes of each peer")
    parser.add_argument("--only", action="append", default=[], help="peers whose name contains this; may be repeated")
    parser.add_argument("--swift", type=pathlib.Path, default=FOLDER / ".build/release/renditions-bench")
    arguments = parser.parse_args()

    # For C and Swift; peer.py sets it by itself.
    os.environ.setdefault("VIPS_CONCURRENCY", "1")
    task = TASKS[arguments.task]
    iterations = arguments.iterations or (1 if task.name in SLOW_TASKS else 5)
    file = arguments.file or input_for(task.name, arguments.photos)
    if arguments.without_profile:
        file = without_profile(file)
    tallies = []
    for peer in roster(task, arguments.swift):
        if arguments.only and not any(text.lower() in peer.name.lower() for text in arguments.only):
            continue
        reason = missing(peer, file)
        if reason:
            print(f"left out: {peer.name}: {reason}", file=sys.stderr)
        else:
            tallies.append(Tally(peer))
    if not tallies:
        print("no peer can run", file=sys.stderr)
        return 1

    for turn in range(arguments.turns):
        for number, tally in enumerate(tallies):
            if sys.stderr.isatty():
                print(f"\r\033[KTask {task.name}: turn {turn + 1} of {arguments.turns}, peer {number + 1} of "
                      f"{len(tallies)}, {tally.peer.name}", end="", file=sys.stderr, flush=True)
            tally.take_turn(file, iterations)
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    widths = {tuple(sorted(map(int, tally.answer["bytes"]))) for tally in tallies}
    if widths != {tuple(sorted(task.widths))}:
        print(f"the peers' widths differ: {widths}", file=sys.stderr)
        return 1
    decibels = quality(tallies, file) if task.name == "a" else {}
    print(f"Task {task.name}, {file.name}, {arguments.turns} turns of {iterations}\n")
    print(table(tallies, decibels))
    for line in verdicts(task.name, {tally.peer.name: tally.median for tally in tallies}, decibels):
        print(f"\n{line}", end="")
    print()
    name = f"{task.name}-without-profile" if arguments.without_profile else task.name
    keep(name, f"{name}: {file.name} to {task.target}, {', '.join(map(str, task.widths))} wide", tallies, decibels)
    return 0


if __name__ == "__main__":
    sys.exit(main())
