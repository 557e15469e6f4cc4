"""How one document writes its dates: with what precision, which signs between, and how an open end looks."""

import random
from dataclasses import dataclass

from benchmarks.resumes.people import Month, half, read_lexicon

STYLES = (("month", "short", "numeric", "year"), ("dots", "iso", "apostrophe", "season", "bare-year"))
"""The notations of the two families; only bare years are in both, as no other way to write them is common."""
SEPARATORS = ((" – ", " - ", "–"), (" — ", " / ", "-"))


@dataclass(frozen=True)
class Notation:
    """One document's manner of writing dates."""

    language: str
    style: str
    separator: str
    open_end: str  # "word", "since" or "nothing"
    present: str
    since: str

    def write(self, month: Month) -> str:
        """The month as this document prints it."""
        year, number = month
        lexicon = read_lexicon(self.language)
        return {
            "month": f"{lexicon['months'][number - 1]} {year}",
            "short": f"{lexicon['short'][number - 1]} {year}",
            "numeric": f"{number:02}/{year}",
            "dots": f"{number:02}.{year}",
            "iso": f"{year}-{number:02}",
            "apostrophe": f"{lexicon['short'][number - 1]} '{year % 100:02}",
            "season": f"{lexicon['seasons'][(number % 12) // 3 - 1]} {year}",
            "year": str(year),
            "bare-year": str(year),
        }[self.style]

    def write_range(self, start: Month, end: Month | None) -> str:
        """The range as this document prints it; None is an open end."""
        if end is not None:
            return _joined(self.write(start), self.separator, self.write(end))
        if self.open_end == "since":
            return f"{self.since} {self.write(start)}"
        if self.open_end == "nothing":
            return f"{self.write(start)} –"
        return f"{self.write(start)}{self.separator}{self.present}"

    @property
    def shows_years_only(self) -> bool:
        """Whether no month can be told from what is printed."""
        return self.style in ("year", "bare-year")

    def visible(self, month: Month) -> str:
        """What of the month a reader can see: YYYY-MM or YYYY."""
        return (
            str(month[0]) if self.shows_years_only or self.style == "season" else f"{month[0]}-{month[1]:02}"
        )


def choose_notation(rng: random.Random, language: str, family: int) -> Notation:
    """A manner of writing dates from those of the family; dates with hyphens are never joined by one."""
    lexicon = read_lexicon(language)
    style = rng.choice(STYLES[family])
    separator = rng.choice(
        [sign for sign in SEPARATORS[family] if style not in ("iso", "dots") or sign.strip() != "-"]
    )
    return Notation(
        language=language,
        style=style,
        separator=separator if style != "season" else " – ",
        open_end=rng.choice(["word", "word", "since", "nothing"]),
        present=rng.choice(half(lexicon["present"], family)),
        since=rng.choice(half(lexicon["since"], family)),
    )


def _joined(start: str, separator: str, end: str) -> str:
    return start if start == end else f"{start}{separator}{end}"
