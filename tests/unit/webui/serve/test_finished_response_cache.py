"""Which responses are sent again without running the application, and to which requests."""

from types import SimpleNamespace

import pytest

from webui.serve.response import FileRange, FinishedResponse
from webui.serve.response_cache import MAX_BODY_BYTES, MAX_BYTES, FinishedResponseCache

PUBLIC = ("Cache-Control", "public, max-age=60")
HOST = ("host", "site.example")


class Application:
    """An application whose state a test can change."""

    def __init__(self):
        self.state = "first generation"
        self.cache = FinishedResponseCache(lambda: self.state)

    def keeps(self, *headers, status=200, body=b"page"):
        """Return whether a response with these headers is sent again."""
        key = self.cache.key(request())
        self.cache.put(key, FinishedResponse(status, list(headers), body))
        return self.cache.get(self.cache.key(request())) is not None

    def repeats_to(self, **changes):
        """Return whether a response to the plain request is sent in response to another one, too."""
        assert self.keeps(PUBLIC)
        return self.cache.get(self.cache.key(request(**changes))) is not None


def request(*headers, **changes):
    plain = {"method": "GET", "path": "/", "query_string": "", "http_version": "1.1", "scheme": "http"}
    pairs = headers or (HOST, ("accept-encoding", "gzip"), ("user-agent", "a browser"))
    return SimpleNamespace(headers=SimpleNamespace(items=lambda: list(pairs)), **{**plain, **changes})


@pytest.fixture
def application():
    return Application()


def test_a_public_response_is_sent_again(application):
    assert application.keeps(PUBLIC, ("Vary", "Accept-Encoding"))


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("Cache-Control", "private, no-store")],
        [("Cache-Control", "no-store")],
        [("Cache-Control", "x-public")],
        [PUBLIC, ("Set-Cookie", "a=b")],
        [PUBLIC, ("Vary", "Cookie")],
        [PUBLIC, ("Vary", "Accept-Encoding"), ("Vary", "Cookie")],
    ],
)
def test_a_response_that_is_not_the_same_for_everybody_is_not(application, headers):
    assert not application.keeps(*headers)


@pytest.mark.parametrize("status", [206, 303, 304, 404, 503])
def test_only_complete_successful_responses_are(application, status):
    assert not application.keeps(PUBLIC, status=status)


@pytest.mark.parametrize("body", [FileRange("/a/file"), b"x" * (MAX_BODY_BYTES + 1)])
def test_files_and_long_responses_are_not(application, body):
    assert not application.keeps(PUBLIC, body=body)


@pytest.mark.parametrize(
    "changes",
    [
        {"path": "/es"},
        {"query_string": "q=a"},
        {"method": "HEAD"},
        {"method": "POST"},
        {"scheme": "https"},
        {"http_version": "1"},
    ],
)
def test_another_request_gets_a_response_of_its_own(application, changes):
    assert not application.repeats_to(**changes)


@pytest.mark.parametrize(
    "headers",
    [
        [("host", "other.example"), ("accept-encoding", "gzip")],
        [HOST, HOST, ("accept-encoding", "gzip")],
        [("accept-encoding", "gzip")],
        [HOST],
        [HOST, ("accept-encoding", "br")],
        *([HOST, ("accept-encoding", "gzip"), (name, "1")] for name in ("if-none-match", "range", "content-length")),
    ],
)
def test_so_does_a_request_with_headers_that_matter(application, headers):
    assert application.keeps(PUBLIC)
    assert application.cache.get(application.cache.key(request(*headers))) is None


def test_headers_that_do_not_matter_do_not(application):
    assert application.keeps(PUBLIC)
    other_browser = request(HOST, ("accept-encoding", "gzip"), ("user-agent", "another"), ("cookie", "toolkit=x"))
    assert application.cache.get(application.cache.key(other_browser))


def test_a_repeated_response_has_no_date_of_its_own(application):
    assert application.keeps(PUBLIC, ("Date", "Mon, 30 Nov 2026 00:54:29 GMT"))
    assert application.cache.get(application.cache.key(request())).headers == [PUBLIC]


@pytest.mark.parametrize("state", ["second generation", None])
def test_nothing_is_sent_again_when_the_state_has_changed(application, state):
    assert application.keeps(PUBLIC)
    application.state = state
    assert application.cache.get(application.cache.key(request())) is None


def test_a_response_that_was_made_while_the_state_changed_is_not_kept(application):
    key = application.cache.key(request())
    application.state = "second generation"
    application.cache.put(key, FinishedResponse(200, [PUBLIC], b"page"))
    application.state = "first generation"
    assert application.cache.get(application.cache.key(request())) is None


def test_old_responses_make_room_for_new_ones(application):
    for number in range(2 * MAX_BYTES // MAX_BODY_BYTES):
        key = application.cache.key(request(path=f"/{number}"))
        application.cache.put(key, FinishedResponse(200, [PUBLIC], b"x" * MAX_BODY_BYTES))
    kept = [application.cache.get(application.cache.key(request(path=f"/{number}"))) for number in (0, number)]
    assert [response is not None for response in kept] == [False, True]
