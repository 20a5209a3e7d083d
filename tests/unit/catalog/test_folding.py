"""Folding makes letters plain and apostrophes equal; slugs are made from plain letters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.text import fold, slug


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("\u00c9TUDE", "etude"),
        ("\u0141\u00f3d\u017a", "lodz"),
        ("\u00d8rsted \u01fe", "orsted o"),
        ("\u00c6gir \u0152uvre", "aegir oeuvre"),
        ("\u00deing E\u00f0ur", "thing edur"),
        ("\u0110ura\u0111 \u0126al \u014bo \u0131 \u0166", "durad hal no i t"),
        ("Stra\u00dfe STRA\u1e9eE", "strasse strasse"),
        ("\ufb01ne \uff21\uff22 \u2163", "fine ab iv"),
        ("Hawai\u02bbi Hawai\u2019i Hawai\u00b4i Hawai`i", "hawai'i hawai'i hawai'i hawai'i"),
        ("soft\u00adware \ufeffgu\u200dn", "software gun"),
        ("\u2776 \u246b \u24eb", "1 12 11"),
    ],
)
def test_a_folded_text_has_plain_letters_and_apostrophes(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=30))
def test_composed_and_decomposed_text_is_folded_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("\u0141\u00f3d\u017a Police", "lodz-police"),
        ("\u00d8rsted & S\u00f8n", "orsted-son"),
        ("Stra\u00dfe", "strasse"),
    ],
)
def test_a_slug_keeps_letters_that_unicode_does_not_decompose(text, value):
    assert slug(text) == value
