"""Applies style sheets to HTML as far as reading needs it: simple selectors, and the few properties that matter.

Format: CSS 2.2, 5 (selectors) and 6 (cascade). Rules with other selectors (states, attributes, siblings) are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

_WANTED = re.compile(
    r"(?:^|[;{\s])(display|visibility|opacity|color|background(?:-color|-image)?|font(?:-size|-weight|-style)?|"
    r"float|position|zoom|inset|margin-(?:inline|block)(?:-start)?|left|top|right|bottom|text-indent|content-visibility|clip|clip-path|white-space|flex-(?:direction|wrap|flow)|"
    r"overflow(?:-x|-y)?|(?:max-)?(?:height|width)|transform|scale|translate|filter|"
    r"grid-template-columns|(?:margin|padding)(?:-left|-right|-top|-bottom)?)\s*:\s*([^;{}]{1,300})",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_COMPOUND = re.compile(r"(\*|[a-zA-Z][\w-]*)?((?:[.#](?:\\.|[\w-])+)*)")
_PART = re.compile(r"([.#])((?:\\.|[\w-])+)")
_VARIABLE = re.compile(r"var\(\s*--[\w-]+\s*(?:,\s*([^()]*))?\)")
_WIDTH = re.compile(r"(min|max)-width\s*:\s*(\d+(?:\.\d+)?)(px|em|rem)")
_CONTENT = "::details-content"
_VIEWPORT = 1280  # px
_MOST_RULES = 20_000
_MOST_CHARACTERS = 2_000_000
_MOST_COMPOUNDS = 8
_MOST_TRIES = 1_000_000  # of a rule on an element: pages have hundreds of either

Properties = dict[str, str]


class Compound(NamedTuple):
    """One element's part of a selector: tag ("" for any), ids, classes; ``child`` if right below the one before."""

    tag: str
    ids: frozenset[str]
    classes: frozenset[str]
    child: bool


class Rule(NamedTuple):
    """A rule with one selector; rules apply in the order of ``weight``."""

    weight: tuple[int, int, int, int]
    compounds: tuple[Compound, ...]
    properties: Properties


@dataclass(slots=True)
class Sheet:
    """The rules of all style sheets of a page, found by what the last part of their selector names."""

    rules: dict[str, list[Rule]] = field(default_factory=dict)
    _count: int = 0
    _tries: int = 0

    @property
    def is_exhausted(self) -> bool:
        """Whether there was so much to apply that some of it was not."""
        return self._tries > _MOST_TRIES

    def add(self, text: str) -> None:
        """Take the rules of a style sheet."""
        for selectors, body in _blocks(_COMMENT.sub(" ", text[:_MOST_CHARACTERS])):
            properties = parse_properties(body)
            if properties:
                for selector in selectors.split(","):
                    self._add_rule(selector, properties)

    def properties(self, element: etree._Element) -> Properties:
        """Return the properties that rules and the style attribute give an element.

        "::details-content" is how what a `<details>` holds is shown, if rules say that.
        """
        found: list[Rule] = []
        classes = frozenset((element.get("class") or "").split()[:200])
        keys = [f".{name}" for name in sorted(classes)]
        keys += [f"#{element.get('id')}", element.tag, "*"]
        for key in keys:
            rules = self.rules.get(key, ())
            self._tries += len(rules)
            for rule in () if self.is_exhausted else rules:
                if _matches(rule.compounds, element, classes):
                    found.append(rule)
        found.sort(key=lambda rule: rule.weight)
        merged: Properties = {}
        for rule in found:
            merged.update(rule.properties)
        inline = element.get("style")
        if inline:
            merged.update(parse_properties(inline))
        return merged

    def _add_rule(self, selector: str, properties: Properties) -> None:
        if selector.rstrip().endswith(_CONTENT):
            selector = selector.rstrip().removesuffix(_CONTENT) or "*"
            shown = properties.get("content-visibility")
            properties = {_CONTENT: shown} if shown else {}
        compounds = _compounds(selector)
        if not compounds or self._count >= _MOST_RULES:
            return
        self._count += 1
        last = compounds[-1]
        key = (
            f"#{min(last.ids)}" if last.ids else f".{min(last.classes)}" if last.classes else last.tag or "*"
        )
        weight = (
            sum(len(each.ids) for each in compounds),
            sum(len(each.classes) for each in compounds),
            sum(bool(each.tag) for each in compounds),
            self._count,
        )
        self.rules.setdefault(key, []).append(Rule(weight, compounds, properties))


def parse_properties(text: str) -> Properties:
    """Return the properties that matter of a declaration block, variables replaced by their fallback."""
    properties: Properties = {}
    for name, value in _WANTED.findall(text):
        value = value.partition("!important")[0].strip().lower()
        if "var(" in value:
            value = _VARIABLE.sub(lambda found: found[1] or "", value).strip()
        if value and value not in ("inherit", "unset", "initial", "revert"):
            properties[name.lower()] = value
    return properties


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations, those of media queries that a wide screen meets among them."""
    position, skipped, depth = 0, 0, 0
    while (opening := text.find("{", position)) >= 0:
        closing = text.find("}", position, opening)
        while closing >= 0:
            depth = max(depth - 1, 0)
            skipped = min(skipped, depth)
            position = closing + 1
            closing = text.find("}", position, opening)
        head = text[position:opening].rpartition(";")[2].strip()
        if head.startswith("@"):
            depth += 1
            if skipped == depth - 1 and head.lower().startswith(
                ("@media", "@supports", "@layer", "@container")
            ):
                skipped = skipped if not _is_met(head) else skipped
            if not _is_met(head):
                skipped = skipped or depth
            position = opening + 1
            continue
        end = text.find("}", opening)
        end = end if end >= 0 else len(text)
        if not skipped:
            yield head, text[opening + 1 : end]
        position = end + 1


def _is_met(head: str) -> bool:
    low = head.lower()
    if low.startswith(("@supports", "@layer")):
        return True
    if not low.startswith("@media") or "print" in low or "dark" in low or "not " in low:
        return False
    for bound, number, unit in _WIDTH.findall(low):
        width = float(number) * (1 if unit == "px" else 16)
        if (bound == "min") != (width <= _VIEWPORT):
            return False
    return True


def _compounds(selector: str) -> tuple[Compound, ...]:
    """Parse a selector; an empty tuple if it is one that is left out."""
    if len(selector) > 400 or any(sign in selector for sign in ":[+~@&%"):
        unescaped = re.sub(r"\\.", "", selector)
        if len(selector) > 400 or any(sign in unescaped for sign in ":[+~@&%"):
            return ()
    compounds: list[Compound] = []
    child = False
    for part in selector.replace(">", " > ").split():
        if part == ">":
            child = True
            continue
        found = _COMPOUND.fullmatch(part)
        if not found or len(compounds) >= _MOST_COMPOUNDS:
            return ()
        names = [(sign, re.sub(r"\\(.)", r"\1", name)) for sign, name in _PART.findall(found[2])]
        tag = (found[1] or "").lower().replace("*", "")
        compounds.append(
            Compound(
                tag,
                frozenset(name for sign, name in names if sign == "#"),
                frozenset(name for sign, name in names if sign == "."),
                child,
            )
        )
        child = False
    return tuple(compounds)


def _matches(compounds: tuple[Compound, ...], element: etree._Element, classes: frozenset[str]) -> bool:
    if not _fits(compounds[-1], element, classes):
        return False
    above = element.getparent()
    steps = 0
    for index in range(len(compounds) - 2, -1, -1):
        direct = compounds[index + 1].child
        while True:
            steps += 1
            if above is None or steps > 300:
                return False
            fits = _fits(compounds[index], above, frozenset((above.get("class") or "").split()))
            above = above.getparent()
            if fits:
                break
            if direct:
                return False
    return True


def _fits(compound: Compound, element: etree._Element, classes: frozenset[str]) -> bool:
    if compound.tag and compound.tag != element.tag:
        return False
    if not compound.classes <= classes:
        return False
    return not compound.ids or compound.ids == {element.get("id")}
