"""What a server's processes use, all of them together: its own and those that it started. Linux."""

import os
import pathlib

PROC = pathlib.Path("/proc")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[str]:
    """Fields of /proc/PID/stat from the third on (proc(5)): the second, the name, may hold spaces and brackets."""
    return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()


def tree(root: int) -> list[int]:
    """The process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                children.setdefault(int(_stat(int(entry.name))[1]), []).append(int(entry.name))
            except (FileNotFoundError, ProcessLookupError):
                # It ended between the listing and the reading.
                continue
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def cpu_seconds(root: int) -> float:
    """User plus system time of the tree, with that of children which have ended and were waited for."""
    return sum(sum(map(int, _stat(pid)[11:15])) for pid in tree(root)) / TICKS_PER_SECOND


def peak_megabytes(root: int) -> float:
    """The sum of every living process's peak resident memory. What forked processes share counts in each of them."""
    kibibytes = 0
    for pid in tree(root):
        for line in (PROC / str(pid) / "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                kibibytes += int(line.split()[1])
    return kibibytes / 1024
