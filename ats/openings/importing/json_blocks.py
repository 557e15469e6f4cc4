"""One job that came as JSON as blocks: its texts, and its lists under the headings that their keys stand for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

from ats.openings.importing.blocks import WEAK_LEVEL, Block, Kind, tidy
from ats.openings.importing.facts import is_fact_label
from ats.openings.importing.headings import infer_headings, split_labels
from ats.openings.importing.html_blocks import fragment_to_text, html_to_page
from ats.openings.importing.json_facts import FACT_KEYS
from ats.openings.importing.json_parts import as_text, first_of, list_of
from ats.openings.importing.labels import Section, read_label
from ats.openings.importing.markdown_blocks import markdown_to_blocks
from ats.openings.importing.sentences import split_sentences
from ats.openings.importing.source import Format, tell_format
from ats.openings.importing.text_blocks import text_to_blocks
from ats.openings.importing.word_ledger import words_of

# Several of these are one text in several formats, or a part of another; what one adds is read behind it.
TEXTS = (
    "description",
    "descriptionHtml",
    "description_html",
    "content_html",
    "contentHtml",
    "content",
    "content_text",
    "body",
    "job_description",
    "jobDescription",
    "full_description",
    "details",
    "opening",
    "summary",
    "introduction",
    "descriptionBody",
    "descriptionBodyPlain",
    "descriptionPlain",
    "about",
    "overview",
)
_TITLES_BEFORE_TEXT = ("title", "jobTitle", "job_title", "headline", "position", "role", "name")
_MORE_TEXTS = ("additional", "additionalPlain", "closing", "closingPlain")
_SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Responsibilities", ("responsibilities", "duties", "tasks", "what_you_will_do")),
    (
        "Requirements",
        (
            "requirements",
            "qualifications",
            "skills",
            "must_have",
            "must_haves",
            "mustHave",
            "must",
            "required",
            "minimum_qualifications",
            "experienceRequirements",
            "educationRequirements",
        ),
    ),
    (
        "Nice to have",
        (
            "nice_to_have",
            "niceToHave",
            "nice_to_haves",
            "preferred",
            "preferred_qualifications",
            "desired",
            "bonus",
            "plus",
            "pluses",
            "nice",
            "optional",
        ),
    ),
    ("Benefits", ("benefits", "jobBenefits", "perks", "benefitsHtml")),
)
_WISHED = ("preferred", "desired", "optional", "nice to have", "nice_to_have")
_PAIRED = (("name", "value"), ("label", "value"), ("title", "value"), ("key", "value"))
_HEADINGS = ("title", "name", "label", "heading")
_NAMED_TEXTS = ("text", "value", "content", "body", "html", "description")
_DEEPEST = 5
_SHORT = 120
SECTION_KEYS = tuple(name for _, names in _SECTIONS for name in names)
_READ = frozenset((*TEXTS, *_MORE_TEXTS, *SECTION_KEYS, *FACT_KEYS, "lists", "tags"))
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OF_LEVEL = re.compile(r"\b(?:experience|seniority|level|grade)\b", re.IGNORECASE)
_LEVEL = re.compile(
    r"(?:(?:entry|junior|middle|mid|senior|associate|director|executive|lead|principal|staff|intermediate|"
    r"experienced|professional|student|graduate|internship|trainee|manager|not applicable|any|all)\b[ /-]*)+"
    r"(?:career )?(?:levels?)?",
    re.IGNORECASE,
)


def read_blocks(values: dict[str, Any]) -> list[Block]:
    """Return the texts of a job, then its sections, then what stands behind them, as blocks."""
    blocks = _described(values)
    for entry in list_of(values.get("lists")):
        if isinstance(entry, dict):
            blocks.append(Block(Kind.HEADING, as_text(entry.get("text")) or "Details", 0, WEAK_LEVEL))
            blocks.extend(_items(text_blocks(entry.get("content"))))
    for heading, names in _SECTIONS:
        section = [block for name in names for block in _section_blocks(_asked(values.get(name)))]
        if heading == "Nice to have":
            section += [
                block for name in _SECTIONS[1][1] for block in _section_blocks(_wishes(values.get(name)))
            ]
        blocks.extend([Block(Kind.HEADING, heading, 0, WEAK_LEVEL), *section] if section else [])
    for name, value in values.items():
        label = None if name in _READ or isinstance(value, bool) else read_label(in_words(name))
        if _is_seniority(name, value):
            blocks.insert(0, Block(Kind.PARAGRAPH, f"{_level_name(name)}: {as_text(value)}"))
        elif label is not None and label.section is not Section.APPLY:
            section = _section_blocks(value)
            blocks.extend([Block(Kind.HEADING, in_words(name), 0, WEAK_LEVEL), *section] if section else [])
    for name, value in values.items():
        named = list(_named_texts(value)) if name not in _READ else []
        told = " ".join(word for block in blocks for word in words_of(block.text)) if named else ""
        blocks.extend(
            [] if all(block.is_heading or _is_held(block, set(), told) for block in named) else named
        )
    more = text_blocks(first_of(values, _MORE_TEXTS))
    blocks.extend([Block(Kind.HEADING, "About the role", 0, WEAK_LEVEL), *more] if more else [])
    return split_labels(tidy(blocks))


def _is_seniority(name: str, value: Any) -> bool:
    """Say whether a job says by a level alone whom it is for ("Mid-Senior level"), which asks for nothing by itself."""
    return _OF_LEVEL.search(in_words(name)) is not None and _LEVEL.fullmatch(as_text(value)) is not None


def _level_name(name: str) -> str:
    words = in_words(name)
    return words if "level" in words.lower() else f"{words} level"


def _described(values: dict[str, Any]) -> list[Block]:
    """Read the texts that describe a job; one that the texts before it hold adds nothing."""
    blocks: list[Block] = []
    held: set[tuple[str, ...]] = set()
    # Boards call their titles so.
    others = ("text",) if any(values.get(name) for name in _TITLES_BEFORE_TEXT) else ()
    for name in (*TEXTS, *others):
        found = text_blocks(_joined(values.get(name)))
        told = " ".join(word for block in blocks for word in words_of(block.text))
        new = [block for block in found if not _is_held(block, held, told)]
        held.update(tuple(words_of(block.text)) for block in new)
        blocks += new
    return [*_pairs(values), *blocks]


def _joined(value: Any) -> Any:
    """Return a list of texts as one text of several paragraphs; anything else as it is."""
    is_list = isinstance(value, list) and all(isinstance(entry, str) for entry in value)
    return "\n\n".join(value) if is_list else value


def _is_held(block: Block, held: set[tuple[str, ...]], told: str) -> bool:
    words = words_of(block.text)
    return bool(words) and (tuple(words) in held or " ".join(words) in told)


def _pairs(values: dict[str, Any]) -> Iterator[Block]:
    """Read lists of names with their values, as boards give fields of a company's own, and facts by their names."""
    for entries in values.values():
        for entry in list_of(entries):
            for name, value in _PAIRED:
                if not isinstance(entry, dict) or _named_text(entry)[1]:
                    break
                if as_text(entry.get(name)) and _scalar(entry.get(value)):
                    text = f"{in_words(as_text(entry[name]))}: {_scalar(entry[value])}"
                    yield Block(Kind.PARAGRAPH, text)
                    break
    for name, value in values.items():
        if name not in _READ and _scalar(value) and is_fact_label(in_words(name)):
            yield Block(Kind.PARAGRAPH, f"{in_words(name)}: {_scalar(value)}")


def _named_texts(value: Any, depth: int = 0) -> Iterator[Block]:
    """Read texts that stand with their headings anywhere within a value, as boards keep the sections of a job."""
    if depth > _DEEPEST or not isinstance(value, dict | list):
        return
    heading, text = _named_text(value) if isinstance(value, dict) else ("", "")
    if text:
        yield Block(Kind.HEADING, heading, 0, WEAK_LEVEL)
        yield from text_blocks(text)
        return
    for inner in value.values() if isinstance(value, dict) else value:
        yield from _named_texts(inner, depth + 1)


def _named_text(value: dict[str, Any]) -> tuple[str, str]:
    """Return the heading and the text of an object that is both; a short value is that of a field and no text."""
    heading, text = first_of(value, _HEADINGS), first_of(value, _NAMED_TEXTS)
    if not isinstance(heading, str) or not isinstance(text, str) or heading is text or not heading.strip():
        return "", ""
    return (heading.strip(), text) if _is_prose(text) else ("", "")


def _is_prose(text: str) -> bool:
    return len(text) > _SHORT or re.search(r"</?[a-z]|\n|&lt;", text.strip(), re.IGNORECASE) is not None


def _scalar(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_scalar, value)))
    if isinstance(value, bool) or value is None or isinstance(value, dict):
        return ""
    return str(value).strip()


def in_words(key: str) -> str:
    """Return a key as somebody would write it: "niceToHave" and "nice_to_have" as "nice to have"."""
    return " ".join(_CAMEL.sub(" ", key).replace("_", " ").replace("-", " ").split()).capitalize()


def _is_wish(entry: Any) -> bool:
    if not isinstance(entry, dict):
        return False
    is_not_asked = any(entry.get(name) is False for name in ("required", "mandatory"))
    return (
        is_not_asked or entry.get("importance") in _WISHED or any(entry.get(name) is True for name in _WISHED)
    )


def _wishes(value: Any) -> list[Any]:
    """Keep those requirements that say of themselves, or by the name of their list, that they are wished for."""
    if isinstance(value, dict):
        return [entry for name, entries in _lists_of(value) if name in _WISHED for entry in entries]
    return [entry for entry in value if _is_wish(entry)] if isinstance(value, list) else []


def _asked(value: Any) -> Any:
    if isinstance(value, dict) and _lists_of(value):
        return [entry for name, entries in _lists_of(value) if name not in _WISHED for entry in entries]
    return [entry for entry in value if not _is_wish(entry)] if isinstance(value, list) else value


def _lists_of(value: dict[str, Any]) -> list[tuple[str, list[Any]]]:
    """Return the lists of an object such as ``{"required": [...], "preferred": [...]}``, by their names."""
    return [(name, entries) for name, entries in value.items() if isinstance(entries, list)]


def _section_blocks(value: Any) -> list[Block]:
    if isinstance(value, list):
        return [block for entry in value for block in _entry_blocks(entry)]
    if isinstance(value, dict):
        return _entry_blocks(value)
    return [_as_entry(block) for block in text_blocks(value, has_headings=False)]


def _as_entry(block: Block) -> Block:
    """Take a text of one sentence as an entry; prose and lists stay what they are."""
    is_one = block.is_paragraph and len(block.lines) == 1 and len(split_sentences(block.flat)) == 1
    return replace(block, kind=Kind.ITEM) if is_one and not block.flat.endswith(":") else block


def _entry_blocks(entry: Any) -> list[Block]:
    """Read one entry of a list of requirements: a text, an object with one, or schema.org's types."""
    if isinstance(entry, dict):
        months = entry.get("monthsOfExperience")
        if isinstance(months, int | float | str) and str(months).isdigit():
            return [Block(Kind.ITEM, f"{months} months of experience")]
        entry = first_of(entry, ("text", "title", "credentialCategory", "name", "description"))
    text = fragment_to_text(as_text(entry))
    return [Block(Kind.ITEM, text)] if text else []


def _items(blocks: list[Block]) -> list[Block]:
    """Take a list's content as entries, whether it came as items or as lines."""
    return [
        Block(Kind.ITEM, block.text, links=block.links) if block.is_paragraph and len(blocks) > 1 else block
        for block in blocks
    ]


def text_blocks(value: Any, *, has_headings: bool = True) -> list[Block]:
    """Return a text in HTML, escaped or not, Markdown or none of these as blocks.

    Short lines of plain text are headings unless the text is known to have none.
    """
    text = as_text(value)
    if "&lt;" in text and not re.search(r"<[a-z]", text, re.IGNORECASE):
        text = unescape(text)
    if not text:
        return []
    form = tell_format(text, None)
    if form is Format.HTML or re.search(r"</[a-z]|<br", text, re.IGNORECASE):
        blocks = html_to_page(text).blocks
    elif form is Format.MARKDOWN:
        blocks = markdown_to_blocks(text)
    else:
        blocks = tidy(text_to_blocks(text))
        blocks = infer_headings(blocks) if has_headings else blocks
    return [Block(b.kind, b.text, 0, b.level, b.depth, b.linked, b.links) for b in blocks]
