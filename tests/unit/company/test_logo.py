"""Logos: judged by content, drawn anew, kept small."""

import io
import struct
import zlib

import pytest
from PIL import Image

from ats.company.logo import RefusedLogo, redraw_logo


def picture(kind: str = "PNG", size=(1200, 300), mode: str = "RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "teal").save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_pictures_become_png_of_at_most_512_pixels(kind):
    drawn = opened(redraw_logo(picture(kind)))
    assert (drawn.format, drawn.size) == ("PNG", (512, 128))


def test_small_pictures_keep_their_size_and_their_transparency():
    source = io.BytesIO()
    Image.new("RGBA", (40, 20), (0, 0, 0, 0)).save(source, "PNG")
    drawn = opened(redraw_logo(source.getvalue()))
    assert (drawn.size, drawn.getpixel((3, 3))) == ((40, 20), (0, 0, 0, 0))


def test_nothing_but_the_pixels_is_kept():
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    data = picture("JPEG", exif=exif) + b"PK\x03\x04<script>alert(1)</script>"
    drawn = redraw_logo(data)
    assert b"taken at home" not in drawn
    assert b"<script>" not in drawn


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNG, JPEG or WebP"),
        (b"GIF89a" + b"\0" * 50, "PNG, JPEG or WebP"),
        (picture()[:200], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"junk" * 20, "PNG, JPEG or WebP|damaged"),
        (b"x" * (2 * 1024 * 1024 + 1), "smaller than 2 MB"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_reason(data, problem):
    with pytest.raises(RefusedLogo, match=problem):
        redraw_logo(data)


def test_a_bomb_is_refused_before_it_is_unpacked():
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )
    with pytest.raises(RefusedLogo):
        redraw_logo(bomb)
