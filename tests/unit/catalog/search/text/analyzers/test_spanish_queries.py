"""Queries in Spanish leave out Spanish stop words, match Spanish stems, and mark them in snippets."""

import pytest

from catalog.model import Locator, Passage
from catalog.search.highlight import marks_in
from catalog.search.query.interpreter import Interpreter
from catalog.search.query.leaf import as_leaf
from catalog.search.query.tree import Not, Phrase, Prefix, Should, Synonyms, Word, leaves, pair_phrase
from catalog.search.snippets import snippets
from catalog.search.text.analyzers import ANALYZERS, DEFAULT_ANALYZER, recognize
from catalog.search.text.fields import OUTSIDE_PUBLISHER
from factories import taxonomy, vocabulary
from query_nodes import in_titles

SPANISH = ANALYZERS["es"]


def interpret(text):
    return Interpreter(taxonomy(), vocabulary).interpret(text)


@pytest.mark.parametrize(
    ("text", "is_spanish"),
    [
        ("\u00bfpolicia?", True),
        ("ni\u00f1os", True),
        ("gu\u00eda", True),
        ("violencia de armas", True),
        ("vecinos y policia", True),
        ("prevencion del delito", True),
        ("que hacer", True),
        ("la violencia en el hogar", True),
        ("armas", False),
        ("gun violence", False),
        ("no con men", False),
        ("de-escalation", False),
        ("de escalation training", False),
        ("a de novo review", False),
        ("Los Angeles police", False),
        ("El Paso", False),
        ("police in LA", False),
        ("DE state police", False),
        ("Generation Y", False),
        ("", False),
    ],
)
def test_a_spanish_query_is_recognized_by_words_that_english_lacks(text, is_spanish):
    assert (recognize(text) is SPANISH) is is_spanish


@pytest.mark.parametrize(
    ("text", "displayed"),
    [
        ("\u00bfc\u00f3mo reducir la violencia con armas de fuego?", "reducir violencia armas fuego?"),
        ("gu\u00eda para vecinos y polic\u00eda", "gu\u00eda vecinos polic\u00eda"),
        ("que hacer despues de un tiroteo", "tiroteo"),
        ("polic\u00eda de LA", "polic\u00eda LA"),
        ('"de la polic\u00eda"', '"de la polic\u00eda"'),
        ("de la", "de la"),
        ("no con men", "con men"),
        ("me a con", "con"),
        ("con artists in LA", "con artists LA"),
        ("sin city", "sin city"),
        ("de escalation", "de escalation"),
        ("los angeles", "los angeles"),
    ],
)
def test_a_spanish_query_leaves_out_spanish_stop_words_and_an_english_one_keeps_them(text, displayed):
    assert interpret(text).display == displayed


def test_a_query_is_searched_for_in_both_languages():
    assert interpret("armas").node == Word("arma", None, ("~arma",))
    assert interpret("title:polic\u00edas").node == in_titles(Word("policia", None, ("~polici",)))
    assert interpret('"las armas"').node == Phrase(("las", "arma"), None, (("~las", "~arma"),))
    assert interpret("-armas").node == Not(Word("arma", None, ("~arma",)))
    assert interpret("lpr").node == Synonyms(
        Word("lpr", None, ("~lpr",)),
        (
            Phrase(("licens", "plate", "reader"), OUTSIDE_PUBLISHER, (("~licens", "~plat", "~read"),)),
            Word("alpr", None, ("~alpr",)),
        ),
    )
    assert interpret("ncj 251572").node.parts[1] == Word("251572")


def test_a_prefix_includes_the_stem_of_a_spanish_word_typed_in_full():
    (prefix,) = leaves(interpret("policia*").node)
    assert prefix == Prefix("policia", None, ("~polici",))
    assert [prefix.matches(term) for term in ("policia", "~polici", "~policiaco", "~polic", "polic")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert interpret("prosec*").node == Prefix("prosec")


def test_neighboring_words_add_to_the_score_in_both_languages():
    node = interpret("armas largas").all_terms
    while not isinstance(node, Should):
        node = node.part
    (pair,) = node.pairs
    assert pair_phrase(*pair) == Phrase(("arma", "larga"), None, (("~arma", "~larg"),))


def test_forms_of_one_english_word_count_as_one_word_of_the_query():
    assert interpret("police policing").relaxed is None


def marked(text, *leaves, analyzer=SPANISH):
    return [text[start:end] for start, end in marks_in(text, leaves, "body", analyzer)]


def test_the_words_that_match_are_marked_by_the_language_of_the_text():
    text = "El arma, las Armas: investigaci\u00f3n de P-20 en Chicago"
    assert marked(text, as_leaf("armas")) == ["arma", "Armas"]
    assert marked(text, as_leaf("investigaciones")) == ["investigaci\u00f3n"]
    assert marked("El juez", as_leaf("jueces")) == ["juez"]
    assert marked("El juez", as_leaf("jueces"), analyzer=DEFAULT_ANALYZER) == []
    assert marked(text, as_leaf("la arma"), as_leaf("el arma")) == ["El", "arma"]
    assert marked(text, as_leaf("p20"), as_leaf("chicago")) == ["P", "20", "Chicago"]
    assert marked(text, Prefix("inv")) == ["investigaci\u00f3n"]
    assert marked(text, *leaves(interpret("investigaciones*").node)) == ["investigaci\u00f3n"]


def test_snippets_are_marked_by_the_language_of_the_entry():
    passage = Passage(0, Locator(), "Dos polic\u00edas.")
    summary, page = snippets("La polic\u00eda.", [(0, passage)], [as_leaf("policia")], SPANISH)
    assert (summary.marks, page.marks) == (((3, 10),), ((4, 12),))
