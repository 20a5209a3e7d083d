"""Sizes of agencies as people write them: "small", "Small (under 50 sworn)", "1-49", "under 50", "50+"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from catalog.taxonomy import Taxonomy
from catalog.text import fold
from catalog.vocabularies import Term

_ANY_SIZE = frozenset("any all every cualquiera todas todos any-size all-sizes every-size cualquier-tamano".split())
_WORDS = re.compile(
    r"\b(?:full-?time|sworn|officers?|personnel|agenc(?:y|ies)|departments?|police|employees|agentes?|oficiales|agencias?|"
    r"departamentos?|sizes?|de los|de)\b|[().]"
)
_NUMBER = r"(\d{1,3}(?:[, ]\d{3})+|\d+)"
_RANGES: tuple[tuple[re.Pattern[str], int | None, int | None], ...] = tuple(
    (re.compile(pattern.replace("N", _NUMBER)), low, high)
    for pattern, low, high in (
        (r"(?:from |between |entre |desde )?N\s*(?:-|to|and|through|a|y)\s*N", 0, 0),
        (r"(?:under|below|less than|fewer than|menos|<)\s*N", None, -1),
        (r"(?:up to|at most|no more than|max(?:imum)?|hasta|<=|\u2264)\s*N", None, 0),
        (r"N\s*(?:or|and|o|y)\s*(?:fewer|less|under|below|menos)", None, 0),
        (r"(?:at least|from|min(?:imum)?|desde|>=|\u2265)\s*N", 0, None),
        (r"N\s*(?:\+|plus|(?:or|and|o|y)\s*(?:more|over|up|greater|above|mas))", 0, None),
        (r"(?:over|above|more than|greater than|mas|>)\s*N", 1, None),
    )
)
"""The forms of ranges, with what is added to the number for the minimum and the maximum; None if there is none."""


def size_meanings(value: Any, taxonomy: Taxonomy) -> Iterator[Any]:
    """Yield what a text, or a list of names of sizes, can mean: an `agency_size`, or None for any size."""
    if isinstance(value, str):
        yield from _meanings_of_text(value, taxonomy)
    elif isinstance(value, list) and all(isinstance(name, str) for name in value):
        yield from _span([_term(name, taxonomy) for name in value])


def _meanings_of_text(text: str, taxonomy: Taxonomy) -> Iterator[Any]:
    if term := _term(text, taxonomy):
        yield _size(term.sworn_min, term.sworn_max)
        return
    written = " ".join(_WORDS.sub(" ", fold(re.sub(r"[\u2010-\u2015\u2212]", "-", text))).split())
    if written.replace(" ", "-") in _ANY_SIZE or not written:
        yield None
        return
    for pattern, low, high in _RANGES:
        if match := pattern.fullmatch(written):
            numbers = [int(re.sub(r"\D", "", number)) for number in match.groups()]
            yield _size(
                None if low is None else numbers[0] + low,
                None if high is None else numbers[-1] + high,
            )
            return
    if match := re.fullmatch(r"([^()]+?)\s*\(([^()]+)\)", text):
        meanings = [meaning for part in match.groups() for meaning in _meanings_of_text(part, taxonomy)]
        yield from meanings if len(meanings) > 1 else ()
        return
    names = re.split(r"\s*(?:[,;/&]|\band\b|\bto\b|\by\b|\bor\b)\s*", text)
    yield from _span([_term(name, taxonomy) for name in names])


def _term(name: str, taxonomy: Taxonomy) -> Term | None:
    """Return the size with a value or label, with or without the numbers in parentheses and words for agencies."""
    bare = " ".join(_WORDS.sub(" ", fold(name)).split())
    for form in (name, bare):
        for term in taxonomy.terms("agency_size"):
            labels = (term.label, *(translation.label for translation in term.translations))
            if fold(form).strip() in {
                fold(text) for label in labels for text in (term.value, label, label.split(" (")[0])
            }:
                return term
    return None


def _span(terms: list[Term | None]) -> Iterator[Any]:
    """Yield the range of some sizes, if all are known and none between them is missing."""
    sizes = sorted((term for term in terms if term), key=lambda term: term.sworn_min or 0)
    if not sizes or len(sizes) < len(terms):
        return
    if all(_follows(smaller, larger) for smaller, larger in pairwise(sizes)):
        yield _size(sizes[0].sworn_min, sizes[-1].sworn_max)


def _follows(smaller: Term, larger: Term) -> bool:
    return smaller.sworn_max is not None and larger.sworn_min is not None and larger.sworn_min <= smaller.sworn_max + 1


def _size(low: int | None, high: int | None) -> dict[str, int]:
    ends = {"sworn_min": low, "sworn_max": high}
    return {name: number for name, number in ends.items() if number is not None}
