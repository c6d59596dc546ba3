"""Pillow."""

import io

import PIL
from PIL import Image, features

from tasks import PNG_COMPRESSION, Task


def modes(task: Task) -> tuple[str, ...]:
    """full: whole decode, Lanczos. draft: decode reduced by the JPEG decoder first."""
    if task.target == "avif" and not features.check("avif"):
        return ()
    return ("full", "draft") if task.source == "jpeg" else ("full",)


def versions() -> dict[str, str]:
    return {"pillow": PIL.__version__}


def render(data: bytes, task: Task, mode: str) -> dict[int, bytes]:
    image = Image.open(io.BytesIO(data))
    widest = max(task.widths)
    height_of = image.height / image.width
    if mode == "draft":
        image.draft("RGB", (widest, round(widest * height_of)))
    results = {}
    for width in sorted(task.widths, reverse=True):
        image = image.resize((width, round(width * height_of)), Image.Resampling.LANCZOS)
        results[width] = _save(image, task)
    return results


def _save(image: Image.Image, task: Task) -> bytes:
    buffer = io.BytesIO()
    if task.target == "png":
        image.save(buffer, "PNG", compress_level=PNG_COMPRESSION)
    elif task.target == "avif":
        # Speed 10 is the fastest; libvips' effort counts the other way from 9.
        image.save(buffer, "AVIF", quality=task.quality, speed=5, subsampling="4:2:0", max_threads=1)
    else:
        image.save(buffer, task.target.upper(), quality=task.quality)
    return buffer.getvalue()
