"""`clearinghouse search`: the same results as the site, for people and as JSON."""

import json

import pytest

from catalog.facets import FACETS
from factories import record, site, write_corpus, write_page, write_sites


def test_search_lists_hits_with_their_facts_and_snippets(indexed):
    result = indexed("search", "ballistics")
    assert result.exit_code == 0
    assert result.stdout.startswith("1 resource, in ")
    assert "  1. Gun tracing\n     webinar · a\n" in result.stdout
    assert "How to trace firearms by ballistics." in result.stdout


def test_search_takes_several_words_and_names_those_that_no_resource_has(indexed):
    stdout = indexed("search", "what", "is", "a", "gun", "zeppelin").stdout
    assert "2 resources (none matches all of your search), in " in stdout
    assert "No resource has: zeppelin\n" in stdout


def test_a_corrected_search_has_one_number_of_results(indexed):
    stdout = indexed("search", "which", "tracign", "zeppelins").stdout
    assert stdout.startswith("1 resource (none matches all of your search), in ")
    assert "\nShowing results for: which tracing zeppelins\n" in stdout


def test_search_names_the_synonyms_it_also_searched_for(indexed):
    assert "Also searched for lpr: license plate reader, ALPR" in indexed("search", "lpr").stdout


@pytest.fixture
def ambiguous(folder, clearinghouse):
    """The command, with one resource published for each meaning of SPI."""
    write_corpus(folder / "corpus", record("a", title="Smart policing"), record("b", title="Policing innovation"))
    assert clearinghouse("index").exit_code == 0
    return clearinghouse


def test_search_lists_the_meanings_of_a_term_and_how_to_search_for_one(ambiguous):
    output = ambiguous("search", "spi").stdout
    assert "spi can mean:\n   - smart policing (1): clearinghouse search '\"smart policing\"'\n" in output
    assert ambiguous("search", '"smart policing"').stdout.startswith("1 resource, in ")


def test_search_json_has_the_meanings_of_an_ambiguous_term(ambiguous):
    (choice,) = json.loads(ambiguous("search", "spi", "--json").stdout)["choices"]
    assert choice == {
        "typed": "spi",
        "meanings": [
            {"text": "smart policing", "q": '"smart policing"', "total": 1},
            {"text": "policing innovation", "q": '"policing innovation"', "total": 1},
        ],
    }


def test_search_json_is_the_response_of_the_api(indexed):
    output = json.loads(indexed("search", "gun", "--json").stdout)
    assert {"query", "total", "relaxed", "generation", "took_ms", "hits", "facets", "did_you_mean"} <= output.keys()
    assert (output["total"], sorted(hit["id"] for hit in output["hits"])) == (2, ["a", "b"])
    assert output["facets"]["topic"][0].keys() == {"value", "label", "count", "selected"}
    assert output["hits"][0]["page_url"].startswith("http://127.0.0.1:8000/resources/")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--topic", "technology"), ["a"]),
        (("--topic", "technology", "--topic", "gun-violence"), ["a", "b"]),
        (("--format", "podcast"), ["b"]),
        (("--agency-size", "small", "--sworn", "20"), ["a", "b", "c"]),
        (("--sort", "title"), ["b", "a", "c"]),
        (("--sort", "title", "--per-page", "2", "--page", "2"), ["c"]),
    ],
)
def test_search_filters_sorts_and_pages(indexed, arguments, expected):
    assert [hit["id"] for hit in json.loads(indexed("search", *arguments, "--json").stdout)["hits"]] == expected


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--topic", "technologi"), "topic: Topic 'technologi': did you mean 'technology'?"),
        (("--format", "zeppelin"), "Format 'zeppelin' is not known; use one of: podcast, publication, webinar"),
        (("--sworn", "many"), "sworn: "),
        (("--sort", "best"), "sort: "),
        (("--page", "0"), "page: enter a page number of 1 or more"),
        (("--per-page", "101"), "per_page: enter a number from 1 to 100"),
        (("x" * 2001,), "q: use at most 2,000 characters"),
    ],
)
def test_search_refuses_invalid_values_and_says_what_is_allowed(indexed, arguments, reason):
    result = indexed("search", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in result.stderr


def test_search_beyond_the_last_page_names_the_last_page(indexed):
    result = indexed("search", "gun", "--per-page", "1", "--page", "99")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "There is no page 99. The last page is 2.")


def test_search_without_results_does_not_mention_pages(indexed):
    assert "page" not in indexed("search", "zeppelin").stdout


@pytest.mark.parametrize("arguments", [("gun", "-tracing"), ("-tracing", "gun", "--sort", "title"), ("gun -tracing",)])
def test_search_excludes_a_word_with_a_hyphen_as_the_site_does(indexed, arguments):
    assert [hit["id"] for hit in json.loads(indexed("search", *arguments, "--json").stdout)["hits"]] == ["b"]


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_search_prints_its_help(indexed, option):
    assert indexed("search", option).stdout.startswith("Usage:")


def test_search_refuses_an_unknown_option(indexed):
    assert "--topc" in indexed("search", "gun", "--topc", "technology").stderr


@pytest.mark.parametrize("text", ['"', "(", "*", "-", "OR", "title:", "\U0001f525", "año:"])
def test_any_search_text_is_accepted(indexed, text):
    assert indexed("search", "--", text).exit_code == 0


def test_search_prints_matching_pages_of_the_site(folder, clearinghouse):
    write_corpus(folder / "corpus", record("a", title="Gun tracing"))
    write_page(folder / "corpus", "sites", "Where they are.", title="Partnership sites")
    write_sites(folder / "corpus", site())
    assert clearinghouse("index").exit_code == 0
    assert (
        "On this site:\n   - Partnership sites (/sites#list)\n     Ohio: Toledo\n"
        in clearinghouse("search", "toledo").stdout
    )
    (page,) = json.loads(clearinghouse("search", "toledo", "--json").stdout)["pages"]
    assert page["page_url"].endswith("/sites#list")


def test_search_has_an_option_for_every_facet(indexed):
    output = indexed("search", "--help").stdout
    assert [facet.name for facet in FACETS if f"--{facet.name.replace('_', '-')} TEXT" not in output] == []


def test_search_filters_by_any_facet(indexed):
    output = json.loads(indexed("search", "--format", "webinar", "--media", "document", "--json").stdout)
    assert (output["query"]["filters"], output["total"]) == ({"format": ["webinar"], "media": ["document"]}, 1)
