"""A second reference engine: Whoosh's own searcher over our index, and BM25F in plain Python from its postings."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from whoosh import index, query
from whoosh.filedb.filestore import RamStorage

from catalog.model import Entry
from catalog.search.engines.whoosh import WhooshEngine
from catalog.search.engines.whoosh.schema import FACET_VALUES_FIELD, schema
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
    Spellings,
    Synonyms,
    Word,
)
from catalog.search.scoring.bm25f import K1
from catalog.search.text.analyzer import COMPOUND_MARK
from catalog.search.text.fields import FIELDS, in_scope
from catalog.taxonomy import Taxonomy

Positions = Mapping[int, Sequence[int]]
"""The positions of a term in a field, by Whoosh document number."""


def commit(folder: Path, taxonomy: Taxonomy, entries: Iterable[Entry], removed: Iterable[str] = ()) -> None:
    """Write entries and remove ids in one commit."""
    writer = WhooshEngine().open_writer(folder, taxonomy)
    for entry in entries:
        writer.put(entry)
    for record_id in removed:
        writer.remove(record_id)
    writer.commit()


class WhooshReference:
    """An index as Whoosh itself reads it: slowly, and without our columns."""

    def __init__(self, folder: Path) -> None:
        """Open a copy of the folder's index with the schema from code; later commits do not change it."""
        storage = RamStorage()
        storage.files = {path.name: path.read_bytes() for path in folder.iterdir()}
        self._searcher = index.FileIndex(storage, schema=schema()).searcher()

    def ids(self, whoosh_query: query.Query) -> list[str]:
        """Return the ids that a Whoosh query matches, ascending."""
        return sorted(self._searcher.stored_fields(doc)["id"] for doc in self._searcher.docs_for_query(whoosh_query))

    def matching(self, node: Plain) -> list[str]:
        """Return the ids that a node matches, ascending."""
        return self.ids(to_whoosh(node))

    def total(self, node: Plain, filters: Mapping[str, Sequence[str]]) -> int:
        """Return how many entries match and pass the filters."""
        return len(self.ids(filtered(node, filters)))

    def facet_counts(self, node: Plain, facet: str, filters: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """Return how many matches have each value, ignoring the filter of the facet itself."""
        other_filters = filtered(node, {name: values for name, values in filters.items() if name != facet})
        names = [text.decode() for text in self._searcher.reader().lexicon(FACET_VALUES_FIELD)]
        values = [name.removeprefix(f"{facet}=") for name in names if name.startswith(f"{facet}=")]
        counts = {value: len(self.ids(query.And([other_filters, has_value(facet, value)]))) for value in values}
        return {value: count for value, count in counts.items() if count}

    def scores(self, leaf: Leaf) -> dict[str, float]:
        """Return the BM25F score of every entry that a leaf matches, by id."""
        tf_by_field = {name: self._term_frequencies(leaf, name) for name in FIELDS if in_scope(name, leaf.field)}
        entries, matches = self._searcher.doc_count(), {doc for tfs in tf_by_field.values() for doc in tfs}
        leaf_idf = math.log(1 + (entries - len(matches) + 0.5) / (len(matches) + 0.5))
        scores = {}
        for doc in matches:
            tf = 0.0
            for name in (name for name, tfs in tf_by_field.items() if doc in tfs):
                norm = 1 - FIELDS[name].b + FIELDS[name].b * self._lengths[name][doc] / self._average_lengths[name]
                tf += FIELDS[name].weight * tf_by_field[name][doc] / norm
            scores[self._searcher.stored_fields(doc)["id"]] = leaf_idf * tf * (K1 + 1) / (K1 + tf)
        return scores

    def _term_frequencies(self, leaf: Leaf, field: str) -> dict[int, int]:
        """Return how often a leaf occurs in a field, by document."""
        postings = self._postings[field]
        tfs: Counter[int] = Counter()
        match leaf:
            case Prefix():
                for term in filter(leaf.matches, postings):
                    tfs.update({doc: len(positions) for doc, positions in postings[term].items()})
            case Word() | Phrase() | Spellings():
                for terms in leaf.alternatives():
                    rows = [postings.get(term, {}) for term in terms]
                    for doc, starts in rows[0].items():
                        tfs[doc] += sum(
                            all(start + n in row.get(doc, ()) for n, row in enumerate(rows)) for start in starts
                        )
        return dict(+tfs)

    @cached_property
    def _postings(self) -> dict[str, dict[str, Positions]]:
        """The postings of entries that are not deleted, by field and term."""
        reader = self._searcher.reader()
        postings: dict[str, dict[str, Positions]] = {name: {} for name in FIELDS}
        for field, term in reader.all_terms():
            if field in FIELDS:
                matcher = reader.postings(field, term)
                positions = postings[field][term.decode()] = {}
                while matcher.is_active():
                    positions[matcher.id()] = matcher.value_as("positions")
                    matcher.next()
        return postings

    @cached_property
    def _lengths(self) -> dict[str, dict[int, int]]:
        """The number of words in each field of each entry that is not deleted; compounds are no words of their own."""
        lengths: dict[str, dict[int, int]] = {name: {} for name in FIELDS}
        for field, postings in self._postings.items():
            for by_doc in (by_doc for term, by_doc in postings.items() if COMPOUND_MARK not in term):
                for doc, positions in by_doc.items():
                    lengths[field][doc] = lengths[field].get(doc, 0) + len(positions)
        return lengths

    @cached_property
    def _average_lengths(self) -> dict[str, float]:
        """The average number of terms in each field."""
        return {name: sum(lengths.values()) / self._searcher.doc_count() for name, lengths in self._lengths.items()}


def has_value(facet: str, value: str) -> query.Query:
    """Return a Whoosh query for a facet value."""
    return query.Term(FACET_VALUES_FIELD, f"{facet}={value}")


def filtered(node: Plain, filters: Mapping[str, Sequence[str]]) -> query.Query:
    """Return a Whoosh query for a node with filters: OR within a facet, AND across facets."""
    facet_filters = [query.Or([has_value(facet, value) for value in values]) for facet, values in filters.items()]
    return query.And([to_whoosh(node), *facet_filters])


def to_whoosh(node: Plain) -> query.Query:  # noqa: C901, PLR0911  # one for each type of node
    """Return a node of our query tree as a Whoosh query."""
    match node:
        case Word(_, field):
            return query.Or([query.Term(name, term) for (term,) in node.alternatives() for name in field_names(field)])
        case Phrase(_, field):
            phrases = [list(terms) for terms in node.alternatives()]
            return query.Or([query.Phrase(name, phrase) for phrase in phrases for name in field_names(field)])
        case Spellings(spellings, field):
            return query.Or([to_whoosh(replace(spelling, field=field)) for spelling in spellings])
        case Prefix(_, field):
            prefixes = [query.Prefix(name, text) for text in node.starts() for name in field_names(field)]
            stems = [query.Term(name, stem) for stem in node.stems() for name in field_names(field)]
            return query.Or([*prefixes, *stems])
        case HasValue(facet, value):
            return has_value(facet, value)
        case AllOf(parts):
            return query.And([query.Every(), *map(to_whoosh, parts)])
        case AnyOf(parts) | DisjunctionMax(parts):
            return query.Or(list(map(to_whoosh, parts)))
        case AtLeast(share, parts):
            return (query.And if share else query.Or)(list(map(to_whoosh, parts)))
        case Synonyms(typed, meanings):
            return query.Or([to_whoosh(typed), *map(to_whoosh, meanings)])
        case Not(part):
            return query.And([query.Every(), query.Not(to_whoosh(part))])
    raise TypeError(node)


def field_names(field: str | None) -> Sequence[str]:
    """Return the names of the fields to search."""
    return [name for name in FIELDS if in_scope(name, field)]
