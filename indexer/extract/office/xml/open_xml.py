"""Open XML packages (DOCX, PPTX, XLSX): parts, their relations, and properties (ISO/IEC 29500-2).

Both conformance classes are read alike: they differ in namespaces, and only local names are compared. Odd packages are
read as far as possible: a part that is missing or damaged is noted, and the others are read.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from indexer.extract.office.notes import incomplete_part, unread_part
from indexer.extract.office.xml.archive import Archive
from indexer.extract.office.xml.xml_flow import XmlElement, attribute, local_name, parse_xml

CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class PartRelation:
    """A relation of a part: its kind is the end of its type, such as `chart`; its target is the name of a part.

    The target is empty if it is outside the package; nothing there is ever read.
    """

    kind: str
    target: str


class OpenXmlPackage:
    """A package whose main part is `main`, which is called `usual_main` if the relations of the package are missing.

    `notes` are sentences for an editor about parts that could not be read.
    """

    def __init__(self, data: bytes, usual_main: str) -> None:
        self._archive = Archive(data)
        self._relations: dict[str, Mapping[str, PartRelation]] = {}
        self.notes: list[str] = []
        main = self.first_related("", "officeDocument")
        self.main = main if main in self._archive else usual_main

    def main_xml(self) -> XmlElement:
        """Return the root of the main part; raise KeyError or ValueError if there is none."""
        return self._root(self.main)

    def read(self, part: str) -> bytes:
        """Return the content of a part, or no bytes and a note if it is missing."""
        try:
            return self._archive.read(part)
        except KeyError:
            self.note_unread(part)
            return b""

    def xml(self, part: str) -> XmlElement | None:
        """Return the root of a part, or None and a note if it is missing or contains no XML."""
        try:
            return self._root(part)
        except (KeyError, ValueError):
            self.note_unread(part)
            return None

    def _root(self, part: str) -> XmlElement:
        root, is_complete = parse_xml(self._archive.read(part))
        if not is_complete:
            self.note_incomplete(part)
        return root

    def note_incomplete(self, part: str) -> None:
        """Note that only the beginning of a part was read."""
        self.notes.append(incomplete_part(posixpath.basename(part)))

    def note_unread(self, part: str) -> None:
        """Note that a part was not read."""
        self.notes.append(unread_part(posixpath.basename(part)))

    def relations(self, part: str) -> Mapping[str, PartRelation]:
        """Return the relations of a part by their ids; those of the package are the relations of ""."""
        if part not in self._relations:
            folder, name = posixpath.split(part)
            relations_part = posixpath.join(folder, "_rels", f"{name}.rels")
            self._relations[part] = self._read_relations(relations_part, folder)
        return self._relations[part]

    def _read_relations(self, relations_part: str, folder: str) -> dict[str, PartRelation]:
        root = self.xml(relations_part) if relations_part in self._archive else None
        relations = {}
        for element in root if root is not None else ():
            kind = attribute(element, "Type").rstrip("/").rpartition("/")[2]
            is_external = attribute(element, "TargetMode").lower() == "external"
            target = "" if is_external else _part_name(folder, attribute(element, "Target"))
            relations[attribute(element, "Id")] = PartRelation(kind, target)
        return relations

    def target(self, part: str, relation: str) -> str:
        """Return the part that a relation of a part leads to by its id, or an empty string."""
        return self.relations(part)[relation].target if relation in self.relations(part) else ""

    def related(self, part: str, *kinds: str) -> tuple[str, ...]:
        """Return the parts that a part is related to by relations of these kinds, in order."""
        relations = self.relations(part).values()
        return tuple(relation.target for relation in relations if relation.kind in kinds and relation.target)

    def first_related(self, part: str, kind: str, usual: str = "") -> str:
        """Return the first part related by a kind of relation; else the part called `usual`, if it exists; else ""."""
        for target in self.related(part, kind):
            return target
        return usual if usual and usual in self._archive else ""

    @cached_property
    def _content_types(self) -> dict[str, str]:
        """The media types of parts by name, and of others by the extension of their names."""
        root = self.xml(CONTENT_TYPES) if CONTENT_TYPES in self._archive else None
        return {
            (attribute(element, "PartName").lstrip("/") or attribute(element, "Extension")).lower(): attribute(
                element, "ContentType"
            ).lower()
            for element in (root if root is not None else ())
        }

    def content_type(self, part: str) -> str:
        """Return the media type of a part in lowercase, or an empty string."""
        name = part.lower()
        return self._content_types.get(name) or self._content_types.get(name.rpartition(".")[2], "")

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """The core properties by name, such as `title` and `language`."""
        part = self.first_related("", "core-properties", "docProps/core.xml")
        root = self.xml(part) if part in self._archive else None
        return {local_name(element): element.text or "" for element in (root if root is not None else ())}


def _part_name(folder: str, target: str) -> str:
    """Return the name of the part that a relation of a part in `folder` has as its target."""
    path = target.replace("\\", "/").partition("#")[0]
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/") if path else ""


def relation_id(element: XmlElement, name: str = "id") -> str:
    """Return the id of a relation that an element names in an attribute, such as `r:id`; else an empty string."""
    return next(
        (value for key, value in element.attrib.items() if key.startswith("{") and key.endswith(f"}}{name}")), ""
    )
