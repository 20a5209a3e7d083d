"""English words with a stem of their own, because Snowball confuses them with others."""

import pytest

from catalog.search.text.analyzers.english import ANALYZER, WORDS_OF_THEIR_OWN
from catalog.search.text.analyzers.snowball import stemmer


@pytest.mark.parametrize(
    ("one", "other"), [("officers", "offices"), ("racing", "race"), ("wellness", "well"), ("diversion", "diversity")]
)
def test_words_of_different_meanings_have_different_stems(one, other):
    assert ANALYZER.terms(one) != ANALYZER.terms(other)


@pytest.mark.parametrize("forms", WORDS_OF_THEIR_OWN)
def test_the_forms_of_a_word_have_one_stem(forms):
    assert len({ANALYZER.terms(form) for form in forms.split()}) == 1


def test_other_words_have_snowball_s_stem():
    assert ANALYZER.terms("policies") == (stemmer("english")("policies"),)
