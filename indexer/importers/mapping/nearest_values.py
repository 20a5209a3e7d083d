"""Which value of a vocabulary the word of another catalog is nearest to. It is a suggestion, unless it is obvious."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from catalog.schemas.base.file_types import format_of_file_type
from catalog.taxonomy import Taxonomy
from catalog.text import name_form, nearest

CITATION_FORMATS = frozenset(("ris", "bibtex"))
"""Formats of sources whose types of references are codes."""

_TYPE_WORDS = """
article: JOUR EJOUR MGZN ABST article periodical
report: RPRT GOVDOC UNPB techreport unpublished
manual: manual
guidebook: BOOK EBOOK EDBOOK CHAP ECHAP ENCYC PAMP book booklet inbook incollection collection
study: THES thesis dissertation phdthesis mastersthesis
article: CONF CPAPER INPR proceedings inproceedings conference conference-paper working-paper paper
video: VIDEO MPCT ADVS movie film
audio: SOUND MUSIC
data: DATA AGGR dataset data-set database-table
news: NEWS press-release
standards: STAND standard
webinar: SLIDE lecture
website: WEB ELEC DBASE BLOG online electronic www web-page
course: e-learning elearning online-course
"""
"""What types are called in words that a vocabulary may have. What it does not have is not suggested."""
_OBVIOUS_TYPES = frozenset("JOUR EJOUR RPRT DATA article techreport report manual dataset".casefold().split())
"""Types of references that are what the word says, and nothing else."""
_HEADS = re.compile(r"\b(?:of|to|for|on|about|de|del|para|sobre)\b", re.IGNORECASE)


def _words_by_type() -> Mapping[str, str]:
    lines = (line.partition(": ") for line in _TYPE_WORDS.strip().splitlines())
    return MappingProxyType({name_form(kind): word for word, _, kinds in lines for kind in kinds.split()})


_WORD_OF_TYPE = _words_by_type()


def nearest_value(taxonomy: Taxonomy, facet: str, text: str) -> str | None:
    """Return the value of a facet that a text most likely means, or None if none is near."""
    if found := taxonomy.find(facet, text) or _by_form(taxonomy, facet, text):
        return found
    if facet == "format":
        names = (_WORD_OF_TYPE.get(name_form(text)), format_of_file_type(text), *_heads(text))
        if found := next((found for name in names if name and (found := taxonomy.find(facet, name))), None):
            return found
    values = [term.value for term in taxonomy.terms(facet)]
    return nearest(text, values) or next(_by_part(taxonomy, facet, text), None)


def obvious_types(taxonomy: Taxonomy, types: Iterable[str]) -> dict[str, str]:
    """Return the formats of those types of references that can be nothing else in a taxonomy."""
    known = {kind: _WORD_OF_TYPE.get(name_form(kind), kind) for kind in types if kind.casefold() in _OBVIOUS_TYPES}
    found = {kind: taxonomy.find("format", word) for kind, word in known.items()}
    return {kind: value for kind, value in found.items() if value and not taxonomy.values_named("format", kind)}


def _by_form(taxonomy: Taxonomy, facet: str, text: str) -> str | None:
    """Return the only value one of whose names differs from a text in its plural or its signs, or None."""
    form = name_form(text)
    found = {
        term.value
        for term in taxonomy.terms(facet)
        for name in (term.value, term.label, term.plural, *term.synonyms)
        if form and name_form(name) == form
    }
    return found.pop() if len(found) == 1 else None


def _heads(text: str) -> Iterator[str]:
    """Yield the words that say what something is: "guide" of "Problem guide" and "Guide to problems"."""
    words = re.findall(r"[^\W\d_]+", _HEADS.split(text)[0])
    yield from words[-1:]


def _by_part(taxonomy: Taxonomy, facet: str, text: str) -> Iterator[str]:
    """Yield the values that several words in a row of a text name, those that more words name first."""
    words = re.findall(r"[^\W_]+", text)
    for length in range(len(words) - 1, 1, -1):
        for start in range(len(words) - length + 1):
            part = " ".join(words[start : start + length])
            if found := taxonomy.find(facet, part) or _by_form(taxonomy, facet, part):
                yield found
