"""Tells by content which encoding a text is in."""

import re
import unicodedata

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_CONTROL_SHARE = 0.05
_ZERO_SHARE = 0.1  # bytes that are zero in a text that some program padded
_UTF16_SHARE = 0.6
_SAMPLE = 64 * 1024
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
# What the letters above ASCII are taken to be, and how likely each code page is without any sign.
_CODE_PAGES = ("cp1252", "cp1250", "iso-8859-2")
_CENTRAL = frozenset("ąćęłńśźżĄĆĘŁŃŚŹŻčďěňřšťůžČĎĚŇŘŠŤŮŽőűŐŰăşţĂŞŢđĐľĽĺĹŕŔ")
_WESTERN = frozenset("àâæçèéêëîïôœùûüÿñóíáúãõäöåøßÀÂÆÇÈÉÊËÎÏÔŒÙÛÜŸÑÓÍÁÚÃÕÄÖÅØ¿¡ìòÌÒðþÐÞ")
_TYPOGRAPHY = frozenset("–—•‘’“”„…·°§«»\xa0€™®©")
_ODD = frozenset("¤¦¨¬¯±²³´µ¶¸¹º¼½¾×÷¢£¥‡†ˆ˜‰ƒ")

_WORD, _ASCII_LETTER = re.compile(r"[^\W\d_]+"), re.compile("[A-Za-z]")
_CYRILLIC_NAME, _FREQUENT_CYRILLIC, _FEWEST_CYRILLIC = re.compile("[А-Я][а-я]{2}"), frozenset("оаеинОАЕИН"), 8


def decode(data: bytes) -> str | None:
    """Decode a text in UTF-8, UTF-16 or a code page of Europe; None when the bytes are not text.

    NUL bytes and bytes that are wrong in UTF-8 do not decide against it.
    """
    told = decode_and_tell(data)
    return told[0] if told else None


def decode_and_tell(data: bytes) -> tuple[str, str] | None:
    """Return the same, and by Python's name for it the encoding that it was taken to be in."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "replace")
            return (text, name) if _is_prose(text) else None
    for name in ("utf-16-le", "utf-16-be"):
        if _looks_utf16(data, name):
            text = data[: len(data) // 2 * 2].decode(name, "replace")
            return (text, name) if _is_prose(text) else None
    printed = data.replace(b"\0", b"")
    controls = len(printed) - len(printed.translate(None, _CONTROLS))
    zeros = len(data) - len(printed)
    if controls > _CONTROL_SHARE * len(data) or zeros > _ZERO_SHARE * len(data):
        return None
    return _decode_eight_bits(printed)


def decode_bytes(data: bytes, declared: str | None = None) -> str:
    """Decode bytes of eight-bit text: UTF-8 where they are that, else as declared, else by their letters."""
    return _decode_eight_bits(data, declared)[0]


def _decode_eight_bits(data: bytes, declared: str | None = None) -> tuple[str, str]:
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    if declared:
        try:
            return data.decode(declared, "replace"), declared
        except (LookupError, ValueError):
            pass
    name = "utf-8" if _is_mostly_utf8(data) else _code_page(data)
    return data.decode(name, "replace").replace("\ufffd", ""), name


def declared_encoding(data: bytes) -> str | None:
    """Find the encoding that HTML or XML declares near its beginning."""
    found = _DECLARED.search(data, 0, 4096)
    return found[1].decode("ascii") if found else None


def _is_mostly_utf8(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    text = sample.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(character > "\x7f" for character in text) - wrong
    return right >= 2 * wrong


def _code_page(data: bytes) -> str:
    """Return the code page in which the letters above ASCII make words rather than signs."""
    sample = data[:_SAMPLE]
    if _is_cyrillic(sample):
        return "cp1251"
    return max(_CODE_PAGES, key=lambda name: _plausible(sample.decode(name, "replace")))


def _is_cyrillic(sample: bytes) -> bool:
    """Return whether a text is surely Russian, or in a language close to it, in the code page of Windows.

    Latin words have letters of ASCII among those above it; other alphabets have other letters where Russian has its
    frequent ones, or capitals in the middle of what would be a word.
    """
    text = sample.decode("cp1251", "replace")
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    letters = "".join(words)
    if len(letters) < _FEWEST_CYRILLIC or not _CYRILLIC_NAME.search(text):
        return False
    sound = sum(
        not _ASCII_LETTER.search(word) and (word.istitle() or word.islower() or word.isupper())
        for word in words
    )
    frequent = sum(letter in _FREQUENT_CYRILLIC for letter in letters)
    return sound >= 0.95 * len(words) and frequent >= 0.3 * len(letters)


def _plausible(text: str) -> float:
    score = 0.0
    before = " "
    for character, after in zip(text, text[1:] + " ", strict=True):
        if character > "\x7f":
            score += _worth(character, before, after)
        before = character
    return score


def _worth(character: str, before: str, after: str) -> float:
    within = before.isalpha() or after.isalpha()
    if character in _CENTRAL:
        worth = 1.0 if within else -1.0
        # A capital within a word of small letters is a sign read in the wrong code page.
        return worth - 2.0 * (character.isupper() and before.islower())
    if character in _WESTERN:
        worth = 1.05 if within else -1.0
        return worth - 2.0 * (character.isupper() and before.islower())
    if character in _TYPOGRAPHY:
        return 0.6 - 0.4 * (before.isalpha() and after.isalpha() and character not in "’‘–·")
    return -1.5 if character in _ODD or character == "\ufffd" or character < "\xa0" else -0.5


def _looks_utf16(data: bytes, name: str) -> bool:
    sample = data[:4096]
    low, high = (sample[::2], sample[1::2]) if name == "utf-16-le" else (sample[1::2], sample[::2])
    return len(data) > 3 and high.count(0) > _UTF16_SHARE * len(high) and low.count(0) < 0.05 * len(low)


def _is_prose(text: str) -> bool:
    sample = text[:4096]
    odd = sum(unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs") for character in sample)
    odd -= sum(character in "\t\n\v\f\r\x1b\0" for character in sample)
    return odd <= _CONTROL_SHARE * max(len(sample), 1)
