"""What was fetched is in the cache, by its content, and is fetched again only if it has changed."""

import gzip
import sqlite3
import stat

import pytest

from document_bytes import pdf, word
from fetch_errors import error_of, kind_of
from indexer.harvest.document_cache import INDEX, CachedDocument, DocumentCache, known_documents
from indexer.harvest.fetcher import Fetcher, FetchError
from raw_server import answer, redirect

ETAG = '"1"'


def versioned(content, etag=ETAG):
    """Return a route that sends content only to those who do not have it."""

    def respond(headers):
        if headers.get("if-none-match") == etag:
            return answer(status="304 Not Modified", ETag=etag)
        return answer(content, ETag=etag)

    return respond


def test_an_unchanged_file_is_not_sent_again(server, fetcher):
    server.routes["/a.txt"] = versioned("Patrol report")
    first = fetcher.fetch(f"{server.url}/a.txt")
    second = fetcher.fetch(f"{server.url}/a.txt")
    assert (first.status, first.is_unchanged) == (200, False)
    assert (second.status, second.is_unchanged, second.path) == (304, True, first.path)


def test_a_file_is_asked_for_by_its_date_where_there_is_no_tag(server, fetcher):
    day = "Mon, 30 Nov 2026 08:00:00 GMT"
    server.routes["/a.txt"] = answer("Patrol report", Last_Modified=day)
    fetcher.fetch(f"{server.url}/a.txt")
    fetcher.fetch(f"{server.url}/a.txt")
    assert server.headers["if-modified-since"] == day


def test_a_server_that_sends_the_same_again_has_changed_nothing(server, fetcher):
    server.routes["/a.txt"] = answer("Patrol report")
    fetcher.fetch(f"{server.url}/a.txt")
    assert fetcher.fetch(f"{server.url}/a.txt").is_unchanged


def test_a_changed_file_replaces_the_one_before(server, fetcher):
    server.routes["/a.txt"] = versioned("Patrol report")
    fetcher.fetch(f"{server.url}/a.txt")
    server.routes["/a.txt"] = versioned("New report", '"2"')
    fetched = fetcher.fetch(f"{server.url}/a.txt")
    assert (fetched.is_unchanged, fetched.path.read_text()) == (False, "New report")


def test_conditions_are_sent_to_the_server_that_gave_the_tag_only(server, fetcher):
    server.routes["/a.txt"] = versioned("Patrol report")
    server.routes["/old"] = lambda headers: answer() if "if-none-match" in headers else redirect("/a.txt")
    fetcher.fetch(f"{server.url}/old")
    assert fetcher.fetch(f"{server.url}/old").status == 304


def test_a_file_that_is_missing_in_the_cache_is_fetched_whole(server, fetcher):
    server.routes["/a.txt"] = versioned("Patrol report")
    fetcher.fetch(f"{server.url}/a.txt").path.unlink()
    assert fetcher.fetch(f"{server.url}/a.txt").path.read_text() == "Patrol report"


def test_what_was_fetched_is_known_to_later_runs(server, harvest_settings):
    server.routes["/a.txt"] = versioned("Patrol report")
    for status in (200, 304):
        with Fetcher(harvest_settings()) as fetcher:
            assert fetcher.fetch(f"{server.url}/a.txt").status == status


def test_a_failure_keeps_the_last_good_file_and_says_why(server, fetcher):
    server.routes["/a.txt"] = answer("Patrol report")
    fetched = fetcher.fetch(f"{server.url}/a.txt")
    server.routes["/a.txt"] = answer(status="410 Gone")
    error = error_of(fetcher, f"{server.url}/a.txt")
    document = fetcher.cache.get(f"{server.url}/a.txt")
    assert (document.sha256, document.failure_kind, document.failure) == (fetched.sha256, "gone", str(error))
    assert fetched.path.read_text() == "Patrol report"


def test_a_failure_is_forgotten_when_the_file_is_back(server, fetcher):
    kind_of(fetcher, f"{server.url}/a.txt")
    server.routes["/a.txt"] = answer("Patrol report")
    fetcher.fetch(f"{server.url}/a.txt")
    assert fetcher.cache.get(f"{server.url}/a.txt").failure_kind == ""


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("404 Not Found", "not-found"),
        ("410 Gone", "gone"),
        ("401 Unauthorized", "forbidden"),
        ("403 Forbidden", "forbidden"),
        ("451 Unavailable For Legal Reasons", "forbidden"),
        ("429 Too Many Requests", "busy"),
        ("502 Bad Gateway", "server"),
        ("418 I'm a teapot", "server"),
    ],
)
def test_each_status_has_its_kind_of_error(server, failure, status, kind):
    server.routes["/a"] = answer(status=status)
    assert failure("/a").kind == kind


@pytest.mark.parametrize(
    ("name", "content", "declared", "media_type"),
    [
        ("a", pdf(["Patrol report"]), "application/octet-stream", "application/pdf"),
        ("a.pdf", b"Plain text", "text/plain", "text/plain"),
        (
            "a",
            word(),
            "application/zip",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("a", b"<!doctype html><title>Report</title><p>Patrol", "text/plain", "text/html"),
        ("a.json", b'{"a": 1}', "application/json", "text/plain"),
        ("a.xml", b'<?xml version="1.0"?><feed/>', "application/atom+xml; charset=utf-8", "application/atom+xml"),
        ("a.zip", b"PK\x03\x04 an archive", "application/zip", "application/zip"),
    ],
)
def test_the_type_of_a_file_comes_from_its_content(server, fetcher, name, content, declared, media_type):  # noqa: PLR0917
    server.routes[f"/{name}"] = answer(content, Content_Type=declared)
    assert fetcher.fetch(f"{server.url}/{name}").media_type == media_type


def test_a_web_page_in_place_of_a_pdf_is_an_error(server, fetcher):
    server.routes["/a.pdf"] = answer(pdf(["Patrol report"]))
    fetched = fetcher.fetch(f"{server.url}/a.pdf")
    server.routes["/a.pdf"] = answer("<!doctype html><title>Page not found</title>")
    assert kind_of(fetcher, f"{server.url}/a.pdf") == "wrong-type"
    assert fetcher.cache.get(f"{server.url}/a.pdf").sha256 == fetched.sha256


def test_a_compressed_file_is_stored_without_its_compression(server, fetcher):
    server.routes["/a.txt"] = answer(gzip.compress(b"Patrol report"), Content_Encoding="gzip")
    assert fetcher.fetch(f"{server.url}/a.txt").path.read_text() == "Patrol report"


def test_a_caller_can_ask_for_a_smaller_limit(server, fetcher):
    server.routes["/a.txt"] = answer("Patrol report")
    with pytest.raises(Exception, match="more than"):
        fetcher.fetch(f"{server.url}/a.txt", max_bytes=5)


def test_a_path_with_spaces_and_accents_is_asked_for_in_ascii(server, fetcher):
    server.routes["/polic%C3%ADa%20comunitaria.txt?a=b%20c"] = answer("Informe")
    assert fetcher.fetch(f"{server.url}/policía comunitaria.txt?a=b c").status == 200


def test_a_redirect_to_a_path_in_utf8_is_followed(server, fetcher):
    server.routes["/a"] = b"HTTP/1.1 302 Found\r\nLocation: /polic\xc3\xada.txt\r\nContent-Length: 0\r\n\r\n"
    server.routes["/polic%C3%ADa.txt"] = answer("Informe")
    assert fetcher.fetch(f"{server.url}/a").status == 200


def test_the_cache_is_readable_by_its_owner_only(server, fetcher, tmp_path):
    server.routes["/a.txt"] = answer("Patrol report")
    fetcher.fetch(f"{server.url}/a.txt")
    paths = list((tmp_path / "data").rglob("*"))
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_dir()} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_file()} == {0o600}


def test_documents_that_nobody_names_any_more_are_removed(server, fetcher, monkeypatch):
    for name in ("a", "b"):
        server.routes[f"/{name}.txt"] = answer(f"Report {name}")
    kept, removed = (fetcher.fetch(f"{server.url}/{name}.txt").path for name in ("a", "b"))
    monkeypatch.setattr("indexer.harvest.document_cache.ABANDONED_AFTER_S", -1)
    assert fetcher.cache.prune({f"{server.url}/a.txt"}, seen_since="9999") == 1
    assert (kept.exists(), removed.exists()) == (True, False)
    assert list(fetcher.cache.all()) == [f"{server.url}/a.txt"]


def test_a_damaged_list_is_an_error_that_says_what_to_do(server, harvest_settings):
    server.routes["/a.txt"] = answer("Patrol report")
    settings = harvest_settings()
    with Fetcher(settings) as fetcher:
        fetcher.fetch(f"{server.url}/a.txt")
    (settings.data / "cache" / "documents" / INDEX).write_bytes(b"not a database at all" * 1000)
    with pytest.raises(Exception, match="remove it and run this again"):
        known_documents(settings.data)


def test_looking_at_the_cache_creates_nothing(tmp_path):
    assert known_documents(tmp_path) == {}
    assert list(tmp_path.iterdir()) == []


def test_two_processes_can_store_at_once(tmp_path):
    with DocumentCache(tmp_path) as first, DocumentCache(tmp_path) as second:
        for number, cache in enumerate([first, second] * 5):
            cache.put(CachedDocument(f"http://a.example/{number}"))
        assert len(first.all()) == 10


def test_a_locked_list_is_an_error_for_editors(tmp_path, monkeypatch):
    monkeypatch.setattr("indexer.harvest.private_table.BUSY_TIMEOUT_S", 0.0)
    with DocumentCache(tmp_path) as cache:
        cache.all()
        other = sqlite3.connect(tmp_path / "cache" / "documents" / INDEX)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Exception, match="cannot be used"):
            cache.put(CachedDocument("http://a.example/"))
        other.close()


@pytest.mark.parametrize(
    "damage",
    [
        "ALTER TABLE rows RENAME COLUMN etag TO tag",
        "UPDATE rows SET failure_kind = 'bored'",
        "UPDATE rows SET fetched_at = 'soon'",
        "UPDATE rows SET sha256 = '../../secret'",
        "UPDATE rows SET size_bytes = 'many'",
    ],
)
def test_values_that_cannot_be_are_a_damaged_list(server, fetcher, tmp_path, damage):
    server.routes["/a.txt"] = answer("Patrol report")
    fetcher.fetch(f"{server.url}/a.txt")
    with sqlite3.connect(tmp_path / "data/cache/documents" / INDEX) as database:
        database.execute(damage)
    database.close()
    with pytest.raises(FetchError, match=r"is damaged \(.*\): remove it"):
        known_documents(tmp_path / "data")


def test_a_list_of_a_later_version_with_more_columns_can_be_used(server, fetcher, tmp_path):
    server.routes["/a.txt"] = answer("Patrol report")
    fetcher.fetch(f"{server.url}/a.txt")
    with sqlite3.connect(tmp_path / "data/cache/documents" / INDEX) as database:
        database.execute("ALTER TABLE rows ADD COLUMN later TEXT NOT NULL DEFAULT ''")
    database.close()
    assert fetcher.fetch(f"{server.url}/a.txt").is_unchanged
    assert len(known_documents(tmp_path / "data")) == 1


def test_a_file_that_was_changed_in_the_cache_is_fetched_whole(server, fetcher):
    server.routes["/a.txt"] = versioned("Patrol report")
    fetcher.fetch(f"{server.url}/a.txt").path.write_text("Forged report")
    fetched = fetcher.fetch(f"{server.url}/a.txt")
    assert (fetched.status, fetched.path.read_text()) == (200, "Patrol report")


def test_a_tag_that_is_too_long_is_not_sent_back(server, fetcher):
    server.routes["/a.txt"] = answer("Patrol report", ETag=f'"{"1" * 50_000}"')
    fetcher.fetch(f"{server.url}/a.txt")
    fetcher.fetch(f"{server.url}/a.txt")
    assert "if-none-match" not in server.headers


PAGE = b"<!doctype html><title>Sign in</title><p>Password"


def test_a_web_page_that_calls_itself_a_pdf_is_an_error(server, failure):
    server.routes["/download"] = answer(PAGE, Content_Type="application/pdf")
    assert failure("/download").kind == "wrong-type"


def test_a_web_page_where_a_pdf_was_is_an_error(server, fetcher):
    server.routes["/download"] = answer(pdf(["Patrol report"]))
    fetched = fetcher.fetch(f"{server.url}/download")
    server.routes["/download"] = answer(PAGE, Content_Type="text/html")
    assert kind_of(fetcher, f"{server.url}/download") == "wrong-type"
    assert fetcher.cache.get(f"{server.url}/download").sha256 == fetched.sha256


def test_a_page_to_sign_in_is_no_document(server, failure):
    server.routes["/download"] = redirect("/login?next=/download")
    server.routes["/login?next=/download"] = answer(PAGE, Content_Type="text/html")
    assert failure("/download").kind == "forbidden"
