"""Each entry is found in its own language, whichever language a question is in, whatever the engine."""

import pytest

from catalog.model import Identifiers
from catalog.search.query.tree import Query
from factories import entry

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
EVERY = ["english", "guia"]


@pytest.fixture
def searcher(build):
    return build(GUIDE, ENGLISH, entry("other", title="Parking"))


def found(searcher, text):
    return sorted(hit.record.id for hit in searcher.search(Query(text)).hits)


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
        ("chicago", EVERY),
        ("251572", EVERY),
        ("NCJ 251572", EVERY),
        ("P20", EVERY),
        ('"arma y los ni\u00f1o"', ["guia"]),
        ('"armas en el hogares"', ["guia"]),
        ("title:mujer", ["guia"]),
        ("summary:mujer", []),
        ("text:armas", ["guia"]),
        ("chicago -policias", ["english"]),
        ("mujer*", ["guia"]),
        ("policias*", ["guia"]),
        ("arm*", EVERY),
        ("resident groups", ["guia"]),
        ("webinars", ["guia"]),
        ("publisher:example", ["guia"]),
        ("\u00bfc\u00f3mo ayuda la polic\u00eda a las mujeres?", ["guia"]),
    ],
)
def test_a_question_finds_what_has_its_words_in_the_language_of_each_entry(searcher, text, ids):
    assert found(searcher, text) == ids


def test_a_spanish_title_typed_without_accents_comes_first(searcher):
    (hit,) = searcher.search(Query("guia para mujeres", explain=True)).hits
    assert hit.explanation.what == "called exactly so: +100.000"


def test_the_passages_shown_are_those_with_the_words_and_marked_in_spanish(searcher):
    (hit,) = searcher.search(Query("armas")).hits
    marked = [[each.text[start:end] for start, end in each.marks] for each in hit.snippets]
    assert [each.locator.label for each in hit.snippets] == ["p. 1", "p. 3"]
    assert marked == [["arma"], ["armas"]]


def test_the_word_that_matched_is_explained_in_its_language(searcher):
    (spanish,) = searcher.search(Query("mujeres", explain=True)).hits
    assert spanish.explanation.what == "muj in title"
    (phrase,) = searcher.search(Query('"las armas"', explain=True)).hits
    assert '"las arma" in body' in str(phrase.explanation)


def test_how_rare_a_word_is_counts_the_entries_of_both_languages(build):
    """What both have is no rarer than what two in one language have."""
    others = [entry(f"o{number}", title="Parking") for number in range(8)]
    mixed = build(entry("a", title="Chicagos"), entry("b", title="Chicagos", language="es"), *others)
    plain = build(entry("a", title="Chicagos"), entry("b", title="Chicagos"), *others)
    scores = [[hit.score for hit in each.search(Query("chicago")).hits] for each in (mixed, plain)]
    assert scores[0] == scores[1]


def test_a_spanish_entry_changes_nothing_about_which_english_ones_are_found(build):
    alone = build(ENGLISH, entry("other", title="Parking"))
    with_guide = build(ENGLISH, entry("other", title="Parking"), GUIDE)
    for text in ("arms", "police", "law of the arm", "park*", "-police"):
        assert found(alone, text) == [each for each in found(with_guide, text) if each != "guia"]
