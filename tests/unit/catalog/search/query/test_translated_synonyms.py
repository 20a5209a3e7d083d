"""Words of other languages lead to the English ones and their synonyms, and not the other way around."""

import pytest

from catalog.search.query.synonyms import Thesaurus
from catalog.search.text.analyzers import ANALYZERS, terms
from catalog.vocabularies import TranslatedSynonyms

GROUPS = (("license plate reader", "LPR", "ALPR"),)
TRANSLATED = (TranslatedSynonyms("es", ("lector de placas", "lector de matrículas"), ("license plate reader",)),)
THESAURUS = Thesaurus(GROUPS, TRANSLATED)


def expansions(text, analyze):
    words = tuple(map(analyze, text.split()))
    _, synonyms = THESAURUS.longest_match(words, 0)
    return [synonym.text for synonym in synonyms]


@pytest.mark.parametrize("text", ["lector de placas", "lectores de placas", "Lector de placa"])
def test_any_form_of_a_spanish_term_leads_to_the_english_one_and_its_synonyms(text):
    found = expansions(text, ANALYZERS["es"].forms)
    assert found == ["license plate reader", "LPR", "ALPR", "lector de matrículas"]


def test_an_english_term_does_not_lead_to_the_spanish_ones():
    assert expansions("LPR", terms) == ["license plate reader", "ALPR"]


def test_a_spanish_term_without_an_english_group_leads_to_the_english_words():
    thesaurus = Thesaurus((), (TranslatedSynonyms("es", ("testigo",), ("witness",)),))
    count, synonyms = thesaurus.longest_match((ANALYZERS["es"].forms("testigos"),), 0)
    assert (count, [synonym.text for synonym in synonyms]) == (1, ["witness"])


@pytest.mark.parametrize("text", ["victim", "victims"])
def test_an_english_word_with_the_stem_of_a_spanish_one_does_not_lead_to_its_synonyms(text):
    thesaurus = Thesaurus((), (TranslatedSynonyms("es", ("v\u00edctimas",), ("victim services",)),))
    assert thesaurus.longest_match((ANALYZERS["es"].forms(text),), 0) == (0, ())
    assert thesaurus.longest_match((ANALYZERS["es"].forms("v\u00edctima"),), 0)[0] == 1


def test_a_term_without_words_is_no_synonym():
    thesaurus = Thesaurus((("gun", "\U0001f52b"),), (TranslatedSynonyms("es", ("arma", "..."), ("??", "gun")),))
    _, synonyms = thesaurus.longest_match((ANALYZERS["es"].forms("armas"),), 0)
    assert [synonym.text for synonym in synonyms] == ["gun"]
    assert thesaurus.longest_match((terms("gun"),), 0) == (0, ())
