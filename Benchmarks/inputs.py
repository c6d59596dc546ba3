"""Inputs of the tasks: the named photographs where they are at hand, generated pictures otherwise.

A generated picture has the size of the photograph that it stands for, large soft shapes, fine texture and a sensor's
noise, so that decoders and encoders have about as much to do. It is the same on every machine.

Generating needs NumPy and Pillow and is left to .venv/bin/python. `inputs.py` by itself prints the file of each task.
"""

import argparse
import pathlib
import subprocess

FOLDER = pathlib.Path(__file__).parent / ".inputs"
# Test pictures kept beside the repository.
PHOTOS = pathlib.Path(__file__).parent / "../../shared/corpus/good"

# Task: name of the photograph (None: always generated), name of the generated picture, width, height.
_SMALL = ("sharp__2569067123_aca715a2ee_o.jpg", "small.jpg", 2725, 2225)
_LARGE = ("bimg__vertical.jpg", "large.jpg", 4000, 6000)
INPUTS = {
    "a": _SMALL,
    "b": _LARGE,
    "c": _LARGE,
    "png": (None, "alpha.png", 2048, 1536),
    "webp": _SMALL,
    "avif": _SMALL,
}


def input_for(task: str, photos: pathlib.Path = PHOTOS) -> pathlib.Path:
    photograph, generated, width, height = INPUTS[task]
    if photograph and (photos / photograph).is_file():
        return (photos / photograph).resolve()
    path = FOLDER / generated
    if not path.exists():
        interpreter = FOLDER.parent / ".venv/bin/python"
        if not interpreter.exists():
            raise SystemExit(f"{generated} must be generated: run peers/setup.sh first, or name an input with --file")
        # In a process of its own: a child's peak memory starts at its parent's, so that a driver which had held these
        # pixels would report them as every peer's.
        subprocess.run([interpreter, __file__, "--generate", path, str(width), str(height)], check=True)
    return path


def without_profile(photograph: pathlib.Path) -> pathlib.Path:
    """A copy of a JPEG without its ICC profile (APP2 segments that start with ICC_PROFILE, ICC.1:2022 annex B.4)."""
    data = photograph.read_bytes()
    if not data.startswith(b"\xff\xd8"):
        raise SystemExit(f"{photograph.name} is no JPEG; only a JPEG's profile can be removed")
    kept = bytearray(data[:2])
    position = 2
    # Up to the start of scan; each segment is FF, its marker, and a length that counts itself.
    while data[position + 1] != 0xDA:
        end = position + 2 + int.from_bytes(data[position + 2:position + 4], "big")
        segment = data[position:end]
        if not (segment[1] == 0xE2 and segment[4:16] == b"ICC_PROFILE\0"):
            kept += segment
        position = end
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{photograph.stem}-without-profile.jpg"
    path.write_bytes(kept + data[position:])
    return path


def _generate(path: pathlib.Path, width: int, height: int) -> None:
    import numpy
    from PIL import Image

    random = numpy.random.default_rng(20050223)
    path.parent.mkdir(exist_ok=True)
    alpha = path.suffix == ".png"
    image = numpy.zeros((height, width, 3), numpy.float32)
    # Octaves of value noise: each twice as fine and a little more than half as strong, as in natural scenes.
    for octave in range(2, 10):
        cells = 2**octave
        coarse = random.random((max(2, cells * height // width), cells, 3), dtype=numpy.float32)
        for channel in range(3):
            layer = Image.fromarray(coarse[:, :, channel]).resize((width, height), Image.Resampling.BICUBIC)
            image[:, :, channel] += (numpy.asarray(layer) - 0.5) * 0.55 ** (octave - 2)
    image = 128 + image * 110
    image += random.normal(0, 2.5, image.shape).astype(numpy.float32)
    pixels = numpy.clip(image, 0, 255).astype(numpy.uint8)
    if alpha:
        y, x = numpy.mgrid[0:height, 0:width]
        distance = numpy.hypot((x - width / 2) / (width / 2), (y - height / 2) / (height / 2))
        opacity = numpy.clip((1.05 - distance) * 2550, 0, 255).astype(numpy.uint8)
        Image.fromarray(numpy.dstack([pixels, opacity])).save(path, compress_level=6)
    else:
        Image.fromarray(pixels).save(path, quality=92, subsampling="4:2:0")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=pathlib.Path, default=PHOTOS, help="folder of the named photographs")
    parser.add_argument("--generate", nargs=3, metavar=("FILE", "WIDTH", "HEIGHT"), help="make one picture and stop")
    arguments = parser.parse_args()
    if arguments.generate:
        path, width, height = arguments.generate
        _generate(pathlib.Path(path), int(width), int(height))
        return
    for task in INPUTS:
        print(task, input_for(task, arguments.photos), sep="\t")


if __name__ == "__main__":
    main()
