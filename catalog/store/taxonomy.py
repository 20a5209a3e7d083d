"""Reads and checks `taxonomy.yaml`, the file of the vocabularies."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from catalog.errors import TaxonomyError
from catalog.settings import missing_corpus, read_regular_file
from catalog.store.taxonomy_faults import TaxonomyFault, TaxonomyLoader, line_of_fault, syntax_fault
from catalog.taxonomy import VOCABULARY_NAMES, Taxonomy
from catalog.text import slug
from catalog.vocabularies import (
    LANGUAGES,
    TRANSLATED,
    CitationType,
    ControlledVocabulary,
    OneWaySynonyms,
    Term,
    TranslatedSynonyms,
    Translation,
)

SYNONYMS = "synonyms"
"""The part of the file with groups of synonyms."""
TRANSLATED_SYNONYMS = "translated_synonyms"
"""The part of the file with terms of other languages, and the English terms for them."""
ONE_WAY_SYNONYMS = "one_way_synonyms"
"""The part of the file with terms that lead to others, and not the other way around."""
RATING_SCHEMES = "rating_schemes"
"""The part of the file with the schemes of evidence ratings, and the values of each."""
KNOWN_WORDS = "known_words"
"""The part of the file with correctly spelled words of the field."""
PARTS = (*VOCABULARY_NAMES, SYNONYMS, ONE_WAY_SYNONYMS, TRANSLATED_SYNONYMS, RATING_SCHEMES, KNOWN_WORDS)
FORMATS = "formats"
MAX_READING_MINUTES = 10_000


def load_taxonomy(path: Path) -> Taxonomy:
    """Read `taxonomy.yaml`; raise TaxonomyError that names the file and what is wrong with it."""
    return parse_taxonomy(read_taxonomy(path), path)


def read_taxonomy(path: Path) -> bytes:
    """Return the content of `taxonomy.yaml`; raise TaxonomyError if it cannot be read."""
    try:
        return read_regular_file(path)
    except FileNotFoundError:
        raise TaxonomyError(_missing(path)) from None
    except OSError as error:
        raise TaxonomyError(f"{path}: the taxonomy could not be read: {error.strerror}") from error


@lru_cache(maxsize=2)  # a run parses the same file for several parts of the corpus
def parse_taxonomy(source: bytes, path: Path) -> Taxonomy:
    """Return the taxonomy of a file's content.

    Raises TaxonomyError that names the file, what is wrong with it, and the line, if it is known.
    """
    text = ""
    try:
        text = source.decode("utf-8-sig")
        return _taxonomy(yaml.load(text, Loader=TaxonomyLoader))  # type: ignore[arg-type]  # noqa: S506  # a SafeLoader
    except TaxonomyFault as fault:
        raise TaxonomyError(f"{_place(path, line_of_fault(fault, text))}: {fault}") from fault
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        message, line = syntax_fault(error, text)
        raise TaxonomyError(f"{_place(path, line)}: the taxonomy could not be read: {message}") from error
    except (ValueError, RecursionError) as error:
        raise TaxonomyError(f"{path}: the taxonomy could not be read: {error}") from error


def _place(path: Path, line: int | None) -> str:
    return f"{path}:{line}" if line else str(path)


def _taxonomy(content: object) -> Taxonomy:
    """Return the taxonomy that the content of the file describes; raise TaxonomyFault for a mistake in it."""
    if not isinstance(content, dict):
        raise TaxonomyFault(f"the taxonomy must have the parts {', '.join(PARTS)}")
    for key in content:
        if key not in PARTS:
            raise TaxonomyFault(f"unknown part '{key}'; known parts are {', '.join(PARTS)}", str(key))
    return Taxonomy(
        {part: ControlledVocabulary(_terms(part, _part(content, part))) for part in VOCABULARY_NAMES},
        synonyms=_groups(_part(content, SYNONYMS)),
        translated_synonyms=_translated_groups(_part(content, TRANSLATED_SYNONYMS)),
        one_way_synonyms=_one_way_synonyms(_part(content, ONE_WAY_SYNONYMS)),
        rating_schemes=_rating_schemes(_part(content, RATING_SCHEMES)),
        known_words=_known_words(_part(content, KNOWN_WORDS)),
    )


def _part(content: Mapping[str, Any], name: str) -> Any:
    """Return a part of the file, an empty list if it is missing or has nothing below its name."""
    part = content.get(name)
    return [] if part is None else part


def _missing(path: Path) -> str:
    """Return a message for a missing taxonomy, or a missing corpus."""
    if not path.parent.is_dir():
        return missing_corpus(path.parent)
    return (
        f"{path} is missing: every corpus needs a taxonomy, the list of its topics, formats and agency sizes. "
        "To start, copy corpus/taxonomy.yaml from the clearinghouse there"
    )


def _terms(part: str, items: object) -> tuple[Term, ...]:
    if not isinstance(items, list):
        raise TaxonomyFault(f"'{part}' must be a list", part)
    terms: dict[str, Term] = {}
    for number, item in enumerate(items, 1):
        try:
            term = _term(part, item)
        except TaxonomyFault as error:
            raise TaxonomyFault(str(error), part, number) from error
        except (TypeError, AttributeError) as error:
            known_keys = ", ".join((*_keys(part), *TRANSLATED))
            reason = f"needs a value and a label, in quotes if they look like numbers; known keys: {known_keys}"
            raise TaxonomyFault(reason, part, number) from error
        if fault := _value_fault(term.value, terms):
            raise TaxonomyFault(f"'{term.value}' {fault}", part, number)
        terms[term.value] = term
    return tuple(terms.values())


def _value_fault(value: str, used: Container[str]) -> str | None:
    """Return what is wrong with a term's value, or None; `used` are the values before it."""
    if not value or slug(value) != value:
        return "is not a valid value: use a-z, 0-9 and hyphens"
    return "is used twice" if value in used else None


def _keys(part: str) -> tuple[str, ...]:
    """Return the keys that an item of a part may have, without those of languages."""
    without = {"translations"} if part == FORMATS else {"translations", *FORMAT_COLUMNS}
    return tuple(field.name for field in fields(Term) if field.name not in without)


def _term(part: str, item: Any) -> Term:
    """Return the term that an item of the file describes.

    Raises TaxonomyFault for a wrong translation or a wrong default of a format, and TypeError or AttributeError for
    any other fault.
    """
    present = {key: value for key, value in item.items() if value is not None}
    synonyms = present.pop("synonyms", [])
    translations = tuple(_translation(code, present.pop(code)) for code in TRANSLATED if code in present)
    if unknown := present.keys() - set(_keys(part)):
        raise TypeError(f"unknown keys: {unknown}")
    columns = {name: read(present.pop(name)) for name, read in FORMAT_COLUMNS.items() if name in present}
    term = Term(**present, **columns, synonyms=tuple(synonyms), translations=translations)
    texts = (term.value, term.label, term.plural, term.description, term.scope_note, *synonyms)
    numbers = (term.sworn_min or 0, term.sworn_max or 0)
    if not (isinstance(synonyms, list) and all(isinstance(text, str) for text in texts)):
        raise TypeError("values that must be texts are not")
    if not all(isinstance(number, int) for number in numbers):
        raise TypeError("values that must be numbers are not")
    return term


def _reading_minutes(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_READING_MINUTES:
        raise TaxonomyFault(f"'reading_minutes' must be a whole number of minutes from 1 to {MAX_READING_MINUTES:,}")
    return value


def _citation_type(value: object) -> CitationType:
    if value not in tuple(CitationType):
        raise TaxonomyFault(f"'citation_type' must be one of {', '.join(CitationType)}, not '{value}'")
    return CitationType(str(value))


def _icon(value: object) -> str:
    if not isinstance(value, str) or not value or slug(value) != value:
        raise TaxonomyFault(f"'icon' must be the name of a symbol, such as 'webinar', not '{value}'")
    return value


FORMAT_COLUMNS: Mapping[str, Callable[[object], Any]] = MappingProxyType(
    {"reading_minutes": _reading_minutes, "citation_type": _citation_type, "icon": _icon}
)
"""The keys that only formats have, with the functions that read them. All are optional."""


def _translation(code: str, item: Any) -> Translation:
    """Return the translation of a term into a language; raise TaxonomyFault if it is invalid."""
    known_keys = [field.name for field in fields(Translation) if field.name != "language"]
    if not isinstance(item, dict) or not item.get("label") or not all(isinstance(text, str) for text in item.values()):
        raise TaxonomyFault(f"'{code}' needs a label, and its values must be text; known keys: {', '.join(known_keys)}")
    for key in item:
        if key not in known_keys:
            raise TaxonomyFault(f"'{code}' has an unknown key '{key}'; known keys: {', '.join(known_keys)}")
    return Translation(code, **item)


def _groups(items: object) -> tuple[tuple[str, ...], ...]:
    if not isinstance(items, list) or not all(isinstance(group, list) for group in items):
        raise TaxonomyFault("'synonyms' must be a list of lists", SYNONYMS)
    for number, group in enumerate(items, 1):
        if not all(isinstance(term, str) for term in group):
            raise TaxonomyFault("put quotes around words that look like numbers", SYNONYMS, number)
    return tuple(tuple(group) for group in items)


def _translated_groups(items: object) -> tuple[TranslatedSynonyms, ...]:
    if not isinstance(items, list):
        raise TaxonomyFault(f"'{TRANSLATED_SYNONYMS}' must be a list", TRANSLATED_SYNONYMS)
    return tuple(_translated_group(number, item) for number, item in enumerate(items, 1))


def _translated_group(number: int, item: object) -> TranslatedSynonyms:
    """Return the group that an item such as `{es: [placas], en: [license plates]}` describes."""
    english, *_ = LANGUAGES
    languages = [code for code in TRANSLATED if code in item] if isinstance(item, dict) else []
    if not isinstance(item, dict) or len(languages) != 1 or item.keys() != {*languages, english}:
        reason = f"needs '{english}' and one of {', '.join(TRANSLATED)}, each with a list of terms"
        raise TaxonomyFault(reason, TRANSLATED_SYNONYMS, number)
    foreign, native = item[languages[0]], item[english]
    if not (_is_list_of_texts(foreign) and _is_list_of_texts(native)):
        raise TaxonomyFault("each language needs a list of terms", TRANSLATED_SYNONYMS, number)
    return TranslatedSynonyms(languages[0], tuple(foreign), tuple(native))


def _one_way_synonyms(items: object) -> tuple[OneWaySynonyms, ...]:
    """Return what items such as `{for: [feds], also: [federal]}` describe."""
    if not isinstance(items, list):
        raise TaxonomyFault(f"'{ONE_WAY_SYNONYMS}' must be a list", ONE_WAY_SYNONYMS)
    for number, item in enumerate(items, 1):
        is_complete = isinstance(item, dict) and item.keys() == {"for", "also"}
        if not is_complete or not all(map(_is_list_of_texts, item.values())):
            reason = "needs 'for' and 'also', each with a list of terms"
            raise TaxonomyFault(reason, ONE_WAY_SYNONYMS, number)
    return tuple(OneWaySynonyms(tuple(item["for"]), tuple(item["also"])) for item in items)


def _rating_schemes(items: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(items, list):
        raise TaxonomyFault(f"'{RATING_SCHEMES}' must be a list", RATING_SCHEMES)
    schemes: dict[str, tuple[str, ...]] = {}
    for number, item in enumerate(items, 1):
        is_scheme = isinstance(item, dict) and item.keys() == {"name", "values"} and isinstance(item["name"], str)
        if not is_scheme or not item["name"] or not _is_list_of_texts(item["values"]):
            raise TaxonomyFault("needs a name, and a list of values", RATING_SCHEMES, number)
        if item["name"] in schemes:
            raise TaxonomyFault(f"'{item['name']}' is used twice", RATING_SCHEMES, number)
        schemes[item["name"]] = tuple(item["values"])
    return schemes


def _known_words(items: object) -> tuple[str, ...]:
    if not isinstance(items, list):
        raise TaxonomyFault(f"'{KNOWN_WORDS}' must be a list of words", KNOWN_WORDS)
    for number, item in enumerate(items, 1):
        if not isinstance(item, str) or len(item.split()) != 1:
            raise TaxonomyFault("needs a single word, in quotes if it means yes or no", KNOWN_WORDS, number)
    return tuple(items)


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) and item for item in value)
