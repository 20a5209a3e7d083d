"""What the starter corpus suggests: phrases that editors wrote, all with results, and no two that mean the same."""

import pytest

from catalog.live import LiveSearcher
from catalog.search.query.tree import Query
from catalog.settings import Settings
from catalog.text import fold
from paths import CORPUS

TYPED = (
    *(
        "bo",
        "cr",
        "gun",
        "hot sp",
        "lpr",
        "nib",
        "use of",
        "recruitment and",
        "how do",
        "what",
        "body cam",
        "grants for",
    ),
    *(
        "byrne",
        "compst",
        "suicde",
        "polcie",
        "víct",
        "cámaras",
        "drog",
        "co-r",
        "early in",
        "officer w",
        "policy drone",
    ),
)


@pytest.fixture(scope="module")
def searcher(starter_data):
    return LiveSearcher(Settings(corpus=CORPUS, data=starter_data)).current()


@pytest.fixture(scope="module")
def completions(searcher):
    return lambda text, language=None: searcher.suggest(text, language=language).completions


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_completion_has_results_with_all_of_its_words(searcher, completions, language):
    for text in {completion for typed in TYPED for completion in completions(typed, language)}:
        result = searcher.search(Query(text, per_page=1, passages=0, facets=()))
        assert (text, result.complete > 0, result.did_you_mean) == (text, True, None)


@pytest.mark.parametrize("typed", ["officer su", "officer sui", "officer suit", "suits", "recruitment and"])
def test_nothing_is_offered_that_only_running_text_has(completions, typed):
    offered = " ".join(completions(typed))
    assert "suits" not in offered
    assert "andrew" not in offered


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("compst", "CompStat"),
        ("suicde", "suicide"),
        ("recruitment and", "recruitment and retention"),
        ("use of", "use of force"),
        ("body wron", "body-worn camera"),
        ("camaras", "cámaras corporales"),
        ("cámaras", "cámaras corporales"),
    ],
)
def test_the_first_completion_is_what_was_probably_meant(completions, typed, first):
    assert completions(typed)[0] == first


def test_byrne_suggests_the_grants_of_that_name(completions):
    assert "Byrne JAG" in completions("byrne")
    assert all("byrne" in fold(text) for text in completions("byrne"))


def test_pages_in_spanish_prefer_spanish_and_pages_in_english_english(completions):
    assert completions("crim", "en")[0] == "crime analysis"
    assert completions("polic", "es")[0] == "policía comunitaria"
    assert completions("nibi", "es")[0] == "NIBIN"


def test_the_beginning_of_a_judged_question_suggests_it(completions):
    assert "how do license plate readers work" in completions("how do l")


@pytest.mark.parametrize("typed", ["porch pi", "qualified imm", "facial recogn", "vacent l"])
def test_what_the_catalog_lacks_and_typos_of_the_judgments_are_not_suggested(completions, typed):
    judged = {"porch pirates", "qualified immunity", "facial recogniton policy", "vacent lots"}
    assert judged.isdisjoint(completions(typed))


def test_a_whole_question_suggests_its_best_resources(searcher):
    resources = searcher.suggest("how do we keep officers from quitting").resources
    assert any("Recruitment and Retention" in resource.title for resource in resources)
