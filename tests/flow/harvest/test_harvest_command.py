"""`harvest` fetches the linked documents of records, and `index` reads them."""

import errno
import json
import os
import signal
import subprocess
import sys
import threading

import pytest

from catalog.generations.lock import locked
from catalog.model import Document
from document_bytes import pdf
from factories import record, settings, write_corpus
from paths import ROOT
from raw_server import RawServer, answer
from webui import create_app


@pytest.fixture
def corpus(folder, server, monkeypatch):
    """A function that writes records, each with documents on the server, by the paths of these."""
    monkeypatch.setenv("CATALOG_HARVEST_ALLOW", "127.0.0.0/8")
    monkeypatch.setenv("CATALOG_HARVEST_DELAY_S", "0")

    def write(**paths):
        write_corpus(
            folder / "corpus",
            *(
                record(
                    key, title=f"Record {key}", documents=tuple(Document(url=f"{server.url}{path}") for path in names)
                )
                for key, names in paths.items()
            ),
        )

    return write


@pytest.fixture
def harvest(clearinghouse):
    """A function that harvests, and returns the exit code and the report."""

    def run(*arguments):
        result = clearinghouse("harvest", "--json", *arguments)
        return result.exit_code, json.loads(result.stdout)

    return run


@pytest.fixture
def hits(clearinghouse):
    """A function that searches, and returns the ids of the hits."""
    return lambda text: [hit["id"] for hit in json.loads(clearinghouse("search", "--json", text).stdout)["hits"]]


def test_a_fetched_document_is_found_by_a_word_on_its_second_page(server, corpus, harvest, clearinghouse, hits):
    corpus(a=["/a.pdf"], b=[])
    server.routes["/a.pdf"] = answer(pdf(["Patrol report"], ["Ballistics laboratory"]))
    exit_code, report = harvest()
    assert (exit_code, report["documents"]["new"]) == (0, 1)
    assert clearinghouse("index").exit_code == 0
    assert hits("ballistics") == ["a"]


def test_a_snippet_of_a_fetched_pdf_opens_its_page_on_the_other_site(server, corpus, harvest, clearinghouse, folder):
    corpus(a=["/a.pdf"])
    server.routes["/a.pdf"] = answer(pdf(["Patrol report"], ["Ballistics laboratory"]))
    harvest()
    clearinghouse("index")
    answer_json = create_app(settings(folder)).test_client().get("/api/v1/search?q=ballistics").json
    locator = answer_json["hits"][0]["snippets"][0]["locator"]
    assert locator["label"] == "p. 2"
    assert locator["url"].startswith(f"{server.url}/a.pdf#page=2")


def test_indexing_asks_no_server(server, corpus, clearinghouse, internet):
    corpus(a=["/a.pdf"])
    assert clearinghouse("index").exit_code == 0
    assert (server.requests, internet.attempts) == ([], [])


def test_a_document_is_indexed_again_only_if_its_content_changed(server, corpus, harvest, clearinghouse, hits):
    corpus(a=["/a.txt"])
    server.routes["/a.txt"] = answer("Patrol report")
    harvest()
    clearinghouse("index")
    harvest("--older-than", "0")
    assert json.loads(clearinghouse("index", "--json").stdout)["records"]["unchanged"] == 1
    server.routes["/a.txt"] = answer("Ballistics")
    assert harvest("--older-than", "0")[1]["documents"]["changed"] == 1
    assert json.loads(clearinghouse("index", "--json").stdout)["records"]["changed"] == 1
    assert (hits("patrol"), hits("ballistics")) == ([], ["a"])


def test_a_failure_names_record_and_line_and_keeps_the_last_good_text(server, corpus, harvest, clearinghouse, hits):
    corpus(a=["/a.txt"])
    server.routes["/a.txt"] = answer("Patrol report")
    harvest()
    clearinghouse("index")
    server.routes["/a.txt"] = answer(status="404 Not Found")
    exit_code, report = harvest("--older-than", "0")
    problem = report["problems"][0]
    assert (exit_code, problem["kind"], problem["record"], problem["stale"]) == (1, "not-found", "a", True)
    assert problem["document"] == f"{server.url}/a.txt"
    assert problem["line"] > 1
    assert clearinghouse("index").exit_code == 0
    assert hits("patrol") == ["a"]


def test_the_text_stays_if_the_cache_is_gone(  # noqa: PLR0917
    server, corpus, harvest, clearinghouse, folder, hits
):
    corpus(a=["/a.txt"])
    server.routes["/a.txt"] = answer("Patrol report")
    harvest()
    clearinghouse("index")
    for path in (folder / "data" / "cache" / "documents").rglob("*"):
        if path.is_file():
            path.unlink()
    report = json.loads(clearinghouse("index", "--json").stdout)
    assert [problem["message"] for problem in report["problems"]] == [
        "There is no copy of this document here: run 'clearinghouse harvest' to fetch it."
    ]
    assert hits("patrol") == ["a"]


def test_a_damaged_cache_changes_nothing_for_visitors(  # noqa: PLR0917
    server, corpus, harvest, clearinghouse, folder, hits
):
    corpus(a=["/a.txt"], b=["/b.txt"])
    server.routes["/a.txt"] = answer("Patrol report")
    harvest()
    clearinghouse("index")
    (folder / "data" / "cache" / "documents" / "index.sqlite").write_bytes(b"not a database" * 1000)
    report = json.loads(clearinghouse("index", "--json").stdout)
    assert [(problem["record"], problem["stale"]) for problem in report["problems"]] == [("a", True)]
    assert hits("patrol") == ["a"]


def test_a_run_goes_on_where_the_one_before_stopped(server, corpus, harvest):
    corpus(a=["/a.txt", "/b.txt"])
    server.routes["/a.txt"] = answer("Patrol report")
    harvest()
    server.routes["/b.txt"] = answer("Ballistics")
    server.requests.clear()
    report = harvest()[1]
    assert (report["documents"]["fresh"], "/a.txt" in server.requests) == (1, False)


def test_a_run_that_is_interrupted_keeps_what_it_fetched(server, corpus, folder, harvest):
    corpus(a=["/a.txt", "/b.txt"])
    server.routes["/a.txt"] = answer("Patrol report")
    server.routes["/b.txt"] = [None] * 300
    command = [sys.executable, "-m", "indexer", "--corpus", folder / "corpus", "--data", folder / "data", "harvest"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) as process:
        while "/b.txt" not in server.requests:
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    server.routes["/b.txt"] = answer("Ballistics")
    report = harvest()[1]
    assert (report["documents"]["fresh"], report["documents"]["new"]) == (1, 1)


@pytest.fixture
def killed_in_the_middle(server, folder):
    """A function that harvests in a process, which is killed when a path has sent the first half of its answer."""

    def run(path, content):
        half_sent = threading.Event()

        def stall_after_half(_headers):
            yield content[: len(content) // 2]
            half_sent.set()
            yield from [None] * 300

        server.routes[path] = stall_after_half
        command = [sys.executable, "-m", "indexer", "--corpus", folder / "corpus", "--data", folder / "data"]
        with subprocess.Popen([*command, "harvest", "--older-than", "0"], cwd=ROOT) as process:
            assert half_sent.wait(60)
            while not any(file.stat().st_size for file in unfinished(folder)):
                assert process.poll() is None
            process.kill()
        assert process.returncode == -signal.SIGKILL
        server.routes[path] = content

    return run


def unfinished(folder):
    return list((folder / "data" / "cache" / "documents").glob(".unfinished*"))


def test_a_run_that_is_killed_uses_no_half_document_and_goes_on(  # noqa: PLR0917
    server, corpus, harvest, hits, clearinghouse, killed_in_the_middle
):
    corpus(a=["/a.txt"], b=["/b.txt"])
    server.routes["/a.txt"] = answer("Patrol report")
    killed_in_the_middle("/b.txt", answer(f"Ballistics {'laboratory ' * 20_000} fingerprints"))
    clearinghouse("index")
    assert (hits("patrol"), hits("laboratory")) == (["a"], [])
    server.requests.clear()
    assert harvest()[1]["documents"]["new"] == 1
    assert server.requests == ["/robots.txt", "/b.txt"]
    clearinghouse("index")
    assert (hits("ballistics"), hits("fingerprints")) == (["b"], ["b"])
    assert clearinghouse("check").exit_code == 0


def test_a_run_that_is_killed_leaves_the_last_good_document_and_nothing_for_long(  # noqa: PLR0917
    server, corpus, folder, harvest, hits, clearinghouse, killed_in_the_middle
):
    corpus(a=["/a.txt"])
    server.routes["/a.txt"] = answer("Patrol report")
    harvest()
    killed_in_the_middle("/a.txt", answer(f"Ballistics {'laboratory ' * 20_000} fingerprints"))
    clearinghouse("index")
    assert (hits("patrol"), hits("laboratory")) == (["a"], [])
    for path in unfinished(folder):
        os.utime(path, (0, 0))
    assert harvest("--older-than", "0")[1]["documents"]["changed"] == 1
    assert unfinished(folder) == []
    clearinghouse("index")
    assert (hits("patrol"), hits("fingerprints")) == ([], ["a"])


def test_a_dry_run_asks_nobody_and_changes_nothing(server, corpus, harvest, folder):
    corpus(a=["/a.txt"])
    exit_code, report = harvest("--dry-run")
    assert (exit_code, report["urls"], server.requests) == (0, [f"{server.url}/a.txt"], [])
    assert not (folder / "data").exists()


def test_only_documents_of_named_records_are_fetched_and_always(server, corpus, harvest):
    corpus(a=["/a.txt"], b=["/b.txt"])
    for name in ("a", "b"):
        server.routes[f"/{name}.txt"] = answer(f"Report {name}")
    harvest()
    server.requests.clear()
    assert harvest("b")[1]["documents"]["unchanged"] == 1
    assert "/a.txt" not in server.requests


def test_an_unknown_record_is_an_error_with_the_nearest_name(corpus, clearinghouse):
    corpus(patrol=["/a.txt"])
    result = clearinghouse("harvest", "patrl")
    assert result.exit_code == 2
    assert "there is no record 'patrl': did you mean 'patrol'?" in result.output


def test_a_document_of_two_records_is_fetched_once(server, corpus, harvest):
    corpus(a=["/a.txt"], b=["/a.txt"])
    server.routes["/a.txt"] = answer("Patrol report")
    assert harvest()[1]["documents"]["new"] == 1
    assert server.requests.count("/a.txt") == 1


def test_addresses_of_records_themselves_are_not_fetched(server, corpus, harvest, folder):
    corpus()
    write_corpus(folder / "corpus", record("a", url=f"{server.url}/page"))
    harvest()
    assert server.requests == []


def test_videos_are_not_fetched(corpus, harvest, folder, internet):
    corpus()
    write_corpus(folder / "corpus", record("a", documents=(Document(url="https://www.youtube.com/watch?v=1"),)))
    assert harvest()[1]["documents"]["skipped"] == 1
    assert internet.lookups == []


def test_a_host_that_does_not_answer_is_left_alone_after_three_documents(corpus, harvest, folder):
    corpus()
    documents = tuple(Document(url=f"http://dead.example.gov/{number}.txt") for number in range(6))
    write_corpus(folder / "corpus", record("a", documents=documents))
    counts = harvest()[1]["documents"]
    assert (counts["failed"], counts["postponed"]) == (3, 3)


def test_a_host_that_fails_does_not_stop_the_others(server, corpus, harvest, folder):
    corpus()
    urls = ("http://dead.example.gov/a.txt", f"{server.url}/a.txt")
    write_corpus(folder / "corpus", record("a", documents=tuple(Document(url=url) for url in urls)))
    server.routes["/a.txt"] = answer("Patrol report")
    counts = harvest()[1]["documents"]
    assert (counts["failed"], counts["new"]) == (1, 1)


def test_hosts_are_asked_at_the_same_time(folder, corpus, harvest, internet):
    corpus()
    with RawServer() as first, RawServer() as second:
        internet.host("a.example.gov", first, "93.184.216.1")
        internet.host("b.example.gov", second, "93.184.216.2")
        seen = []

        def after_a_pause(_headers):
            seen.append(1)
            yield from [None] * 5
            yield answer(str(len(seen)))

        first.routes["/a.txt"] = second.routes["/a.txt"] = after_a_pause
        urls = ("http://a.example.gov/a.txt", "http://b.example.gov/a.txt")
        write_corpus(folder / "corpus", record("a", documents=tuple(Document(url=url) for url in urls)))
        assert harvest()[1]["documents"]["new"] == 2
        # Each answer is written after a pause. It counts how many requests had begun by then.
        texts = {path.read_text() for path in (folder / "data/cache/documents").glob("??/*")}
    assert texts == {"2"}


def test_the_report_for_people_says_what_to_do_next(server, corpus, clearinghouse):
    corpus(a=["/a.txt", "/b.txt"])
    server.routes["/a.txt"] = answer("Patrol report")
    output = clearinghouse("harvest").output
    assert "Documents: 1 new, 1 failed." in output
    assert "The address does not exist any more (status 404)." in output
    assert "Run 'clearinghouse index' to read 1 document." in output


def test_a_catalog_of_fetched_documents_passes_its_check(server, corpus, harvest, clearinghouse):
    corpus(a=["/a.txt"])
    server.routes["/a.txt"] = answer("Patrol report")
    harvest()
    clearinghouse("index")
    result = clearinghouse("check")
    assert result.exit_code == 0, result.output


def test_two_runs_at_once_would_not_be_polite(server, corpus, clearinghouse, folder):
    corpus(a=["/a.txt"])
    (folder / "data").mkdir()
    with locked(folder / "data" / "harvest.lock", 0):
        result = clearinghouse("harvest")
    assert result.exit_code == 2
    assert "is harvesting at the moment; try again when it has finished" in result.output
    assert server.requests == []


def test_a_full_disk_ends_the_run_with_an_error(server, corpus, clearinghouse, monkeypatch):
    corpus(a=["/a.txt"])
    server.routes["/a.txt"] = answer("Patrol report")

    def fail(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("indexer.harvest.document_cache.os.fsync", fail)
    result = clearinghouse("harvest")
    assert result.exit_code == 2
    assert "The document could not be saved: No space left on device." in result.output


def test_a_document_that_was_removed_from_the_cache_is_fetched_again_at_once(server, corpus, harvest, folder):
    corpus(a=["/a.txt"])
    server.routes["/a.txt"] = answer("Patrol report")
    harvest()
    next((folder / "data" / "cache" / "documents").glob("??/*")).unlink()
    assert harvest()[1]["documents"]["unchanged"] == 1
    assert len(list((folder / "data" / "cache" / "documents").glob("??/*"))) == 1


def test_a_copy_that_was_changed_in_the_cache_is_not_published(  # noqa: PLR0917
    server, corpus, harvest, clearinghouse, folder, hits
):
    corpus(a=["/a.txt"], b=[])
    server.routes["/a.txt"] = answer("Patrol report")
    harvest()
    next((folder / "data" / "cache" / "documents").glob("??/*")).write_text("Forged report")
    assert "copy of this document here is damaged" in clearinghouse("index").output
    assert hits("forged") == []
    harvest("--older-than", "0")
    clearinghouse("index")
    assert hits("patrol") == ["a"]


def test_an_age_beyond_a_hundred_years_is_refused(corpus, clearinghouse):
    corpus(a=["/a.txt"])
    assert clearinghouse("harvest", "--older-than", "1e12").exit_code == 2
