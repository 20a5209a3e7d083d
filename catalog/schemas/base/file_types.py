"""Recognizes words for kinds of files, which editors write in place of a resource's format."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from catalog.text import name_form

_WORDS = """
publication: pdf doc docx word odt rtf txt text epub ebook e-book acrobat adobe
webinar: video mp4 mov avi wmv webm youtube vimeo recording ppt pptx odp powerpoint slide slideshow presentation
podcast: audio mp3 wav m4a sound
statistics: xls xlsx ods excel csv spreadsheet
website: link url web html htm webpage page online internet
"""
"""Words for kinds of files, and the format that resources with such a file mostly have."""
_GENERAL_WORDS = frozenset(map(name_form, "file document media microsoft ms google application format".split()))
_FORMATS: Mapping[str, str] = MappingProxyType(
    {
        name_form(word): name
        for name, _, words in (line.partition(": ") for line in _WORDS.strip().splitlines())
        for word in words.split()
    }
)


def format_of_file_type(text: str) -> str | None:
    """Return the format that is nearest to a kind of file such as "PDF", or None if `text` is not one.

    It is empty for a general word such as "document".
    """
    form = name_form(text)
    if form in _FORMATS:
        return _FORMATS[form]
    words = form.split("-")
    if not form or not all(word in _FORMATS or word in _GENERAL_WORDS for word in words):
        return None
    return next((_FORMATS[word] for word in words if word in _FORMATS), "")
