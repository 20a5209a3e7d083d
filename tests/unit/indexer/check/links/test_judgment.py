"""What an answer says of a link."""

import datetime as dt

import pytest

from indexer.check.links.judgment import LinkAnswer, judge_answer, judge_error, state_after
from indexer.harvest.link_states import LinkState
from indexer.harvest.model import FetchError, FetchErrorKind

URL = "https://www.example.gov/reports/patrol"
DAY = dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC)


def verdict(final_url=URL, title="Patrol report", status=200, url=URL):
    answer = LinkAnswer(status, final_url, media_type="text/html", beginning=f"<title>{title}</title>")
    return str(judge_answer(url, answer).verdict)


@pytest.mark.parametrize(
    "title",
    [
        "Page Not Found",
        "404 | Agency",
        "Error 404",
        "Sorry, this page cannot be found",
        "This page can't be found",
        "This document is no longer available",
        "Página no encontrada",
    ],
)
def test_titles_of_missing_pages_are_suspect(title):
    assert verdict(title=title) == "suspect"


@pytest.mark.parametrize(
    "title",
    ["Patrol report", "Highway 4040", "Missing persons", "Errors in forensic science", "Lost and found property"],
)
def test_other_titles_are_fine(title):
    assert verdict(title=title) == "reached"


@pytest.mark.parametrize(
    "final_url",
    [
        "https://www.example.gov/",
        "https://www.example.gov",
        "https://other.example.gov/index.html",
        "https://www.example.gov/404",
        "https://www.example.gov/pages/not-found.html",
        "https://www.example.gov/error?from=reports",
    ],
)
def test_redirects_to_home_pages_and_pages_of_errors_are_suspect(final_url):
    assert verdict(final_url) == "suspect"


@pytest.mark.parametrize(
    "final_url",
    [
        "https://www.example.gov/reports/patrol/",
        "https://www.example.gov/?report=patrol",
        "https://www.example.gov/errors-in-forensics",
    ],
)
def test_redirects_to_other_pages_are_fine(final_url):
    assert verdict(final_url) == "reached"


def test_the_home_page_itself_is_fine():
    assert verdict("https://www.example.gov/home", url="https://example.gov/") == "reached"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (FetchErrorKind.DNS, "failed"),
        (FetchErrorKind.INVALID_URL, "failed"),
        (FetchErrorKind.REDIRECTS, "suspect"),
        (FetchErrorKind.TIME, "cannot-tell"),
        (FetchErrorKind.NETWORK, "cannot-tell"),
        (FetchErrorKind.TLS, "cannot-tell"),
        (FetchErrorKind.ROBOTS, "cannot-tell"),
        (FetchErrorKind.SERVER, "cannot-tell"),
    ],
)
def test_only_errors_that_say_there_is_no_such_place_are_strikes(kind, expected):
    assert judge_error(FetchError(kind, "Because.")).verdict == expected


def after(*days_and_statuses):
    """Return what is known of a link after checks, each with its day and the status that answered."""
    state = LinkState(URL)
    for day, status in days_and_statuses:
        answer = LinkAnswer(status, URL)
        state = state_after(state, judge_answer(URL, answer), answer, DAY + dt.timedelta(days=day))
    return state


def test_the_day_that_visitors_see_does_not_change_with_each_check():
    assert after((0, 200), (7, 200), (14, 200), (21, 200)).shown_on == "2026-12-01"


def test_the_day_that_visitors_see_is_at_most_a_month_old():
    assert after((0, 200), (7, 200), (28, 200), (35, 200)).shown_on == "2026-12-29"


def test_the_day_that_visitors_see_is_that_of_the_return_after_a_failure():
    assert after((0, 200), (7, 404), (14, 200)).shown_on == "2026-12-15"


def test_a_link_that_fails_was_last_reached_on_a_day_when_it_was_reached():
    state = after((0, 200), (7, 200), (14, 404))
    assert (state.reached_on, state.shown_on) == ("2026-12-08", "2026-12-01")


def test_of_many_days_of_failures_the_first_and_the_last_are_kept():
    state = after(*((day, 404) for day in range(100)))
    assert (len(state.strikes), state.strikes[0], state.strikes[-1]) == (30, dt.date(2026, 12, 1), dt.date(2027, 3, 10))
    assert state.is_dead


@pytest.mark.parametrize(
    "final_url",
    [
        "https://www.example.gov/login?next=/reports/patrol",
        "https://sso.example.gov/adfs/ls/?SAMLRequest=a",
        "https://www.example.gov/wp-login.php",
        "https://www.example.gov/user/sign-in",
    ],
)
def test_of_what_is_behind_a_page_to_sign_in_nothing_can_be_told(final_url):
    assert verdict(final_url) == "cannot-tell"


def test_a_page_about_signing_in_that_was_meant_is_fine():
    assert verdict("https://example.gov/login", url="http://example.gov/login") == "reached"


def test_days_of_a_clock_that_was_ahead_do_not_count():
    state = after((400, 404), (0, 404), (1, 404))
    assert state.strike_days == "2026-12-01 2026-12-02"
    assert not state.is_dead


def test_visitors_do_not_see_a_day_of_a_clock_that_was_ahead_once_it_is_right():
    assert after((400, 200), (0, 200)).shown_on == "2026-12-01"
