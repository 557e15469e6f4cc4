"""Printed pages as a scanner or a camera gives them: a little askew, noisy, squeezed as JPEG."""

import io
import random

import pypdfium2 as pdfium
from PIL import Image, ImageChops

DOTS_PER_INCH = 170
_PAPER = "#f7f5ef"


def write_scan(printed: bytes, kind: str, rng: random.Random) -> bytes:
    """The pages of a PDF as an image-only PDF ("scan"), or the first of them as "jpeg" or "png"."""
    pages = [_photograph(page, rng) for page in pdfium.PdfDocument(printed)]
    packed = io.BytesIO()
    if kind == "scan":
        pages[0].save(
            packed, "PDF", save_all=True, append_images=pages[1:], resolution=DOTS_PER_INCH, quality=45
        )
        return packed.getvalue()
    pages[0].save(
        packed,
        kind.upper(),
        dpi=(DOTS_PER_INCH, DOTS_PER_INCH),
        **({"quality": 45} if kind == "jpeg" else {}),
    )
    return packed.getvalue()


def _photograph(page: pdfium.PdfPage, rng: random.Random) -> Image.Image:
    drawn = page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB")
    turned = drawn.rotate(rng.uniform(-1.3, 1.3), Image.Resampling.BICUBIC, fillcolor="white")
    grain = Image.frombytes("L", turned.size, rng.randbytes(turned.width * turned.height))
    grain = grain.point(lambda level: 215 + level * 40 // 255).convert("RGB")
    squeezed = io.BytesIO()
    paper = ImageChops.multiply(turned, Image.new("RGB", turned.size, _PAPER))
    ImageChops.multiply(paper, grain).convert("L").save(squeezed, "JPEG", quality=45)
    return Image.open(squeezed)
