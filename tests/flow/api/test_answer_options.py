"""What a program can choose of an answer: fields, facets and the number of snippets."""

import pytest

from catalog.facets import FACET_NAMES
from catalog.schemas import HIT_FIELD_NAMES, SearchAnswerSchema, SuggestAnswerSchema
from webui import create_app


@pytest.fixture(scope="module")
def get(site_settings):
    client = create_app(site_settings).test_client()

    def json_of(path, status=200):
        response = client.get(f"/api/v1/{path}")
        assert response.status_code == status, response.text
        return response.json

    return json_of


def test_a_hit_has_every_field_by_default(get):
    hit = get("search?q=retention")["hits"][0]
    assert hit.keys() == {"id", *HIT_FIELD_NAMES}


def test_a_hit_has_its_id_and_the_chosen_fields_alone(get):
    body = get("search?q=cameras&fields=page_url,title")
    assert SearchAnswerSchema().validate(body) == {}
    assert {frozenset(hit) for hit in body["hits"]} == {frozenset({"id", "title", "page_url"})}


def test_the_id_can_be_the_only_field(get):
    assert get("search?q=hurry&fields=id")["hits"] == [{"id": "guide"}]


def test_an_explanation_is_there_if_it_is_asked_for_whatever_the_fields(get):
    assert get("search?q=retention&fields=title&explain=1")["hits"][0].keys() == {"id", "title", "explanation"}


def test_chosen_facets_are_counted_as_in_the_whole_answer(get):
    chosen, whole = get("search?q=cameras&facets=format,topic"), get("search?q=cameras")
    assert chosen["facets"] == {name: whole["facets"][name] for name in ("topic", "format")}
    assert whole["facets"].keys() == set(FACET_NAMES)


def test_without_facets_the_answer_has_no_such_field(get):
    body = get("search?q=cameras&facets=none&topic=technology")
    assert SearchAnswerSchema().validate(body) == {}
    assert "facets" not in body


def test_a_broader_search_is_labeled_even_without_facets(get):
    path = "search?q=zzzqqq&topic=technology&publisher=bja"
    assert get(f"{path}&facets=none")["ways_on"] == get(path)["ways_on"] != []


@pytest.mark.parametrize(("chosen", "number"), [("", 2), ("&snippets=3", 2), ("&snippets=1", 1)])
def test_a_hit_has_at_most_the_chosen_number_of_snippets(get, chosen, number):
    hits = {hit["id"]: hit for hit in get(f"search?q=license+plate+readers{chosen}")["hits"]}
    assert len(hits["talk"]["snippets"]) == number


@pytest.mark.parametrize("choice", ["snippets=0", "fields=title"])
def test_a_hit_without_snippets_has_no_such_field(get, choice):
    assert all("snippets" not in hit for hit in get(f"search?q=cameras&{choice}")["hits"])


def test_a_hit_has_the_labels_of_its_values(get):
    hits = {hit["id"]: hit["labels"] for hit in get("search?q=cameras")["hits"]}
    assert hits["guide"] == {
        "format": "Publication",
        "topics": ["Technology"],
        "language": "English",
        "agency_size": "Up to 49 sworn officers",
        "publishers": ["Bureau of Justice Assistance", "Town Police Institute"],
        "published": "May 2020",
    }


def test_a_hit_without_values_has_empty_labels(get):
    (hit,) = get("search?q=oakland")["hits"]
    assert hit["labels"] == {
        **dict.fromkeys(("format", "language", "published")),
        "topics": [],
        "publishers": [],
        "agency_size": "Any agency size",
    }


def test_links_to_other_pages_keep_the_choice_and_links_to_pages_and_files_have_none_of_it(get):
    choice = "fields=title&facets=topic&snippets=0"
    links = get(f"search?topic=gun-violence&lang=es&{choice}")["links"]
    assert all(links[name].endswith(f"&lang=es&{choice}") for name in ("self", "next"))
    others = [url for name, url in links.items() if name not in ("self", "next", "prev")]
    assert not [url for url in others for option in ("fields", "facets", "snippets", "lang") if option in url]


def test_the_default_choice_is_not_in_the_links(get):
    path = f"search?q=cameras&lang=en&fields=&facets={','.join(FACET_NAMES)}&snippets=3"
    assert get(path)["links"] == get("search?q=cameras")["links"]


def test_the_next_page_has_the_same_fields(get):
    first = get("search?topic=gun-violence&fields=title&facets=none")
    second = get(first["links"]["next"].partition("/api/v1/")[2])
    assert (second["hits"][0].keys(), second.keys()) == (first["hits"][0].keys(), first.keys())


def test_suggestions_have_the_chosen_fields_alone(get):
    body = get("suggest?q=cameras&fields=total,completions")
    assert SuggestAnswerSchema().validate(body) == {}
    assert body.keys() == {"q", "generation", "completions", "total"}


@pytest.mark.parametrize(
    ("path", "parameter", "reason"),
    [
        ("search?feilds=title", "feilds", "unknown parameter: did you mean 'fields'?"),
        ("search?facet=topic", "facet", "unknown parameter: did you mean 'facets'?"),
        ("search?locale=es", "locale", "unknown parameter: did you mean 'lang'?"),
        ("search?limit=5", "limit", "unknown parameter: did you mean 'per_page'?"),
        ("search?fields=titel", "fields", "Field 'titel': did you mean 'title'?"),
        ("search?facets=topics", "facets", "Facet 'topics': did you mean 'topic'?"),
        ("search?facets=non", "facets", "Facet 'non': did you mean 'none'?"),
        ("search?lang=fr", "lang", "Language 'fr' is not known; use one of: en, es"),
        ("search?lang=es-MX", "lang", "Language 'es-mx': did you mean 'es'?"),
        ("search?snippets=4", "snippets", "Number of snippets '4' is not known; use one of: 0, 1, 2, 3"),
        ("search?snippets=-1", "snippets", "Number of snippets '-1': did you mean '1'?"),
        ("suggest?field=total", "field", "unknown parameter: did you mean 'fields'?"),
        ("suggest?fields=topic", "fields", "Field 'topic': did you mean 'topics'?"),
        ("taxonomy?lng=es", "lng", "unknown parameter: did you mean 'lang'?"),
    ],
)
def test_an_unknown_option_or_value_is_refused_with_the_nearest_or_all(get, path, parameter, reason):
    assert get(path, status=400)["errors"] == {parameter: [reason]}


@pytest.mark.parametrize(
    "choice",
    ["facets=none,topic", "fields=title&fields=url", "lang=en&lang=es", "fields=%00", "facets=%FF", "snippets=1e0"],
)
def test_a_contradictory_or_malformed_choice_is_refused(get, choice):
    assert get(f"search?{choice}", status=400)["errors"].keys() == {choice.partition("=")[0]}


def test_errors_of_options_and_of_the_search_are_reported_together(get):
    assert get("search?fields=x&topic=y&page=z", status=400)["errors"].keys() == {"fields", "topic", "page"}


@pytest.mark.parametrize("option", ["lang=es", "fields=title", "facets=none", "snippets=1"])
def test_pages_and_feeds_do_not_have_the_options(site_settings, option):
    client = create_app(site_settings).test_client()
    assert client.get(f"/search?{option}").status_code == 400
    assert client.get(f"/search.atom?{option}").status_code == 400


def test_options_are_read_in_any_case_and_order(get):
    assert get("search?fields=URL,Title,url")["links"] == get("search?fields=title,url")["links"]
