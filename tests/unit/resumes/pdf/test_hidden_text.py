"""Text that nobody sees is kept apart and flagged; what is merely bright, small or on a dark ground is not."""

import pytest
from plain_pdfs import line, pdf

from ats.resumes.readers.pdf import read_pdf

_SEEN = line("Mara Voss, engineer in Kiel")
_STATES = b"/ExtGState<</GS <</ca 0>>>>"
_LAYERS = b"/Properties<</Off 5 0 R/On 6 0 R>>"
_LAYER = b"<</Type/OCG/Name(Layer)>>"
_SHOWN = b"/OCProperties<</OCGs[5 0 R 6 0 R]/D<</OFF[5 0 R]>>>>"
_IMAGE = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\n\xc8\nendstream"


def _words(y: int = 700, size: int = 12) -> bytes:
    return line("Kubernetes Terraform", y=y, size=size)


_TRICKS = {
    "white": b"1 1 1 rg " + _words(),
    "nearly white": b"0.97 0.97 0.96 rg " + _words(),
    "tiny": _words(size=1),
    "invisible": b"BT 3 Tr /F1 12 Tf 60 700 Td (Kubernetes Terraform) Tj ET",
    "clipping only": b"BT 7 Tr /F1 12 Tf 60 700 Td (Kubernetes Terraform) Tj ET",
    "transparent": b"/GS gs " + _words(),
    "off the page": line("Kubernetes Terraform", x=700),
    "above the page": line("Kubernetes Terraform", y=900),
    "covered": _words() + b"1 1 1 rg 50 690 300 30 re f",
    "clipped": b"q 0 0 10 10 re W n " + _words() + b" Q",
    "dark on dark": b"0.1 0.2 0.4 rg 50 690 300 30 re f 0.12 0.22 0.4 rg " + _words(),
    "squeezed": b"BT 1 Tz /F1 12 Tf 60 700 Td (Kubernetes Terraform) Tj ET",
    "in a layer that is off": b"/OC /Off BDC " + _words() + b" EMC",
    "covered by a picture": _words() + b"q 300 0 0 30 50 690 cm /Im Do Q",
}


@pytest.mark.parametrize("trick", _TRICKS)
def test_hidden_text_is_kept_apart(trick):
    content = _SEEN + _TRICKS[trick]
    resources = _STATES + _LAYERS + b"/XObject<</Im 4 0 R>>"
    read = read_pdf(pdf(content, objects=(_IMAGE, _LAYER, _LAYER), catalog=_SHOWN, resources=resources))
    assert read.text == "Mara Voss, engineer in Kiel"
    assert [one.text for one in read.hidden] == ["Kubernetes Terraform"]
    assert [flag.code for flag in read.flags] == ["hidden-text"]


_HONEST = {
    "white on a dark band": b"0.1 0.1 0.3 rg 0 690 595 40 re f 1 1 1 rg " + _words(),
    "white on a dark picture": b"q 300 0 0 30 50 690 cm /Im Do Q 1 1 1 rg " + _words(),
    "grey": b"0.75 0.75 0.75 rg " + _words(),
    "small print": _words(size=5),
    "on a white sheet": b"1 1 1 rg 0 0 595 842 re f 0 0 0 rg " + _words(),
    "below an empty frame": _words() + b"0 0 0 RG 50 690 300 30 re S",
    "within a clip": b"q 0 0 595 842 re W n " + _words() + b" Q",
    "condensed": b"BT 50 Tz /F1 8 Tf 60 700 Td (Kubernetes Terraform) Tj ET BT 100 Tz ET ",
    "in a layer that is on": b"/OC /On BDC " + _words() + b" EMC ",
    "outlined": b"1 Tr 0 0 0 RG " + _words(),
}


@pytest.mark.parametrize("look", _HONEST)
def test_text_that_can_be_seen_is_text(look):
    image = _IMAGE.replace(b"\xc8", b"\x40")
    read = read_pdf(
        pdf(
            _HONEST[look] + b"0 Tr 0 0 0 rg " + _SEEN,
            objects=(image, _LAYER, _LAYER),
            catalog=_SHOWN,
            resources=_LAYERS + b"/XObject<</Im 4 0 R>>",
        )
    )
    assert "Kubernetes Terraform" in read.text
    assert read.hidden == ()
    assert read.flags == ()


def _form(content: bytes, about: bytes = b"") -> bytes:
    resources = b"/Resources<</Font<</F1 3 0 R>>" + _STATES + _LAYERS + b"/XObject<</Im 4 0 R>>>>"
    head = b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]" + about + resources
    return head + b"/Length %d>>stream\n%s\nendstream" % (len(content), content)


def _read_with_form(content: bytes, form: bytes):
    resources = _STATES + _LAYERS + b"/XObject<</Im 4 0 R/Fm 7 0 R>>"
    objects = (_IMAGE, _LAYER, _LAYER, form)
    return read_pdf(pdf(content, objects=objects, catalog=_SHOWN, resources=resources))


@pytest.mark.parametrize(
    ("content", "form"),
    [
        *((b"q /Fm Do Q", _form(trick)) for trick in _TRICKS.values()),
        (b"q /Fm Do Q", _form(_words(), b"/OC 5 0 R")),
        (b"/OC /Off BDC q /Fm Do Q EMC", _form(_words())),
        (b"q 0 0 10 10 re W n /Fm Do Q", _form(_words())),
        (b"q /Fm Do Q 1 1 1 rg 50 690 300 30 re f", _form(_words())),
        (b"q 1 0 0 1 2000 0 cm /Fm Do Q", _form(_words())),
    ],
)
def test_hidden_text_in_a_form_is_kept_apart(content, form):
    read = _read_with_form(_SEEN + content, form)
    assert read.text == "Mara Voss, engineer in Kiel"
    assert [one.text for one in read.hidden] == ["Kubernetes Terraform"]


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"q /Fm Do Q", _form(_words())),
        (b"q /Fm Do Q", _form(_words(), b"/OC 6 0 R")),
        (b"/OC /On BDC q /Fm Do Q EMC", _form(_words())),
        (b"q 1 0 0 1 10 -100 cm /Fm Do Q", _form(_HONEST["white on a dark band"])),
        (b"q 595 0 0 842 0 0 cm /Im Do Q q /Fm Do Q", _form(_TRICKS["invisible"])),
    ],
)
def test_text_of_a_form_that_can_be_seen_is_text(content, form):
    read = _read_with_form(content, form)
    assert (read.text, read.hidden) == ("Kubernetes Terraform", ())


def test_the_invisible_text_of_a_scan_is_its_text():
    content = (
        b"q 595 0 0 842 0 0 cm /Im Do Q BT 3 Tr /F1 12 Tf 60 700 Td (Recognised by the scanner itself) Tj ET"
    )
    read = read_pdf(pdf(content, objects=(_IMAGE,), resources=b"/XObject<</Im 4 0 R>>"))
    assert read.text == "Recognised by the scanner itself"
    assert read.hidden == ()
    assert read.needs_ocr == ()


def test_hidden_text_says_where_it_is_and_how():
    (hidden,) = read_pdf(pdf(_SEEN, _SEEN + _TRICKS["covered"])).hidden
    assert (hidden.how, hidden.page) == ("covered", 2)
    assert hidden.box[1] == pytest.approx(842 - 700 - 0.72 * 12, abs=1)


def _read_as(words: str, drawn: str) -> bytes:
    return b"/Span <</ActualText(%s)>> BDC " % words.encode() + line(drawn, y=700) + b" EMC "


def test_what_is_drawn_is_the_text_and_other_words_are_kept_apart():
    read = read_pdf(
        pdf(_SEEN + _read_as("Chief Engineer, Google, 2010 - 2022", "Clerk, Ledger House, 2020 - 2022"))
    )
    assert [each.text for each in read.lines] == [
        "Mara Voss, engineer in Kiel",
        "Clerk, Ledger House, 2020 - 2022",
    ]
    assert [(one.text, one.how) for one in read.hidden] == [
        ("Chief Engineer, Google, 2010 - 2022", "replaced")
    ]
    assert [flag.code for flag in read.flags] == ["hidden-text"]


@pytest.mark.parametrize(
    ("words", "drawn"), [("Kubernetes Terraform", "KUBERNETES TERRAFORM"), ("Kubernetes", "Kubernet")]
)
def test_the_same_words_in_other_signs_are_no_trick(words, drawn):
    read = read_pdf(pdf(_SEEN + _read_as(words, drawn)))
    assert [each.text for each in read.lines] == ["Mara Voss, engineer in Kiel", words]
    assert (read.hidden, read.flags) == ((), ())
