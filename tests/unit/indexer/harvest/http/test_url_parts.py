"""The parts of web addresses."""

import pytest

from indexer.harvest.fetcher import FetchError
from indexer.harvest.http.session import retry_after_s
from indexer.harvest.http.url_parts import parse_url, redirect_target


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://Example.GOV", "http://example.gov/"),
        ("http://example.gov:80/a#part", "http://example.gov/a"),
        ("https://example.gov:8443/a?b=c", "https://example.gov:8443/a?b=c"),
        ("https://example.gov./a", "https://example.gov/a"),
        ("http://bücher.example/ä b", "http://xn--bcher-kva.example/%C3%A4%20b"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        ("http://example.gov/a%20b?c=%26", "http://example.gov/a%20b?c=%26"),
        (" http://my_host.example.gov/ ", "http://my_host.example.gov/"),
    ],
)
def test_an_address_has_one_form(url, canonical):
    assert parse_url(url).url == canonical


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("file:///etc/passwd", "refused-address"),
        ("ftp://example.gov/", "refused-address"),
        ("example.gov", "refused-address"),
        ("http://user@example.gov/", "refused-address"),
        ("http://example.gov\\@10.0.0.1/", "refused-address"),
        ("http://10.0.0.1\\.example.gov/", "invalid-url"),
        ("http://", "invalid-url"),
        ("http://example.gov:0/", "invalid-url"),
        ("http://example.gov:99999/", "invalid-url"),
        ("http://exam ple.gov/", "invalid-url"),
        ("http://127%2e0.0.1/", "invalid-url"),
        ("http://[fe80::1%25eth0]/", "invalid-url"),
        ("http://[::1/", "invalid-url"),
        (f"http://{'a' * 70}.gov/", "invalid-url"),
        (f"http://example.gov/{'a' * 9000}", "invalid-url"),
    ],
)
def test_other_addresses_are_refused(url, kind):
    with pytest.raises(FetchError) as error:
        parse_url(url)
    assert error.value.kind == kind


def test_line_ends_in_an_address_cannot_add_a_header():
    assert parse_url("http://example.gov/a\r\nX-A: b").path == "/aX-A:%20b"


def test_a_redirect_may_be_relative():
    assert redirect_target(parse_url("https://example.gov/a/b?c"), "../d").url == "https://example.gov/d"


def test_a_redirect_to_no_address_at_all_is_refused():
    with pytest.raises(FetchError, match=r"'http://\[' is not a valid web address"):
        redirect_target(parse_url("https://example.gov/a"), "http://[")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120), (" 0 ", 0), ("Mon, 30 Nov 1998 08:00:00 GMT", 0), ("soon", None), ("-5", None), ("", None)],
)
def test_the_wait_that_a_server_asks_for(header, seconds):
    assert retry_after_s({"retry-after": header}) == seconds
