"""Chooses the title of a document: what its metadata says is often left over from a program or a template."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from catalog.text import slug
from indexer.extract.cleaning import clean_line

MAX_TITLE = 300
MIN_LETTERS = 3

_PROGRAM = re.compile(
    r"\A(?:Microsoft (?:Office )?(?:Word|PowerPoint|Excel|Publisher)|Adobe [\w ]+|QuarkXPress[^-]*)\s*-\s*",
    re.IGNORECASE,
)
_FILE_ENDING = re.compile(
    r"\.(?:docx?|docm|dotx?|pptx?|ppsx?|potx?|xlsx?|pdf|indd|qxd|qxp|pub|pmd|p65|ai|eps|rtf|txt|odt|odp|ods|html?|md|tex"
    r"|dvi|ps|jpe?g|png|tiff?|vsdx?|wpd|csv|vtt|srt|sbv|tsv)\Z",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:untitled|no title|title|titre|t[ií]tulo|document|doc|presentation|powerpoint presentation|pr[eé]sentation"
    r"|presentaci[oó]n de powerpoint|book|sheet|slide|layout|template|new document|word document|print|scan|image"
    r"|cover|page|header|model|contents|table of contents|abstract|introduction|default|draft|test|microsoft word"
    r"|blank page|home|index|readme|acrobat document|adobe photoshop pdf|template for .{0,40}|click to edit .{0,40})"
    r"[\s_-]*\d*",
    re.IGNORECASE,
)
_NO_HEADING = re.compile(r"\ANotes: | \| |[:;,]\Z|(?:\S+\s+){4}\S+\.\Z")
"""Notes of slides, rows of tables, and text that goes on or is a sentence."""
_PATH = re.compile(r"\A(?:[A-Za-z]:)?[\\/]|\\\\|\Afile:|\Ahttps?://\S+\Z", re.IGNORECASE)
_COPY = re.compile(r"(?:\s*\(\d{1,2}\)|[\s_-]+copy(?:[\s_-]*\d)?)\Z", re.IGNORECASE)


def document_title(metadata: Iterable[str], headings: Iterable[str], name: str) -> str:
    """Return the first good title of the metadata, or else of the headings, or else the file's name as words."""
    titles = (_PROGRAM.sub("", clean_line(text)) for text in metadata)
    candidates = (*titles, *(line for line in map(clean_line, headings) if not _NO_HEADING.search(line)))
    return next((title for title in candidates if is_title(title, name)), "") or title_of_name(name)


def is_title(text: str, name: str) -> bool:
    """Return whether a text can be the title of a document, and is not the name of its file or a placeholder."""
    letters = sum(map(str.isalpha, text))
    if not letters >= MIN_LETTERS or letters * 2 < len(text.replace(" ", "")) or len(text) > MAX_TITLE:
        return False
    if (
        "\ufffd" in text
        or "_" in text
        or _PLACEHOLDER.fullmatch(text)
        or _FILE_ENDING.search(text)
        or _PATH.search(text)
    ):
        return False
    is_name = slug(text) == slug(PurePosixPath(name).stem) and " " not in text
    is_code = " " not in text and any(map(str.isdigit, text))
    return not (is_name or is_code)


def title_of_name(name: str) -> str:
    """Return the name of a file as words: without its ending, with spaces, and with a capital at its beginning."""
    stem = _COPY.sub("", _FILE_ENDING.sub("", PurePosixPath(name).name))
    words = re.sub(r"[\s_]+", " ", stem.replace("%20", " ")).strip(" .-")
    if " " not in words:
        words = re.sub(r"-+", " ", words)
    return words[:1].upper() + words[1:] if words else name
