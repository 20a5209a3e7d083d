"""Judged queries: what people ask, and how well which entries answer it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

KINDS = ("acronym", "question", "typo", "code", "name", "keyword", "spanish")
GRADES = (1, 2, 3)
KEYS = {"query", "kind", "relevant"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A query and its relevant entries: grades by id, 3 for exactly what is wanted, 1 for merely related."""

    query: str
    kind: str
    relevant: Mapping[str, int]


class JudgmentError(ValueError):
    """A file of judgments that cannot be used; says which query is wrong, and how."""


def load_judgments(path: Path, known: Collection[str]) -> tuple[Judged, ...]:
    """Return the judgments of a file; raise JudgmentError for a fault, such as an id that is not in `known`."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, list):
        raise JudgmentError(f"{path.name}: this must be a list of queries")
    found = [_judged(path.name, number, item, known) for number, item in enumerate(content, 1)]
    asked = [each.query.casefold() for each in found]
    for each in found:
        if asked.count(each.query.casefold()) > 1:
            raise JudgmentError(f"{path.name}: the query '{each.query}' is there more than once")
    return tuple(found)


def _judged(file: str, number: int, item: object, known: Collection[str]) -> Judged:
    if not isinstance(item, dict) or set(item) != KEYS:
        raise JudgmentError(f"{file}: item {number} must have exactly the keys {', '.join(sorted(KEYS))}")
    query, kind, relevant = item["query"], item["kind"], item["relevant"]
    if not isinstance(query, str) or not query.strip():
        raise JudgmentError(f"{file}: the query of item {number} must be a text (put a number in quotes)")
    if kind not in KINDS:
        raise JudgmentError(f"{file}: '{query}' is of kind '{kind}': use one of {', '.join(KINDS)}")
    if not isinstance(relevant, dict) or not relevant:
        raise JudgmentError(f"{file}: '{query}' needs at least one relevant record")
    for record_id, grade in relevant.items():
        if record_id not in known:
            raise JudgmentError(f"{file}: '{query}' names a record that is not there: '{record_id}'")
        if grade not in GRADES:
            raise JudgmentError(f"{file}: '{query}' grades '{record_id}' with {grade!r}: use 1, 2 or 3")
    return Judged(query, kind, relevant)
