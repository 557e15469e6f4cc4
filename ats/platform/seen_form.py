"""Forms about a record that others may change while they are open: what both changed is asked about, no more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import FieldList, HiddenField, SelectFieldBase

from ats.platform.seen_values import ChangedMeanwhile, Seen
from ats.platform.web_form import WebForm, set_error

_OWN = ("csrf_token", "seen")


@dataclass(frozen=True)
class Meanwhile:
    """A field that somebody else changed after the form was opened: its label, who, and what it says now."""

    label: str
    who: str
    now: str


class SeenForm(WebForm):
    """A form that notes by itself what it shows; an action takes ``as_seen`` beside ``values()``."""

    seen = HiddenField()

    def process(self, formdata=None, *given, **named):
        """Fill the fields; a form that was not sent yet notes what they show."""
        super().process(formdata, *given, **named)
        self.meanwhile: list[Meanwhile] = []
        if self.seen.raw_data is None:
            self.seen.data = str(Seen.of(self.values()))
        for field in self:
            if field.name not in _OWN and self.is_untouched(field.name):
                # Nobody typed it: the checks that let be what is known let this be.
                field.object_data = field.data

    def values(self) -> dict[str, Any]:
        """Return what the fields hold; a text that is missing is empty."""
        return {
            field.name: "" if field.data is None else field.data for field in self if field.name not in _OWN
        }

    @property
    def as_seen(self) -> Seen:
        """What the form showed when it was opened."""
        return Seen.read(self.seen.data)

    def is_untouched(self, name: str) -> bool:
        """Return whether a field still holds what it showed."""
        return self.as_seen.is_same(name, self[name].data)

    def ask_again(
        self, error: ChangedMeanwhile, now: Mapping[str, Any], *, who: Callable[[str], str]
    ) -> None:
        """Say what others changed, keep what was typed and renew the rest: sent again, the form replaces what is there.

        ``now`` are the values that are kept by the name of their field; ``who`` says who changed one of them.
        """
        untouched = [name for name in now if self.is_untouched(name)]
        for name in untouched:
            _show(self[name], now[name])
        for name in error.names:
            field, by = self[name], who(name)
            self.meanwhile.append(Meanwhile(field.label.text, by, _in_words(field, now[name])))
            set_error(field, f"{by} changed “{field.label.text}” after you opened it")
        self.seen.data = str(Seen.of(now))


def _show(field, value: Any) -> None:
    if isinstance(field, FieldList):
        field.process(None, value)
    else:
        field.data = value


def _in_words(field, value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(field, SelectFieldBase):
        return next((label for choice, label, *_ in field.iter_choices() if choice == value), str(value))
    if isinstance(field, FieldList):
        return "\n".join(", ".join(map(str, row.values())) for row in value)
    return str(value or "")
