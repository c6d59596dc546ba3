"""Painted images, and what is in images that were made, with nothing but the standard library."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable

Row = bytes


def png(width: int, height: int, row: Callable[[int], Row]) -> bytes:
    """An image of 8-bit RGB."""
    lines = b"".join(b"\0" + row(y) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(name, body) for name, body in ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
    )


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def landscape(width: int = 1600, height: int = 1200) -> bytes:
    """Dark, so that white letters are seen on it, with a slope of colour and the noise of a sensor."""
    chance = random.Random(7)
    noise = bytes(chance.randrange(24) for _ in range(3 * width))

    def row(y: int) -> Row:
        blue = 40 + 60 * y // height
        turn = 3 * (y * 37 % width)
        grain = noise[turn:] + noise[:turn]
        base = bytes(channel for x in range(width) for channel in (20 + 50 * x // width, 40, blue))
        return bytes(map(int.__add__, base, grain))

    return png(width, height, row)


def pixels(file: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and rows of a PNG of 8-bit grey, RGB or RGBA without interlacing."""
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", file[16:29])
    channels = {0: 1, 2: 3, 6: 4}[colour]
    if depth != 8 or interlaced:
        raise ValueError("a PNG of another form")
    data, at = b"", 8
    while at < len(file):
        length, name = struct.unpack(">I4s", file[at : at + 8])
        if name == b"IDAT":
            data += file[at + 8 : at + 8 + length]
        at += 12 + length
    lines, stride, above, rows = zlib.decompress(data), width * channels, bytes(width * channels), []
    for y in range(height):
        start = y * (stride + 1)
        line = bytearray(lines[start + 1 : start + 1 + stride])
        unfilter(lines[start], line, above, channels)
        above = bytes(line)
        rows.append(above)
    return width, height, rows


def unfilter(kind: int, line: bytearray, above: bytes, step: int) -> None:
    for i in range(len(line)):
        left = line[i - step] if i >= step else 0
        up, corner = above[i], above[i - step] if i >= step else 0
        if kind == 4:
            guess = left + up - corner
            near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))
            line[i] = (line[i] + near[2]) & 255
        else:
            line[i] = (line[i] + (0, left, up, (left + up) // 2)[kind]) & 255


def bright(file: bytes) -> int:
    """How many pixels of a PNG are about white."""
    width, _, rows = pixels(file)
    step = len(rows[0]) // width
    return sum(min(row[x : x + min(step, 3)]) > 200 for row in rows for x in range(0, len(row), step))


def form(file: bytes) -> str:
    """What a file is by its first bytes."""
    if file.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if file.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if file[:4] == b"RIFF" and file[8:12] == b"WEBP":
        return "webp"
    if file[4:12] == b"ftypavif":
        return "avif"
    if file.startswith(b"\xff\x0a") or file.startswith(b"\0\0\0\x0cJXL "):
        return "jxl"
    return "unknown"
