"""Every interface text and vocabulary term has a Spanish translation, and the compiled file is current."""

import re
from gettext import GNUTranslations
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from catalog.facets import FACET_NAMES
from catalog.store.taxonomy import load_taxonomy
from paths import CORPUS, ROOT
from webui.i18n.labels import RATING_VALUES

TRANSLATIONS = ROOT / "webui" / "translations" / "es" / "LC_MESSAGES"
KEYWORDS = {"_": None, "gettext": None, "to_translate": None, "ngettext": (1, 2), "Facet": (2,)}
UNTRANSLATED_FACETS = {"publisher"}
"""Facets whose values are names, the same in every language."""


def texts(message):
    """Return the text of a message or translation, or its singular and plural."""
    return (message,) if isinstance(message, str) else tuple(message)


@pytest.fixture(scope="module")
def extracted():
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    messages = Catalog()
    for folder in ("webui", "catalog"):
        for _file, _line, message, _comments, context in extract_from_dir(ROOT / folder, methods, options, KEYWORDS):
            messages.add(message, context=context)
    return {message.id for message in messages if message.id}


@pytest.fixture(scope="module")
def spanish():
    return read_po(BytesIO((TRANSLATIONS / "messages.po").read_bytes()), locale="es")


def test_every_interface_text_has_a_spanish_translation_and_none_is_unused(extracted, spanish):
    assert {message.id for message in spanish if message.id} == extracted
    assert spanish.obsolete == {}
    assert [message.id for message in spanish if message.fuzzy and message.id] == []
    assert [message.id for message in spanish if message.id and not all(texts(message.string))] == []


def test_placeholders_and_markup_are_the_same_in_both_languages(spanish):
    def placeholders(text):
        return sorted(re.findall(r"%\(\w+\)s|\{\w+\}|</?\w+[^>]*>|<code>.*?</code>", text))

    def same(message):
        english, translation = texts(message.id), texts(message.string)
        return [*map(placeholders, english)] == [*map(placeholders, translation)]

    assert [message.id for message in spanish if message.id and not same(message)] == []


def test_the_compiled_translations_match_the_po_file(spanish):
    compiled = BytesIO()
    write_mo(compiled, spanish)
    current, committed = (
        GNUTranslations(BytesIO(content))
        for content in (compiled.getvalue(), (TRANSLATIONS / "messages.mo").read_bytes())
    )
    assert current._catalog == committed._catalog


def test_every_vocabulary_term_has_a_spanish_translation():
    taxonomy = load_taxonomy(ROOT / "corpus" / "taxonomy.yaml")
    terms = [term for name in FACET_NAMES if name not in UNTRANSLATED_FACETS for term in taxonomy.terms(name)]
    assert [term.value for term in terms if not term.translations] == []
    assert [
        term.value for term in terms if term.description and term.in_language("es").description == term.description
    ] == []


def test_every_evidence_rating_of_the_taxonomy_has_a_translation():
    schemes = load_taxonomy(CORPUS / "taxonomy.yaml").rating_schemes
    assert {value for values in schemes.values() for value in values} <= RATING_VALUES
