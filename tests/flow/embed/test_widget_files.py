"""The widget's files over HTTP: caching, hashes, and any site may load them."""

import gzip
from base64 import b64encode
from hashlib import sha384

import pytest

import factories
from webui import create_app
from webui.embed.releases import widget_releases

NEWEST = widget_releases().latest
SCRIPT = "clearinghouse-search.js"
RELEASED, MOVING = f"/embed/{NEWEST.version}/{SCRIPT}", f"/embed/{NEWEST.major}/{SCRIPT}"
VERSIONS = "/embed/versions.json"
ENCODINGS = ["identity", "gzip", "br", "zstd"]
FILES = [(release, name) for release in widget_releases().newest_first for name in release.files]
MISSING = [
    "/embed/0.0.1/clearinghouse-search.js",
    "/embed/v0/clearinghouse-search.js",
    "/embed/latest/clearinghouse-search.js",
    f"/embed/{NEWEST.version}/nothing.js",
    f"/embed/{NEWEST.version}/../releases.json",
    f"/embed/{NEWEST.version}/%2e%2e%2freleases.json",
    f"/embed/{NEWEST.version}/more/{SCRIPT}",
]


@pytest.mark.parametrize("url", [RELEASED, MOVING])
def test_a_script_has_the_media_type_of_scripts_in_utf_8(client, url):
    assert client.get(url).headers["Content-Type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    ("url", "cache_control"),
    [(RELEASED, "public, max-age=31536000, immutable"), (MOVING, "public, max-age=3600")],
)
def test_a_released_file_is_cached_for_a_year_and_a_moving_one_for_an_hour(client, url, cache_control):
    response = client.get(url)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, cache_control)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("url", [RELEASED, MOVING, VERSIONS, *MISSING])
def test_every_site_may_load_the_files_and_read_the_errors(client, url, method):
    headers = client.open(url, method=method, headers={"Origin": "https://partner.example"}).headers
    assert headers.getlist("Access-Control-Allow-Origin") == ["*"]
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("url", [RELEASED, MOVING])
def test_the_etag_is_strong_and_spares_sending_the_file_again(client, url, encoding):
    encodings = {"Accept-Encoding": encoding}
    etag = client.get(url, headers=encodings).headers["ETag"]
    assert etag.startswith('"')
    unchanged = client.get(url, headers={**encodings, "If-None-Match": etag})
    assert (unchanged.status_code, unchanged.data, unchanged.headers["ETag"]) == (304, b"", etag)
    assert unchanged.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("url", [RELEASED, MOVING, VERSIONS])
def test_a_request_for_the_headers_gets_those_of_the_file(client, url):
    head, whole = client.head(url), client.get(url)
    assert (head.status_code, head.data) == (200, b"")
    assert {**head.headers} == {**whole.headers}


@pytest.mark.parametrize(("release", "name"), FILES, ids=[f"{release.version} {name}" for release, name in FILES])
def test_the_listed_hash_is_that_of_the_bytes_that_are_sent(client, release, name):
    (listed,) = (version for version in client.get(VERSIONS).json["versions"] if version["version"] == release.version)
    (file,) = (file for file in listed["files"] if file["name"] == name)
    url = f"/embed/{release.version}/{name}"
    response = client.get(url, headers={"Accept-Encoding": "gzip"})
    content = gzip.decompress(response.data) if response.headers.get("Content-Encoding") == "gzip" else response.data
    assert file["integrity"] == f"sha384-{b64encode(sha384(content).digest()).decode()}"
    assert file["bytes"] == len(content)
    assert content == client.get(url).data


def test_the_list_names_the_newest_release_and_the_public_urls_of_its_files(site_settings):
    settings = factories.settings(site_settings.corpus.parent, public_url="https://clearinghouse.example/library")
    content = create_app(settings).test_client().get(VERSIONS).json
    newest = content["versions"][0]
    assert content["latest"] == content["moving"][NEWEST.major] == newest["version"] == NEWEST.version
    assert newest["released"] == NEWEST.released.isoformat()
    root = f"https://clearinghouse.example/library/embed/{NEWEST.version}"
    assert {file["name"]: file["url"] for file in newest["files"]} == {name: f"{root}/{name}" for name in NEWEST.files}


@pytest.mark.parametrize("url", [RELEASED, MOVING, VERSIONS])
def test_the_files_are_served_while_nothing_is_published(tmp_path, url):
    assert create_app(factories.settings(tmp_path)).test_client().get(url).status_code == 200


@pytest.mark.parametrize("url", MISSING)
def test_an_unknown_version_or_file_is_a_problem(client, url):
    response = client.get(url)
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
    assert response.headers["Cache-Control"] == "no-store"


def test_the_problem_says_where_all_files_are_listed(client):
    detail = client.get(f"/embed/{NEWEST.version}/nothing.js").json["detail"]
    assert (
        detail
        == f"The search widget has no file '{NEWEST.version}/nothing.js'; /embed/versions.json lists all of them."
    )


def test_posting_to_a_file_is_a_problem(client):
    response = client.post(RELEASED)
    assert (response.status_code, response.mimetype) == (405, "application/problem+json")
