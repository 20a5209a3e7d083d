"""PPTX: one section for each slide, the title first, and the notes and comments last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog.model import Locator, LocatorKind
from indexer.extract.embedded import read_embedded
from indexer.extract.office.page_furniture import PageFurniture
from indexer.extract.office.xml.drawing_text import drawing_paragraphs
from indexer.extract.office.xml.escapes import unescape
from indexer.extract.office.xml.graphics import Graphics
from indexer.extract.office.xml.open_xml import OpenXmlPackage, relation_id
from indexer.extract.office.xml.xml_flow import XmlElement, attribute, element_at, local_name
from indexer.extract.result import ExtractedSection, Extraction

TITLE_PLACEHOLDERS = frozenset({"title", "ctrTitle"})
FOOTERS = frozenset({"dt", "ftr", "hdr"})
FURNITURE = FOOTERS | {"sldNum", "sldImg"}
"""Placeholders that are the same on every slide, and the slide's image on its notes (ISO/IEC 29500-1, 19.7.10)."""

CAPTIONS_SUFFIX = ".vtt"
_PLACEHOLDER_PATH = ("nvSpPr", "nvPr", "ph")


def read(data: bytes, media_type: str) -> Extraction:
    """Return the slides in order, hidden ones included; `pages` counts them all."""
    package = OpenXmlPackage(data, "ppt/presentation.xml")
    reader = _SlideReader(package)
    sections = tuple(
        ExtractedSection(Locator(LocatorKind.PAGE, f"slide {number}"), "\n\n".join(reader.texts(relation_id(slide))))
        for number, slide in enumerate(package.main_xml().iterfind("{*}sldIdLst/{*}sldId"), 1)
    )
    return Extraction(
        media_type=media_type,
        sections=sections,
        title=unescape(package.properties.get("title", "")),
        language=package.properties.get("language", ""),
        pages=len(sections),
        notes=tuple(package.notes),
    )


class _SlideReader:
    """Reads slides. What their footers and their design repeat on many slides is read once."""

    def __init__(self, package: OpenXmlPackage) -> None:
        self._package = package
        self._designs: set[str] = set()
        self._furniture = PageFurniture()

    def texts(self, relation: str) -> Iterator[str]:
        """Yield the title of a slide, its other text in order, its footers and design, its notes and its comments."""
        part = self._package.target(self._package.main, relation)
        slide = self._package.xml(part or f"slide {relation}")
        if slide is None:
            return
        shapes = sorted(_shapes(slide), key=lambda shape: _placeholder(shape) not in TITLE_PLACEHOLDERS)
        texts = list(self._shape_texts(part, (shape for shape in shapes if _placeholder(shape) not in FURNITURE)))
        yield from texts
        self._furniture.remember(texts)
        yield from self._furniture.new_lines(self._furniture_texts(part, slide))
        yield from self._captions(part)
        for notes_part in self._package.related(part, "notesSlide"):
            notes = self._package.xml(notes_part)
            shapes = [shape for shape in _shapes(notes) if _placeholder(shape) not in FURNITURE]
            if text := "\n".join(self._shape_texts(notes_part, shapes)):
                yield f"Notes: {text}"
        for comments_part in self._package.related(part, "comments"):
            yield from _comments(self._package.xml(comments_part))

    def _captions(self, part: str) -> Iterator[str]:
        """Yield the captions of videos on a slide."""
        for relation in self._package.relations(part).values():
            if relation.target.lower().endswith(CAPTIONS_SUFFIX) and (data := self._package.read(relation.target)):
                try:
                    captions = read_embedded(data, relation.target)
                except MemoryError:
                    raise
                except Exception:  # noqa: BLE001 - a parser may raise anything; the slides are read without captions
                    self._package.note_unread(relation.target)
                else:
                    yield "\n".join(section.text for section in captions.sections)

    def _shape_texts(self, part: str, shapes: Iterable[XmlElement]) -> Iterator[str]:
        graphics = Graphics(self._package, part)
        for shape in shapes:
            yield from graphics.texts(shape)

    def _furniture_texts(self, part: str, slide: XmlElement) -> Iterator[str]:
        """Yield the footers of a slide, and the text that its layout and its master draw on it."""
        yield from self._shape_texts(part, (shape for shape in _shapes(slide) if _placeholder(shape) in FOOTERS))
        for kind in ("slideLayout", "slideMaster"):
            part = self._package.first_related(part, kind)
            if not part or part in self._designs or attribute(slide, "showMasterSp") in {"0", "false"}:
                return
            self._designs.add(part)
            slide = self._package.xml(part)
            drawn = (shape for shape in _shapes(slide) if element_at(shape, *_PLACEHOLDER_PATH) is None)
            yield from self._shape_texts(part, drawn)


def _shapes(slide: XmlElement | None) -> list[XmlElement]:
    """Return the top-level shapes of a slide or its notes; a group is one shape."""
    tree = element_at(slide, "cSld", "spTree")
    return list(tree) if tree is not None else []


def _placeholder(shape: XmlElement) -> str:
    """Return the placeholder type of a shape, or an empty string."""
    return attribute(element_at(shape, *_PLACEHOLDER_PATH), "type")


def _comments(root: XmlElement | None) -> Iterator[str]:
    """Yield the comments on a slide, and the answers to them."""
    for comment in root.iter("{*}text", "{*}txBody") if root is not None else ():
        text = comment.text or "" if local_name(comment) == "text" else " ".join(drawing_paragraphs(comment))
        yield f"Comment: {unescape(text)}" if text else ""
