"""A page of results tells full matches from partial ones, and says what nothing is about."""

import pytest
from bs4 import BeautifulSoup

from catalog.model import AgencySize
from factories import record
from webui import create_app

PARKING = [
    record(f"parking{number}", title="Parking", format="webinar", keywords=("parking rules",)) for number in range(9)
]


@pytest.fixture
def client(publish_records):
    settings = publish_records(
        record("both", title="Gun violence"),
        record("one", title="Gun"),
        record("stops", title="Traffic stops and violence"),
        record("agency", title="The officers of an agency"),
        *PARKING,
    )
    return create_app(settings).test_client()


@pytest.fixture
def get(client):
    return lambda path: BeautifulSoup(client.get(path).text, "html.parser")


def words(element):
    return " ".join(element.get_text().split())


def test_the_heading_counts_full_matches_and_the_partial_ones_apart(get):
    assert words(get("/search?q=gun+violence").select_one(".total")) == "1 resource; 2 more match part of it"


def test_a_line_divides_full_matches_from_partial_ones(get):
    page = get("/search?q=gun+violence")
    line = page.select_one("h2.partial-matches")
    assert words(line) == "These match part of your search"
    assert [card.get_text(strip=True) for card in line.find_all_previous(class_="card-title")] == ["Gun violence"]
    assert line.find_next("ol")["start"] == "2"


def test_there_is_no_line_if_all_matches_are_of_one_kind(get):
    assert not get("/search?q=parking").select(".partial-matches")
    assert not get("/search?q=gun+zeppelins").select(".partial-matches")


def test_without_full_matches_the_page_says_so(get):
    page = get("/search?q=gun+stops")
    assert words(page.select_one(".notice-box")) == "No resource matches all of your search. These match part of it."
    assert words(page.select_one(".total")) == "3 resources match part of your search"


def test_a_sentence_without_full_matches_says_that_the_best_come_first(get):
    notice = get("/search?q=what+are+gun+stops").select_one(".notice-box")
    assert words(notice) == "No resource has all of your words. The best matches come first."


def test_a_word_that_no_resource_has_is_named_with_a_search_for_the_others(get):
    notice = get("/search?q=parking+Zeppelins").select_one(".notice-box")
    assert words(notice) == "Nothing about Zeppelins. Search for \u201cparking\u201d alone (9 resources)"
    assert [word.get_text() for word in notice.select("strong")] == ["Zeppelins"]
    assert notice.a["href"] == "/search?q=parking"


def test_the_search_for_the_other_words_keeps_the_filters(get):
    notice = get("/search?q=parking+Zeppelins&format=webinar").select_one(".notice-box")
    assert notice.a["href"] == "/search?format=webinar&q=parking"


def test_the_search_for_the_other_words_is_left_out_if_it_finds_no_more(get):
    notice = get("/search?q=gun+violence+Zeppelins").select_one(".notice-box")
    assert words(notice) == "Nothing about Zeppelins. These match part of your search."


@pytest.mark.parametrize("text", ["the Zeppelins", "Zeppelins for a 40 officer agency", "what is a zeppelin?"])
def test_no_search_is_offered_for_words_that_say_nothing_by_themselves(get, text):
    notice = get(f"/search?q={text}").select_one(".notice-box")
    assert words(notice) == f"Nothing about {'zeppelin' if '?' in text else 'Zeppelins'}."


@pytest.mark.parametrize(
    ("text", "others"), [("parking, Zeppelins?", "parking"), ("PARKING RULES ZEPPELINS", "PARKING+RULES")]
)
def test_the_search_for_the_other_words_is_found_whatever_is_around_them(get, text, others):
    assert get(f"/search?q={text}").select_one(".notice-box a")["href"] == f"/search?q={others}"


def test_the_search_for_the_other_words_is_spelled_as_the_one_that_is_shown(get):
    page = get("/search?q=prking+Zeppelins")
    assert [link["href"] for link in page.select(".notice-box a")][-1] == "/search?q=parking"


def test_without_results_there_is_no_filter_by_the_agency_size_that_the_text_states(get):
    assert get("/search?q=parking+for+a+40+officer+agency").select(".stated-size")
    assert not get("/search?q=zeppelins+for+a+40+officer+agency").select(".stated-size")


def test_a_filter_by_the_stated_agency_size_that_would_leave_nothing_is_not_offered(publish_records):
    client = create_app(
        publish_records(record("big", title="Parking", agency_size=AgencySize(500, None)))
    ).test_client()
    assert b"stated-size" not in client.get("/search?q=parking+for+a+40+officer+agency").data
    assert b"stated-size" in client.get("/search?q=parking+for+a+900+officer+agency").data


def test_terms_of_the_catalog_close_to_a_word_that_it_lacks_are_offered(get):
    links = get("/search?q=parkway").select(".no-results > ul:first-of-type > li:first-child a")
    assert [(link["href"], link.get_text()) for link in links] == [("/search?q=parking+rules", "parking rules")]


def test_a_word_with_markup_is_escaped(get):
    notice = get("/search?q=gun+%3Cb%3Ezeppelin").select_one(".notice-box")
    assert not notice.select("b")


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("gun violence", {"both": False, "one": True, "stops": True}),
        ("gun stops", {"both": True, "one": True, "stops": True}),
        ("gun", {"both": False, "one": False}),
        ("what works against violence with guns", {"both": None, "one": None, "stops": None}),
    ],
)
def test_each_hit_of_the_json_answer_tells_whether_it_is_partial(client, text, partial):
    hits = client.get("/api/v1/search", query_string={"q": text}).json["hits"]
    assert {hit["id"]: hit["partial"] for hit in hits} == partial
