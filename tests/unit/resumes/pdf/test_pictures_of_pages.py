"""Pictures of pages: two densities, places in points lie on them, and nothing too large is decoded."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageDraw
from plain_pdfs import line, pdf

from ats.resumes.pictures import HEIGHT, WIDTH, iter_pictures
from ats.resumes.readers.images import BadPicture, iter_frames
from ats.resumes.readers.pdf import read_pdf


def _opened(webp: bytes) -> Image.Image:
    return Image.open(io.BytesIO(webp)).convert("L")


def _saved(image: Image.Image, kind: str, **settings) -> bytes:
    packed = io.BytesIO()
    image.save(packed, kind, **settings)
    return packed.getvalue()


def _page(width: int = 620, height: int = 877) -> Image.Image:
    """White, with a black square near the upper left corner."""
    image = Image.new("L", (width, height), 255)
    ImageDraw.Draw(image).rectangle((20, 20, 60, 60), fill=0)
    return image


def test_every_page_in_both_densities():
    pictures = list(iter_pictures(pdf(line("One"), line("Two")), "pdf"))
    assert [(one.number, one.density, one.width) for one in pictures] == [
        (1, 1, WIDTH), (1, 2, 2 * WIDTH), (2, 1, WIDTH), (2, 2, 2 * WIDTH),
    ]  # fmt: skip
    assert all(_opened(one.webp).size == (one.width, one.height) for one in pictures)


def test_only_the_pages_asked_for():
    data = pdf(line("One"), line("Two"), line("Three"))
    assert {one.number for one in iter_pictures(data, "pdf", pages=range(2, 4))} == {2, 3}


def test_a_line_lies_where_its_box_says():
    data = pdf(line("Mara Voss"), page=b"/Rotate 90")
    read = read_pdf(data)
    _, picture = iter_pictures(data, "pdf")
    scale = picture.width / read.pages[0].width
    inked = Image.eval(_opened(picture.webp), lambda level: 255 if level < 128 else 0).getbbox()
    box = [side * scale for side in read.lines[0].box]
    assert [round(side) for side in inked] == pytest.approx(box, abs=8)


def test_a_huge_page_is_drawn_within_the_limits():
    pictures = list(iter_pictures(pdf(line("Mara"), box=b"0 0 10000000 10000000"), "pdf"))
    assert all(one.width <= 2 * WIDTH and one.height <= 2 * HEIGHT for one in pictures)


def test_what_is_no_pdf_has_no_pages():
    assert list(iter_pictures(b"%PDF-1.7", "pdf")) == []


def test_a_photograph_is_turned_as_its_camera_says():
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter clockwise
    data = _saved(_page(), "JPEG", exif=exif)
    picture = next(iter_pictures(data, "jpeg"))
    assert picture.width > picture.height
    dark = _opened(picture.webp)
    assert (
        dark.getpixel((round(40 / 877 * -picture.width) + picture.width, round(40 / 620 * picture.height)))
        < 60
    )


def test_pages_of_a_tiff():
    data = _saved(_page(), "TIFF", save_all=True, append_images=[_page()])
    assert [one.number for one in iter_pictures(data, "tiff")] == [1, 1, 2, 2]


def test_too_many_pixels_are_refused_before_they_are_decoded():
    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    data = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 10))
        + chunk(b"IEND", b"")
    )
    with pytest.raises(BadPicture, match="megapixels"):
        list(iter_pictures(data, "png"))


def test_half_a_picture_is_decoded_and_known_to_be_broken():
    noisy = Image.effect_noise((400, 400), 90)
    data = _saved(noisy, "JPEG")
    (frame,) = iter_frames(data[: len(data) // 2], 1)
    assert frame.broken
    assert not next(iter_frames(data, 1)).broken


def test_what_is_no_picture_is_said_so():
    with pytest.raises(BadPicture, match="damaged"):
        list(iter_frames(b"GIF89a", 1))
