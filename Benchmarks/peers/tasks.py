"""The tasks that every peer runs: what goes in, which widths come out, how they are encoded.

The Swift program and the C program hold the same table; compare.py checks that all give the same sizes.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    name: str
    # Format of the input: "jpeg" or "png".
    source: str
    # Widths of the results in pixels, in any order. Heights follow from the aspect ratio.
    widths: tuple[int, ...]
    # Format of the results: "jpeg", "png", "webp" or "avif".
    target: str
    # Quality 1 to 100 where the format has one.
    quality: int = 80

    @property
    def is_single(self) -> bool:
        return len(self.widths) == 1


FIVE_WIDTHS = (160, 320, 640, 1280, 2560)

TASKS = {
    task.name: task
    for task in (
        Task("a", "jpeg", (720,), "jpeg"),
        Task("b", "jpeg", FIVE_WIDTHS, "jpeg"),
        Task("c", "jpeg", FIVE_WIDTHS, "webp"),
        Task("png", "png", (720,), "png"),
        Task("webp", "jpeg", (720,), "webp"),
        Task("avif", "jpeg", (720,), "avif", quality=50),
    )
}

# zlib's level for PNG; effort of the AV1 encoder, 0 (fast) to 9.
PNG_COMPRESSION = 6
AVIF_EFFORT = 4


def load_shrink(source_width: int, target_width: int) -> int:
    """The largest factor by which a JPEG decoder may halve (1, 2, 4, 8) and still give at least the target's width."""
    return max(factor for factor in (1, 2, 4, 8) if factor == 1 or source_width // factor >= target_width)
