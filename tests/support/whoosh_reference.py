"""The second reference: Whoosh's own searcher over an index of ours, and BM25F in plain Python from its postings."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from pathlib import Path

from whoosh import index, query
from whoosh.filedb.filestore import RamStorage

from catalog.model import Entry
from catalog.search.engines.whoosh import WhooshEngine
from catalog.search.engines.whoosh.schema import VALUES, schema
from catalog.search.query.tree import (
    AllOf,
    AnyOf,
    AtLeast,
    DisjunctionMax,
    HasValue,
    Leaf,
    Not,
    Phrase,
    Plain,
    Prefix,
    Synonyms,
    Word,
)
from catalog.search.scoring.bm25f import K1
from catalog.search.text.fields import FIELDS
from catalog.taxonomy import Taxonomy

Places = Mapping[int, Sequence[int]]
"""Where a term stands in a field, by Whoosh's number of the document."""


def commit(folder: Path, taxonomy: Taxonomy, put: Iterable[Entry], remove: Iterable[str] = ()) -> None:
    """Make one commit."""
    writer = WhooshEngine().open_writer(folder, taxonomy)
    for entry in put:
        writer.put(entry)
    for record_id in remove:
        writer.remove(record_id)
    writer.commit()


class WhooshReference:
    """An index as Whoosh itself reads it: slowly, and without our columns."""

    def __init__(self, folder: Path) -> None:
        """Open the folder's index as it is now, with the schema from code; later commits do not change this."""
        copied = RamStorage()
        copied.files = {path.name: path.read_bytes() for path in folder.iterdir()}
        self._searcher = index.FileIndex(copied, schema=schema()).searcher()

    def ids(self, asked: query.Query) -> list[str]:
        """Return the ids of what a query of Whoosh's matches, ascending."""
        return sorted(self._searcher.stored_fields(doc)["id"] for doc in self._searcher.docs_for_query(asked))

    def matching(self, node: Plain) -> list[str]:
        """Return the ids of what a node matches, ascending."""
        return self.ids(in_whoosh(node))

    def total(self, node: Plain, filters: Mapping[str, Sequence[str]]) -> int:
        """Return how many match and pass the filters."""
        return len(self.ids(narrowed(node, filters)))

    def facet_counts(self, node: Plain, facet: str, filters: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """Return how many have each value, whatever the filter of the facet itself."""
        others = narrowed(node, {name: values for name, values in filters.items() if name != facet})
        names = [text.decode() for text in self._searcher.reader().lexicon(VALUES)]
        values = [name.removeprefix(f"{facet}=") for name in names if name.startswith(f"{facet}=")]
        counts = {value: len(self.ids(query.And([others, has_value(facet, value)]))) for value in values}
        return {value: count for value, count in counts.items() if count}

    def scores(self, leaf: Leaf) -> dict[str, float]:
        """Return the BM25F score of everything that a leaf matches, by id."""
        found = {name: self._counts(leaf, name) for name in FIELDS if leaf.field in {None, name}}
        entries, matching = self._searcher.doc_count(), {doc for counts in found.values() for doc in counts}
        leaf_idf = math.log(1 + (entries - len(matching) + 0.5) / (len(matching) + 0.5))
        scores = {}
        for doc in matching:
            tf = 0.0
            for name in (name for name, counts in found.items() if doc in counts):
                norm = 1 - FIELDS[name].b + FIELDS[name].b * self._lengths[name][doc] / self._averages[name]
                tf += FIELDS[name].weight * found[name][doc] / norm
            scores[self._searcher.stored_fields(doc)["id"]] = leaf_idf * tf * (K1 + 1) / (K1 + tf)
        return scores

    def _counts(self, leaf: Leaf, field: str) -> dict[int, int]:
        """Return how often a leaf stands in a field of each document where it does."""
        texts = self._places[field]
        counts: Counter[int] = Counter()
        match leaf:
            case Prefix():
                listed = [places for term, places in texts.items() if leaf.matches(term)]
                for places in listed:
                    counts.update({doc: len(found) for doc, found in places.items()})
            case Word() | Phrase():
                for way in leaf.alternatives():
                    rows = [texts.get(term, {}) for term in way]
                    for doc, starts in rows[0].items():
                        counts[doc] += sum(
                            all(start + n in row.get(doc, ()) for n, row in enumerate(rows)) for start in starts
                        )
        return dict(+counts)

    @cached_property
    def _places(self) -> dict[str, dict[str, Places]]:
        """Every living posting, by field and term."""
        reader = self._searcher.reader()
        found: dict[str, dict[str, Places]] = {name: {} for name in FIELDS}
        for field, term in reader.all_terms():
            if field in FIELDS:
                matcher = reader.postings(field, term)
                places = found[field][term.decode()] = {}
                while matcher.is_active():
                    places[matcher.id()] = matcher.value_as("positions")
                    matcher.next()
        return found

    @cached_property
    def _lengths(self) -> dict[str, dict[int, int]]:
        """How many terms each field of each living document holds."""
        lengths: dict[str, dict[int, int]] = {name: {} for name in FIELDS}
        for field, texts in self._places.items():
            for places in texts.values():
                for doc, found in places.items():
                    lengths[field][doc] = lengths[field].get(doc, 0) + len(found)
        return lengths

    @cached_property
    def _averages(self) -> dict[str, float]:
        """How many terms a field holds on average."""
        return {name: sum(found.values()) / self._searcher.doc_count() for name, found in self._lengths.items()}


def has_value(facet: str, value: str) -> query.Query:
    """Return Whoosh's query for a facet value."""
    return query.Term(VALUES, f"{facet}={value}")


def narrowed(node: Plain, filters: Mapping[str, Sequence[str]]) -> query.Query:
    """Return Whoosh's query for a node with filters: OR inside a facet, AND across."""
    wanted = [query.Or([has_value(facet, value) for value in values]) for facet, values in filters.items()]
    return query.And([in_whoosh(node), *wanted])


def in_whoosh(node: Plain) -> query.Query:  # noqa: PLR0911  # one for each form
    """Return Whoosh's own query for a node of ours."""
    match node:
        case Word(_, field):
            return query.Or([query.Term(name, term) for (term,) in node.alternatives() for name in names(field)])
        case Phrase(_, field):
            return query.Or([query.Phrase(name, list(way)) for way in node.alternatives() for name in names(field)])
        case Prefix(_, field):
            begun = [query.Prefix(name, text) for text in node.starts() for name in names(field)]
            return query.Or([*begun, *(query.Term(name, stem) for stem in node.stems() for name in names(field))])
        case HasValue(facet, value):
            return has_value(facet, value)
        case AllOf(parts):
            return query.And([query.Every(), *map(in_whoosh, parts)])
        case AnyOf(parts) | DisjunctionMax(parts):
            return query.Or(list(map(in_whoosh, parts)))
        case AtLeast(count, parts):
            chosen = combinations(map(in_whoosh, parts), count)
            return query.Or([query.And(list(each)) for each in chosen])
        case Synonyms(typed, meanings):
            return query.Or([in_whoosh(typed), *map(in_whoosh, meanings)])
        case Not(part):
            return query.And([query.Every(), query.Not(in_whoosh(part))])
    raise TypeError(node)


def names(field: str | None) -> Sequence[str]:
    """Return the fields to look in."""
    return list(FIELDS) if field is None else [field]
