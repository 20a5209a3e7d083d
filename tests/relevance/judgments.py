"""Judged queries: what people search for, and how relevant each entry is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

QUERY_KINDS = ("acronym", "question", "typo", "code", "name", "keyword", "spanish")
LACKING = "lacking"
"""The kind of queries about what the catalog does not have."""
GRADES = (1, 2, 3)
KEYS = {"query", "kind", "relevant"}
LACKING_KEYS = {"query", "kind", "wrong", "must_not"}


class Pretense(StrEnum):
    """What an answer about something that the catalog lacks must not do."""

    COMPLETE = "complete"
    """Say that resources have everything that was typed."""
    CORRECTED = "corrected"
    """Search for other words than those that were typed."""
    RECOMMENDED = "recommended"
    """Show a best bet."""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query and the grades of its relevant entries by id: 3 is exactly what is wanted, 1 is only related."""

    query: str
    kind: str
    relevant: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LackingQuery:
    """A query about something that the catalog lacks, judged by what must not happen.

    `wrong` are the ids of entries that must not be among the first three hits.
    """

    query: str
    wrong: frozenset[str]
    must_not: frozenset[Pretense]


@dataclass(frozen=True, slots=True)
class Judgments:
    """The judged queries of a file, in its order."""

    answered: tuple[JudgedQuery, ...]
    lacking: tuple[LackingQuery, ...] = ()


class JudgmentError(ValueError):
    """A file of judgments is invalid; the message says which query is wrong, and how."""


def load_judgments(path: Path, record_ids: Collection[str]) -> Judgments:
    """Return the judgments of a file; raise JudgmentError for a mistake, such as an id not in `record_ids`."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, list):
        raise JudgmentError(f"{path.name}: this must be a list of queries")
    judged = [_judged(path.name, number, item, record_ids) for number, item in enumerate(content, 1)]
    counts = Counter(item.query.casefold() for item in judged)
    for item in judged:
        if counts[item.query.casefold()] > 1:
            raise JudgmentError(f"{path.name}: the query '{item.query}' is there more than once")
    return Judgments(
        tuple(item for item in judged if isinstance(item, JudgedQuery)),
        tuple(item for item in judged if isinstance(item, LackingQuery)),
    )


def _judged(file: str, number: int, item: object, record_ids: Collection[str]) -> JudgedQuery | LackingQuery:
    is_lacking = isinstance(item, dict) and item.get("kind") == LACKING
    keys = LACKING_KEYS if is_lacking else KEYS
    if not isinstance(item, dict) or set(item) != keys:
        raise JudgmentError(f"{file}: item {number} must have exactly the keys {', '.join(sorted(keys))}")
    query = item["query"]
    if not isinstance(query, str) or not query.strip():
        raise JudgmentError(f"{file}: the query of item {number} must be a text (put a number in quotes)")
    judge = _lacking_query if is_lacking else _judged_query
    return judge(file, query, item, record_ids)


def _lacking_query(file: str, query: str, item: Mapping[str, Any], record_ids: Collection[str]) -> LackingQuery:
    wrong, must_not = item["wrong"], item["must_not"]
    if not isinstance(wrong, list) or not isinstance(must_not, list) or not (wrong or must_not):
        raise JudgmentError(f"{file}: '{query}' needs lists of what must not happen")
    for record_id in wrong:
        if record_id not in record_ids:
            raise JudgmentError(f"{file}: '{query}' names a record that does not exist: '{record_id}'")
    if unknown := set(must_not) - set(Pretense):
        raise JudgmentError(f"{file}: '{query}' must not {unknown}: use {', '.join(Pretense)}")
    return LackingQuery(query, frozenset(wrong), frozenset(map(Pretense, must_not)))


def _judged_query(file: str, query: str, item: Mapping[str, Any], record_ids: Collection[str]) -> JudgedQuery:
    kind, relevant = item["kind"], item["relevant"]
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
