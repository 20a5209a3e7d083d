"""What the site counts as a search, and that nobody notices."""

import pytest

from catalog.query_log.log_files import DATABASE_NAME, KEY_NAME
from catalog.query_log.model import Channel, Counts
from catalog.query_log.writer import MIN_DAYS
from counting_site import CountingSite
from query_log import stored_bytes


def test_every_search_is_counted_though_its_answer_is_in_the_cache(counting_site):
    for _ in range(3):
        counting_site.get("/search?q=gun")
    assert counting_site.logged().totals == {Channel.SITE: Counts(3)}


def test_a_text_is_shown_on_its_fifth_day_with_what_it_found(counting_site):
    for _ in range(MIN_DAYS):
        counting_site.get("/search?q=Helicopter")
        counting_site.next_day()
    (text,) = counting_site.logged().texts
    assert (text.text, text.days, text.counts) == ("helicopter", MIN_DAYS, Counts(MIN_DAYS, nothing=MIN_DAYS))


def test_corrections_are_counted_with_what_they_were_corrected_to(counting_site):
    for _ in range(MIN_DAYS):
        counting_site.get("/search?q=balistics")
        counting_site.next_day()
    (text,) = counting_site.logged().texts
    assert (text.corrected_to, text.counts) == ("ballistics", Counts(MIN_DAYS, corrected=MIN_DAYS))


def test_spanish_pages_are_counted_by_their_language(counting_site):
    for _ in range(MIN_DAYS):
        counting_site.get("/es/search?q=gun")
        counting_site.next_day()
    assert [text.language for text in counting_site.logged().texts] == ["es"]


@pytest.mark.parametrize(
    "path",
    [
        "/search",
        "/search?q=",
        "/search?q=gun&page=2",
        "/search?q=gun&topic=technology",
        "/search?q=gun&sort=newest",
        "/search?q=gun&published_from=2020",
        "/search?q=gun&published_from=no-date",
        "/search.atom?q=gun",
        "/search.csv?q=gun",
        "/api/v1/suggest?q=gun",
        "/api/v1/search?q=gun&page=2",
        "/api/v1/search?q=gun&topic=technology",
        "/embed/frame?q=gun",
        "/resources/a?q=gun&at=1",
    ],
)
def test_other_requests_are_not_counted(counting_site, path):
    counting_site.get("/search?q=gun")
    counting_site.get(path)
    assert counting_site.logged().totals == {Channel.SITE: Counts(1)}


def test_a_page_that_the_browser_has_already_is_not_counted_again(counting_site):
    etag = counting_site.get("/search?q=gun").headers["ETag"]
    assert counting_site.get("/search?q=gun", If_None_Match=etag).status_code == 304
    assert counting_site.logged().totals == {Channel.SITE: Counts(1)}


def test_head_requests_are_not_counted(counting_site):
    counting_site.get("/search?q=gun")
    assert counting_site.client.head("/search?q=gun").status_code == 200
    assert counting_site.logged().totals == {Channel.SITE: Counts(1)}


@pytest.mark.parametrize("header", ["Sec_GPC", "DNT"])
def test_a_visitor_who_does_not_want_to_be_counted_is_not(counting_site, header):
    counting_site.get("/search?q=parking")
    counting_site.get("/search?q=gun", **{header: "1"})
    assert counting_site.logged().totals == {Channel.SITE: Counts(1)}


def test_the_widget_and_programs_are_told_apart(counting_site):
    counting_site.get("/api/v1/search?q=gun")
    counting_site.get("/api/v1/search?q=gun", Sec_Fetch_Mode="cors")
    assert counting_site.logged().totals == {Channel.API: Counts(1), Channel.WIDGET: Counts(1)}


def test_pages_are_the_same_whether_searches_are_counted_or_not(published, counting_site):
    silent_site = CountingSite(published, query_log=False)
    for path in ("/search?q=gun", "/search?q=helicopter", "/es/search?q=balistics", "/privacy", "/"):
        counted, silent = counting_site.get(path), silent_site.get(path)
        assert (counted.data, counted.headers.to_wsgi_list()) == (silent.data, silent.headers.to_wsgi_list())


def test_nothing_is_written_if_the_setting_is_off(published):
    silent_site = CountingSite(published, query_log=False)
    for _ in range(MIN_DAYS):
        silent_site.get("/search?q=gun")
        silent_site.next_day()
    assert silent_site.app.extensions["clearinghouse"].searches is None
    assert not {DATABASE_NAME, KEY_NAME} & {path.name for path in published.rglob("*")}


def test_searches_are_answered_if_the_log_cannot_be_written(counting_site):
    (counting_site.settings.data / DATABASE_NAME).mkdir()
    for _ in range(2):
        assert counting_site.get("/search?q=gun").status_code == 200
        counting_site.app.extensions["clearinghouse"].searches.flush()


def test_a_rare_text_is_in_no_file_of_the_data_folder(counting_site):
    for _ in range(MIN_DAYS - 1):
        counting_site.get("/search?q=zaphod+beeblebrox")
        counting_site.next_day()
        assert counting_site.logged().texts == ()
    assert b"zaphod" not in stored_bytes(counting_site.settings.data).lower()


def test_searches_are_in_the_figures_of_operation(published):
    site = CountingSite(published, metrics_token="a-token-of-sufficient-length")  # noqa: S106  # of this test only
    site.get("/search?q=gun")
    site.get("/search?q=helicopter")
    figures = site.get("/metrics", Authorization="Bearer a-token-of-sufficient-length").text
    for outcome in ("found", "nothing"):
        assert f'clearinghouse_searches_total{{channel="site",outcome="{outcome}",' in figures
    assert "helicopter" not in figures
