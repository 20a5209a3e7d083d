"""The text extracted from each starter document is the last reviewed one, its golden text.

`RENEW_GOLDEN=1 make test ARGS=tests/golden` writes the golden texts again: review the diff before you commit it.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from indexer.extract import extract
from paths import ROOT

DOCUMENTS = ROOT / "corpus" / "documents"
TEXTS = Path(__file__).parent / "texts"
FILES = sorted(path for path in DOCUMENTS.rglob("*") if path.is_file())
EXTENSIONS = (".pdf", ".docx", ".pptx", ".xlsx", ".csv", ".odt", ".odp", ".html", ".vtt", ".srt", ".md", ".txt")
RENEW = bool(os.environ.get("RENEW_GOLDEN"))


def golden_path(path):
    """Return the path of the golden text of a document."""
    return TEXTS / f"{'__'.join(path.relative_to(DOCUMENTS).parts)}.txt"


def extracted_text(path):
    """Extract a document; return its metadata and each section under its locator as text."""
    document = extract(path.read_bytes(), path.name)
    facts = (f"pages {document.pages}", f"seconds {document.duration_s}")
    head = " | ".join((document.media_type, document.title, document.language, *facts)) + "\n"
    sections = (
        f"\n=== {section.locator.kind} | {section.locator.label} | {section.locator.fragment}\n{section.text}\n"
        for section in document.sections
    )
    return head + "".join(sections)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_starter_document_gives_its_golden_text(path):
    if RENEW:
        golden_path(path).write_text(extracted_text(path), encoding="utf-8")
    assert extracted_text(path) == golden_path(path).read_text(encoding="utf-8")


def test_every_golden_text_has_a_document():
    assert sorted(TEXTS.iterdir()) == sorted(map(golden_path, FILES))


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_every_kind_of_document_is_in_the_corpus_at_least_twice(extension):
    assert Counter(path.suffix for path in FILES)[extension] >= 2
