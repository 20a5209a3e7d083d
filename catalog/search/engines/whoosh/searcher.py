"""Answers from a Whoosh index: its postings, read once each, and plain arithmetic on them."""

from __future__ import annotations

import datetime as dt
import threading
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from whoosh import index
from whoosh.filedb.filestore import RamStorage
from whoosh.reading import TermNotFound

from catalog.model import Entry, Record
from catalog.search.answer import Facts, Narrowed, answer, in_order
from catalog.search.engines.whoosh.facts import EntryFiles, Fact, load_facts
from catalog.search.engines.whoosh.schema import VALUES, places, schema
from catalog.search.fields import FIELDS
from catalog.search.filters import failed_facets, in_time_and_size, size_fit
from catalog.search.highlight import best_passages, snippets
from catalog.search.query import (
    MAX_EXPANSION,
    AllOf,
    AnyOf,
    AtLeast,
    BestOf,
    HasValue,
    Leaf,
    Node,
    Not,
    Phrase,
    Prefix,
    Query,
    Word,
    Years,
)
from catalog.search.ranking import average, bm25f, idf
from catalog.search.result import FacetCount, Hit, SearchResult, Suggestions
from catalog.search.suggest import Suggester
from catalog.search.understand import Interpreter
from catalog.taxonomy import FACET_NAMES, Taxonomy

Places = Mapping[int, tuple[int, ...]]
"""Where a term stands in one field: positions by document number."""
KEPT_POSTINGS = 20_000


class WhooshSearcher:
    """One generation. Safe to share: Whoosh's readers are not, so that each thread has its own."""

    def __init__(self, folder: Path, taxonomy: Taxonomy, generation: str) -> None:
        """Load the index files into memory, so that nothing that happens to them later can reach a reader."""
        self.generation = generation
        self.taxonomy = taxonomy
        storage = RamStorage()
        storage.files = {path.name: path.read_bytes() for path in folder.iterdir() if "MAIN" in path.name}
        self._index = index.FileIndex(storage, schema=schema())
        self._threads = threading.local()
        facts = load_facts(folder)
        self._docs: dict[int, Fact] = {number: facts[stored["id"]] for number, stored in self._reader().iter_docs()}
        self._numbers = {fact.id: number for number, fact in self._docs.items()}
        self._aliases = {alias: fact.id for fact in self._sorted() for alias in reversed(fact.aliases)}
        self._labels = {key: label for fact in self._sorted() for key, label in fact.labels.items()}
        self._files = EntryFiles(folder)
        self._averages = {
            name: average(sum(fact.lengths[name] for fact in self._docs.values()), len(self._docs)) for name in FIELDS
        }
        self._interpreter = Interpreter(taxonomy)
        self._suggester = Suggester(self)
        self._postings = lru_cache(maxsize=KEPT_POSTINGS)(self._read_postings)

    def _sorted(self) -> list[Fact]:
        """Return the facts, last id first, so that the first id wins where they are put into one table."""
        return sorted(self._docs.values(), key=lambda fact: fact.id, reverse=True)

    def _reader(self) -> Any:
        if not hasattr(self._threads, "reader"):
            self._threads.reader = self._index.reader()
        return self._threads.reader

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self._docs)

    def ids(self) -> Iterable[str]:
        """Yield every entry's id, ascending."""
        return sorted(self._numbers)

    def get(self, record_id: str) -> Entry | None:
        """Return one entry by its id or one of its aliases, or None."""
        number = self._numbers.get(record_id, self._numbers.get(self._aliases.get(record_id, "")))
        return None if number is None else self._files.entry(self._docs[number])

    def featured(self, on: dt.date) -> tuple[Record, ...]:
        """Return the items of interest of a day."""
        facts = [fact for fact in reversed(self._sorted()) if fact.featured and fact.featured.holds(on)]
        facts.sort(key=lambda fact: fact.featured.newest_first if fact.featured else 0)
        return tuple(self._files.entry(fact).record for fact in facts)

    def values(self, facet: str) -> tuple[FacetCount, ...]:
        """Return every value that some entry has in a facet, with its count."""
        counts = Counter(value for fact in self._docs.values() for value in fact.values[facet])
        return in_order(facet, [FacetCount(v, self.label(facet, v), n) for v, n in counts.items()], self.taxonomy)

    def search(self, query: Query) -> SearchResult:
        """Answer a query."""
        return answer(self, self._interpreter, query)

    def suggest(self, text: str, limit: int = 8) -> Suggestions:
        """Return suggestions for the beginning of a query."""
        return self._suggester.suggest(text, limit)

    def titles(self) -> Iterable[tuple[str, str, str | None]]:
        """Yield (id, title, format) of every entry."""
        return ((fact.id, fact.title, fact.format) for fact in reversed(self._sorted()))

    def label(self, facet: str, value: str) -> str:
        """Return how people read a facet value."""
        return self._labels.get(f"{facet}={value}") or self.taxonomy.label(facet, value)

    def facts(self, key: int) -> Facts:
        """Return what an order needs to know of an entry."""
        fact = self._docs[key]
        return Facts(fact.id, fact.title, fact.published, fact.agency_size)

    # Matching: every node becomes the documents it matches, with their scores.

    def match(self, node: Node) -> Mapping[int, float]:
        """Return every matching document with its score."""
        match node:
            case Word() | Phrase() | Prefix():
                return self._scored(self._occurrences(node))
            case Years(low, high):
                years = {number: fact.published.year for number, fact in self._docs.items() if fact.published}
                return {n: 0.0 for n, year in years.items() if (low or year) <= year <= (high or year)}
            case HasValue(facet, value):
                return dict.fromkeys(self._postings(VALUES, f"{facet}={value}"), 0.0)
            case Not(part):
                return dict.fromkeys(self._docs.keys() - self.match(part).keys(), 0.0)
            case AllOf(()):
                return dict.fromkeys(self._docs, 0.0)
            case AllOf(parts) | AnyOf(parts) | BestOf(parts) | AtLeast(_, parts):
                return _combined(node, [self.match(part) for part in parts])

    def _scored(self, occurrences: Mapping[str, Places]) -> dict[int, float]:
        counts: dict[int, dict[str, int]] = {}
        for name, found in occurrences.items():
            for number, there in found.items():
                counts.setdefault(number, {})[name] = len(there)
        rarity = idf(len(self._docs), len(counts))
        return {n: bm25f(each, self._docs[n].lengths, self._averages, rarity) for n, each in counts.items()}

    def _occurrences(self, leaf: Leaf) -> dict[str, Places]:
        """Return where a leaf stands, field by field; fields without it are left out."""
        names = (leaf.field,) if leaf.field else tuple(FIELDS)
        match leaf:
            case Word(term):
                found = {name: self._postings(name, term) for name in names}
            case Phrase(terms):
                found = {name: _in_a_row([self._postings(name, term) for term in terms]) for name in names}
            case Prefix(start):
                chosen = self._expanded(start, names)
                found = {name: _together([self._postings(name, term) for term in chosen]) for name in names}
        return {name: there for name, there in found.items() if there}

    def _expanded(self, start: str, names: tuple[str, ...]) -> list[str]:
        """Return the MAX_EXPANSION commonest terms that begin so; equally common ones in the alphabet's order."""
        reader = self._reader()
        terms = {term.decode() for name in names for term in reader.expand_prefix(name, start)}
        common = {term: len(set().union(*(self._postings(name, term) for name in names))) for term in terms}
        return sorted((term for term in terms if common[term]), key=lambda term: (-common[term], term))[:MAX_EXPANSION]

    def _read_postings(self, name: str, term: str) -> Places:
        """Return a term's positions by living document; empty where nothing has it."""
        try:
            matcher = self._reader().postings(name, term)
        except TermNotFound:
            return {}
        found = {}
        while matcher.is_active():
            found[matcher.id()] = places(matcher.value() or b"")
            matcher.next()
        return found

    # Narrowing and showing

    def narrow(self, matches: Mapping[int, float], query: Query) -> Narrowed[int]:
        """Apply the filters; a match that fails one facet only still counts in that facet."""
        passing: list[int] = []
        counts: dict[str, Counter[str]] = {name: Counter() for name in FACET_NAMES}
        any_size = 0
        for number in matches:
            fact = self._docs[number]
            if not in_time_and_size(fact.published, fact.agency_size, query):
                continue
            failed = failed_facets(fact.values, query)
            if not failed:
                passing.append(number)
            counted: Collection[str] = failed or FACET_NAMES
            if len(failed) <= 1:
                any_size += "agency_size" in counted and fact.agency_size is None
                for name in counted:
                    counts[name].update(fact.values[name])
        return Narrowed(passing, counts, any_size)

    def hit(self, key: int, score: float, query: Query, words: Sequence[Leaf]) -> Hit:
        """Return a document as it is shown, with the passages in which the words stand."""
        fact = self._docs[key]
        entry = self._files.entry(fact)
        shown = [entry.passages[number] for number in best_passages(self._passages(key, words))]
        fit = size_fit(fact.agency_size, query)
        return Hit(entry.record, entry.texts, score, snippets(entry.record.summary, shown, words), fit)

    def _passages(self, key: int, words: Sequence[Leaf]) -> dict[int, dict[int, int]]:
        """Return how often each of the words stands in each passage, from their positions in the body."""
        starts = self._docs[key].starts
        found: dict[int, dict[int, int]] = {}
        for number, leaf in enumerate(words):
            body = self._occurrences(leaf).get("body", {}) if leaf.field in {None, "body"} else {}
            for place in body.get(key, ()):
                counts = found.setdefault(bisect_right(starts, place) - 1, {})
                counts[number] = counts.get(number, 0) + 1
        return found


def _in_a_row(terms: Sequence[Places]) -> Places:
    """Return where the terms stand one after the other, by the place of the first."""
    found = {}
    for number in set(terms[0]).intersection(*terms[1:]):
        later = [set(there[number]) for there in terms]
        heads = tuple(p for p in terms[0][number] if all(p + n in seen for n, seen in enumerate(later)))
        if heads:
            found[number] = heads
    return found


def _together(terms: Sequence[Places]) -> Places:
    """Return where any of the terms stands."""
    found: dict[int, list[int]] = {}
    for places_of_term in terms:
        for number, there in places_of_term.items():
            found.setdefault(number, []).extend(there)
    return {number: tuple(sorted(there)) for number, there in found.items()}


def _combined(node: AllOf | AnyOf | BestOf | AtLeast, parts: Sequence[Mapping[int, float]]) -> dict[int, float]:
    """Return the documents that enough parts match, and their scores from left to right."""
    found: dict[int, list[float]] = {}
    for part in parts:
        for number, score in part.items():
            found.setdefault(number, []).append(score)
    wanted = 1
    if isinstance(node, AllOf):
        wanted = len(parts)
    elif isinstance(node, AtLeast):
        wanted = node.count
    score_of = max if isinstance(node, BestOf) else sum
    return {number: score_of(scores) for number, scores in found.items() if len(scores) >= wanted}
