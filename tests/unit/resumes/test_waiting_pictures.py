"""A picture whose text is to be recognised later names its pages, so that somebody can ask for it."""

import io

import pytest
from PIL import Image

from ats.resumes.checking import check_file
from ats.resumes.reading import read_whole
from ats.resumes.tools import ToolFailed


def later(*_, **__):
    raise ToolFailed("later")


@pytest.mark.parametrize(("form", "pages"), [("PNG", 1), ("JPEG", 1), ("TIFF", 2)])
def test_its_pages_wait_to_be_recognised(form, pages):
    picture = io.BytesIO()
    sheet = Image.new("L", (300, 200), 255)
    more = {"save_all": True, "append_images": [sheet] * (pages - 1)} if pages > 1 else {}
    sheet.save(picture, form, **more)
    data = picture.getvalue()
    read = read_whole(data, check_file(data, f"scan.{form.lower()}"), run=later)
    assert read.needs_ocr == tuple(range(1, pages + 1))
    assert read.why == "is a scan that has not been recognised yet"
