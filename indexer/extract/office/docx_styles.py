"""Which paragraphs of a Word document are headings, and its language, from its styles."""

from __future__ import annotations

import re

from indexer.extract.office.xml.xml_flow import XmlElement, attribute, element_at, local_name

HEADING_STYLE = re.compile(r"(heading|title)( \d)?", re.IGNORECASE)  # built-in styles keep English names in every Word
BODY_LEVEL = 9  # ISO/IEC 29500-1, 17.3.1.20: outline levels 0 to 8 are headings, 9 is body text
MAX_STYLE_CHAIN = 20


class Styles:
    """The styles of a document; `root` is None if it has none."""

    def __init__(self, root: XmlElement | None) -> None:
        self._headings = _heading_styles(root)
        self.language = _language(root)

    def is_heading(self, paragraph: XmlElement) -> bool:
        """Return whether a paragraph is a heading, by its own outline level or its style."""
        properties = element_at(paragraph, "pPr")
        if properties is None:
            return False
        level = attribute(element_at(properties, "outlineLvl"), "val")
        return (
            _is_heading_level(level) if level else attribute(element_at(properties, "pStyle"), "val") in self._headings
        )


def _heading_styles(styles: XmlElement | None) -> frozenset[str]:
    """Return the ids of heading styles, by name or outline level, their own or inherited."""
    based_on: dict[str, str] = {}
    is_heading: dict[str, bool] = {}
    for style in styles if styles is not None else ():
        if local_name(style) == "style":
            style_id = attribute(style, "styleId")
            based_on[style_id] = attribute(element_at(style, "basedOn"), "val")
            has_heading_name = HEADING_STYLE.fullmatch(attribute(element_at(style, "name"), "val")) is not None
            level = attribute(element_at(style, "pPr", "outlineLvl"), "val")
            if has_heading_name or level:
                is_heading[style_id] = has_heading_name or _is_heading_level(level)
    return frozenset(style for style in based_on if _inherits_heading(style, is_heading, based_on))


def _inherits_heading(style: str, is_heading: dict[str, bool], based_on: dict[str, str]) -> bool:
    """Return whether a style, or the nearest style it is based on that decides it, is a heading."""
    for _ in range(MAX_STYLE_CHAIN):
        if style in is_heading or style not in based_on:
            break
        style = based_on[style]
    return is_heading.get(style, False)


def _is_heading_level(level: str) -> bool:
    return level.isdecimal() and int(level) < BODY_LEVEL


def _language(styles: XmlElement | None) -> str:
    """Return the language of the default style (docDefaults), or an empty string."""
    defaults = element_at(styles, "docDefaults")
    languages = defaults.iter("{*}lang") if defaults is not None else ()
    return next((attribute(language, "val") for language in languages), "")
