"""Judged queries: what people search for, and how relevant each entry is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

QUERY_KINDS = ("acronym", "question", "typo", "code", "name", "keyword", "spanish")
GRADES = (1, 2, 3)
KEYS = {"query", "kind", "relevant"}


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query and the grades of its relevant entries by id: 3 is exactly what is wanted, 1 is only related."""

    query: str
    kind: str
    relevant: Mapping[str, int]


class JudgmentError(ValueError):
    """A file of judgments is invalid; the message says which query is wrong, and how."""


def load_judgments(path: Path, record_ids: Collection[str]) -> tuple[JudgedQuery, ...]:
    """Return the judged queries of a file; raise JudgmentError for a mistake, such as an id not in `record_ids`."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, list):
        raise JudgmentError(f"{path.name}: this must be a list of queries")
    judged_queries = [_judged_query(path.name, number, item, record_ids) for number, item in enumerate(content, 1)]
    counts = Counter(judged.query.casefold() for judged in judged_queries)
    for judged in judged_queries:
        if counts[judged.query.casefold()] > 1:
            raise JudgmentError(f"{path.name}: the query '{judged.query}' is there more than once")
    return tuple(judged_queries)


def _judged_query(file: str, number: int, item: object, record_ids: Collection[str]) -> JudgedQuery:
    if not isinstance(item, dict) or set(item) != KEYS:
        raise JudgmentError(f"{file}: item {number} must have exactly the keys {', '.join(sorted(KEYS))}")
    query, kind, relevant = item["query"], item["kind"], item["relevant"]
    if not isinstance(query, str) or not query.strip():
        raise JudgmentError(f"{file}: the query of item {number} must be a text (put a number in quotes)")
    if kind not in QUERY_KINDS:
        raise JudgmentError(f"{file}: '{query}' is of kind '{kind}': use one of {', '.join(QUERY_KINDS)}")
    if not isinstance(relevant, dict) or not relevant:
        raise JudgmentError(f"{file}: '{query}' needs at least one relevant record")
    for record_id, grade in relevant.items():
        if record_id not in record_ids:
            raise JudgmentError(f"{file}: '{query}' names a record that does not exist: '{record_id}'")
        if grade not in GRADES:
            raise JudgmentError(f"{file}: '{query}' grades '{record_id}' with {grade!r}: use 1, 2 or 3")
    return JudgedQuery(query, kind, relevant)
