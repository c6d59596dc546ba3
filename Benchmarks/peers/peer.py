"""One peer, one task, some runs, one line of JSON.

    peer.py TASK FILE RUNS --peer pyvips --mode thumbnail [--out FOLDER]

CPU seconds are user plus system time of the whole process, so that a library's threads count, and of the processes that
it starts; reading the file does not count. Prints {"task", "peer", "mode", "cpu_seconds_per_image": [..], "peak_rss_mb", "bytes": {width: bytes},
"versions"}.
Exit status 3: this peer or mode is not available here; the reason is on standard error.
"""

import argparse
import importlib
import json
import os
import pathlib
import resource
import sys

# Read by libvips when it starts.
os.environ.setdefault("VIPS_CONCURRENCY", "1")
sys.path.insert(0, str(pathlib.Path(__file__).parent))

from tasks import TASKS  # noqa: E402

UNAVAILABLE = 3
PEERS = ("pyvips", "pillow", "opencv", "vipsthumbnail")


def cpu_seconds() -> float:
    """Of this process, its threads, and the processes that it has started and that have ended."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def peak_megabytes() -> float:
    # Kibibytes on Linux.
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("runs", type=int)
    parser.add_argument("--peer", choices=PEERS, default="pyvips")
    parser.add_argument("--mode")
    parser.add_argument("--out", type=pathlib.Path, help="folder for the results of the last run, named WIDTH.FORMAT")
    arguments = parser.parse_args()
    task = TASKS[arguments.task]

    try:
        library = importlib.import_module(f"with_{arguments.peer}")
    except (ImportError, OSError) as error:
        print(f"{arguments.peer} is not installed: {error}", file=sys.stderr)
        return UNAVAILABLE
    mode = arguments.mode or next(iter(library.modes(task)), None)
    if mode not in library.modes(task):
        print(f"{arguments.peer} has no mode {mode} for task {task.name}", file=sys.stderr)
        return UNAVAILABLE

    data = arguments.file.read_bytes()
    seconds = []
    results: dict[int, bytes] = {}
    for _ in range(arguments.runs):
        start = cpu_seconds()
        results = library.render(data, task, mode)
        seconds.append(round(cpu_seconds() - start, 6))

    if arguments.out:
        arguments.out.mkdir(parents=True, exist_ok=True)
        for width, encoded in results.items():
            (arguments.out / f"{width}.{task.target}").write_bytes(encoded)
    print(json.dumps({
        "task": task.name,
        "peer": arguments.peer,
        "mode": mode,
        "cpu_seconds_per_image": seconds,
        "peak_rss_mb": round(peak_megabytes(), 1),
        "bytes": {str(width): len(encoded) for width, encoded in sorted(results.items())},
        "versions": library.versions(),
    }))
    return 0


if __name__ == "__main__":
    sys.exit(main())
