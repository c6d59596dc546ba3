"""libvips through pyvips."""

import pyvips

from tasks import AVIF_EFFORT, PNG_COMPRESSION, Task, load_shrink

pyvips.cache_set_max(0)


def modes(task: Task) -> tuple[str, ...]:
    """thumbnail(s): libvips' own shrinking pipeline, one call a width. shrink: reduced decode, then resize.
    pyramid: one decode, each width made from the next larger one."""
    return ("thumbnail", "shrink") if task.is_single else ("thumbnails", "pyramid")


def versions() -> dict[str, str]:
    libvips = ".".join(str(pyvips.version(part)) for part in range(3))
    return {"libvips": libvips, "pyvips": pyvips.__version__}


def render(data: bytes, task: Task, mode: str) -> dict[int, bytes]:
    if mode in ("thumbnail", "thumbnails"):
        return {width: _save(_thumbnail(data, width), task) for width in task.widths}
    results = {}
    image = _load(data, task, max(task.widths))
    for width in sorted(task.widths, reverse=True):
        image = _resize(image, width)
        if not task.is_single:
            # Otherwise each level would be computed again for every smaller one.
            image = image.copy_memory()
        results[width] = _save(image, task)
    return results


def _thumbnail(data: bytes, width: int) -> pyvips.Image:
    # Without a height the result would have to fit a square.
    return pyvips.Image.thumbnail_buffer(data, width, height=10_000_000, no_rotate=True)


def _load(data: bytes, task: Task, width: int) -> pyvips.Image:
    if task.source == "png":
        return pyvips.Image.pngload_buffer(data, access="sequential")
    full = pyvips.Image.jpegload_buffer(data, access="sequential")
    shrink = load_shrink(full.width, width)
    if shrink == 1:
        return full
    return pyvips.Image.jpegload_buffer(data, access="sequential", shrink=shrink)


def _resize(image: pyvips.Image, width: int) -> pyvips.Image:
    scale = width / image.width
    if not image.hasalpha():
        return image.resize(scale)
    return image.premultiply().resize(scale).unpremultiply().cast("uchar")


def _save(image: pyvips.Image, task: Task) -> bytes:
    if task.target == "jpeg":
        return image.jpegsave_buffer(Q=task.quality, strip=True)
    if task.target == "webp":
        return image.webpsave_buffer(Q=task.quality, strip=True)
    if task.target == "png":
        return image.pngsave_buffer(compression=PNG_COMPRESSION, strip=True)
    return image.heifsave_buffer(
        Q=task.quality, compression="av1", effort=AVIF_EFFORT, subsample_mode="on", bitdepth=8, strip=True)
