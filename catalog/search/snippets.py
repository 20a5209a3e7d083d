"""Snippets: excerpts with the offsets of the words of a query in them, without markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from catalog.model import Passage
from catalog.search.excerpt import Excerpt, Region, cut_excerpt, densest, marks_within
from catalog.search.highlight import marks_in
from catalog.search.query.tree import DEFAULT_PASSAGES, Leaf
from catalog.search.result import Snippet
from catalog.search.text.analyzer import Analyzer
from catalog.search.text.analyzers import DEFAULT_ANALYZER
from catalog.search.text.sentences import ends_a_sentence

SPARE_PASSAGES = 4
"""Passages that may be read besides those to show, if matches are only in boilerplate or in rows."""
MAX_HEADING = 80
"""The longest paragraph that is taken for a heading, in characters."""

NumberedPassage = tuple[int, Passage]
"""A passage with its number in its document, from 0."""


def best_passages(counts: NDArray[np.int64], max_passages: int = DEFAULT_PASSAGES) -> tuple[int, ...]:
    """Return the numbers of the best passages, best first: those with most different leaves, then most matches.

    `counts` has the frequency of each leaf of the query (row) in each passage (column). There are SPARE_PASSAGES more
    than are shown, for `snippets` to choose from.
    """
    total = counts.sum(axis=0)
    rank = (counts > 0).sum(axis=0) * (total.max(initial=0) + 1) + total
    best = np.argsort(-rank, kind="stable")[: max_passages + SPARE_PASSAGES].tolist()
    return tuple(passage for passage in best if total[passage])


def snippets(
    summary: str | None,
    passages: Iterable[NumberedPassage],
    leaves: Iterable[Leaf],
    analyzer: Analyzer = DEFAULT_ANALYZER,
    summary_analyzer: Analyzer | None = None,
    *,
    max_passages: int = DEFAULT_PASSAGES,
) -> tuple[Snippet, ...]:
    """Return a snippet of the summary, if it contains a leaf, and those of the first passages that have a good one.

    Only as many passages are read as needed. If all matches are in rows of tables or in lines to fill in, one of these
    is shown; a match in boilerplate never is. The snippets of passages are in the order of the text.
    `analyzer` is that of the passages, and of the summary too unless it is in another language.
    """
    leaves = tuple(leaves)
    result: list[Snippet] = []
    if summary and (marks := marks_in(summary, leaves, "summary", summary_analyzer or analyzer)):
        excerpt = cut_excerpt(summary, marks, (0, len(summary)))
        result.append(Snippet(excerpt.text, excerpt.marks))
    matches = _matches(passages, leaves, analyzer, max_passages)
    return (*result, *_told_apart(sorted(matches, key=lambda match: (match.passage.document, match.number))))


@dataclass(frozen=True, slots=True)
class _Match:
    """The excerpt of a passage, and its number in its document."""

    number: int
    passage: Passage
    excerpt: Excerpt

    @property
    def place(self) -> tuple[int, str, str]:
        """What its label and its link depend on."""
        passage = self.passage
        return passage.document, passage.locator.label, passage.locator.fragment

    def snippet(self, part: int = 0, heading: str = "") -> Snippet:
        """Return the excerpt as a snippet."""
        excerpt, passage = self.excerpt, self.passage
        return Snippet(excerpt.text, excerpt.marks, passage.locator, passage.document, self.number, part, heading)


def _matches(
    passages: Iterable[NumberedPassage], leaves: tuple[Leaf, ...], analyzer: Analyzer, max_passages: int
) -> list[_Match]:
    """Return the excerpts of the first passages with matches in sentences, or else the first one in rows."""
    matches: list[_Match] = []
    others: list[NumberedPassage] = []
    for numbered in passages:
        if match := _match(numbered, _sentences(numbered[1]), leaves, analyzer):
            matches.append(match)
        elif numbered[1].rows:
            others.append(numbered)
        if len(matches) == max_passages:
            break
    if matches:
        return matches
    rows = (_match(numbered, numbered[1].rows, leaves, analyzer) for numbered in others)
    return list(islice(filter(None, rows), 1))


def _match(
    numbered: NumberedPassage, regions: Sequence[Region], leaves: tuple[Leaf, ...], analyzer: Analyzer
) -> _Match | None:
    """Return the excerpt of the best of the regions of a passage, or None if there is no mark in them."""
    if not regions:
        return None
    number, passage = numbered
    marks = marks_in(passage.text, leaves, "body", analyzer)
    region = regions[0]
    if passage.boilerplate or passage.rows:
        region = max(regions, key=lambda region: densest(marks_within(marks, region))[0])
        if not marks_within(marks, region):
            return None
    return _Match(number, passage, cut_excerpt(passage.text, marks, region))


def _sentences(passage: Passage) -> list[Region]:
    """Return the parts of a passage's text between boilerplate and rows, without white space around them."""
    text, start = passage.text, 0
    if not (passage.boilerplate or passage.rows):
        return [(0, len(text))]
    regions: list[Region] = []
    for low, high in (*sorted((*passage.boilerplate, *passage.rows)), (len(text), len(text))):
        if between := text[start:low].strip():
            first = text.index(between, start)
            regions.append((first, first + len(between)))
        start = high
    return regions


def _told_apart(matches: Sequence[_Match]) -> list[Snippet]:
    """Return the snippets of matches; several at one place get a number, and the heading above them if it differs."""
    places = [match.place for match in matches]
    if len(set(places)) == len(places):
        return [match.snippet() for match in matches]
    labels = [(place, _heading(match)) for place, match in zip(places, matches, strict=True)]
    result: list[Snippet] = []
    for number, (match, (place, heading)) in enumerate(zip(matches, labels, strict=True)):
        own = heading if labels.count((place, heading)) == 1 else ""
        part = places[: number + 1].count(place)
        result.append(match.snippet(part, own) if places.count(place) > 1 else match.snippet())
    return result


def _heading(match: _Match) -> str:
    """Return the last heading before the first mark, or with it; empty if there is none."""
    passage, at = match.passage, match.excerpt.at
    end = passage.text.find("\n\n", at)
    if end < 0:  # nothing follows the paragraph of the mark
        end = passage.text.rfind("\n\n", 0, at)
    while end >= 0:
        break_before = passage.text.rfind("\n\n", 0, end)
        start = break_before + 2 if break_before >= 0 else 0
        if end - start <= MAX_HEADING and _is_heading(passage, start, end):
            return " ".join(passage.text[start:end].split())
        end = break_before
    return ""


def _is_heading(passage: Passage, start: int, end: int) -> bool:
    """Return whether a short paragraph has no period, begins as a heading does, and is not that of the locator."""
    text = passage.text[start:end].strip()
    begins = text[:1].isupper() or text[:1].isdigit()
    unquoted = (*passage.boilerplate, *passage.rows)
    return (
        begins
        and any(map(str.isalpha, text))
        and not ends_a_sentence(text)
        and text != passage.locator.label
        and not any(low <= start < high for low, high in unquoted)
    )
