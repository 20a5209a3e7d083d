"""Which requests count as a search by somebody."""

import pytest

from catalog.query_log.model import Channel, Searched, SearchOutcome
from webui.http.counted_requests import RequestCounter

PAGE = Searched("text", "en", SearchOutcome.FOUND)
ANSWER = Searched("text", "en", SearchOutcome.FOUND, by_program=True)


class CountedChannels(list):
    """What counts searches, by their channels."""

    def count(self, _searched, channel):
        self.append(channel)


def channels(searched, headers, *, is_secure=True):
    counted = CountedChannels()
    RequestCounter(counted, is_secure=is_secure).count(searched, headers)
    return list(counted)


def test_a_browser_that_opens_a_page_counts():
    assert channels(PAGE, {"sec-fetch-mode": "navigate"}) == [Channel.SITE]


@pytest.mark.parametrize("mode", [{}, {"sec-fetch-mode": "no-cors"}, {"sec-fetch-mode": "cors"}])
def test_on_a_site_with_https_only_browsers_that_open_a_page_count(mode):
    assert channels(PAGE, mode) == []


def test_without_https_browsers_do_not_tell_how_they_fetch():
    assert channels(PAGE, {}, is_secure=False) == [Channel.SITE]


def test_the_api_tells_scripts_on_pages_from_other_programs():
    assert channels(ANSWER, {"sec-fetch-mode": "cors"}) == [Channel.WIDGET]
    assert channels(ANSWER, {}) == [Channel.API]


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-gpc": "1"},
        {"dnt": "1"},
        {"sec-purpose": "prefetch"},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x-moz": "prefetch"},
        {"x-fragment": "1"},
    ],
)
@pytest.mark.parametrize("searched", [PAGE, ANSWER])
def test_a_request_that_nobody_made_or_wants_counted_does_not_count(searched, headers):
    mode = {"sec-fetch-mode": "navigate" if searched is PAGE else "cors"}
    assert channels(searched, mode)
    assert channels(searched, {**mode, **headers}) == []


def test_a_visitor_may_allow_to_be_counted():
    assert channels(PAGE, {"sec-fetch-mode": "navigate", "dnt": "0"}) == [Channel.SITE]
