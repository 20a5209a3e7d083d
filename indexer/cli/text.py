"""The `text` command: what was extracted of a record's documents, as searches see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

import click

from catalog.errors import CatalogError
from catalog.model import DocumentRole, Passage, TextSource
from catalog.settings import Settings
from indexer.cli.number_options import WholeNumberRange
from indexer.cli.options import json_option
from indexer.cli.terminal import pluralized, print_json, say
from indexer.editing.corrected_text import write_corrected_text
from indexer.ingest.documents.document_texts import TextOfDocument, TextsOfRecord, texts_of_record

TEXT_MARGIN, ROW_MARGIN, BOILERPLATE_MARGIN = "    ", "  | ", "  ~ "
"""What is printed before a line of text, of rows of tables, and of boilerplate."""
LEGEND = "  ~ is never quoted (running heads, page numbers, licenses); | is quoted only if nothing else matches (rows)."
SOURCES = {
    TextSource.OCR: "recognized on scanned pages (OCR)",
    TextSource.MIXED: "in part recognized on scanned pages (OCR)",
}


@click.command("text")
@click.argument("record_id", metavar="ID")
@click.option("--document", "number", type=WholeNumberRange(1), help="Show only this document, counted from 1.")
@click.option("--page", type=WholeNumberRange(1), help="Show only this page or slide.")
@click.option("--write", is_flag=True, help="Write the text into a file beside the document, to correct it there.")
@json_option
@click.pass_obj
def text_command(
    settings: Settings, /, record_id: str, number: int | None, page: int | None, *, write: bool, as_json: bool
) -> None:
    """Show the text of a resource's documents, as searches see it."""
    texts = texts_of_record(settings, record_id)
    documents = _chosen(texts, number)
    if write:
        _write(settings, texts.id, documents, as_json=as_json)
        return
    if page:
        documents = [document.on_page(page) for document in documents]
        if not any(document.passages for document in documents):
            raise CatalogError(f"no text is on page {page} of these documents: {_page_counts(documents)}")
    if as_json:
        print_json(_texts_json(texts, documents))
    else:
        _print_texts(texts, documents)


def _page_counts(documents: Sequence[TextOfDocument]) -> str:
    """Return how many pages each document has; only some documents have any."""
    pages = [(item.document.path or item.document.url, item.text.pages) for item in documents if item.text.pages]
    return ", ".join(f"{name} has {pluralized(count, 'page')}" for name, count in pages) or "they have no pages"


def _chosen(texts: TextsOfRecord, number: int | None) -> Sequence[TextOfDocument]:
    """Return all documents of a record, or the one with a number."""
    count = len(texts.documents)
    if not count:
        raise CatalogError(f"record '{texts.id}' has no documents")
    if number and number > count:
        advice = f"use a number from 1 to {count}" if count > 1 else "leave out --document"
        raise CatalogError(f"record '{texts.id}' has {pluralized(count, 'document')}: {advice}")
    return texts.documents[number - 1 : number] if number else texts.documents


def _write(settings: Settings, record_id: str, documents: Sequence[TextOfDocument], *, as_json: bool) -> None:
    if len(documents) > 1:
        raise CatalogError(f"there are {len(documents)} documents: choose one with --document")
    path = write_corrected_text(settings, record_id, documents[0])
    if as_json:
        print_json({"written": str(path)})
        return
    say(f"The text is in {path}. Correct it there; keep the lines such as --- page 2 ---.")
    say("Then run 'clearinghouse index': searches read that file in place of the document, which visitors still get.")


def _texts_json(texts: TextsOfRecord, documents: Sequence[TextOfDocument]) -> dict[str, Any]:
    return {
        "id": texts.id,
        "title": texts.title,
        "generation": texts.generation,
        "documents": list(map(_document_json, documents)),
    }


def _document_json(document: TextOfDocument) -> dict[str, Any]:
    described = document.document
    return {
        "number": document.number,
        "path": described.path,
        "url": described.url,
        "role": described.role,
        **asdict(document.text),
        "corrected": document.corrected,
        "words": document.words,
        "passages": [
            {"locator": asdict(passage.locator), "text": passage.text, **_spans(passage)}
            for passage in document.passages
        ],
    }


def _spans(passage: Passage) -> dict[str, Any]:
    return {"boilerplate": list(passage.boilerplate), "rows": list(passage.rows)}


def _print_texts(texts: TextsOfRecord, documents: Sequence[TextOfDocument]) -> None:
    say(f"{texts.id}: {texts.title}")
    if texts.generation is None:
        say("This record is not published: its documents were read for this output.")
    for document in documents:
        say()
        say(f"{document.number}. {document.document.path or document.document.url}")
        for fact in _facts(document):
            say(f"   {fact}")
        for label, passages in groupby(document.passages, lambda passage: passage.locator.label):
            say()
            say(f"  [{label or 'no page'}]")
            for passage in passages:
                for line in marked_lines(passage):
                    say(line)
    if any(passage.boilerplate or passage.rows for document in documents for passage in document.passages):
        say()
        say(LEGEND)


def _facts(document: TextOfDocument) -> Iterator[str]:
    """Yield what is known of a document's text, in sentences."""
    text = document.text
    facts = [text.media_type or "", pluralized(text.pages, "page") if text.pages else ""]
    facts += [f"{text.duration_s:,} s" if text.duration_s else ""]
    words = pluralized(document.words, "word")
    facts += [f"of which page {document.page} has {words}" if document.page else words]
    yield ", ".join(filter(None, facts))
    if document.corrected:
        yield f"The text is that of the file beside it, {document.corrected}."
    if text.text_source:
        yield f"The text was {SOURCES[text.text_source]}."
    if text.problem:
        stale = " This is the text of its last good version." if text.stale else ""
        yield f"{text.problem}{stale}"
    elif document.document.role is DocumentRole.DATA:
        yield "Its role is data: it is never searched."
    elif not document.passages and document.document.path:
        yield "No text of its own is searched here: it has none, or its transcript is searched instead."


def marked_lines(passage: Passage) -> Iterator[str]:
    """Yield the lines of a passage, each with a margin that says whether it is text, rows or boilerplate."""
    margins = [TEXT_MARGIN] * len(passage.text)
    for spans, margin in ((passage.rows, ROW_MARGIN), (passage.boilerplate, BOILERPLATE_MARGIN)):
        for start, end in spans:
            margins[start:end] = [margin] * (end - start)
    start = 0
    for line in passage.text.split("\n"):
        characters = zip(line, margins[start : start + len(line)], strict=True)
        for margin, run in groupby(characters, lambda character: character[1]):
            if text := "".join(character for character, _ in run).strip():
                yield f"{margin}{text}"
        start += len(line) + 1
