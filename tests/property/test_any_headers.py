"""A request with any headers gets a response that is not a failure of the site (500)."""

from contextlib import closing

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import web_catalog
from webui import create_app

DATES = st.sampled_from(
    [
        "Mon, 01 Jan 99999999999 00:00:00 GMT",
        "Mon, 01 Jan 0001 00:00:00 +2359",
        "Fri, 31 Dec 9999 23:59:59 -2359",
        "Sat, 99 Foo 2020 99:99:99 GMT",
        "1 Jan 2020 00:00:00 +99999999999",
        "0",
    ]
)
WORDS = """
bytes= 0-1 - , ; = : q=0. q=nan q=1e999 * W/ " \\ gzip br es-MX text/html utf-7 charset=utf-16 boundary= [ ] // @
Basic Digest Bearer max-age= toolkit= http:// localhost :99999 xn-- 999999999999999999999
"""
PARTS = st.sampled_from([*WORDS.split(), "\xb2", "\xff", "\x00", "\x7f"])
VALUES = st.one_of(
    DATES,
    st.lists(PARTS, max_size=8).map("".join),
    st.lists(PARTS, max_size=8).map(" ".join),
    st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=30),
)
NAMES = st.sampled_from(
    "If-Modified-Since If-Unmodified-Since If-Range If-Match If-None-Match Range Date Accept Accept-Charset "
    "Accept-Encoding Accept-Language Authorization Cookie Content-Type Content-Encoding Cache-Control Host Origin "
    "Referer Sec-Fetch-Site User-Agent Forwarded X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto Expect TE "
    "X-Fragment Transfer-Encoding Content-Length".split()
)
URLS = st.sampled_from(
    ["/search?q=a", "/static/site.css", "/static/icons.svg", "/documents/guide/guide.pdf", "/toolkit", "/api/v1/search"]
)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    app = create_app(web_catalog.publish(tmp_path_factory.mktemp("headers")))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


def status_of(app, url, method, headers):
    """Return the status of the response of the WSGI application itself: a test client would refuse some headers."""
    names = {name: name.upper().replace("-", "_") for name in headers}
    environ = {
        key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}": headers[name]
        for name, key in names.items()
    }
    request = app.test_request_context(url, method=method, data=b"title=x" if method == "POST" else None)
    request.request.environ.update(environ)
    statuses = []
    response = app(request.request.environ, lambda status, _headers, _exc_info=None: statuses.append(int(status[:3])))
    with closing(response):
        list(response)
    return statuses[-1]


@given(url=URLS, method=st.sampled_from(["GET", "HEAD", "POST"]), headers=st.dictionaries(NAMES, VALUES, max_size=4))
@settings(max_examples=300)
@example("/static/site.css", "GET", {"If-Modified-Since": "Mon, 01 Jan 99999999999 00:00:00 GMT"})
@example(
    "/documents/guide/guide.pdf", "GET", {"If-Range": "Mon, 01 Jan 99999999999 00:00:00 GMT", "Range": "bytes=0-3"}
)
@example("/toolkit", "POST", {"Origin": "http://["})
def test_no_headers_make_the_site_fail(app, url, method, headers):
    assert status_of(app, url, method, headers) < 500
