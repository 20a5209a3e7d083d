"""Every starter document still gives the text that was last reviewed, its golden text.

`RENEW_GOLDEN=1 make test ARGS=tests/golden` writes the texts again: review the diff before you commit it.
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
KINDS = (".pdf", ".docx", ".pptx", ".xlsx", ".csv", ".odt", ".odp", ".html", ".vtt", ".srt", ".md", ".txt")
RENEW = bool(os.environ.get("RENEW_GOLDEN"))


def golden(path):
    """The path of a document's golden text."""
    return TEXTS / f"{'__'.join(path.relative_to(DOCUMENTS).parts)}.txt"


def readable(path):
    """The extraction of a document: its type, then each section under its locator."""
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
        golden(path).write_text(readable(path), encoding="utf-8")
    assert readable(path) == golden(path).read_text(encoding="utf-8")


def test_every_golden_text_has_a_document():
    assert sorted(TEXTS.iterdir()) == sorted(map(golden, FILES))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_document_is_in_the_corpus_at_least_twice(kind):
    assert Counter(path.suffix for path in FILES)[kind] >= 2
