"""Opens pictures of pages (PNG, JPEG, TIFF): checked before they are decoded, turned upright, page by page."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from ats.resumes.limits import DEFAULT
from ats.resumes.text import PageSize

MOST_PIXELS = DEFAULT.pixels
"""Pixels of one page that are decoded; more are refused."""

_FORMATS = ("PNG", "JPEG", "TIFF")
_WIDTHS = (4.0, 20.0)  # inches between which a resolution that a file states is believed
_SHORT_SIDE, _LONG_SIDE = 595.0, 842.0  # A4 in points: what a photograph of a page shows


class BadPicture(ValueError):
    """A picture that cannot be opened; its text completes "The file ..."."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One page of a picture, upright by what its EXIF says; ``broken`` if the file ends before the page does."""

    image: Image.Image
    size: PageSize
    broken: bool = False


def iter_frames(data: bytes, most: int, *, side: int = 0) -> Iterator[Frame]:
    """Yield the first ``most`` pages of a picture as a person sees them; raise BadPicture.

    With ``side`` given a JPEG may be decoded smaller than it is, both its sides at least so many pixels.
    What is there of a picture that breaks off is decoded, the rest stays grey.
    """
    image = _opened(data)
    for number in range(min(count_frames(image), most)):
        try:
            image.seek(number)
            _check_pixels(image)
            yield _frame(image, side)
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            if number:
                return
            raise BadPicture("is damaged and could not be opened") from error


def _frame(image: Image.Image, side: int) -> Frame:
    size = page_size(image)
    if side:
        image.draft(None, (side, side))
    broken = _loaded_broken(image)
    upright = ImageOps.exif_transpose(image)
    if (upright.width > upright.height) != (image.width > image.height):
        size = PageSize(size.height, size.width)
    return Frame(upright, size, broken)


def _loaded_broken(image: Image.Image) -> bool:
    """Decode a picture; tell whether it breaks off."""
    try:
        image.load()
    except OSError:
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            image.load()
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
        return True
    return False


def open_picture(data: bytes) -> Image.Image:
    """Open a picture without decoding it; raise BadPicture if it is none or has too many pixels."""
    image = _opened(data)
    _check_pixels(image)
    return image


def count_frames(image: Image.Image) -> int:
    """How many pages an opened picture has."""
    return int(getattr(image, "n_frames", 1))


def page_size(image: Image.Image) -> PageSize:
    """Return the size of the page that a picture shows: by its stated resolution if that makes sense, else as A4."""
    across = float((image.info.get("dpi") or (0, 0))[0] or 0)
    if across and _WIDTHS[0] <= image.width / across <= _WIDTHS[1]:
        scale = 72.0 / across
    else:
        scale = (_SHORT_SIDE if image.width <= image.height else _LONG_SIDE) / max(image.width, 1)
    return PageSize(round(image.width * scale, 2), round(image.height * scale, 2))


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise BadPicture(_too_large()) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise BadPicture("is damaged and could not be opened") from error


def _check_pixels(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise BadPicture(_too_large())


def _too_large() -> str:
    return f"shows more than {MOST_PIXELS // 1_000_000} megapixels"
