"""Scans: what tesseract says of a page becomes lines with places, level and the right way round."""

import io
import shutil
import subprocess

import pytest
from fpdf import FPDF
from PIL import Image

from ats.resumes.layout import make_lines, read_in_order
from ats.resumes.pictures import iter_pictures
from ats.resumes.readers import read_text
from ats.resumes.readers.parts import join_parts
from ats.resumes.readers.scan import MOST_PAGES, read_scan
from ats.resumes.readers.tesseract import DPI, choose_language, words_of_table

_HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def _table(*words: tuple) -> str:
    """Write words (block, line, left, top, width, height, confidence, text) as tesseract does."""
    rows = [
        f"5\t1\t{block}\t1\t{row}\t1\t{x}\t{y}\t{w}\t{h}\t{conf}\t{text}"
        for block, row, x, y, w, h, conf, text in words
    ]
    return _HEAD + "\n".join(rows) + "\n"


class _Tesseract:
    """Answers as tesseract would, and keeps what it was asked."""

    def __init__(self, *tables: str, languages: str = "Latin\nosd", rotate: int = 180) -> None:
        self.tables, self.languages, self.rotate = list(tables), languages, rotate
        self.asked: list[tuple[list[str], bytes]] = []

    def __call__(self, argv: list[str], given: bytes) -> bytes:
        self.asked.append((argv, given))
        if "--list-langs" in argv:
            return f"List of available languages (2):\n{self.languages}\n".encode()
        if argv[argv.index("--psm") + 1] == "0":
            return f"Orientation in degrees: 180\nRotate: {self.rotate}\n".encode()
        return self.tables.pop(0).encode()


_CLEAR = _table(
    (1, 1, 200, 100, 120, 28, 96, "Mara"), (1, 1, 340, 100, 110, 28, 96, "Voss"), (2, 1, 200, 200, 180, 36, 95, "Engineer"),
)  # fmt: skip
_MUDDLE = _table(
    (1, 1, 200, 100, 120, 28, 41, "enef"),
    (1, 1, 340, 100, 110, 28, 20, "‘+++"),
    (1, 2, 340, 150, 90, 28, 33, "xnu"),
)


def _picture() -> bytes:
    document = FPDF(unit="pt", format="A4")
    document.add_page()
    document.set_font("Helvetica", size=24)
    for at, text in enumerate(("Mara Voss", "mara.voss@example.com", "Engineer at Nordlicht", "2019 - 2021")):
        document.text(60, 100 + 50 * at, text)
    _, large = iter_pictures(bytes(document.output()), "pdf")
    packed = io.BytesIO()
    Image.open(io.BytesIO(large.webp)).convert("L").save(packed, "PNG")
    return packed.getvalue()


def test_words_become_lines_in_points():
    read = join_parts(read_scan(_picture(), "png", _Tesseract(_CLEAR)), "png")
    assert [line.text for line in read.lines] == ["Mara Voss", "Engineer"]
    assert (read.lines[0].page, round(read.lines[0].box[0])) == (1, round(200 * 72 / DPI))
    assert read.state == "read"


def test_tesseract_gets_a_grey_page_at_its_resolution():
    tesseract = _Tesseract(_CLEAR)
    join_parts(read_scan(_picture(), "png", tesseract), "png")
    argv, given = tesseract.asked[-1]
    assert argv == ["tesseract", "stdin", "stdout", "-l", "Latin", "--psm", "3", "--dpi", "200", "tsv"]
    assert given.startswith(b"P5\n1653 ")  # A4 is 8.27 inches wide


def test_the_widest_language_installed_is_taken():
    assert choose_language(["eng", "Latin", "osd"]) == "Latin"
    assert choose_language(["eng", "script/Latin"]) == "script/Latin"
    assert choose_language(["deu"]) == "eng"


def test_a_page_upside_down_is_turned_and_boxed_as_it_is_shown():
    read = join_parts(read_scan(_picture(), "png", _Tesseract(_MUDDLE, _CLEAR)), "png")
    assert [line.text for line in read.lines] == ["Mara Voss", "Engineer"]
    assert [flag.code for flag in read.flags] == ["turned"]
    page = read.pages[0]
    assert read.lines[0].box[2] == pytest.approx(page.width - 200 * 72 / DPI, abs=0.5)
    assert read.lines[0].box[3] > page.height / 2


def test_noise_is_no_text():
    read = join_parts(read_scan(_picture(), "png", _Tesseract(_MUDDLE, _MUDDLE)), "png")
    assert read.lines == ()
    assert (read.state, read.why) == ("unread", "holds no text")


def test_a_picture_of_specks_alone_is_given_up_before_tesseract_tries():
    packed, tesseract = io.BytesIO(), _Tesseract(_CLEAR)
    Image.effect_noise((800, 600), 90).save(packed, "PNG")
    read = join_parts(read_scan(packed.getvalue(), "png", tesseract), "png")
    assert (read.state, read.why) == ("unread", "holds no text")
    assert [argv for argv, _ in tesseract.asked if "tsv" in argv] == []


@pytest.mark.parametrize("ink", [(0, 0, 0), (150, 150, 150)])
def test_the_densest_print_is_no_picture_of_specks(ink):
    document, packed, tesseract = FPDF(unit="pt", format="A4"), io.BytesIO(), _Tesseract(_CLEAR)
    document.add_page()
    document.set_font("Helvetica", size=5)
    document.set_text_color(*ink)
    for y in range(20, 820, 6):
        document.text(10, y, "Kubernetes, Terraform & Wiremock (2019-2021) " * 5)
    _, large = iter_pictures(bytes(document.output()), "pdf")
    Image.open(io.BytesIO(large.webp)).convert("L").save(packed, "PNG")
    join_parts(read_scan(packed.getvalue(), "png", tesseract), "png")
    assert [argv for argv, _ in tesseract.asked if "tsv" in argv]


def test_a_page_that_lies_askew_is_levelled_before_it_is_read():
    slope, words = 0.03, []
    for row in range(6):
        y = 300 + 40 * row
        words += [
            (1, row + 1, x, round(y + slope * x), 80, 28, 95, f"Word{row}") for x in range(100, 1500, 120)
        ]
    recognised = words_of_table(_table(*words))
    assert recognised.slope == pytest.approx(slope, abs=0.002)
    for row in range(6):
        bases = {round(word.base, 1) for word in recognised.words if word.text == f"Word{row}"}
        assert len(bases) == 1


def test_sizes_of_lines_that_differ_by_a_pixel_are_one():
    words = [
        (1, row, 100, 100 + 40 * row, 200, height, 95, "Hamburg")
        for row, height in enumerate((25, 26, 27, 26), 1)
    ]
    assert len({word.ink.size for word in words_of_table(_table(*words)).words}) == 1


def test_a_round_sign_before_a_gap_is_a_bullet_and_a_letter_is_not():
    bullet = _table((1, 1, 100, 100, 12, 14, 60, "e"), (1, 1, 150, 95, 90, 26, 95, "Built"))
    letter = _table((1, 1, 100, 100, 12, 14, 60, "e"), (1, 1, 118, 95, 90, 26, 95, "Built"))
    assert [word.text for word in words_of_table(bullet).words] == ["•", "Built"]
    assert [word.text for word in words_of_table(letter).words] == ["e", "Built"]


def test_a_sign_that_begins_several_lines_is_a_bullet():
    rows = [
        ((1, at, 100, 100 * at, 12, 14, 60, "e"), (1, at, 118, 100 * at, 90, 26, 95, "Built"))
        for at in (1, 2, 3)
    ]
    words = words_of_table(_table(*[word for row in rows for word in row])).words
    assert [word.text for word in words] == ["•", "Built"] * 3


def test_drawings_before_the_lines_of_an_address_are_left_out():
    rows = [
        [(1, 1, 99, 212, 15, 17, 55, "a"), (1, 1, 127, 205, 86, 24, 96, "Leeds")],
        [(1, 2, 99, 247, 22, 22, 95, "©"), (1, 2, 134, 245, 90, 27, 95, "020 7946")],
        [(1, 3, 100, 289, 21, 16, 83, "="), (1, 3, 133, 279, 300, 33, 88, "ada@example.com")],
    ]
    words = words_of_table(_table(*[word for row in rows for word in row])).words
    assert [word.text for word in words] == ["Leeds", "020 7946", "ada@example.com"]
    wrapped = [
        [(1, 1, 99, 212, 10, 4, 95, "-"), (1, 1, 125, 205, 86, 24, 96, "led")],
        [(1, 2, 99, 247, 14, 22, 95, "a"), (1, 2, 128, 245, 90, 27, 95, "team")],
        [(1, 3, 99, 289, 10, 4, 83, "-"), (1, 3, 125, 279, 90, 33, 88, "built")],
    ]
    words = words_of_table(_table(*[word for row in wrapped for word in row])).words
    assert [word.text for word in words if word.text.isalpha()] == ["led", "a", "team", "built"]


def test_an_address_is_believed_however_unsure_tesseract_is():
    table = _table((1, 1, 99, 212, 400, 24, 15, "ada.quill@example.com"), (1, 2, 99, 250, 90, 24, 15, "xkcz"))
    assert [word.text for word in words_of_table(table).words] == ["ada.quill@example.com"]


def test_the_letters_of_a_polish_legal_form_are_no_noughts():
    form = [
        (1, 1, 200, 100, 40, 28, 95, "Sp."),
        (1, 1, 250, 100, 20, 28, 95, "z"),
        (1, 1, 280, 100, 60, 28, 95, "0.0.,"),
    ]
    grade = [(1, 1, 200, 100, 80, 28, 95, "Grade"), (1, 1, 300, 100, 60, 28, 95, "0.0.")]
    assert [word.text for word in words_of_table(_table(*form)).words] == ["Sp.", "z", "o.o.,"]
    assert [word.text for word in words_of_table(_table(*grade)).words] == ["Grade", "0.0."]


def test_an_address_that_was_torn_apart_is_put_together():
    torn = _table((1, 1, 100, 100, 120, 26, 90, "mara.voss"), (1, 1, 226, 100, 160, 26, 90, "@example.com"))
    (line,) = make_lines(read_in_order(words_of_table(torn).words), page=1)
    assert line.text == "mara.voss@example.com"


def test_only_some_pages_are_recognised_and_that_is_said():
    document = FPDF(unit="pt", format="A4")
    for _ in range(MOST_PAGES + 2):
        document.add_page()
    wanted = range(1, MOST_PAGES + 3)
    read = join_parts(
        read_scan(bytes(document.output()), "pdf", _Tesseract(*[_CLEAR] * MOST_PAGES), pages=wanted)
    )
    assert {line.page for line in read.lines} == set(range(1, MOST_PAGES + 1))
    assert read.state == "partly"
    assert [flag.code for flag in read.flags] == ["many-scans"]


def test_pages_of_a_file_that_lost_its_trailer_are_recognised_as_well():
    document = FPDF(unit="pt", format="A4")
    document.add_page()
    whole = bytes(document.output())
    broken = whole[: whole.rindex(b"xref\n", 0, whole.rindex(b"startxref"))]
    read = join_parts(read_scan(broken, "pdf", _Tesseract(_CLEAR), pages=[1]))
    assert [line.text for line in read.lines] == ["Mara Voss", "Engineer"]


def test_what_is_no_picture_is_unread():
    read = join_parts(read_scan(b"GIF89a", "png", _Tesseract()), "png")
    assert (read.state, read.why) == ("unread", "is damaged and could not be opened")


@pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")
def test_tesseract_itself_reads_a_page():
    def run(argv: list[str], given: bytes) -> bytes:
        return subprocess.run(
            argv, input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
        ).stdout

    read = join_parts(read_scan(_picture(), "png", run), "png")
    assert [line.text for line in read.lines][:2] == ["Mara Voss", "mara.voss@example.com"]
    assert read.lines[0].size == pytest.approx(24, rel=0.15)


def test_without_tesseract_every_page_of_a_picture_is_said_to_need_it():
    pages = [Image.new("L", (60, 80), shade) for shade in (0, 128, 255)]
    packed = io.BytesIO()
    pages[0].save(packed, "TIFF", save_all=True, append_images=pages[1:])
    read = read_text(packed.getvalue(), "tiff")
    assert (read.state, read.page_count, read.needs_ocr) == ("unread", 3, (1, 2, 3))
    broken = read_text(packed.getvalue()[:20], "tiff")
    assert (broken.state, broken.why) == ("unread", "is damaged and could not be opened")
