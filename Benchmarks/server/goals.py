"""What Renditions sets out to reach beside thumbor, and whether a run did: see ../README.md."""

from loads import Measured

CACHED_RATIO = 10.0
MEMORY_MB = 200.0


def verdicts(medians: dict[tuple[str, int, str], Measured], ours: str, theirs: str) -> list[str]:
    """A line for each goal.

    The figures are medians by task, connections and server, but for memory and failures, which are the worst.
    """
    lines = []
    for (task, connections, server), measured in medians.items():
        other = medians.get((task, connections, theirs))
        if server != ours or task != "cached" or not other:
            continue
        ratio = measured.per_second / other.per_second
        lines.append(_line(
            ratio >= CACHED_RATIO,
            f"cached, {connections} connections: {ratio:.1f} times {theirs}'s requests per second, "
            f"to reach {CACHED_RATIO:.0f}"))
    mine = [measured for (_, _, server), measured in medians.items() if server == ours]
    if mine:
        peak = max(measured.peak_mb for measured in mine)
        lines.append(_line(peak < MEMORY_MB, f"{peak:.0f} MB at most throughout, to stay under {MEMORY_MB:.0f}"))
        failed = sum(measured.failed for measured in mine)
        lines.append(_line(failed == 0, f"{failed} requests failed"))
    return lines


def _line(reached: bool, text: str) -> str:
    return f"{'reached' if reached else 'MISSED'}: {text}"
