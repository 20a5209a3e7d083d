"""The tools of assistants find what the site finds, with links to cite, and explain wrong arguments."""

import datetime as dt

import pytest

import factories
from assistant_messages import call, data_of, message, problem_of, send
from catalog.model import RecordStatus, Withdrawal
from webui import create_app

SITE = "https://clearinghouse.example"
DAY = dt.date(2026, 11, 2)


def test_a_search_returns_passages_with_links_to_their_page_or_minute(client):
    talk = data_of(client, "search", query="plate reader vehicle")["hits"][0]
    assert (talk["id"], talk["page_url"]) == ("talk", f"{SITE}/resources/talk")
    passage = talk["passages"][0]
    assert (passage["location"], passage["url"]) == ("02:05", "https://www.youtube.com/watch?v=abc&t=125")
    guide = data_of(client, "search", query="retention policy")["hits"][0]
    assert guide["passages"][0]["url"] == f"{SITE}/documents/guide/guide.pdf#page=2"


def test_the_text_of_a_search_has_what_an_assistant_cites(client):
    text = call(client, "search", query="retention policy")["content"][0]["text"]
    for part in ("Body-worn cameras in small towns", f"{SITE}/resources/guide", "p. 2: \u201cCameras in small towns"):
        assert part in text


def test_totals_are_those_of_the_api(client):
    expected = client.get("/api/v1/search?q=shooting&topic=gun-violence&format=podcast").json["total"]
    found = data_of(client, "search", query="shooting", topic=["gun-violence"], format="podcast")
    assert (found["total"], len(found["hits"])) == (expected, 10)


def test_pages_continue_where_the_one_before_ended(client):
    pages = [data_of(client, "search", query="shooting", limit=5, page=page) for page in (1, 2)]
    ids = [hit["id"] for page in pages for hit in page["hits"]]
    assert len(set(ids)) == 10
    assert "\n6. " in call(client, "search", query="shooting", limit=5, page=2)["content"][0]["text"]


def test_a_corrected_search_says_what_was_searched_for(client):
    found = data_of(client, "search", query="licence plate readers")
    assert found["did_you_mean"] == {"q": "license plate readers", "total": 1, "used": True}
    text = call(client, "search", query="licence plate readers")["content"][0]["text"]
    assert text.startswith("1 resource: licence plate readers\nShowing results for: license plate readers\n")


def test_a_search_that_few_resources_match_wholly_says_so(client):
    found = data_of(client, "search", query="retention policy contract")
    assert (found["relaxed"], found["complete"]) == (True, 0)
    assert "These match part of it." in call(client, "search", query="retention policy contract")["content"][0]["text"]


def test_a_search_without_results_offers_broader_ones(client):
    found = data_of(client, "search", query="retention", format="podcast")
    assert found["total"] == 0
    assert [item["total"] for item in found["broader"]] == [2, 13]


def test_a_search_without_results_says_what_to_try(client):
    text = call(client, "search", query="qwertyzxcv")["content"][0]["text"]
    assert "use fewer or more general words" in text


def test_an_assistant_is_told_that_it_may_search_in_either_language(client):
    tool = next(
        tool for tool in send(client, message("tools/list")).json["result"]["tools"] if tool["name"] == "search"
    )
    assert "in English or Spanish" in tool["inputSchema"]["properties"]["query"]["description"]


def test_an_ambiguous_term_has_its_meanings(publish_records):
    records = [factories.record(title[:5].lower(), title=title) for title in ("Smart policing", "Policing innovation")]
    ambiguous = create_app(publish_records(*records)).test_client()
    ((first, second),) = [choice["meanings"] for choice in data_of(ambiguous, "search", query="spi")["choices"]]
    assert first == {"text": "smart policing", "q": '"smart policing"', "total": 1}
    assert data_of(ambiguous, "search", query=second["q"])["total"] == second["total"]
    text = call(ambiguous, "search", query="spi")["content"][0]["text"]
    assert "\u201cspi\u201d can mean: smart policing (1 resource), policing innovation (1 resource)" in text


def test_recommendations_of_editors_come_with_their_reason(client):
    first = data_of(client, "search", query="where to begin")["recommended"][0]
    assert (first["page_url"], first["text"][:14]) == (f"{SITE}/resources/guide", "What to settle")


def test_spanish_labels_and_links_are_those_of_the_spanish_pages(client):
    found = data_of(client, "search", query="retention", language="es")
    assert found["hits"][0]["page_url"].startswith(f"{SITE}/es/resources/")
    assert found["results_url"] == f"{SITE}/es/search?q=retention"
    assert (
        data_of(client, "get_resource", id="guide", language="es")["labels"]["agency_size"]
        == "Hasta 49 agentes juramentados"
    )


def test_a_whole_number_may_have_a_decimal_point(client):
    assert len(data_of(client, "search", limit=2.0)["hits"]) == 2


def test_a_null_argument_and_an_empty_text_count_as_left_out(client):
    assert data_of(client, "search", query="", topic=None, language="", limit=2)["total"] == 19


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"topic": "tecnology"}, "topic: Topic 'tecnology': did you mean 'technology'?"),
        ({"limit": 11}, "limit: use a number from 1 to 10, not '11'"),
        ({"limit": True}, "limit: use a whole number, not 'True'"),
        ({"limit": 1.5}, "limit: use a whole number, not '1.5'"),
        ({"limit": "5"}, "limit: use a whole number, not '5'"),
        ({"page": 0}, "page: use a number of 1 or more, not '0'"),
        ({"query": ["a"]}, "query: use a text, not 'list'"),
        ({"topic": [1]}, "topic: use a list of texts, not 'list'"),
        ({"language": "fr"}, "language: 'fr' is not known; use one of: en, es"),
        ({"qery": "x"}, "qery: unknown argument: did you mean 'query'?"),
        ({"query": "x" * 2_001}, "query: use at most 2,000 characters"),
        ({"query": "\ud800"}, "query: contains characters that are not text"),
    ],
)
def test_a_wrong_argument_is_named_with_what_is_allowed(client, arguments, problem):
    assert problem_of(client, "search", **arguments) == problem


def test_a_page_beyond_the_last_one_that_can_be_shown_is_refused(client):
    assert problem_of(client, "search", page=1_001).startswith("page: only the first 10,000")


def test_a_resource_comes_with_its_documents_and_related_resources(client):
    guide = data_of(client, "get_resource", id="guide")
    assert (guide["status"], guide["series"], guide["identifiers"]["ncj"]) == ("live", "Small agencies", "251572")
    assert guide["documents"][0]["url"] == f"{SITE}/documents/guide/guide.pdf"
    assert {"id": "talk", "relation": "Editor's pick"}.items() <= guide["related"][0].items()


def test_a_former_id_leads_to_the_resource(client):
    assert data_of(client, "get_resource", id="723")["id"] == "talk"


def test_an_unknown_id_is_an_error_with_the_nearest_resource(client):
    assert problem_of(client, "get_resource", id="guides").endswith("did you mean 'guide'?")
    assert problem_of(client, "get_resource", id="body-worn-cameras-in-small-town").endswith("did you mean 'guide'?")
    assert "did you mean" not in problem_of(client, "get_resource", id="nothing")
    assert problem_of(client, "get_resource") == "id: is missing"
    assert problem_of(client, "get_resource", id="a" * 2_001) == "id: use at most 2,000 characters"


def test_a_withdrawn_resource_names_its_successor(publish_records):
    gone = factories.record(
        "old", status=RecordStatus.WITHDRAWN, withdrawn=Withdrawal(on=DAY, reason="Outdated", replaced_by="new")
    )
    settings = publish_records(gone, factories.record("new"))
    client = create_app(settings).test_client()
    found = data_of(client, "get_resource", id="old")
    assert (found["status"], found["replaced_by"]["id"]) == ("withdrawn", "new")
    assert "was withdrawn on November 2, 2026. Outdated." in found["notice"]


def test_topics_formats_and_agency_sizes_are_listed_with_their_counts(client):
    listed = data_of(client, "list_topics")
    counts = {term["value"]: term["count"] for term in listed["topic"]}
    assert counts == {"technology": 3, "gun-violence": 13, "crime-analysis": 0}
    assert [term["value"] for term in listed["agency_size"]] == ["small", "midsize", "large", "major"]


def test_the_listed_values_are_those_that_searches_accept(client):
    tools = {tool["name"]: tool for tool in send(client, message("tools/list")).json["result"]["tools"]}
    for name, values in data_of(client, "list_topics").items():
        if isinstance(values, list):
            accepted = tools["search"]["inputSchema"]["properties"][name]["items"]["enum"]
            assert accepted == [term["value"] for term in values]


def test_every_tool_is_read_only(client):
    for tool in send(client, message("tools/list")).json["result"]["tools"]:
        assert tool["annotations"]["readOnlyHint"]
        assert not tool["annotations"]["destructiveHint"]
        assert tool["inputSchema"]["additionalProperties"] is False
