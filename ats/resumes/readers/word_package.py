"""The parts of a DOCX and what they refer to. Format: ECMA-376 part 2, 9."""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from ats.resumes.readers.members import Members, UnreadableFile
from ats.resumes.text import Flag

_DOCUMENT = re.compile(r"word/document\d*\.xml")


@dataclass(slots=True)
class Relation:
    """What a part refers to: another part or an address, as what, and whether it lies elsewhere."""

    target: str
    kind: str
    external: bool


class WordPackage:
    """The parts of one document; raises UnreadableFile where the main one is missing."""

    def __init__(self, members: Members) -> None:
        self._members = members
        self._main = _main_part(members)
        self.relations = self.relations_of(self._main)

    def main_tree(self) -> etree._Element:
        """Return the tree of the part that holds the text."""
        return self._members.tree(self._main)

    def flags(self) -> Iterator[Flag]:
        """Yield what a recruiter should know of the parts that are not read."""
        names = self._members.names
        if any(name.endswith(("vbaProject.bin", "vbaData.xml")) for name in names):
            yield Flag("macros", "holds macros")
        if any("/embeddings/" in name or "/activeX/" in name for name in names):
            yield Flag("embedded", "holds other files or active controls")
        if any(relation.external and relation.kind != "hyperlink" for relation in self._all_relations()):
            yield Flag("external", "refers to templates, pictures or objects elsewhere; none was fetched")

    def tree_of(self, relation: str) -> etree._Element | None:
        """Return the tree of the part that a relation of the main part names, if there is one."""
        found = self.relations.get(relation)
        if not found or found.external or found.target not in self._members.names:
            return None
        return self._members.tree(found.target)

    def relations_of(self, part: str) -> dict[str, Relation]:
        """Return what a part refers to, by the name that it uses."""
        folder, _, name = part.rpartition("/")
        return self._parsed(f"{folder}/_rels/{name}.rels")

    def optional_tree(
        self, kind: str, *, cut: Callable[[bytes], bytes] | None = None
    ) -> etree._Element | None:
        """Return the tree of the first part of a kind that the main part refers to; ``cut`` shortens its bytes."""
        for relation in self.relations.values():
            if relation.kind == kind and not relation.external and relation.target in self._members.names:
                return self._members.tree(relation.target, cut=cut)
        return None

    def _all_relations(self) -> Iterator[Relation]:
        yield from self.relations.values()
        for name in sorted(self._members.names):
            if (
                name.endswith(".rels")
                and name.startswith("word/")
                and not name.endswith(f"{self._main[5:]}.rels")
            ):
                yield from self._parsed(name).values()

    def _parsed(self, name: str) -> dict[str, Relation]:
        if name not in self._members.names:
            return {}
        folder = posixpath.dirname(posixpath.dirname(name))
        relations: dict[str, Relation] = {}
        for each in self._members.tree(name):
            external = each.get("TargetMode") == "External"
            target = each.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            relations[each.get("Id", "")] = Relation(
                target, each.get("Type", "").rpartition("/")[2], external
            )
        return relations


def _main_part(members: Members) -> str:
    found = sorted(name for name in members.names if _DOCUMENT.fullmatch(name))
    if not found:
        raise UnreadableFile("lacks the part that holds its text")
    return found[0]
