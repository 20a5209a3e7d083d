"""The toolkit builder without JavaScript: its form, its proposal and its errors."""

import re

import pytest
from bs4 import BeautifulSoup

import factories
from catalog.model import AgencySize, PartialDate, Rating
from webui import create_app

BUILD = "/toolkit/build"


def proposed_ids(page):
    return [box["value"] for box in page.select('input[name="add"]')]


def filled_in(page):
    """Return the answers in the form, as a browser would send them again."""
    checked = [(box["name"], box["value"]) for box in page.select(".builder input[checked]")]
    typed = [(box["name"], box["value"]) for box in page.select('.builder input[type="text"]') if box["value"]]
    selected = [("audience", option["value"]) for option in page.select("#audience option[selected]")]
    return sorted(checked + typed + selected)


def text(element):
    return re.sub(r"\s+", " ", element.get_text(" ")).strip()


def test_the_page_asks_four_questions_and_proposes_nothing_yet(get):
    page = get(BUILD)
    assert [text(legend)[2:] for legend in page.select(".question > legend")] == [
        "What do you need help with?",
        "What types of resources do you want?",
        "How large is your agency?",
        "How much time do you have, and who is it for?",
    ]
    form = page.select_one("form.builder")
    assert (form["action"], form.get("method", "get"), page.select(".proposal")) == (BUILD, "get", [])
    assert [box["value"] for box in form.select('input[name="topic"]')] == [
        "technology",
        "gun-violence",
        "crime-analysis",
    ]
    assert filled_in(page) == [("time", "project")]


def test_formats_are_grouped_and_empty_groups_are_left_out(get):
    groups = {
        text(group.legend): [box["value"] for box in group.select("input")]
        for group in get(BUILD).select(".option-group")
    }
    assert groups == {"Something to read": ["publication"], "Something to watch or hear": ["webinar", "podcast"]}


def test_the_form_shows_the_answers_again_collapsed(get):
    page = get(
        f"{BUILD}?topic=gun-violence&q=review&format=podcast&format=webinar&sworn=1%2C200&time=hour&audience=chief"
    )
    assert filled_in(page) == [
        ("audience", "chief"),
        ("format", "podcast"),
        ("format", "webinar"),
        ("q", "review"),
        ("sworn", "1200"),
        ("time", "hour"),
        ("topic", "gun-violence"),
    ]
    summary = page.select_one("details.builder-answers:not([open]) > summary")
    assert (
        text(summary)
        == "Gun violence · “review” · Podcast · Webinar · 1,200 sworn officers · An hour · Chiefs Change answers"
    )


def test_the_proposal_can_be_added_to_the_toolkit_unchanged(get):
    page = get(f"{BUILD}?topic=technology")
    form = page.select_one("form.toolkit-form")
    assert (form["method"], form["action"]) == ("post", "/toolkit")
    assert form.select_one('input[name="title"]')["value"] == "Technology: a first toolkit"
    assert form.select_one('button[name="action"]')["value"] == "add"
    assert proposed_ids(page) == ["guide", "talk"]
    assert all(box.has_attr("checked") for box in page.select('input[name="add"]'))


def test_a_replaced_resource_is_not_proposed(get):
    assert "questions" not in proposed_ids(get(f"{BUILD}?topic=technology"))


def test_each_proposed_resource_shows_its_reasons(publish_records):
    rating = Rating("CrimeSolutions", "Effective", "2019-05")
    small = factories.record(
        "small",
        title="A primer",
        url="https://example.org/primer",
        format="publication",
        topics=("technology",),
        agency_size=AgencySize(10, 49),
        rating=rating,
    )
    talk = factories.record(
        "talk",
        url="https://example.org/talk",
        format="webinar",
        topics=("technology",),
        audiences=("chief",),
        duration_s=1500,
        published=PartialDate(2024),
    )
    other = factories.record("other", url="https://example.org/", format="podcast", topics=("technology",))
    client = create_app(publish_records(small, talk, other)).test_client()
    page = BeautifulSoup(client.get(f"{BUILD}?topic=technology&sworn=40&audience=chief").text, "html.parser")
    reasons = {
        card.select_one('input[name="add"]')["value"]: [
            text(reason) for reason in card.select(".recommendation-reasons li")
        ]
        for card in page.select(".recommendation")
    }
    assert reasons == {
        "small": [
            "Made for agencies with 10 to 49 sworn officers, such as one with 40",
            "Rated Effective by CrimeSolutions (2019)",
        ],
        "talk": ["Useful for chiefs"],
        "other": ["Mainly about technology"],
    }


def test_an_unknown_length_is_estimated_from_the_format_and_marked_as_an_estimate(get):
    page = get(f"{BUILD}?topic=gun-violence")
    assert "about 30 min (estimate)" in text(page.select_one(".recommendation-foot"))
    assert "Podcast: 30 min" in text(page.select_one(".estimated-lengths"))


def test_answers_that_could_not_be_met_are_named(get):
    page = get(f"{BUILD}?topic=technology&audience=analyst")
    assert text(page.select_one(".proposal .bullet-list")) == "Some are not specifically for analysts."
    assert proposed_ids(page)[0] == "talk"


def test_the_proposal_links_to_all_matching_resources(get):
    link = get(f"{BUILD}?topic=gun-violence&format=podcast").select_one(".proposal > p a")
    assert (link["href"], text(link)) == (
        "/search?format=podcast&topic=gun-violence",
        "See all 12 that match your answers",
    )
    assert text(get(link["href"]).select_one(".total")) == "12 resources"


def test_a_proposal_limited_by_time_links_to_one_with_more_time(get):
    page = get(f"{BUILD}?topic=gun-violence&format=podcast&time=hour")
    link = page.select_one(".notice-box a")
    assert link["href"] == f"{BUILD}?format=podcast&topic=gun-violence"
    assert len(proposed_ids(get(link["href"]))) > len(proposed_ids(page)) > 0


def test_a_topic_without_resources_shows_help(get):
    page = get(f"{BUILD}?topic=crime-analysis")
    assert text(page.select_one("#proposal")) == "No resources fit these answers"
    assert page.select_one(".builder-answers")
    assert proposed_ids(page) == []


@pytest.mark.parametrize(
    ("query_string", "field", "message"),
    [
        ("topic=technology&sworn=many", "sworn", "Enter a whole number such as 120, not 'many'."),
        ("sworn=40&time=hour", "topic", "Choose what you need help with."),
    ],
)
def test_an_invalid_field_is_explained_in_the_form(get, query_string, field, message):
    page = get(f"{BUILD}?{query_string}", status=400)
    assert page.title.text.startswith("Error: ")
    assert page.select_one(".error-summary a")["href"] == f"#{field}"
    assert text(page.select_one(f"#{field}-error")) == f"Error: {message}"
    assert page.select_one(f"#{field}")


def test_all_errors_of_the_form_are_shown_at_once_and_nothing_typed_is_lost(get):
    page = get(f"{BUILD}?q=cameras&sworn=many&time=hour", status=400)
    assert [link["href"] for link in page.select(".error-summary a")] == ["#topic", "#sworn"]
    assert filled_in(page) == [("q", "cameras"), ("sworn", "many"), ("time", "hour")]


@pytest.mark.parametrize(
    ("query_string", "message"),
    [
        ("topic=tecnology", "Topic 'tecnology': did you mean 'technology'?"),
        ("topic=zzz", "Topic 'zzz' is not known; use one of: crime-analysis, gun-violence, technology."),
        ("topic=technology&format=zzz", "Format 'zzz' is not known; use one of: podcast, publication, webinar."),
        ("topic=technology&time=week", "Time 'week' is not known; use one of: hour, afternoon, project."),
        ("topic=technology&topic=gun-violence", "Is given twice: use it only once."),
        ("topic=technology&audiense=chief", "Unknown parameter: did you mean 'audience'?"),
        ("topic=technology&page=2", "Unknown parameter: known parameters are topic, q, "),
        ("topic=technology&q=%00", "Contains characters that are not text."),
    ],
)
def test_an_unknown_answer_is_refused_with_the_allowed_values(get, query_string, message):
    assert message in text(get(f"{BUILD}?{query_string}", status=400).select_one(".error-reasons"))


def test_empty_answers_are_ignored(get):
    assert filled_in(get(f"{BUILD}?topic=&q=&sworn=&audience=")) == [("time", "project")]
    assert proposed_ids(get(f"{BUILD}?topic=technology&q=&sworn=&time=&audience=")) == ["guide", "talk"]


def test_tracking_parameters_in_the_url_are_ignored(get):
    assert proposed_ids(get(f"{BUILD}?topic=technology&utm_source=news")) == ["guide", "talk"]


def test_markup_in_the_query_is_shown_as_text(get):
    page = get(f"{BUILD}?topic=technology&q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert(1)</script>" in text(page.select_one(".builder-answers > summary"))
    assert not page.select("main script")


def test_the_links_to_other_languages_keep_the_answers(get):
    page = get(f"{BUILD}?time=hour&topic=technology")
    assert page.select_one('#languages a[lang="es"]')["href"] == f"/es{BUILD}?topic=technology&time=hour"
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"
    assert get(f"/es{BUILD}?topic=technology").select_one("form.toolkit-form")["action"] == "/es/toolkit"


def test_an_unchanged_proposal_is_304(client):
    first = client.get(f"{BUILD}?topic=technology")
    assert client.get(f"{BUILD}?topic=technology", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
