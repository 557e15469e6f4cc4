"""Words from glyphs: by gaps, whatever spaces a generator wrote."""

from ats.resumes.layout import Glyph, Ink, make_words

_INK = Ink(10.0)
_WIDTH = 5.0


def _glyphs(
    text: str, *, spacing: float = 0.0, space: float = 2.5, drawn: bool = True, ink: Ink = _INK
) -> list[Glyph]:
    """Set text in letters 5 points wide, ``spacing`` apart; spaces are left out unless ``drawn``."""
    glyphs, x = [], 0.0
    for char in text:
        width = space if char == " " else _WIDTH
        if char != " " or drawn:
            glyphs.append(Glyph(char, x, x + width, 100.0, ink))
        x += width + spacing
    return glyphs


def _texts(glyphs: list[Glyph]) -> list[str]:
    return [word.text for word in make_words(glyphs)]


def test_spaces_part_words_drawn_or_not():
    assert _texts(_glyphs("Senior Site Engineer")) == ["Senior", "Site", "Engineer"]
    assert _texts(_glyphs("Senior Site Engineer", drawn=False)) == ["Senior", "Site", "Engineer"]


def test_kerning_does_not_part_words():
    glyphs = _glyphs("AVATAR")
    shifted = [glyph._replace(x0=glyph.x0 + (at % 2) * 1.2) for at, glyph in enumerate(glyphs)]
    assert _texts(shifted) == ["AVATAR"]


def test_letter_spacing_does_not_part_letters():
    assert _texts(_glyphs("WORK EXPERIENCE", spacing=3.0)) == ["WORK", "EXPERIENCE"]
    assert _texts(_glyphs("WORK EXPERIENCE", spacing=3.0, drawn=False)) == ["WORK", "EXPERIENCE"]


def test_letters_set_apart_by_spaces_are_put_together():
    assert _texts(_glyphs("W O R K   E X P E R I E N C E")) == ["WORK", "EXPERIENCE"]


def test_words_drawn_twice_by_letters_are_read_once():
    bold = [glyph for glyph in _glyphs("Kiel") for _ in range(2)]
    twice = [g if at % 2 == 0 else g._replace(x0=g.x0 + 0.3, ink=Ink(10.0)) for at, g in enumerate(bold)]
    assert _texts(twice) == ["Kiel"]


def test_a_ligatures_letters_share_a_place_and_are_all_kept():
    o, f, f2, i, c, e = _glyphs("office")
    ligature = [glyph._replace(x0=f.x0, x1=i.x1) for glyph in (f, f2, i)]
    assert _texts([o, *ligature, c, e]) == ["office"]


def test_a_change_of_look_parts_words_without_a_space():
    type_, script = _glyphs("Type"), _glyphs("Script", ink=Ink(10.0, bold=True))
    words = make_words(type_ + [g._replace(x0=g.x0 + 20, x1=g.x1 + 20) for g in script])
    assert [(word.text, word.glued) for word in words] == [("Type", False), ("Script", True)]
