"""Spanish texts have Spanish stems, with or without accents, and Spanish queries have Spanish stop words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model import Locator, Passage
from catalog.search.highlight import marks_in, snippets
from catalog.search.query.interpreter import Interpreter, as_leaf
from catalog.search.query.tree import Not, Phrase, Prefix, Should, Synonyms, Word, leaves, pair_phrase
from catalog.search.text.analyzer import MAX_TERM
from catalog.search.text.analyzers import (
    ANALYZERS,
    DEFAULT_ANALYZER,
    analyzer_for,
    is_stop_word,
    recognize,
    terms,
    word_starts,
)
from catalog.search.text.fields import field_analyzer, field_texts, record_names, signature
from catalog.text import fold
from factories import entry, record, taxonomy

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=80)
SYLLABLES = st.lists(
    st.sampled_from("a o ar en es ci\u00f3n s mu jer gue z g\u00ed ces ti'n \u00d1 \u00e1 ".split(" ")), max_size=12
)


SPANISH = ANALYZERS["es"]
MARKER = SPANISH.marker
spanish = SPANISH.terms


def interpret(text):
    return Interpreter(taxonomy()).interpret(text)


@pytest.mark.parametrize(
    "family",
    [
        "investigaci\u00f3n investigacion investigaciones INVESTIGACI\u00d3N",
        "polic\u00eda policia polic\u00edas",
        "policial policiales",
        "arma armas",
        "mujer mujeres",
        "joven j\u00f3venes jovenes",
        "v\u00edctima victima v\u00edctimas",
        "comunidad comunidades",
        "comunitario comunitaria comunitarias",
        "prevenci\u00f3n prevencion prevenciones",
        "preventivo preventiva preventivos",
        "violento violenta violentos",
        "a\u00f1o a\u00f1os",
        "ley leyes",
        "red redes",
        "mes meses",
        "uso usos",
        "gas gases",
        "crimen cr\u00edmenes",
        "orden \u00f3rdenes",
        "ciudad ciudades",
        "hogar hogares",
        "taller talleres",
        "familiar familiares",
        "capit\u00e1n capitanes",
        "plan planes",
        "juez jueces",
        "vez veces",
        "\u00edndice \u00edndices",
        "inter\u00e9s intereses",
        "tecnolog\u00eda tecnolog\u00edas tecnol\u00f3gico",
        "adicci\u00f3n adicciones",
        "reuni\u00f3n reuniones",
        "agente agentes",
        "agresor agresores",
        "c\u00e1mara c\u00e1maras",
        "placa placas",
        "ni\u00f1o ni\u00f1os",
        "pr\u00e9stamo pr\u00e9stamos",
        "club clubs",
        "resident residents",
        "Chicago Chicago\u2019s",
    ],
)
def test_the_forms_of_a_word_are_one_term(family):
    (term,) = set(spanish(family))
    assert term.startswith(MARKER)


@pytest.mark.parametrize(
    "words",
    [
        "policial polic\u00eda",
        "placa plaza",
        "arma armon\u00eda",
        "v\u00edctima victoria",
        "paz pasa",
        "juez jugar",
        "joven joya",
    ],
)
def test_different_words_are_different_terms(words):
    assert len(set(spanish(words))) == 2


def test_numbers_letters_and_other_scripts_are_the_same_terms_in_both_languages():
    for text in ("P-20", "251572", "9/11", "\u4e2d\u6587", "D.C."):
        assert spanish(text) == terms(text)
        assert not as_leaf(text).variants


@given(ANYTHING)
def test_both_languages_have_terms_at_the_same_offsets_and_never_the_same_stem(text):
    spanish_tokens, english_tokens = list(SPANISH.tokens(text)), list(DEFAULT_ANALYZER.tokens(text))
    assert tuple(token.term for token in spanish_tokens) == spanish(text)
    offsets, english_offsets = (
        [(token.start, token.end) for token in tokens] for tokens in (spanish_tokens, english_tokens)
    )
    assert offsets == english_offsets
    for term in spanish(text):
        assert len(term) <= MAX_TERM + len(MARKER)
        assert fold(term) == term
        assert term.startswith(MARKER) == (len(term) > 2 and term[-1:].isascii() and MARKER in term)
    assert not any(MARKER in token.term for token in english_tokens)


@given(SYLLABLES.map("".join))
def test_every_word_of_a_spanish_term_is_found_by_its_word_starts(text):
    all_tokens = list(SPANISH.tokens(text))
    for term in {token.term for token in all_tokens}:
        tokens = list(SPANISH.tokens_starting_with(text, word_starts([term])))
        assert [token for token in tokens if token.term == term] == [
            token for token in all_tokens if token.term == term
        ]
        assert set(tokens) <= set(all_tokens)


def test_positions_in_spanish_texts_are_counted_in_the_same_way():
    assert SPANISH.positions(["las armas", "P-20"]) == (
        (("~las", 0), ("~arma", 1), ("p", 3), ("20", 4)),
        (0, 3),
    )


@pytest.mark.parametrize(
    ("language", "is_spanish"),
    [("es", True), ("es-MX", True), ("ES-us", True), ("spa", True), ("en", False), ("est", False), (None, False)],
)
def test_the_language_tag_of_a_record_selects_the_spanish_analyzer(language, is_spanish):
    assert (analyzer_for(language) is SPANISH) is is_spanish


def test_names_and_taxonomy_labels_are_analyzed_as_english_in_a_spanish_record():
    guide = record(language="es")
    assert [name for name in field_texts(entry(), taxonomy()) if field_analyzer(guide, name) is not SPANISH] == [
        "category",
        "publisher",
        "identifiers",
    ]


def test_an_exact_title_is_matched_in_any_language():
    assert record_names(record(title="Las armas", language="es")) == record_names(record(title="Las armas"))


def test_a_signature_has_spanish_terms_without_stop_words():
    def signature_of(title, language):
        titled = entry(title=title, language=language)
        return signature(titled.record, field_texts(titled, taxonomy()))

    assert signature_of("la polic\u00eda de las mujeres", "es") == signature_of("policias, mujer", "es")
    assert signature_of("policias, mujer", "es") != signature_of("policias, mujer", "en")


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


def test_spanish_stop_words_are_single_folded_words():
    assert all(fold(word) == word and len(spanish(word)) == 1 for word in SPANISH.stop_words)


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


@pytest.mark.parametrize("word", ["\u00bfC\u00f3mo", "la", "m\u00e1s,"])
def test_a_spanish_stop_word_is_one_in_spanish_only(word):
    assert is_stop_word(word, SPANISH)
    assert not is_stop_word(word)


def test_a_query_is_searched_for_in_both_languages():
    assert interpret("armas").node == Word("arma", None, ("~arma",))
    assert interpret("title:polic\u00edas").node == Word("policia", "title", ("~polici",))
    assert interpret('"las armas"').node == Phrase(("las", "arma"), None, (("~las", "~arma"),))
    assert interpret("-armas").node == Not(Word("arma", None, ("~arma",)))
    assert interpret("lpr").node == Synonyms(
        Word("lpr", None, ("~lpr",)),
        (
            Phrase(("licens", "plate", "reader"), None, (("~licens", "~plat", "~read"),)),
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
    summary, page = snippets("La polic\u00eda.", [passage], [as_leaf("policia")], SPANISH)
    assert (summary.marks, page.marks) == (((3, 10),), ((4, 12),))
