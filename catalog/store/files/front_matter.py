"""Reads files that begin with fields between two lines of `---`, and go on with text."""

from __future__ import annotations

import re
from pathlib import Path

from catalog.store.files.yaml_json import (
    MAX_LISTING_BYTES,
    FileRefusedError,
    Malformed,
    RawRecord,
    parse_yaml_lines,
    read_text,
)
from catalog.text import clean

FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def read_front_matter(path: Path, file: str) -> tuple[RawRecord, str, int] | Malformed:
    """Return the fields between two lines of `---` at the top of a file, the text below, and the line it begins in.

    Line ends become line feeds, and whitespace around the text is removed. Never raises for the contents.
    """
    try:
        return _front_matter(clean(read_text(path, MAX_LISTING_BYTES).replace("\r\n", "\n")), file)
    except FileRefusedError as error:
        return Malformed(file, error.line, str(error))


def _front_matter(text: str, file: str) -> tuple[RawRecord, str, int]:
    match = FRONT_MATTER.match(text)
    if match is None:
        raise FileRefusedError(
            "the file must begin with a line of ---, a line such as title: About, and a line of ---", 1
        )
    parsed = parse_yaml_lines(f"\n{match[1]}")  # line numbers include the opening ---
    if not isinstance(parsed.value, dict):
        raise FileRefusedError("between the lines of --- there must be fields, such as title: About", 2)
    line = text.count("\n", 0, match.end()) + 1
    return RawRecord(parsed.value, file, 1, parsed.lines, parsed.curly), text[match.end() :].strip(), line
