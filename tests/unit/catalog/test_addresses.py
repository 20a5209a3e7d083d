"""Addresses of one page have one key, and addresses of different pages have different ones."""

import pytest

from catalog.addresses import address_key, is_front_page, without_following_params

PAGE = "https://example.org/reports/2024/guide"


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/reports/2024/guide",
        "https://www.example.org/reports/2024/guide/",
        "HTTPS://EXAMPLE.ORG:443/reports/2024/guide",
        "https://example.org/reports/2024/guide?utm_source=news&utm_medium=email",
        "https://example.org/reports/2024/guide?fbclid=x#chapter-2",
        "https://example.org/reports/2024/guide/index.html",
        "https://example.org/reports/2024/guide/Default.aspx",
        "https://example.org/reports/2024/%67uide",
        "https://web.archive.org/web/20200101000000/https://example.org/reports/2024/guide",
        "https://web.archive.org/web/2020id_/http://www.example.org/reports/2024/guide",
    ],
)
def test_other_forms_of_an_address_have_the_same_key(other):
    assert address_key(other) == address_key(PAGE) != ""


@pytest.mark.parametrize(
    "other",
    [
        "https://example.org/reports/2024/Guide",
        "https://example.org/reports/2023/guide",
        "https://example.org/reports/2024/guide?id=2",
        "https://docs.example.org/reports/2024/guide",
        "https://example.org:8443/reports/2024/guide",
        "https://example.org/reports/2024/guide#/chapter/2",
    ],
)
def test_addresses_of_other_pages_have_other_keys(other):
    assert address_key(other) != address_key(PAGE)


def test_the_order_of_parameters_makes_no_difference():
    assert address_key("https://example.org/x?b=2&a=1") == address_key("https://example.org/x?a=1&b=2")


@pytest.mark.parametrize(
    "text", ["", "guide.pdf", "mailto:a@example.org", "https://", "http://[broken", "ftp://x.org/a"]
)
def test_what_is_not_a_web_address_has_no_key(text):
    assert address_key(text) == ""


def test_an_address_that_moved_counts_as_the_present_one():
    old, new = "https://www.ncjrs.gov/pdffiles1/nij/1.pdf", "https://www.ojp.gov/pdffiles1/nij/1.pdf"
    assert address_key(old, {old: new}.get) == address_key(new, {old: new}.get) != address_key(old)


@pytest.mark.parametrize(("url", "expected"), [("https://www.example.org/", True), (PAGE, False)])
def test_a_front_page_is_known_by_its_key(url, expected):
    assert is_front_page(address_key(url)) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (PAGE, PAGE),
        (f"{PAGE}?utm_source=a", PAGE),
        (f"{PAGE}?utm_source=a&id=%20b&gclid=c#top", f"{PAGE}?id=%20b#top"),
        (f"{PAGE}?source=a&ref=b", f"{PAGE}?source=a&ref=b"),
        (f"{PAGE}#x?utm_source=a", f"{PAGE}#x?utm_source=a"),
    ],
)
def test_only_parameters_that_follow_readers_are_removed_from_an_address(url, expected):
    assert without_following_params(url) == expected
