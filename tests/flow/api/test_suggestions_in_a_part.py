"""Suggestions for a part of the catalog: facets, dates, words that every resource must match; and their number."""

from urllib.parse import quote

import pytest

from catalog.schemas import SuggestAnswerSchema
from webui import create_app


@pytest.fixture(scope="module")
def get(site_settings):
    client = create_app(site_settings).test_client()

    def json_of(path, status=200):
        response = client.get(f"/api/v1/{path}")
        assert response.status_code == status, response.text
        return response.json

    return json_of


def ids(body):
    return {resource["id"] for resource in body["resources"]}


def test_suggested_resources_have_the_label_of_their_format(get):
    (resource,) = get("suggest?q=license")["resources"]
    assert resource["labels"] == {"format": "Webinar"}
    (resource,) = get("suggest?q=oakland")["resources"]
    assert (resource["format"], resource["labels"]) == (None, {"format": None})


def test_a_facet_narrows_everything_that_is_suggested(get):
    whole, part = get("suggest?q=came"), get("suggest?q=came&format=podcast")
    assert SuggestAnswerSchema().validate(part) == {}
    assert "guide" in ids(whole)
    assert ids(part) == set()
    assert (part["completions"], part["total"]) == ([], None)


def test_completions_are_those_with_results_in_the_part(get):
    completions = get("suggest?q=re&topic=gun-violence")["completions"]
    assert completions
    for text in completions:
        assert get(f"search?q={text}&topic=gun-violence")["total"] > 0


def test_the_total_is_that_of_the_search_with_the_last_word_as_a_prefix(get):
    body = get("suggest?q=shooting+rev&format=podcast")
    assert body["total"] == get("search?q=shooting+rev*&format=podcast")["total"] == 12


def test_the_resources_are_the_best_of_that_search(get):
    resources = get("suggest?q=shooting+rev&format=podcast&limit=5")["resources"]
    hits = get("search?q=shooting+(rev+OR+rev*)&format=podcast&per_page=5")["hits"]
    assert [resource["id"] for resource in resources] == [hit["id"] for hit in hits]


def test_every_resource_matches_the_words_within(get):
    assert ids(get("suggest?q=cameras&within=storage")) == {"questions"}
    assert ids(get("suggest?q=cameras&within=%22small+towns%22")) == {"guide"}
    assert ids(get("suggest?q=cameras&within=lonely")) == set()


def test_alternatives_within_belong_together(get):
    assert ids(get("suggest?q=questions&within=towns+OR+storage")) == {"questions"}


@pytest.mark.parametrize(
    "text", ["OR shooting", " OR OR shooting", "\u201c OR shooting", '" OR shooting', "OR (shooting"]
)
@pytest.mark.parametrize("within", ["towns", "towns OR", "towns) OR (towns", "\u201ctowns", "((towns"])
def test_no_text_leads_out_of_the_part(get, text, within):
    assert ids(get(f"suggest?q={quote(text)}&within={quote(within)}&limit=20")) <= {"guide"}


def test_words_within_that_no_resource_matches_are_not_left_out(get):
    body = get("suggest?q=cameras&within=zzzqqq+cameras")
    assert (body["resources"], body["completions"], body["topics"], body["total"]) == ([], [], [], None)


def test_a_quotation_mark_that_is_not_closed_yet_is_ignored(get):
    assert ids(get('suggest?q="small+tow&within=cameras')) == {"guide"}
    assert ids(get('suggest?q=small+tow&within="cameras')) == {"guide"}


def test_suggested_topics_have_their_number_of_resources_in_the_part(get):
    (topic,) = get("suggest?q=techno&format=webinar")["topics"]
    assert (topic["value"], topic["count"]) == ("technology", 1)
    assert get("suggest?q=techno&format=podcast")["topics"] == []


def test_a_topic_that_was_not_chosen_is_not_suggested(get):
    assert get("suggest?q=techno&topic=gun-violence")["topics"] == []
    assert [topic["value"] for topic in get("suggest?q=techno&topic=technology")["topics"]] == ["technology"]


def test_dates_and_the_size_of_the_agency_narrow_suggestions_too(get):
    assert get("suggest?q=shooting&published_from=2010")["total"] == 4
    assert get("suggest?q=cameras&sworn=900&format=publication")["total"] != get("suggest?q=cameras")["total"]


def test_a_part_has_no_suggestions_before_the_second_character(get):
    body = get("suggest?q=c&topic=technology")
    assert (body["resources"], body["total"]) == ([], None)


@pytest.mark.parametrize(("limit", "number"), [("", 3), ("&limit=1", 1), ("&limit=12", 12), ("&limit=20", 12)])
@pytest.mark.parametrize("part", ["", "&format=podcast"])
def test_the_number_of_resources_can_be_chosen(get, limit, number, part):
    assert len(get(f"suggest?q=shooting{limit}{part}")["resources"]) == number


def test_without_a_part_the_limit_changes_nothing_else(get):
    few, many = get("suggest?q=shooting"), get("suggest?q=shooting&limit=12")
    assert many == {**few, "resources": many["resources"]}
    assert many["resources"][:3] == few["resources"]


@pytest.mark.parametrize(
    ("choice", "parameter", "reason"),
    [
        ("limit=21", "limit", "enter a number from 1 to 20"),
        ("limit=0", "limit", "enter a number from 1 to 20"),
        ("topic=gun", "topic", "Topic 'gun': did you mean 'gun-violence'?"),
        ("page=2", "page", None),
        ("sort=title", "sort", None),
        (f"within={'x' * 1001}", "within", "use at most 1,000 characters"),
        ("within=a&within=b", "within", "is given twice: use it only once"),
    ],
)
def test_a_part_that_is_not_valid_is_refused_with_the_reason(get, choice, parameter, reason):
    errors = get(f"suggest?q=cameras&{choice}", status=400)["errors"]
    assert errors.keys() == {parameter}
    assert reason in (None, *errors[parameter])


def test_the_longest_text_fits_the_longest_words_within(get):
    assert get(f"suggest?q={'x' * 200}&within={'y' * 1000}")["total"] is None


def test_many_words_within_leave_few_completions_to_try(get):
    few, many = (get(f"suggest?q=sh&within={'+OR+'.join(['shooting'] * times)}") for times in (1, 80))
    assert few["resources"] == many["resources"]
    assert len(many["completions"]) <= 3
    assert set(many["completions"]) <= set(few["completions"])
    assert few["completions"]
