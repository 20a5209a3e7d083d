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
    found = expansions(text, ANALYZERS["es"].terms)
    assert found == ["license plate reader", "LPR", "ALPR", "lector de matrículas"]


def test_an_english_term_does_not_lead_to_the_spanish_ones():
    assert expansions("LPR", terms) == ["license plate reader", "ALPR"]


def test_a_spanish_term_without_an_english_group_leads_to_the_english_words():
    thesaurus = Thesaurus((), (TranslatedSynonyms("es", ("testigo",), ("witness",)),))
    count, synonyms = thesaurus.longest_match((ANALYZERS["es"].terms("testigos"),), 0)
    assert (count, [synonym.text for synonym in synonyms]) == (1, ["witness"])
