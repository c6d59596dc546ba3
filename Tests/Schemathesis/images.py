"""Small images without a library: as many different ones as there are numbers."""

import struct
import zlib


def image(number: int) -> bytes:
    """A PNG or a GIF, at most 64 pixels wide and high, whose colours follow from the number."""
    return _gif(number) if number % 3 == 0 else _png(number)


def _png(number: int) -> bytes:
    width, height = 1 + number % 64, 1 + number // 64 % 64
    pixel = struct.pack(">I", number * 2654435761 % 2**32)[:3]
    rows = b"".join(b"\0" + pixel * width for _ in range(height))

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    # Eight bits, RGB.
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def _gif(number: int) -> bytes:
    side = 1 + number % 32
    palette = struct.pack(">I", number * 2654435761 % 2**32) + b"\x00\x80"
    screen = struct.pack("<HHBBB", side, side, 0x80, 0, 0)
    # Three bits a code: clear (4) before each pair of pixels, so that the code size never grows; the end is 5.
    codes = []
    for start in range(0, side * side, 2):
        codes += [4] + [(start + offset + number) % 2 for offset in range(min(2, side * side - start))]
    codes.append(5)
    bits = sum(code << 3 * place for place, code in enumerate(codes))
    data = bits.to_bytes((len(codes) * 3 + 7) // 8, "little")
    blocks = b"".join(bytes([len(data[at:at + 255])]) + data[at:at + 255] for at in range(0, len(data), 255))
    frame = b"," + struct.pack("<HHHHB", 0, 0, side, side, 0) + b"\x02" + blocks + b"\0"
    return b"GIF89a" + screen + palette + frame + b";"
