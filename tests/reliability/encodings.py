"""Encodes Spanish and English texts as Windows, Macs and DOS do, and counts what is decoded wrongly.

    python -m tests.reliability.encodings

The texts are the lines of the interface and of the starter documents, each alone, as short as they are.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.pofile import read_po

from indexer.extract.decoding import decode_text

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "webui/translations/es/LC_MESSAGES/messages.po"
ENCODINGS = ("utf-8", "utf-16", "cp1252", "mac_roman", "cp850", "cp437")
MAX_WRONG_SHARE = 0.02
TEXT_SUFFIXES = {".csv", ".html", ".md", ".srt", ".txt", ".vtt"}


def spanish() -> Iterator[str]:
    """Yield the Spanish texts of the interface."""
    with TRANSLATIONS.open("rb") as file:
        for message in read_po(file):
            yield from [message.string] if isinstance(message.string, str) else message.string


def english() -> Iterator[str]:
    """Yield the lines of the starter documents and guides that have characters beyond ASCII."""
    documents = (path for path in (ROOT / "corpus/documents").rglob("*") if path.suffix in TEXT_SUFFIXES)
    for path in (*documents, *(ROOT / "docs").glob("*.md")):
        yield from path.read_text(encoding="utf-8").splitlines()


def typographic(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines with the quotes, apostrophes and dashes of a word processor."""
    for line in lines:
        text = re.sub(r"(?<=\w)'(?=\w)", "\u2019", line)
        text = re.sub(r'"([^"]*)"', "\u201c\\1\u201d", text)
        yield re.sub(r" - ", " \u2013 ", text)


def wrong(texts: Iterable[str], encoding: str) -> tuple[list[str], int]:
    """Return the texts that are decoded wrongly from an encoding, and the number of texts that it can encode."""
    failures, count = [], 0
    for text in texts:
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        count += 1
        if decode_text(data).removeprefix("\ufeff") != text:
            failures.append(text)
    return failures, count


def main() -> int:
    """Print the figures; return 1 if more than two texts in a hundred are decoded wrongly."""
    broken = False
    sources = {"Spanish": spanish(), "English": typographic(english())}
    for name, source in sources.items():
        texts = [text.strip() for text in dict.fromkeys(source) if not text.isascii()]
        for encoding in ENCODINGS:
            failures, count = wrong(texts, encoding)
            broken |= len(failures) > MAX_WRONG_SHARE * count
            print(f"{name:8} {encoding:10} {count:5} texts, {len(failures)} wrong {failures[:2]}")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
