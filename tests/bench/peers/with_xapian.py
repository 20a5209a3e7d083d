"""Xapian with its Python binding from Debian: facets by match spies, one for each value slot."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from catalog.facets import FACET_NAMES
from tests.bench.peers.debian import debian_module
from tests.bench.peers.protocol import HITS, Filters, PeerEntry, PeerSearch, facet_count_requests
from tests.bench.queries import MISSPELLED, BenchQuery

xapian: Any = debian_module("xapian")
SLOTS_PER_FACET = 8
"""Values of a facet that are counted for one entry at most."""
TERM_PREFIXES = {name: f"X{number}F" for number, name in enumerate(FACET_NAMES)}
SYNTAX = {"all of two words": "{} AND {}"}


def build(entries: Iterable[PeerEntry], folder: Path) -> PeerSearch:
    """Build the database; return its search."""
    writable = xapian.WritableDatabase(str(folder / "xapian"), xapian.DB_CREATE)
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("en"))
    generator.set_database(writable)
    generator.set_flags(xapian.TermGenerator.FLAG_SPELLING)
    for entry in entries:
        writable.add_document(_document(generator, entry))
    writable.commit()
    writable.close()
    database = xapian.Database(str(folder / "xapian"))

    def search(query: BenchQuery) -> int:
        return _search(database, query)

    return search


def _document(generator: Any, entry: PeerEntry) -> Any:
    document = xapian.Document()
    document.set_data(json.dumps({"texts": entry.texts, "values": entry.values}))
    generator.set_document(document)
    for text in entry.texts.values():
        generator.index_text(text)
        generator.increase_termpos()
    for facet_number, (name, values) in enumerate(entry.values.items()):
        for number, value in enumerate(values[:SLOTS_PER_FACET]):
            document.add_value(facet_number * SLOTS_PER_FACET + number, value)
        for value in values:
            document.add_boolean_term(f"{TERM_PREFIXES[name]}:{value}"[:200])
    return document


def _search(database: Any, query: BenchQuery) -> int:
    parsed = _parse(database, query)
    (filters, facets), *other_requests = facet_count_requests(query)
    matches = _matches(database, _filtered(parsed, filters), facets, HITS)
    for other_filters, facet in other_requests:
        _matches(database, _filtered(parsed, other_filters), facet, 0)
    stemmer = xapian.Stem("en")
    for match in matches:
        content = json.loads(match.document.get_data())
        for name in ("summary", "body"):
            matches.snippet(content["texts"][name], 200, stemmer)
    total: int = matches.get_matches_estimated()
    return total


def _parse(database: Any, query: BenchQuery) -> Any:
    parser = xapian.QueryParser()
    parser.set_database(database)
    parser.set_stemmer(xapian.Stem("en"))
    parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
    flags = xapian.QueryParser.FLAG_DEFAULT | xapian.QueryParser.FLAG_WILDCARD
    text = SYNTAX.get(query.kind, query.query.text).format(*query.words)
    if query.kind != MISSPELLED:
        return parser.parse_query(text, flags)
    parsed = parser.parse_query(text, flags | xapian.QueryParser.FLAG_SPELLING_CORRECTION)
    corrected = parser.get_corrected_query_string().decode()
    return parser.parse_query(corrected, flags) if corrected else parsed


def _filtered(parsed: Any, filters: Filters) -> Any:
    for name, values in filters.items():
        facet_filter = xapian.Query(xapian.Query.OP_OR, [f"{TERM_PREFIXES[name]}:{value}"[:200] for value in values])
        parsed = xapian.Query(xapian.Query.OP_FILTER, parsed, facet_filter)
    return parsed


def _matches(database: Any, parsed: Any, facets: Iterable[str], limit: int) -> Any:
    """Return the best matches, after counting the facet values of all matches."""
    enquire = xapian.Enquire(database)
    enquire.set_query(parsed)
    spies_by_facet = {
        name: [xapian.ValueCountMatchSpy(slot) for slot in _used_slots(database, name)] for name in facets
    }
    for spy in (spy for spies in spies_by_facet.values() for spy in spies):
        enquire.add_matchspy(spy)
    matches = enquire.get_mset(0, limit, database.get_doccount())
    for spies in spies_by_facet.values():
        counts: Counter[bytes] = Counter()
        for spy in spies:
            counts.update({item.term: item.termfreq for item in spy.values()})
    return matches


def _used_slots(database: Any, facet: str) -> Iterator[int]:
    """Yield the slots of a facet that some entry uses."""
    first = FACET_NAMES.index(facet) * SLOTS_PER_FACET
    yield from (slot for slot in range(first, first + SLOTS_PER_FACET) if database.get_value_freq(slot))
