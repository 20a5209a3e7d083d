"""With every engine, an entry is found by words of its own language, whatever the language of the query."""

import pytest

from catalog.model import Identifiers
from catalog.search.query.tree import Query
from factories import entry
from search_results import hit_ids

GUIDE = entry(
    "guia",
    title="Gu\u00eda para mujeres",
    summary="Prevenci\u00f3n con la polic\u00eda de Chicago; NCJ 251572.",
    pages=["Un arma en el hogar.", "Nada.", "Las armas y los ni\u00f1os."],
    keywords=("v\u00edctimas", "residents group"),
    topics=("gun-violence",),
    format="webinar",
    publishers=("Town of Examples",),
    identifiers=Identifiers(report="P-20"),
    language="es-MX",
)
ENGLISH = entry("english", title="Arm of the law", summary="Police in Chicago; NCJ 251572 and P-20.", language="en")
BOTH = ["english", "guia"]


@pytest.fixture
def searcher(build):
    return build(GUIDE, ENGLISH, entry("other", title="Parking"))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("armas", ["guia"]),
        ("arma", ["guia"]),
        ("arms", ["english"]),
        ("mujer", ["guia"]),
        ("policias", ["guia"]),
        ("prevenciones", ["guia"]),
        ("police", ["english"]),
        ("chicago", BOTH),
        ("251572", BOTH),
        ("NCJ 251572", BOTH),
        ("P20", BOTH),
        ('"arma y los ni\u00f1o"', ["guia"]),
        ('"armas en el hogares"', ["guia"]),
        ("title:mujer", ["guia"]),
        ("summary:mujer", []),
        ("text:armas", ["guia"]),
        ("chicago -policias", ["english"]),
        ("mujer*", ["guia"]),
        ("policias*", ["guia"]),
        ("arm*", BOTH),
        ("resident groups", ["guia"]),
        ("webinars", ["guia"]),
        ("publisher:example", ["guia"]),
        ("\u00bfc\u00f3mo ayuda la polic\u00eda a las mujeres?", ["guia"]),
    ],
)
def test_a_query_matches_each_entry_in_the_language_of_that_entry(searcher, text, ids):
    assert sorted(hit_ids(searcher, text)) == ids


def test_a_spanish_title_typed_without_accents_comes_first(searcher):
    (hit,) = searcher.search(Query("guia para mujeres", explain=True)).hits
    assert hit.explanation.what == "has exactly this name: +100.000"


def test_a_text_in_spanish_finds_what_is_in_spanish_first(build):
    same = {"title": "Video", "keywords": ("Chicago",)}
    searcher = build(entry("a", **same), entry("b", language="es-MX", **same))
    assert hit_ids(searcher, "los videos de chicago") == ["b", "a"]
    assert hit_ids(searcher, "chicago video") == ["a", "b"]


def test_snippets_of_a_spanish_entry_are_marked_by_spanish_stems(searcher):
    (hit,) = searcher.search(Query("armas")).hits
    marked = [[snippet.text[start:end] for start, end in snippet.marks] for snippet in hit.snippets]
    assert [snippet.locator.label for snippet in hit.snippets] == ["p. 1", "p. 3"]
    assert marked == [["arma"], ["armas"]]


def test_an_explanation_shows_the_stem_in_the_language_of_the_entry(searcher):
    (spanish,) = searcher.search(Query("mujeres", explain=True)).hits
    assert spanish.explanation.what == "muj in title"
    (phrase,) = searcher.search(Query('"las armas"', explain=True)).hits
    assert '"las arma" in body' in str(phrase.explanation)


def word_score(explanation):
    """Return the score of the only word of a query, before it is changed by other entries and by dates."""
    return word_score(explanation.parts[0]) if explanation.parts else explanation.score


def test_the_idf_of_a_word_counts_the_entries_of_both_languages(build):
    others = [entry(f"o{number}", title="Parking") for number in range(8)]
    mixed = build(entry("a", title="Chicagos"), entry("b", title="Chicagos", language="es"), *others)
    english = build(entry("a", title="Chicagos"), entry("b", title="Chicagos"), *others)
    mixed_scores, english_scores = (
        [word_score(hit.explanation) for hit in searcher.search(Query("chicago", explain=True)).hits]
        for searcher in (mixed, english)
    )
    assert mixed_scores == english_scores


def test_a_spanish_entry_does_not_change_which_english_entries_are_found(build):
    alone = build(ENGLISH, entry("other", title="Parking"))
    with_guide = build(ENGLISH, entry("other", title="Parking"), GUIDE)
    for text in ("arms", "police", "law of the arm", "park*", "-police"):
        expected_ids = [record_id for record_id in hit_ids(with_guide, text) if record_id != "guia"]
        assert sorted(hit_ids(alone, text)) == sorted(expected_ids)
