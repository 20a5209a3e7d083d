"""Safety of serving: headers, bad input, generations, and the cap on searches."""

import logging
import re

import pytest

import factories
import web_catalog
from catalog.model import Document
from webui import context, create_app

PAGES = ("/", "/search?q=cameras", "/topics/technology", "/resources/guide", "/resources/guide/text/1", "/help/search")
EVERYTHING = (
    *PAGES,
    "/api",
    "/toolkit/build?topic=technology",
    "/nothing",
    "/search?x=1",
    "/healthz",
    "/readyz",
    "/static/site.css",
    "/api/v1/search",
    "/static/js/components/combobox.js",
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return web_catalog.publish(tmp_path_factory.mktemp("safety"))


@pytest.fixture(scope="module")
def app(settings):
    return create_app(settings)


@pytest.fixture(scope="module")
def client(app):
    return app.test_client()


@pytest.mark.parametrize("address", EVERYTHING)
def test_every_answer_is_hardened_and_sets_no_cookie(client, address):
    headers = client.get(address, buffered=True).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", PAGES)
def test_no_page_needs_what_its_policy_forbids(client, address):
    page = client.get(address).text
    page = page.replace('<script type="application/ld+json">', "")  # data, which no browser runs
    scripts = re.compile(r'<script( type="module")? src="/static/js/[a-z_/]+\.js\?v=[0-9a-f]+"></script>')
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", scripts.sub("", page))
    assert not re.search(
        r'<(?:link|img|use|form)[^>]+(?:href|src|action)="(?:https?:)?//', page.replace("http://127.0.0.1:8000", "")
    )


def test_a_secure_site_asks_browsers_to_stay_secure(settings):
    secure = create_app(factories.settings(settings.corpus.parent, public_url="https://clearinghouse.example"))
    assert "Strict-Transport-Security" in secure.test_client().get("/healthz").headers


def test_only_trusted_hosts_are_answered(settings):
    client = create_app(
        factories.settings(settings.corpus.parent, trusted_hosts=("clearinghouse.example",))
    ).test_client()
    assert client.get("/", headers={"Host": "clearinghouse.example"}).status_code == 200
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/api/v1/search", headers={"Host": "evil.example"}).mimetype == "application/problem+json"


def test_health_is_told_to_probes_that_ask_by_the_address_of_the_machine(settings):
    client = create_app(
        factories.settings(settings.corpus.parent, trusted_hosts=("clearinghouse.example",))
    ).test_client()
    for address in ("/healthz", "/readyz"):
        assert client.get(address, headers={"Host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/nothing", headers={"Host": "10.0.0.7:8000"}).status_code == 400


JUNK = [
    "q=%00",
    "q=%ff%fe",
    "q=%ED%A0%80",
    "q=" + "x" * 100_000,
    "q=a&q=b",
    "%00=1",
    "%ff=1",
    "=1",
    "page=" + "9" * 5_000,
    "page=0",
    "page=1001",
    "page=1.5",
    "per_page=101",
    "sworn=-1",
    "published_from=0000",
    "published_from=" + "1" * 100_000,
    "published_to=2015-02-30",
    "sort=best",
    "topic=%00",
    "topic=" + "x" * 100_000,
    "&".join(f"topic=t{number}" for number in range(100)),
    "&".join(f"p{number}=1" for number in range(600)),
]


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: junk[:20])
def test_junk_is_refused_with_a_reason_on_pages_and_in_json(client, junk):
    page = client.get(f"/search?{junk}")
    assert (page.status_code, page.mimetype) == (400, "text/html")
    assert len(page.data) < 30_000
    answer = client.get(f"/api/v1/search?{junk}")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert answer.json["detail"].endswith((".", "?"))


@pytest.mark.parametrize("address", ["/resources/%00", "/resources/%ff", f"/topics/{'x' * 9_000}", "/documents/%00"])
def test_junk_in_a_path_is_404(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("text", ['"', "(((", "-", "OR", "*", "\u202e", "😀", "title:", "[a TO z]", "=", "%", "\\"])
def test_no_text_is_an_error(client, text):
    assert client.get("/search", query_string={"q": text}).status_code == 200


def test_an_unexpected_error_is_a_kind_page_and_a_log_line_without_the_visitor(settings, caplog):
    app = create_app(settings)
    for rule in ("/crash", "/api/v1/crash"):
        app.add_url_rule(rule, rule, lambda: 1 // 0)
    with caplog.at_level(logging.ERROR):
        page = app.test_client().get("/crash?q=private", environ_base={"REMOTE_ADDR": "203.0.113.9"})
        problem = app.test_client().get("/api/v1/crash")
    assert (page.status_code, page.mimetype) == (500, "text/html")
    assert "division" not in page.text
    assert (problem.status_code, problem.mimetype) == (500, "application/problem+json")
    assert "ZeroDivisionError" in caplog.text
    assert "203.0.113.9" not in caplog.text
    assert "private" not in caplog.text


def test_before_the_first_index_visitors_are_asked_to_wait_and_the_operator_is_told_what_to_do(tmp_path, caplog):
    client = create_app(factories.settings(tmp_path)).test_client()
    page, answer = client.get("/search?q=a"), client.get("/api/v1/search")
    assert (page.status_code, answer.status_code) == (503, 503)
    assert page.headers["Retry-After"] == answer.headers["Retry-After"] == "30"
    assert page.headers["Cache-Control"] == "no-store"
    assert "The catalog is being prepared" in page.text
    assert "try again in a minute" in page.text
    assert "clearinghouse index" not in page.text
    assert "run 'clearinghouse index'" in caplog.text
    assert answer.json["detail"] == "Nothing has been published yet."
    assert client.get("/api/v1/openapi.json").status_code == 200


def test_health_and_readiness_are_told_apart(tmp_path):
    client = create_app(factories.settings(tmp_path)).test_client()
    assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 503)
    factories.publish(tmp_path, factories.record())
    assert client.get("/readyz").status_code == 200


def test_a_running_site_picks_up_what_is_published(tmp_path):
    factories.publish(tmp_path, factories.record("one", title="Old title"))
    client = create_app(factories.settings(tmp_path)).test_client()
    before = client.get("/resources/one")
    factories.publish(tmp_path, factories.record("one", title="New title"), factories.record("two"))
    after = client.get("/resources/one", headers={"If-None-Match": before.headers["ETag"]})
    assert "Old title" in before.text
    assert (after.status_code, "New title" in after.text) == (200, True)
    assert client.get("/resources/two").status_code == 200


def test_a_document_is_gone_with_the_record_that_named_it(tmp_path):
    named = factories.record(documents=(Document(path="one/a.txt"),))
    factories.publish(tmp_path, named, documents={"one/a.txt": "text"})
    client = create_app(factories.settings(tmp_path)).test_client()
    assert client.get("/documents/one/a.txt", buffered=True).status_code == 200
    factories.publish(tmp_path, factories.record())
    assert client.get("/documents/one/a.txt", buffered=True).status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_an_unchanged_page_is_304_and_may_be_kept_for_a_minute(client, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert first.headers["Cache-Control"].startswith("public, max-age=60, stale-while-revalidate=300")


def test_searches_beyond_the_cap_are_asked_back_in_a_second_and_kept_answers_stay_free(settings):
    app = create_app(factories.settings(settings.corpus.parent, concurrent_searches=1))
    client = app.test_client()
    kept = client.get("/search?q=cameras")
    with app.extensions["clearinghouse"].responses.rendering.slot():
        busy = client.get("/search?q=guns")
        assert (busy.status_code, busy.headers["Retry-After"]) == (503, "1")
        assert client.get("/search?q=cameras").data == kept.data
        assert client.get("/healthz").status_code == 200
    assert client.get("/search?q=guns").status_code == 200


def test_the_code_and_the_settings_shown_have_a_part_in_the_version(settings):
    other = factories.settings(settings.corpus.parent, public_url="https://clearinghouse.example")
    versions = {create_app(each).extensions["clearinghouse"].version for each in (settings, settings, other)}
    assert len(versions) == 2


@pytest.mark.parametrize("name", ["css/search/filters.css", "js/search/filter_list.js", "icons.svg"])
def test_every_static_file_has_a_part_in_the_version(settings, tmp_path, monkeypatch, name):
    monkeypatch.setattr(context, "WEBUI_FOLDER", tmp_path)
    versions = set()
    for content in ("a { color: red }", "a { color: blue }"):
        for each in ("icons.svg", name):
            path = tmp_path / "static" / each
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content if each == name else "", "utf-8")
        versions.add(context.make_app_context(settings).version)
    assert len(versions) == 2
