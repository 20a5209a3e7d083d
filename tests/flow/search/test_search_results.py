"""The search page: results, counts, filters, sorting, pagination and notes about the search."""

import re

import pytest
from bs4 import BeautifulSoup

import factories
from catalog.model import AgencySize
from webui import create_app


def titles(page):
    return [title.get_text() for title in page.select(".card-title")]


def counts(page, name):
    """Return the count of each value of a facet."""
    boxes = page.select(f'input[name="{name}"][type="checkbox"]')
    return {box["value"]: int(re.findall(r"\((\d+)", box.parent.get_text())[-1]) for box in boxes}


def test_a_search_shows_titles_highlights_and_the_number_of_resources(get):
    page = get("/search?q=plate+readers")
    assert titles(page)[0] == "License plate readers for violence reduction"
    assert page.select_one(".total").get_text() == "1 resource"
    assert "plate readers" in [mark.get_text() for mark in page.select(".snippet mark")]
    assert page.title.get_text().startswith("plate readers \u2013 1 resource")


def test_every_facet_count_is_the_number_of_resources_that_selecting_it_gives(get):
    for name in ("topic", "format", "agency_size"):
        for value, count in counts(get("/search?q=review"), name).items():
            total = get(f"/search?q=review&{name}={value}").select_one(".total").get_text()
            assert re.search(r"(\d+) resource", total)[1] == str(count)


def test_a_selected_value_stays_checked_and_becomes_a_constraint(get):
    page = get("/search?topic=technology")
    assert page.select_one('input[name="topic"][value="technology"]').has_attr("checked")
    constraint = page.select_one(".constraint")
    assert (constraint["href"], constraint.get_text(" ", strip=True)) == ("/search", "Remove filter Topic: Technology")


def test_results_are_paginated(get):
    first = get("/search?topic=gun-violence&per_page=10")
    assert len(titles(first)) == 10
    assert first.select_one('[aria-current="page"]').get_text() == "Page 1"
    second = get(first.select_one('a[rel="next"]')["href"])
    assert second.select_one(".total").get_text() == "11\u201313 of 13 resources"


def test_a_page_after_the_last_one_links_to_the_last_one(get):
    page = get("/search?topic=gun-violence&page=9")
    assert page.select_one('.notice-box a[href="/search?topic=gun-violence"]')


def test_results_can_be_sorted(get):
    oldest = titles(get("/search?topic=gun-violence&sort=oldest"))
    assert oldest[0] == "Shooting review, part 1"
    assert titles(get("/search?topic=gun-violence"))[0] == "License plate readers for violence reduction"


@pytest.mark.parametrize(("root", "label"), [("", "Recently added"), ("/es", "Recién agregados")])
def test_what_was_added_recently_can_be_put_first(get, root, label):
    page = get(f"{root}/search?topic=technology&sort=added")
    assert page.select_one("#sort option[selected]").get_text() == label
    assert "/search.atom?topic=technology" in page.select_one("link[type='application/atom+xml']")["href"]


def test_publication_years_narrow_a_search(get):
    page = get("/search?published_from=2016&published_to=2020")
    assert set(titles(page)) == {"License plate readers for violence reduction", "Body-worn cameras in small towns"}
    assert page.select_one('input[name="published_from"]')["value"] == "2016"


def test_a_number_of_sworn_officers_ranks_exact_fits_first(get):
    page = get("/search?sworn=20")
    assert titles(page)[0] == "Body-worn cameras in small towns"
    assert page.select_one('input[name="sworn"]')["value"] == "20"


def test_the_agency_size_facet_says_how_many_resources_are_for_any_size(get):
    assert "18 of these are for any size." in get("/search").get_text()


def test_passages_link_to_pdf_pages_headings_and_times(get):
    assert get("/search?q=retention+policy").select_one('.passages a[href="/documents/guide/guide.pdf#page=2"]')
    assert get("/search?q=recording+kept").select_one('.passages a[href="/documents/questions/page.html#storage"]')
    assert get("/search?q=passing+vehicle").select_one('.passages a[href^="https://www.youtube.com/watch?v=abc&t="]')


def test_a_passage_under_a_heading_without_an_id_links_to_the_text_page(get):
    link = get("/search?q=footage").select_one(".passages a")["href"]
    url, _, anchor = link.partition("#")
    assert "footage" in get(url).find(id=anchor).get_text()


def test_acronyms_find_their_synonyms_and_the_page_says_so(get):
    page = get("/search?q=alpr")
    assert "License plate readers for violence reduction" in titles(page)
    note = page.select_one("details.search-note")
    assert note.summary.get_text() == "Also searched: license plate reader, LPR"
    assert note.p.get_text() == "Also searched for \u201calpr\u201d: license plate reader, LPR."
    assert page.select_one(".search-note a")["href"] == "/search?q=%3Dalpr"


def test_an_ambiguous_acronym_offers_each_meaning_with_its_count_and_a_link_back(publish_records):
    records = [factories.record(title[:5].lower(), title=title) for title in ("Smart policing", "Policing innovation")]
    client = create_app(publish_records(*records, factories.record("spi", title="SPI"))).test_client()
    page = BeautifulSoup(client.get("/search?q=spi&format=").text, "html.parser")
    meanings = page.select(".search-note")[1]
    assert meanings.get_text(" ", strip=True).startswith(
        "\u201cspi\u201d can mean: Only Smart policing\xa0(1 resource )"
    )
    links = [link["href"] for link in meanings.select("a")]
    assert links == ["/search?q=%22smart+policing%22", "/search?q=%22policing+innovation%22"]
    selected_page = BeautifulSoup(client.get(links[0]).text, "html.parser")
    assert titles(selected_page) == ["Smart policing"]
    link_back = selected_page.select_one(".search-note a")
    assert (link_back["href"], link_back.get_text()) == ("/search?q=SPI", "Search for every meaning of SPI")


def test_a_query_without_words_shows_all_resources_and_says_so(get):
    page = get("/search?q=%22")
    assert '\u201c"\u201d contains no words to search for, so all resources are shown.' in page.get_text()


def test_a_title_in_another_language_is_marked_with_its_language(get):
    assert get("/search?q=vecinos").select_one(".card-title")["lang"] == "es"
    assert get("/resources/vecinos").find("h1")["lang"] == "es"


def test_a_number_with_a_thousands_separator_is_accepted(get):
    assert get("/search?sworn=1,200").find(id="sworn")["value"] == "1200"


def test_tracking_parameters_of_newsletters_are_ignored(get):
    assert titles(get("/search?q=plate&utm_source=news&fbclid=x"))


def test_a_result_that_fits_the_agency_size_exactly_says_so(publish_records):
    exact = factories.record("exact", agency_size=AgencySize(1, 49))
    page = create_app(publish_records(exact, factories.record("any"))).test_client().get("/search?sworn=40").text
    cards = BeautifulSoup(page, "html.parser").select(".card")
    assert [bool(card.select(".size-match")) for card in cards] == [True, False]


@pytest.mark.parametrize(
    ("url", "words", "target"),
    [
        (
            "/search?q=plate+readers+for+a+40+officer+agency",
            "For agencies with up to 49 sworn officers: show only what suits them",
            "/search?q=plate+readers&sworn=40",
        ),
        (
            "/es/search?q=plate+departamento+peque%C3%B1o&format=webinar",
            "Para agencias con hasta 49 agentes juramentados: mostrar solo lo que les sirve",
            "/es/search?agency_size=small&format=webinar&q=plate",
        ),
    ],
)
def test_an_agency_size_in_the_text_is_offered_as_a_filter(get, url, words, target):
    note = get(url).select_one(".stated-size")
    assert (note.get_text(), note.a["href"]) == (words, target)
    assert not get(target).select(".stated-size")
