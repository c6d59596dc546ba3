"""As much of JPEG as telling images apart, and checking results, needs (ITU-T T.81, annex B)."""

import struct


def with_comment(image: bytes, text: str) -> bytes:
    """The same picture in other bytes: with a comment behind the start of image."""
    comment = text.encode()
    return image[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + image[2:]


def size(image: bytes) -> tuple[int, int]:
    """Width and height in pixels.

    Raises ValueError where this is no whole JPEG.
    """
    if not image.startswith(b"\xff\xd8") or not image.endswith(b"\xff\xd9"):
        raise ValueError("not a whole JPEG")
    position = 2
    while position + 9 <= len(image):
        marker, length = image[position + 1], int.from_bytes(image[position + 2:position + 4], "big")
        # Start of frame, but for the tables' DHT, JPG and DAC, which have numbers between.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", image[position + 5:position + 9])
            return width, height
        position += 2 + length
    raise ValueError("a JPEG without a frame")
