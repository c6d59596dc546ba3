"""OpenCV."""

import cv2
import numpy

from tasks import PNG_COMPRESSION, Task

cv2.setNumThreads(1)


def modes(task: Task) -> tuple[str, ...]:
    """full: whole decode. half: decoded at half scale. Both then average areas: OpenCV's way to avoid aliasing."""
    if task.target == "avif":
        return ()
    return ("full", "half") if task.name in ("a", "webp") else ("full",)


def versions() -> dict[str, str]:
    return {"opencv": cv2.__version__}


def render(data: bytes, task: Task, mode: str) -> dict[int, bytes]:
    flags = cv2.IMREAD_REDUCED_COLOR_2 if mode == "half" else cv2.IMREAD_COLOR
    if task.source == "png":
        flags = cv2.IMREAD_UNCHANGED
    image = cv2.imdecode(numpy.frombuffer(data, numpy.uint8), flags | cv2.IMREAD_IGNORE_ORIENTATION)
    height_of = image.shape[0] / image.shape[1]
    results = {}
    for width in sorted(task.widths, reverse=True):
        image = cv2.resize(image, (width, round(width * height_of)), interpolation=cv2.INTER_AREA)
        results[width] = _save(image, task)
    return results


def _save(image: numpy.ndarray, task: Task) -> bytes:
    if task.target == "png":
        suffix, options = ".png", [cv2.IMWRITE_PNG_COMPRESSION, PNG_COMPRESSION]
    elif task.target == "webp":
        suffix, options = ".webp", [cv2.IMWRITE_WEBP_QUALITY, task.quality]
    else:
        suffix, options = ".jpg", [cv2.IMWRITE_JPEG_QUALITY, task.quality]
    done, encoded = cv2.imencode(suffix, image, options)
    if not done:
        raise RuntimeError(f"OpenCV can't write {suffix}")
    return encoded.tobytes()
