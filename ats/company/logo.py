"""A company's logo: judged by its content, drawn anew, never kept as it came.

Drawing anew leaves nothing of the upload but its pixels: no metadata, no second file behind the picture.
"""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from ats.platform.errors import Invalid

MAX_BYTES = 2 * 1024 * 1024
MAX_PIXELS = 16_000_000
SIDE = 512
MEDIA_TYPE = "image/png"
# SVG is a document with scripts and links, and stays outside.
_FORMATS = ("PNG", "JPEG", "WEBP")


class RefusedLogo(Invalid):
    """This picture cannot be used as a logo."""


def redraw_logo(data: bytes) -> bytes:
    """Return a picture as PNG of at most 512 x 512 pixels; raise RefusedLogo with what is wrong with it."""
    if not data:
        raise RefusedLogo("The selected file is empty")
    if len(data) > MAX_BYTES:
        raise RefusedLogo("The logo must be smaller than 2 MB")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _redrawn(data)
    except UnidentifiedImageError:
        raise RefusedLogo("The logo must be a PNG, JPEG or WebP picture") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise RefusedLogo("The picture is damaged and cannot be read") from None


def _redrawn(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        # The size stands in the header: a bomb is refused before a pixel of it is unpacked.
        if picture.width * picture.height > MAX_PIXELS:
            raise RefusedLogo("The picture has too many pixels; 4,000 by 4,000 is the most")
        picture.verify()
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        picture.draft("RGB", (SIDE * 2, SIDE * 2))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    bare = Image.new("RGBA", upright.size)
    bare.paste(upright)
    out = io.BytesIO()
    bare.save(out, "PNG", optimize=True)
    return out.getvalue()
