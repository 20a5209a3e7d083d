"""The story of an editor's week with a feed, and a server that fails in the middle of its list."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from catalog.store.records import RecordStore
from catalog.store.taxonomy import load_taxonomy
from factories import record, settings, write_corpus
from fetching_fixtures import internet, server
from indexing import found_ids
from raw_server import answer
from watched import write_watched
from webui import create_app

__all__ = ["internet", "server"]

ITEM = (
    "<item><guid>{number}</guid><title>{title}</title><link>https://partner.example/{number}</link>"
    "<category>{topic}</category><pubDate>{date}</pubDate></item>"
)
ITEMS = (
    (1, "Gun tracing", "Ballistics", "Fri, 17 May 2024 10:00:00 GMT"),
    (2, "Gun safes", "Safe storage", "yesterday or so"),
    (3, "Patrol maps", "Mapping", ""),
)
MEANINGS = {"Ballistics": "technology", "Safe storage": "gun-violence", "Mapping": "crime-analysis"}
OAI = "http://www.openarchives.org/OAI/2.0/"
FIRST, SECOND = "/oai?verb=ListRecords&metadataPrefix=oai_dc", "/oai?verb=ListRecords&resumptionToken=t2"


def feed(*items):
    names = ("number", "title", "topic", "date")
    entries = "".join(ITEM.format(**dict(zip(names, item, strict=True))) for item in items)
    return answer(f'<rss version="2.0"><channel><title>Partner</title>{entries}</channel></rss>')


def oai(*titles, following=""):
    dc = 'xmlns="http://purl.org/dc/elements/1.1/"'
    records = "".join(
        f"<record><header><identifier>oai:{title}</identifier></header>"
        f"<metadata><dc {dc}><title>{title}</title></dc></metadata></record>"
        for title in titles
    )
    token = f"<resumptionToken>{following}</resumptionToken>" if following else ""
    return answer(f'<OAI-PMH xmlns="{OAI}"><ListRecords>{records}{token}</ListRecords></OAI-PMH>')


def report_of_seven_pages():
    output = io.BytesIO()
    canvas = Canvas(output, invariant=True)
    for number in range(1, 8):
        canvas.drawString(72, 720, f"Page {number} of the report" + (" on microstamping" if number == 7 else ""))
        canvas.showPage()
    canvas.save()
    return output.getvalue()


@pytest.fixture
def corpus(folder, clearinghouse, server, monkeypatch):
    """A published corpus, whose imports may fetch from the server."""
    monkeypatch.setenv("CATALOG_HARVEST_ALLOW", f"127.0.0.1:{server.port}")
    monkeypatch.setenv("CATALOG_HARVEST_DELAY_S", "0")
    write_corpus(folder / "corpus", record("own", title="Gun parking"))
    assert clearinghouse("index").exit_code == 0
    return folder / "corpus"


def stored(corpus):
    contents = RecordStore(corpus, load_taxonomy(corpus / "taxonomy.yaml")).load()
    return {item.record.id: item.record for item in contents.records}


def test_a_week_of_an_editor(folder, corpus, clearinghouse, server):
    server.routes = {"/feed": feed(*ITEMS)}
    write_watched(corpus, {"query": "gun"})
    command = ("import", "rss", f"{server.url}/feed", "--source", "partner")

    clearinghouse(*command, "--dry-run")
    mappings = corpus / "mappings.yaml"
    text = mappings.read_text(encoding="utf-8").replace("keywords: keywords", "keywords: topics")
    mappings.write_text(text, encoding="utf-8")
    dry_run = clearinghouse(*command, "--dry-run")
    for value in MEANINGS:
        assert f"topics '{value}' in 1 row" in dry_run.stdout
    text = mappings.read_text(encoding="utf-8")
    for value, meaning in MEANINGS.items():
        text = text.replace(f"{value}: ''", f"{value}: {meaning}")
    mappings.write_text(text, encoding="utf-8")
    assert "Values without a meaning" not in clearinghouse(*command, "--dry-run").stdout
    assert list(stored(corpus)) == ["own"]

    assert clearinghouse(*command, "--no-publish").exit_code == 0
    assert stored(corpus)["gun-safes"].topics == ("gun-violence",)
    (corpus / "documents").mkdir(exist_ok=True)
    (corpus / "documents" / "tracing.pdf").write_bytes(report_of_seven_pages())
    path = corpus / "records/partner/gun-tracing.yaml"
    edited = path.read_text(encoding="utf-8").replace("title: Gun tracing", "title: Tracing crime guns  # Ana")
    path.write_text(f"{edited}documents:\n- path: tracing.pdf\n", encoding="utf-8")
    dry_run = clearinghouse("index", "--dry-run")
    assert (dry_run.exit_code, "gun-safes" in dry_run.stdout) == (0, True), dry_run.output
    assert found_ids(folder, "microstamping") == []

    assert clearinghouse("index").exit_code == 0
    assert found_ids(folder, "microstamping") == ["gun-tracing"]
    page = create_app(settings(folder)).test_client().get("/search?q=microstamping").text
    assert "tracing.pdf#page=7" in page

    server.routes = {"/feed": feed((1, "Gun tracing, new", "Ballistics", "Fri, 17 May 2024 10:00:00 GMT"), *ITEMS[1:])}
    again = clearinghouse(*command)
    assert "changed here and in the source" in again.stdout
    kept = stored(corpus)["gun-tracing"]
    assert (kept.title, kept.documents[0].path, "# Ana" in path.read_text()) == (
        "Tracing crime guns",
        "tracing.pdf",
        True,
    )

    assert clearinghouse("undo").exit_code == 0
    assert "locked" not in path.read_text(encoding="utf-8")
    assert clearinghouse(*command).exit_code == 0
    assert stored(corpus)["gun-tracing"].imported.locked == ("title",)
    assert found_ids(folder, "microstamping") == ["gun-tracing"]


def test_an_import_from_a_feed_is_undone_and_made_again(folder, corpus, clearinghouse, server):
    assert list(stored(corpus)) == ["own"]
    server.routes = {"/feed": feed(*ITEMS)}
    command = ("import", "rss", f"{server.url}/feed")
    clearinghouse(*command)
    assert found_ids(folder, "gun") == ["gun-safes", "gun-tracing", "own"]
    assert clearinghouse("undo").exit_code == 0
    assert found_ids(folder, "gun") == ["own"]
    clearinghouse(*command)
    assert found_ids(folder, "gun") == ["gun-safes", "gun-tracing", "own"]


def test_a_list_that_breaks_off_is_imported_as_far_as_it_came_and_goes_on_there(corpus, clearinghouse, server):
    command = ("import", "oai", f"{server.url}/oai", "--source", "oai")
    server.routes = {FIRST: oai("A", "B", following="t2"), SECOND: answer("", status="404 Not Found")}
    first = clearinghouse(*command)
    assert (first.exit_code, {"a", "b"} <= stored(corpus).keys()) == (1, True)
    assert "Run the command again to go on." in first.stdout
    server.requests.clear()
    server.routes = {FIRST: oai("A", "B", following="t2"), SECOND: oai("C")}
    second = clearinghouse(*command)
    assert (second.exit_code, FIRST in server.requests) == (0, False), second.output
    assert "Gone from the source" not in second.stdout
    assert sorted(stored(corpus)) == ["a", "b", "c", "own"]
    third = clearinghouse(*command)
    assert "Rows of oai: 0 new, 0 changed, 3 same." in third.stdout, third.output
