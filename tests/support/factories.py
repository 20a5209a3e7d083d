"""Factories of small values and corpora: a test states only what it is about, the rest has defaults."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from catalog.model import DocumentText, Entry, Locator, LocatorKind, Passage, Record
from catalog.program import Page
from catalog.schemas import record_json
from catalog.search.engines.memory.engine import MemoryBackend
from catalog.search.searcher import Searcher
from catalog.search.text.vocabulary import Vocabulary, WordCounter
from catalog.settings import Settings
from catalog.store.editorial.markdown_text import page_parts
from catalog.store.taxonomy import load_taxonomy
from catalog.taxonomy import Taxonomy
from catalog.vocabularies import ControlledVocabulary, Term
from indexer.ingest.model import IngestOptions, IngestReport
from indexer.ingest.pipeline import ingest
from paths import CORPUS

TAXONOMY = {
    "topics": [
        {"value": "technology", "label": "Technology", "core": True, "description": "Tools."},
        {"value": "gun-violence", "label": "Gun violence", "core": True, "description": "Shootings."},
        {"value": "crime-analysis", "label": "Crime analysis", "core": True, "description": "Patterns."},
    ],
    "formats": [
        {
            "value": "webinar",
            "label": "Webinar",
            "plural": "Webinars",
            "reading_minutes": 60,
            "citation_type": "video",
        },
        {
            "value": "podcast",
            "label": "Podcast",
            "plural": "Podcasts",
            "reading_minutes": 30,
            "citation_type": "podcast",
        },
        {
            "value": "publication",
            "label": "Publication",
            "plural": "Publications",
            "reading_minutes": 30,
            "citation_type": "report",
        },
    ],
    "agency_sizes": [
        {"value": "small", "label": "Small (under 50 sworn)", "sworn_max": 49},
        {"value": "midsize", "label": "Midsize (50-249 sworn)", "sworn_min": 50, "sworn_max": 249},
        {"value": "large", "label": "Large (250-999 sworn)", "sworn_min": 250, "sworn_max": 999},
        {"value": "major", "label": "Major (1,000 or more sworn)", "sworn_min": 1000},
    ],
    "audiences": [{"value": "chief", "label": "Chiefs"}, {"value": "analyst", "label": "Analysts"}],
    "engagement": [{"value": "operations", "label": "Operations"}],
    "media": [
        {"value": "pdf", "label": "PDF"},
        {"value": "document", "label": "Word or text document"},
        {"value": "web-page", "label": "Web page"},
        {"value": "transcript", "label": "Transcript or captions"},
    ],
    "availability": [
        {"value": "here", "label": "Available here"},
        {"value": "online", "label": "On another site"},
    ],
    "study_designs": [{"value": "survey", "label": "Survey study"}],
    "languages": [{"value": "en", "label": "English"}, {"value": "es", "label": "Spanish"}],
    "publishers": [{"value": "bja", "label": "Bureau of Justice Assistance", "synonyms": ["BJA"]}],
    "synonyms": [["license plate reader", "LPR", "ALPR"], ["smart policing", "SPI"], ["policing innovation", "SPI"]],
}


def taxonomy() -> Taxonomy:
    """Return the taxonomy of TAXONOMY."""
    vocabularies = {
        name: ControlledVocabulary(
            tuple(Term(**{**item, "synonyms": tuple(item.get("synonyms", ()))}) for item in items)
        )
        for name, items in TAXONOMY.items()
        if name != "synonyms"
    }
    return Taxonomy(vocabularies, tuple(map(tuple, TAXONOMY["synonyms"])))


@cache
def starter_formats() -> Taxonomy:
    """Return the taxonomy of TAXONOMY with the formats of the starter corpus."""
    formats = load_taxonomy(CORPUS / "taxonomy.yaml").vocabularies["formats"]
    return replace(taxonomy(), vocabularies={**taxonomy().vocabularies, "formats": formats})


def record(record_id: str = "one", **changes: object) -> Record:
    """Return a record with a title and the given fields."""
    return Record(**{"id": record_id, "title": f"Title of {record_id}", **changes})


def entry(record_id: str = "one", *, pages: Iterable[str] = (), **changes: object) -> Entry:
    """Return an entry; if pages are given, it has one PDF with a passage on each page."""
    passages = tuple(
        Passage(0, Locator(LocatorKind.PAGE, f"p. {number}", f"page={number}"), text)
        for number, text in enumerate(pages, 1)
    )
    texts = (DocumentText("application/pdf", 1000, "0" * 64, len(passages)),) if passages else ()
    return Entry(record(record_id, **changes), texts, passages)


def memory_searcher(entries: Iterable[Entry] = ()) -> Searcher:
    """Return a searcher with the memory engine over entries."""
    return Searcher(MemoryBackend(entries, taxonomy(), "000001-test"))


def vocabulary(*titles: str) -> Vocabulary:
    """Return the spelling vocabulary of an index whose entries have only these titles."""
    counter = WordCounter()
    for title in titles:
        counter.add({"title": [title]})
    return counter.vocabulary()


def write_corpus(folder: Path, *records: Record, documents: dict[str, str | bytes] | None = None) -> Path:
    """Write a corpus: a file for each record, and documents by path; return its folder."""
    (folder / "records").mkdir(parents=True, exist_ok=True)
    (folder / "taxonomy.yaml").write_text(yaml.safe_dump(TAXONOMY), encoding="utf-8")
    for new_record in records:
        write_record(folder, new_record)
    for name, content in (documents or {}).items():
        path = folder / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def write_record(folder: Path, new_record: Record) -> Path:
    """Write one record file into a corpus; return its path."""
    path = folder / "records" / f"{new_record.id}.json"
    path.write_text(json.dumps(record_json(new_record), indent=1), encoding="utf-8")
    return path


def write_best_bets(folder: Path, *bets: dict[str, object]) -> Path:
    """Write the best bets of a corpus, as editors do; return the path of the file."""
    path = folder / "best_bets.yaml"
    path.write_text(yaml.safe_dump(list(bets), sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


def write_start_here(folder: Path, *topics: dict[str, object]) -> Path:
    """Write the resources to start with of a corpus, as editors do; return the path of the file."""
    path = folder / "start_here.yaml"
    path.write_text(yaml.safe_dump(list(topics), sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


def write_toolkit(folder: Path, name: str, **fields: object) -> Path:
    """Write a featured toolkit into a corpus, as editors do; return the path of its file."""
    path = folder / "toolkits" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(fields, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


def write_page(folder: Path, name: str, text: str, **front_matter: str) -> Path:
    """Write a page into a corpus, as editors do; return the path of its file."""
    path = folder / "pages" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{yaml.safe_dump(front_matter, sort_keys=False)}---\n\n{text}\n", encoding="utf-8")
    return path


def page(name: str, title: str, text: str, summary: str = "", language: str = "en") -> Page:
    """Return a published page with the plain text of its Markdown."""
    return Page(name, title, text, summary, language, page_parts(text))


def site(site_id: str = "toledo-oh", **changes: object) -> dict[str, object]:
    """Return the fields of a site in sites.yaml."""
    return {"id": site_id, "city": "Toledo", "state": "OH", "latitude": 41.65, "longitude": -83.54, **changes}


def write_sites(folder: Path, *sites: dict[str, object]) -> Path:
    """Write the sites of a corpus, as editors do; return the path of the file."""
    path = folder / "sites.yaml"
    path.write_text(yaml.safe_dump(list(sites), sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


def settings(folder: Path, **changes: object) -> Settings:
    """Return settings for a corpus and a data folder below `folder`."""
    return Settings(**{"corpus": folder / "corpus", "data": folder / "data", **changes})


def publish(
    folder: Path, *records: Record, documents: dict[str, str | bytes] | None = None, **changes: object
) -> IngestReport:
    """Write a corpus below `folder` and index it with the given settings; return the report."""
    write_corpus(folder / "corpus", *records, documents=documents)
    return ingest(settings(folder, **changes), IngestOptions())
