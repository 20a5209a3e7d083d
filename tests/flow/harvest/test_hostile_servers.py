"""Whatever a server sends, fetching ends in time, with a file or one error, and leaves nothing behind."""

import gzip

import pytest

from raw_server import answer, redirect

HEAD = b"HTTP/1.1 200 OK\r\n"
MEGABYTE = b"a" * 1_000_000


def unfinished(fetcher):
    """Return the files of downloads that did not finish."""
    return list(fetcher.cache.path("0" * 64).parent.parent.glob(".unfinished*"))


def bomb(megabytes):
    """Return megabytes of zeros, compressed."""
    return gzip.compress(b"\0" * 1_000_000 * megabytes)


def chunk(content):
    """Return a part of a body in chunks."""
    return f"{len(content):x}\r\n".encode() + content + b"\r\n"


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        pytest.param([HEAD + b"\r\n", *[MEGABYTE] * 20], "too-large", id="endless body"),
        pytest.param(
            [HEAD + b"Transfer-Encoding: chunked\r\n\r\n", *[chunk(MEGABYTE)] * 20], "too-large", id="endless chunks"
        ),
        pytest.param([b""], "network", id="closed without an answer"),
        pytest.param(answer(bomb(50), Content_Encoding="gzip"), "too-large", id="gzip bomb"),
        pytest.param(
            answer(gzip.compress(bomb(50)), Content_Encoding="gzip, gzip"), "server", id="gzip bomb within gzip"
        ),
        pytest.param(answer(b"not gzip at all", Content_Encoding="gzip"), "incomplete", id="gzip garbage"),
        pytest.param(answer(b"abc", Content_Encoding="br"), "server", id="unknown compression"),
        pytest.param(answer(b"abc", Content_Length=100), "incomplete", id="length too long"),
        pytest.param(answer(b"abc", Content_Length=10**9), "too-large", id="length beyond the limit"),
        pytest.param(answer(b"abc", Content_Length="3, 4"), "server", id="two lengths"),
        pytest.param([b"\0\xff\r\n garbage\r\n\r\n" * 10], "server", id="garbage in place of a status line"),
        pytest.param([b"HTTP/1.1 999999 OK\r\n\r\n"], "server", id="a status that does not exist"),
        pytest.param([b"SSH-2.0-OpenSSH_9.2\r\n"], "server", id="another protocol"),
        pytest.param(
            [HEAD, *[b"X-%d: b\r\n" % number for number in range(5000)], b"\r\n"], "server", id="header flood"
        ),
        pytest.param([HEAD + b"X: " + MEGABYTE + b"\r\n\r\n"], "server", id="a header of a megabyte"),
        pytest.param([HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc"], "incomplete", id="chunked garbage"),
        pytest.param([HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab"], "incomplete", id="chunks that stop"),
        pytest.param([HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"1" * 100_000], "server", id="huge chunk size"),
        pytest.param(answer(b""), "empty", id="an empty document"),
        pytest.param(answer(b"part", status="206 Partial Content"), "server", id="a part that nobody asked for"),
        pytest.param(answer(status="304 Not Modified"), "server", id="unchanged, but never fetched"),
        pytest.param(answer(status="302 Found"), "redirects", id="a redirect to nowhere"),
    ],
)
def test_a_hostile_answer_becomes_one_error(server, fetcher, failure, parts, kind):
    server.routes["/a"] = parts
    assert failure("/a").kind == kind
    assert unfinished(fetcher) == []
    assert fetcher.cache.get(f"{server.url}/a").sha256 == ""


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([HEAD, *[b"X-A: b\r\n", None] * 50], id="a header line now and then"),
        pytest.param([HEAD + b"\r\n", *[b"a", None] * 50], id="a byte now and then"),
        pytest.param([b"H", None] * 50, id="a status line that never ends"),
        pytest.param([None] * 50, id="no answer at all"),
        pytest.param([HEAD + b"Content-Length: 9\r\n\r\nabc", *[None] * 50], id="a body that stops"),
        pytest.param([b"HTTP/1.1 100 Continue\r\n\r\n", None] * 50, id="endless 100 Continue"),
    ],
)
def test_a_server_that_takes_its_time_is_given_up(server, impatient_fetcher, time_failure, parts):
    server.routes["/a"] = parts
    assert time_failure("/a").kind == "time"
    assert unfinished(impatient_fetcher) == []
    assert impatient_fetcher.cache.get(f"{server.url}/a").sha256 == ""


def test_a_body_longer_than_its_length_ends_where_the_server_said(server, fetcher):
    server.routes["/a.txt"] = answer(b"Patrol report, and more", Content_Length=13)
    server.routes["/b.txt"] = answer(b"Next")
    assert fetcher.fetch(f"{server.url}/a.txt").path.read_bytes() == b"Patrol report"
    assert fetcher.fetch(f"{server.url}/b.txt").path.read_bytes() == b"Next"


def test_a_thousand_redirects_are_not_followed(server, failure):
    for number in range(1000):
        server.routes[f"/{number}"] = redirect(f"/{number + 1}")
    assert failure("/0").kind == "redirects"
    assert server.requests == ["/robots.txt", "/0", "/1", "/2", "/3", "/4", "/5"]


def test_five_redirects_are_followed(server, fetcher):
    for number in range(5):
        server.routes[f"/{number}"] = redirect(f"/{number + 1}")
    server.routes["/5"] = answer("Patrol report")
    fetched = fetcher.fetch(f"{server.url}/0")
    assert fetched.final_url == f"{server.url}/5"
    assert fetched.redirects == tuple(f"{server.url}/{number}" for number in range(1, 6))


def test_redirects_in_a_circle_are_noticed_at_once(server, failure):
    server.routes["/a"] = redirect("/b")
    server.routes["/b"] = redirect("/a")
    assert "circle" in str(failure("/a"))
    assert server.requests == ["/robots.txt", "/a", "/b"]


def test_all_hops_together_have_one_time_limit(server, time_failure):
    for number in range(5):
        server.routes[f"/{number}"] = [None] * 4 + [redirect(f"/{number + 1}")]
    assert time_failure("/0").kind == "time"


@pytest.mark.parametrize(
    "moment", ["1 Jan 99999999999 00:00:00", "Fri, 31 Dec 9999 23:59:59 -2359", "-5", "1e9", "9" * 99]
)
def test_a_server_may_ask_to_come_back_at_any_time(server, failure, moment):
    server.routes["/a"] = answer(status="503 Later", Retry_After=moment)
    assert failure("/a").kind in {"busy", "server"}
