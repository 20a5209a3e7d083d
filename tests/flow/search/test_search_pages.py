"""Pages, asked as a browser asks them."""

import datetime as dt
import re

import pytest
from bs4 import BeautifulSoup

import factories
import web_catalog
from catalog.model import Featured
from webui import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(web_catalog.publish(tmp_path_factory.mktemp("pages"))).test_client()


@pytest.fixture(scope="module")
def get(client):
    def page(address, status=200):
        response = client.get(address)
        assert response.status_code == status
        assert response.mimetype == "text/html"
        return BeautifulSoup(response.text, "html.parser")

    return page


def titles(page):
    return [each.get_text() for each in page.select(".card-title")]


def counts(page, name):
    """Return the count that stands beside each value of a facet."""
    boxes = page.select(f'input[name="{name}"][type="checkbox"]')
    return {box["value"]: int(re.findall(r"\((\d+)", box.parent.get_text())[-1]) for box in boxes}


def test_the_first_page_offers_a_search_topics_formats_and_items_of_interest(get):
    page = get("/")
    assert page.select_one('form[role="search"] input[name="q"]')
    assert [each.get_text() for each in page.select(".carousel h3")] == ["License plate readers for violence reduction"]
    assert page.select_one('a[href="/topics/technology"]')
    assert page.select_one('a[href="/search?format=webinar"]').get_text(" ", strip=True) == "Webinars (1 resource )"


def test_an_item_of_interest_leaves_when_its_time_is_over(published):
    today = dt.datetime.now(dt.UTC).date()
    over = factories.record("over", featured=Featured(until=today - dt.timedelta(days=1)))
    page = create_app(published(over, factories.record("other"))).test_client().get("/").text
    assert "Items of interest" not in page


def test_a_search_shows_titles_marks_and_the_number_of_resources(get):
    page = get("/search?q=plate+readers")
    assert titles(page)[0] == "License plate readers for violence reduction"
    assert page.select_one(".total").get_text() == "1 resource"
    assert "plate" in [mark.get_text() for mark in page.select(".snippet mark")]
    assert page.title.get_text().startswith("plate readers \u2013 1 resource")


def test_every_count_is_the_number_of_resources_that_ticking_it_gives(get):
    for name in ("topic", "format", "agency_size"):
        for value, count in counts(get("/search?q=review"), name).items():
            total = get(f"/search?q=review&{name}={value}").select_one(".total").get_text()
            assert re.search(r"(\d+) resource", total)[1] == str(count)


def test_a_ticked_value_stays_ticked_and_becomes_a_chip(get):
    page = get("/search?topic=technology")
    assert page.select_one('input[name="topic"][value="technology"]').has_attr("checked")
    chip = page.select_one(".constraint")
    assert (chip["href"], chip.get_text(" ", strip=True)) == ("/search", "Remove filter Topic: Technology")


def test_results_come_ten_to_a_page_with_numbered_pages(get):
    first = get("/search?topic=gun-violence")
    assert len(titles(first)) == 10
    assert first.select_one('[aria-current="page"]').get_text() == "Page 1"
    second = get(first.select_one('a[rel="next"]')["href"])
    assert second.select_one(".total").get_text() == "11\u201313 of 13 resources"


def test_a_page_after_the_last_one_leads_back(get):
    page = get("/search?topic=gun-violence&page=9")
    assert page.select_one('.notice-box a[href="/search?page=2&topic=gun-violence"]')


def test_results_can_be_sorted(get):
    oldest = titles(get("/search?topic=gun-violence&sort=oldest"))
    assert oldest[0] == "Shooting review, part 1"
    assert titles(get("/search?topic=gun-violence"))[0] == "License plate readers for violence reduction"


def test_years_narrow_a_search(get):
    page = get("/search?published_from=2016&published_to=2020")
    assert set(titles(page)) == {"License plate readers for violence reduction", "Body-worn cameras in small towns"}
    assert page.select_one('input[name="published_from"]')["value"] == "2016"


def test_an_agency_like_mine_ranks_what_is_made_for_it_first(get):
    page = get("/search?sworn=20")
    assert titles(page)[0] == "Body-worn cameras in small towns"
    assert page.select_one('input[name="sworn"]')["value"] == "20"


def test_the_agency_sizes_say_how_many_resources_are_for_any(get):
    assert "18 of these are for any size." in get("/search").get_text()


def test_a_page_of_a_pdf_a_heading_and_a_time_are_linked_to(get):
    assert get("/search?q=retention+policy").select_one('.passages a[href="/documents/guide/guide.pdf#page=2"]')
    assert get("/search?q=recording+kept").select_one('.passages a[href="/documents/questions/page.html#storage"]')
    assert get("/search?q=passing+vehicle").select_one('.passages a[href^="https://www.youtube.com/watch?v=abc&t="]')


def test_a_heading_without_an_id_opens_in_the_text_of_its_document(get):
    link = get("/search?q=footage").select_one(".passages a")["href"]
    address, _, anchor = link.partition("#")
    assert "footage" in get(address).find(id=anchor).get_text()


def test_acronyms_find_what_they_stand_for_and_the_page_says_so(get):
    page = get("/search?q=alpr")
    assert "License plate readers for violence reduction" in titles(page)
    assert page.select_one(".search-note").get_text().startswith("Also searched: license plate reader, LPR.")
    assert page.select_one(".search-note a")["href"] == "/search?q=%3Dalpr"


def test_an_acronym_with_two_meanings_offers_each_with_what_it_finds_and_a_way_back(published):
    records = [factories.record(title[:5].lower(), title=title) for title in ("Smart policing", "Policing innovation")]
    client = create_app(published(*records, factories.record("spi", title="SPI"))).test_client()
    page = BeautifulSoup(client.get("/search?q=spi&format=").text, "html.parser")
    offers = page.select(".search-note")[1]
    assert offers.get_text(" ", strip=True).startswith("\u201cspi\u201d can mean: Only Smart policing\xa0(1 resource )")
    links = [link["href"] for link in offers.select("a")]
    assert links == ["/search?q=%22smart+policing%22", "/search?q=%22policing+innovation%22"]
    chosen = BeautifulSoup(client.get(links[0]).text, "html.parser")
    assert titles(chosen) == ["Smart policing"]
    back = chosen.select_one(".search-note a")
    assert (back["href"], back.get_text()) == ("/search?q=SPI", "Search for every meaning of SPI")


def test_a_relaxed_answer_says_so(get):
    page = get("/search?q=cameras+elephants")
    assert "No resource matches all of your search. These match part of it." in page.get_text()
    assert titles(page)


def test_a_text_without_words_shows_everything_and_says_so(get):
    page = get("/search?q=%22")
    assert '\u201c"\u201d contains no words to search for, so all resources are shown.' in page.get_text()


def ways_on(page):
    """Return each link that leaves a condition out, with the number beside it."""
    items = [item for item in page.select(".no-results > ul:first-of-type li") if item.select_one(".count")]
    return {item.a["href"]: int(re.search(r"\d+", item.select_one(".count").get_text())[0]) for item in items}


def test_no_results_offer_help_and_topics(get):
    page = get("/search?q=zzzqqq")
    assert "No resources found" in page.get_text()
    assert page.select_one('.no-results a[href="/help/search"]')
    assert page.select_one('.no-results a[href="/contact"]')
    assert page.select_one('.no-results a[href="/topics/technology"]')
    assert ways_on(page) == {}


@pytest.mark.parametrize(
    "asked",
    [
        "q=plate&topic=technology&format=podcast",
        "q=zzzqqq&topic=technology",
        "q=shooting&format=podcast&published_from=2030",
        "topic=technology&format=podcast&format=webinar&sworn=3&published_to=1990",
        "q=zzzqqq&topic=technology&format=podcast",
    ],
)
def test_a_condition_is_offered_to_be_left_out_where_that_finds_something_and_with_how_much(get, asked):
    page = get(f"/search?{asked}")
    assert "No resources found" in page.get_text()
    for address, count in ways_on(page).items():
        assert re.search(r"(\d+) resource", get(address).select_one(".total").get_text())[1] == str(count)


def test_words_that_find_nothing_are_offered_to_be_left_out_and_the_filters_beside_them_are_not(get):
    assert ways_on(get("/search?q=zzzqqq&topic=technology")) == {"/search?topic=technology": 3}


def test_the_values_of_a_facet_are_left_out_together(get):
    page = get("/search?q=cameras&format=podcast&format=webinar")
    link = page.select_one('.no-results a[href="/search?q=cameras"]')
    assert link.get_text() == "Remove \u201cFormat: Podcast or Webinar\u201d"


def test_what_others_wrote_is_shown_as_text(get):
    for address in ("/search?q=quoted", "/resources/hostile", f"/search?q={web_catalog.HOSTILE.replace('&', '%26')}"):
        page = get(address)
        assert page.select('script:not([src], [type="application/ld+json"])') == []
        assert web_catalog.HOSTILE in page.get_text()


def test_a_resource_in_another_language_says_so_to_browsers(get):
    assert get("/search?q=vecinos").select_one(".card-title")["lang"] == "es"
    assert get("/resources/vecinos").find("h1")["lang"] == "es"


def test_a_topic_shows_its_newest_resources_and_a_search_within(get):
    page = get("/topics/technology")
    assert page.find("h1").get_text() == "Technology"
    assert titles(page)[0] == "Body-worn cameras in small towns"
    assert page.select_one('form[role="search"] input[name="topic"][value="technology"]')
    assert page.find("a", href="/search?format=webinar&topic=technology")


@pytest.mark.parametrize(
    "address", ["/nothing", "/resources/nothing", "/topics/nothing", "/clearinghouse/resource/1", "/documents/x"]
)
def test_what_is_not_there_is_a_page_with_a_search_and_a_way_on(get, address):
    page = get(address, status=404)
    assert page.select_one('form[role="search"] input[name="q"]')
    assert page.select_one('main a[href="/search"]')


def test_a_wrong_parameter_is_named_and_the_rest_can_be_searched(get):
    page = get("/search?q=guns&topic=technologie&published_from=then", status=400)
    text = page.get_text(" ", strip=True)
    assert "Topic ( topic )" in text
    assert "did you mean 'technology'?" in text
    assert "From year ( published_from )" in text
    assert page.find("a", href="/search?q=guns")


def test_a_mistyped_year_brings_the_form_back_with_what_is_wrong_and_what_was_typed(get):
    page = get("/search?q=plate&topic=technology&published_from=last+year", status=400)
    reason = "nter a year such as 2015 (or 2015-06, or 2015-06-30), not 'last year'"
    (link,) = page.select('.error-summary [role="alert"] a')
    assert (link["href"], link.get_text()) == ("#published_from", f"From year: e{reason}")
    field = page.find(id="published_from")
    assert (field["value"], field["aria-invalid"]) == ("last year", "true")
    assert page.find(id=field["aria-describedby"]).get_text() == f"Error: E{reason}."
    assert page.title.get_text().startswith("Error: ")
    assert page.select_one("details.filters").has_attr("open")


def test_the_search_without_a_mistyped_field_stands_below(get):
    page = get("/search?q=plate&topic=technology&sworn=many", status=400)
    assert titles(page) == ["License plate readers for violence reduction"]
    assert page.find(id="q")["value"] == "plate"
    assert page.select_one('input[name="topic"][value="technology"]').has_attr("checked")
    assert [each["href"] for each in page.select(".error-summary a")] == ["#sworn"]


def test_years_the_wrong_way_round_are_kept_and_said_to_be_so(get):
    page = get("/search?published_from=2020&published_to=2015", status=400)
    assert "From is after To: enter the earlier date, 2015, first" in page.select_one(".error-summary").get_text()
    assert [page.find(id=name)["value"] for name in ("published_from", "published_to")] == ["2020", "2015"]


def test_a_mistyped_field_is_a_problem_in_json_and_kept_by_nobody(client):
    answer = client.get("/api/v1/search?published_from=last+year")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    page = client.get("/search?published_from=last+year")
    assert (page.headers["Cache-Control"], page.headers.get("ETag")) == ("no-store", None)


def test_a_number_with_a_comma_is_a_number(get):
    assert get("/search?sworn=1,200").find(id="sworn")["value"] == "1200"


def test_links_from_newsletters_work(get):
    assert titles(get("/search?q=plate&utm_source=news&fbclid=x"))


def test_help_and_open_data_explain_themselves_with_examples_that_work(get, client):
    for address in ("/help/search", "/api"):
        for link in get(address).select("main a[href^='/']"):
            assert client.get(link["href"], buffered=True).status_code == 200


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/search", ["/search"]),
        ("/search?q=plate", []),
        ("/es/about", ["/es/about"]),
        ("/toolkit", ["/toolkit"]),
        ("/", []),
    ],
)
def test_the_header_tells_where_one_is(get, address, told):
    assert [each["href"] for each in get(address).select(".nav [aria-current=page]")] == told


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("/search?topic=technology&q=plate", "/search?q=plate&topic=technology"),
        ("/resources/guide?at=1&q=cameras", "/resources/guide"),
        ("/es/about", "/es/about"),
    ],
)
def test_paper_tells_the_address_of_its_page(get, address, printed):
    assert get(address).select_one(".header .print-only").get_text().endswith(printed)


def test_every_page_carries_the_funding_notice(get):
    for address in ("/", "/search", "/topics/technology", "/resources/guide", "/help/search", "/api"):
        assert "funded through a grant from the Bureau of Justice Assistance" in get(address).footer.get_text()
