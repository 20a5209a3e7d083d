"""Every text of the interface and every term of the vocabularies has its Spanish, and nothing else is kept."""

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
from paths import ROOT

HOME = ROOT / "webui" / "translations" / "es" / "LC_MESSAGES"
KEYWORDS = {"_": None, "gettext": None, "to_translate": None, "ngettext": (1, 2), "Facet": (2,)}
NAMES = {"publisher"}
"""Facets whose values are names, which are the same in every language."""


def texts(message):
    """Return the texts of a message or of its translation, one or one for each number."""
    return (message,) if isinstance(message, str) else tuple(message)


@pytest.fixture(scope="module")
def extracted():
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog()
    for folder in ("webui", "catalog"):
        for _file, _line, message, _comments, context in extract_from_dir(ROOT / folder, methods, options, KEYWORDS):
            found.add(message, context=context)
    return {message.id for message in found if message.id}


@pytest.fixture(scope="module")
def spanish():
    return read_po(BytesIO((HOME / "messages.po").read_bytes()), locale="es")


def test_every_interface_text_has_a_spanish_translation_and_none_is_unused(extracted, spanish):
    assert {message.id for message in spanish if message.id} == extracted
    assert spanish.obsolete == {}
    assert [message.id for message in spanish if message.fuzzy and message.id] == []
    assert [message.id for message in spanish if message.id and not all(texts(message.string))] == []


def test_placeholders_and_markup_are_the_same_in_both_languages(spanish):
    def kept(text):
        return sorted(re.findall(r"%\(\w+\)s|\{\w+\}|</?\w+[^>]*>|<code>.*?</code>", text))

    def same(message):
        english, translation = texts(message.id), texts(message.string)
        return [*map(kept, english)] == [*map(kept, translation)]

    assert [message.id for message in spanish if message.id and not same(message)] == []


def test_the_compiled_translations_match_the_po_file(spanish):
    compiled = BytesIO()
    write_mo(compiled, spanish)
    fresh, kept = (
        GNUTranslations(BytesIO(content)) for content in (compiled.getvalue(), (HOME / "messages.mo").read_bytes())
    )
    assert fresh._catalog == kept._catalog


def test_every_vocabulary_term_has_a_spanish_translation():
    taxonomy = load_taxonomy(ROOT / "corpus" / "taxonomy.yaml")
    terms = [term for name in FACET_NAMES if name not in NAMES for term in taxonomy.terms(name)]
    assert [term.value for term in terms if not term.translations] == []
    assert [
        term.value for term in terms if term.description and term.in_language("es").description == term.description
    ] == []
