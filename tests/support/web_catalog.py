"""A small catalog for the tests of the site, with a resource for each case that pages must handle."""

from __future__ import annotations

import atexit
import datetime as dt
import shutil
import tempfile
from functools import cache
from pathlib import Path

import factories
from catalog.model import AgencySize, Document, DocumentRole, Featured, Identifiers, PartialDate, Rating
from catalog.program import PAGES
from catalog.settings import Settings

HOSTILE = '<script>alert(1)</script> & "quoted"'
LONG = "Policing" * 50
CAPTIONS = """WEBVTT

00:00:01.000 --> 00:00:05.000
Welcome to the talk.

00:02:05.000 --> 00:02:09.000
A plate reader takes a picture of a passing vehicle.
"""
PAGE = """<!doctype html><html><head><title>Before you buy</title></head><body><main>
<h1 id="top">Before you buy</h1><p>Questions about cameras and their storage.</p>
<h2 id="storage">Storage</h2><p>How long is a recording kept? Ask about retention before anything else.</p>
<h2>Ownership</h2><p>Who owns the footage, and who may copy it? Put ownership into the contract.</p>
<script>document.cookie = 'a=1'</script></main></body></html>
"""
LONG_CAPTIONS = "WEBVTT\n" + "".join(
    f"\n{start} --> {start}\nStill talking, minute {minute}.\n"
    for minute, start in ((minute, f"{minute // 60:02}:{minute % 60:02}:00.000") for minute in range(310))
)
"""More captions than one page of a text has."""
TABLE = "task,done\nlist the partners,no\n"


def pdf(*pages: str) -> bytes:
    """Return a PDF with one line of text on each page. It has no cross-reference table; readers rebuild it."""
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(pages)))
    parts = [
        "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        f"2 0 obj<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>endobj",
        "3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj",
    ]
    for number, line in enumerate(pages):
        page, stream = 10 + 2 * number, f"BT /F1 12 Tf 72 700 Td ({line}) Tj ET"
        look = f"/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents {page + 1} 0 R"
        parts += [
            f"{page} 0 obj<</Type/Page/Parent 2 0 R{look}>>endobj",
            f"{page + 1} 0 obj<</Length {len(stream)}>>stream\n{stream}\nendstream endobj",
        ]
    return "\n".join(["%PDF-1.4", *parts, "trailer<</Root 1 0 R>>", "%%EOF"]).encode()


DOCUMENTS: dict[str, str | bytes] = {
    "talk/captions.vtt": CAPTIONS,
    "long/captions.vtt": LONG_CAPTIONS,
    "guide/guide.pdf": pdf(
        "An introduction for readers in a hurry.", "Cameras in small towns need a retention policy."
    ),
    "questions/page.html": PAGE,
    "questions/table.csv": TABLE,
    "shared/broken.pdf": b"%PDF-1.4 this is no document",
}

RECORDS = (
    factories.record(
        "talk",
        title="License plate readers for violence reduction",
        summary="A talk about license plate readers (LPR) in shooting cases.",
        url="https://www.youtube.com/watch?v=abc",
        format="webinar",
        topics=("technology", "gun-violence"),
        audiences=("chief", "analyst"),
        publishers=("BJA",),
        published=PartialDate(2016),
        added=dt.date(2026, 1, 5),
        duration_s=1500,
        documents=(Document(path="talk/captions.vtt", label="Captions", role=DocumentRole.TRANSCRIPT),),
        aliases=("723", "clearinghouse/resource/900/an-old-talk"),
        related=("guide", "gone"),
        featured=Featured(since=dt.date(2020, 1, 1)),
    ),
    factories.record(
        "guide",
        title="Body-worn cameras in small towns",
        subtitle="A guide for chiefs",
        summary="What a small agency should settle before it buys cameras.",
        url="https://example.org/guide",
        format="publication",
        topics=("technology",),
        agency_size=AgencySize(None, 49),
        publishers=("BJA", "Town Police Institute"),
        authors=("A. Author",),
        keywords=("retention",),
        series="Small agencies",
        published=PartialDate(2020, 5),
        pages=12,
        language="en",
        documents=(Document(path="guide/guide.pdf", label="Guide (PDF)"),),
        identifiers=Identifiers(ncj="251572", doi="10.1000/182"),
        rating=Rating("Sample ratings", "Promising", "2021", "https://example.org/rating"),
        supersedes=("questions",),
    ),
    factories.record(
        "questions",
        title="Questions to ask about storage",
        format="publication",
        topics=("technology",),
        documents=(
            Document(path="questions/page.html", label="Questions"),
            Document(path="questions/table.csv", label="Table"),
            Document(path="shared/broken.pdf", label="Broken"),
            Document(url="https://example.org/elsewhere.pdf", label="Elsewhere", media_type="application/pdf"),
        ),
    ),
    factories.record(
        "vecinos",
        title="Vecinos y policía",
        summary="Una guía para grupos de vecinos.",
        language="es",
        url="https://example.org/vecinos",
        format="publication",
    ),
    factories.record("hostile", title=HOSTILE, summary=f"A summary with {HOSTILE}.", format="publication"),
    factories.record(
        "long",
        title=LONG,
        summary="A very long title without a space.",
        format="podcast",
        documents=(Document(path="long/captions.vtt", label="Captions"),),
    ),
    factories.record(
        "lonely",
        title="Oakland case",
        summary="Nobody knows where it is.",
        featured=Featured(until=dt.date(2020, 1, 1)),
    ),
    *(
        factories.record(
            f"review-{number:02}",
            title=f"Shooting review, part {number}",
            summary="How a city talks about each shooting.",
            format="podcast",
            topics=("gun-violence",),
            published=PartialDate(2000 + number),
            url=f"https://example.org/review/{number}",
        )
        for number in range(1, 13)
    ),
)


BETS = (
    {
        "queries": ["where to begin", "LPR"],
        "record": "guide",
        "text": f"What to settle first {HOSTILE}",
        "until": "2030-06-30",
    },
    {"queries": ["vecinos", "where to begin"], "record": "vecinos", "text": "Una guía breve.", "language": "es"},
    {
        "queries": ["elsewhere", "nothing like it"],
        "link": {"url": "https://www.example.org/a?b=c&d", "title": "A page elsewhere"},
    },
)
"""Best bets of each kind; the first one ends."""

SITES = (
    factories.site(approach="operations", cohort=2017, source="https://www.example.org/a-very-long-host-name"),
    factories.site("flint-mi", city="Flint", state="MI", latitude=43.01, longitude=-83.69),
    factories.site("buffalo-ny", city="North Buffalo and Buffalo", state="NY", latitude=42.89, longitude=-78.88)
    | {"approach": "diagnostic"},
    factories.site("anchorage-ak", city="Anchorage", state="AK", latitude=61.22, longitude=-149.9),
)
"""Sites of each approach, one without an approach, and one in the corner of the map."""


TOOLKIT: dict[str, object] = {
    "title": f"Cameras from the start {HOSTILE}",
    "purpose": f"For a town that has none yet. {HOSTILE}",
    "topics": ["technology"],
    "agency_size": {"sworn_max": 49},
    "sections": [
        {"title": "Begin", "items": [{"record": "guide", "note": f"Read page 2. {HOSTILE}"}, {"record": "long"}]},
        {"title": LONG[:200], "items": [{"record": "questions"}, {"record": "vecinos"}, {"record": "hostile"}]},
    ],
}
"""A featured toolkit; one of its resources is superseded."""


START_HERE = {"topic": "technology", "records": ["talk", "questions", "hostile"]}
"""The resources to start with on a topic."""


def write_pages(folder: Path) -> None:
    """Write the program's pages and sites into a corpus: one page is long, one is in Spanish."""
    for name in PAGES:
        factories.write_page(folder, name, f"A page. {HOSTILE}", title=f"On {name}", summary="What it says.")
    parts = "\n\n".join(f"## Part {number}\n\n{'Some words of it. ' * 60}" for number in range(1, 5))
    table = "| a | b |\n|---|---|\n| c | d |"
    text = f"{parts}\n\n### Below\n\n> A quote.\n\n- [one](/team)\n- two\n\n{table}"
    factories.write_page(folder, "approach", text, title="The approach of liaisons", summary="How it works.")
    factories.write_page(folder, "approach.es", "## Diagnóstico\n\nMeses.", title="El enfoque", summary="Cómo es.")
    factories.write_sites(folder, *SITES)


INDEX_SETTINGS = {"engine", "page_pictures"}
"""The settings that change the index, of those that tests change."""


def publish(folder: Path, **changes: object) -> Settings:
    """Index the catalog below `folder`; return the settings to serve it with."""
    if INDEX_SETTINGS & changes.keys() or (folder / "corpus").exists():
        _publish(folder, **changes)
    else:
        shutil.copytree(_published(), folder, dirs_exist_ok=True)
    return factories.settings(folder, **changes)


@cache
def _published() -> Path:
    """Return a folder with the catalog, indexed once in this process, to copy."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    _publish(folder)
    return folder


def _publish(folder: Path, **changes: object) -> None:
    factories.write_corpus(folder / "corpus")
    factories.write_best_bets(folder / "corpus", *BETS)
    write_pages(folder / "corpus")
    factories.write_toolkit(folder / "corpus", "cameras", **TOOLKIT)
    factories.write_start_here(folder / "corpus", START_HERE)
    assert factories.publish(folder, *RECORDS, documents=DOCUMENTS, **changes).published
