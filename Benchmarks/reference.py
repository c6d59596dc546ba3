"""How close a peer's result of task a comes to an ideal one: PSNR in decibels.

    reference.py SOURCE RESULT [RESULT ..]

The ideal is the whole source in floating point, resampled with Lanczos3 in one step to the result's size. Error over
red, green and blue as stored, so the result's own JPEG compression counts too: it bounds every peer alike. Prints one
line of JSON: {RESULT: decibels}.

Needs pyvips and NumPy.
"""

import json
import math
import sys

import numpy
import pyvips


def ideal(source: str, width: int, height: int) -> numpy.ndarray:
    image = pyvips.Image.new_from_file(source)[0:3].cast("float")
    # A gap of 0 keeps libvips from averaging boxes before the kernel.
    resized = image.resize(width / image.width, vscale=height / image.height, kernel="lanczos3", gap=0)
    return numpy.clip(resized.numpy(), 0, 255)


def psnr(source: str, result: str) -> float:
    image = pyvips.Image.new_from_file(result)[0:3]
    expected = ideal(source, image.width, image.height)
    error = float(numpy.mean((expected - image.cast("float").numpy()) ** 2))
    return math.inf if error == 0 else 10 * math.log10(255**2 / error)


def main() -> None:
    source, *results = sys.argv[1:]
    print(json.dumps({result: round(psnr(source, result), 2) for result in results}))


if __name__ == "__main__":
    main()
