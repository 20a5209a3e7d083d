"""Spanish texts have Spanish stems, with or without accents, and Spanish stop words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.search.query.leaf import as_leaf
from catalog.search.text.analyzer import MAX_TERM
from catalog.search.text.analyzers import (
    ANALYZERS,
    DEFAULT_ANALYZER,
    analyzer_for,
    is_stop_word,
    terms,
    word_starts,
)
from catalog.search.text.fields import field_analyzer, field_texts, record_names, signature
from catalog.text import fold
from factories import entry, record, taxonomy

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)
SYLLABLES = st.lists(
    st.sampled_from("a o ar en es ci\u00f3n s mu jer gue z g\u00ed ces ti'n \u00d1 \u00e1 ".split(" ")), max_size=12
)


SPANISH = ANALYZERS["es"]
MARKER = SPANISH.marker
spanish_terms = SPANISH.terms


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
    (term,) = set(spanish_terms(family))
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
    assert len(set(spanish_terms(words))) == 2


def test_numbers_letters_and_other_scripts_are_the_same_terms_in_both_languages():
    for text in ("P-20", "251572", "9/11", "\u4e2d\u6587", "D.C."):
        assert spanish_terms(text) == terms(text)
        assert not as_leaf(text).variants


@given(ANY_TEXT)
def test_both_languages_have_terms_at_the_same_offsets_and_never_the_same_stem(text):
    spanish_tokens, english_tokens = list(SPANISH.tokens(text)), list(DEFAULT_ANALYZER.tokens(text))
    assert tuple(token.term for token in spanish_tokens) == spanish_terms(text)
    offsets, english_offsets = (
        [(token.start, token.end) for token in tokens] for tokens in (spanish_tokens, english_tokens)
    )
    assert offsets == english_offsets
    for term in spanish_terms(text):
        assert len(term) <= MAX_TERM + len(MARKER)
        assert fold(term) == term
        assert term.startswith(MARKER) == (len(term) > 2 and term[-1:].isascii() and MARKER in term)
    assert not any(MARKER in token.term for token in english_tokens)


@given(SYLLABLES.map("".join))
def test_every_word_of_a_spanish_term_is_found_by_its_word_starts(text):
    all_tokens = [token for stack in SPANISH.token_stacks(text) for token in stack]
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
        4,
    )
    assert SPANISH.term_stacks("anti-armas") == (("~anti", "~-antiarm"), ("~arma",))


@pytest.mark.parametrize(
    ("language", "is_spanish"),
    [("es", True), ("es-MX", True), ("ES-us", True), ("spa", True), ("en", False), ("est", False), (None, False)],
)
def test_the_language_tag_of_a_record_selects_the_spanish_analyzer(language, is_spanish):
    assert (analyzer_for(language) is SPANISH) is is_spanish


def test_names_taxonomy_labels_and_translations_are_analyzed_as_english_in_a_spanish_record():
    guide = record(language="es")
    assert [name for name in field_texts(entry(), taxonomy()) if field_analyzer(guide, name) is not SPANISH] == [
        "category",
        "publisher",
        "identifiers",
        "title_en",
        "category_en",
        "summary_en",
    ]


def test_translations_into_spanish_are_analyzed_as_spanish_in_an_english_record():
    guide = record(language="en")
    assert [name for name in field_texts(entry(), taxonomy()) if field_analyzer(guide, name) is SPANISH] == [
        "title_es",
        "category_es",
        "summary_es",
    ]


def test_an_exact_title_is_matched_in_any_language():
    assert record_names(record(title="Las armas", language="es")) == record_names(record(title="Las armas"))


def test_a_signature_has_spanish_terms_without_stop_words():
    def signature_of(title, language):
        titled = entry(title=title, language=language)
        return signature(titled.record, field_texts(titled, taxonomy()))

    assert signature_of("la polic\u00eda de las mujeres", "es") == signature_of("policias, mujer", "es")
    assert signature_of("policias, mujer", "es") != signature_of("policias, mujer", "en")


def test_spanish_stop_words_are_single_folded_words():
    assert all(fold(word) == word and len(spanish_terms(word)) == 1 for word in SPANISH.stop_words)


@pytest.mark.parametrize("word", ["\u00bfC\u00f3mo", "la", "m\u00e1s,"])
def test_a_spanish_stop_word_is_one_in_spanish_only(word):
    assert is_stop_word(word, SPANISH)
    assert not is_stop_word(word)
