"""Some words lead to others, and not the other way around."""

import pytest

from catalog.search.query.synonyms import Thesaurus
from catalog.search.text.analyzers import ANALYZERS, terms
from catalog.store.taxonomy import load_taxonomy
from catalog.vocabularies import OneWaySynonyms, TranslatedSynonyms
from paths import CORPUS

ONE_WAY = (OneWaySynonyms(("quitting", "resignation"), ("retention", "turnover")),)


def expansions(thesaurus, text, analyze=terms):
    _, synonyms = thesaurus.longest_match(tuple(map(analyze, text.split())), 0)
    return [synonym.text for synonym in synonyms]


def test_a_word_leads_to_others_but_neither_back_nor_to_its_neighbors():
    thesaurus = Thesaurus((), (), ONE_WAY)
    assert expansions(thesaurus, "Quitting") == ["retention", "turnover"]
    assert expansions(thesaurus, "retention") == []


def test_the_members_of_a_group_come_before_the_others():
    thesaurus = Thesaurus((("quitting", "leaving"),), (), ONE_WAY)
    assert expansions(thesaurus, "quitting") == ["leaving", "retention", "turnover"]
    assert expansions(thesaurus, "leaving") == ["quitting"]


def test_a_word_is_no_synonym_of_itself():
    assert expansions(Thesaurus((), (), (OneWaySynonyms(("church", "clergy"), ("clergy",)),)), "clergy") == []


def test_one_way_synonyms_give_a_term_no_second_sense():
    assert Thesaurus((("quitting", "leaving"),), (), ONE_WAY).senses("quitting") == ()


def test_a_spanish_word_leads_to_what_its_english_one_leads_to():
    thesaurus = Thesaurus((), (TranslatedSynonyms("es", ("renuncia",), ("resignation",)),), ONE_WAY)
    assert expansions(thesaurus, "renuncias", ANALYZERS["es"].forms) == ["resignation", "retention", "turnover"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("feds", "federal"),
        ("quitting", "retention"),
        ("church", "faith-based"),
        ("faith", "church"),
        ("red flag laws", "ERPO"),
        ("GVRS", "focused deterrence"),
        ("focused deterrence", "GVI"),
        ("credible messengers", "violence interrupter"),
        ("street outreach", "credible messenger"),
        ("officer suicide", "officer wellness"),
        ("grants", "funding"),
        ("US attorneys", "AUSA"),
        ("A.U.S.A.", "U.S. attorney"),
        ("united states attorney", "AUSA"),
    ],
)
def test_words_of_the_starter_corpus_lead_to_what_the_field_calls_it(typed, found):
    taxonomy = load_taxonomy(CORPUS / "taxonomy.yaml")
    assert found in expansions(Thesaurus(taxonomy.synonyms, (), taxonomy.one_way_synonyms), typed)


@pytest.mark.parametrize("ordinary", ["federal", "police", "violence", "outreach", "law", "wellness", "flag"])
def test_ordinary_words_lead_nowhere(ordinary):
    taxonomy = load_taxonomy(CORPUS / "taxonomy.yaml")
    assert expansions(Thesaurus(taxonomy.synonyms, (), taxonomy.one_way_synonyms), ordinary) == []
