"""What Renditions sets out to reach, and whether a run did: see README.md."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    task: str
    # The peer that it is measured against, by the name in the table.
    peer: str
    # The most of the peer's median CPU time.
    ratio: float
    # Whether the picture must be no further from the reference than the peer's: at most 0.05 dB, which is what moves with
    # the order of floating-point sums.
    as_good: bool = False


GOALS = (
    Goal("a", "C, thumbnail", 1.0, as_good=True),
    Goal("a", "C, shrink", 1.0, as_good=True),
    Goal("b", "C, thumbnails", 0.55),
    # What Swift and the checks around the calls cost.
    *(Goal(task, "C, same", 1.05) for task in ("a", "b", "c", "png", "webp", "avif")),
)
TOLERATED_DECIBELS = 0.05


def verdicts(task: str, medians: dict[str, float], decibels: dict[str, float]) -> list[str]:
    """A line for each goal of a task whose peer ran."""
    lines = []
    for goal in GOALS:
        if goal.task != task or goal.peer not in medians or "Renditions" not in medians:
            continue
        ratio = medians["Renditions"] / medians[goal.peer]
        reached = ratio <= goal.ratio
        text = f"{ratio:.2f} of {goal.peer}, to reach {goal.ratio:.2f}"
        if goal.as_good and goal.peer in decibels:
            difference = decibels["Renditions"] - decibels[goal.peer]
            reached = reached and difference >= -TOLERATED_DECIBELS
            text += f"; {difference:+.2f} dB"
        lines.append(f"{'reached' if reached else 'MISSED'}: {text}")
    return lines
