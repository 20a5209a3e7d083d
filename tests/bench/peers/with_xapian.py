"""Xapian through its Python binding, as Debian has it: facets by its counting match spies, one a value slot."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from catalog.facets import FACET_NAMES
from tests.bench.peers.debian import debian_module
from tests.bench.peers.plain import SHOWN, Ask, Plain, countings
from tests.bench.queries import Asked

xapian: Any = debian_module("xapian")
SLOTS = 8
"""Values of one facet that an entry can have here: those beyond are not counted."""
PREFIXES = {name: f"X{number}F" for number, name in enumerate(FACET_NAMES)}
TYPED = {"all of two words": "{} AND {}"}


def build(records: Iterable[Plain], folder: Path) -> Ask:
    """Build the database; return how to ask it."""
    made = xapian.WritableDatabase(str(folder / "xapian"), xapian.DB_CREATE)
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("en"))
    generator.set_database(made)
    generator.set_flags(xapian.TermGenerator.FLAG_SPELLING)
    for each in records:
        made.add_document(_document(generator, each))
    made.commit()
    made.close()
    base = xapian.Database(str(folder / "xapian"))

    def ask(asked: Asked) -> int:
        return _answer(base, asked)

    return ask


def _document(generator: Any, each: Plain) -> Any:
    document = xapian.Document()
    document.set_data(json.dumps({"texts": each.texts, "values": each.values}))
    generator.set_document(document)
    for text in each.texts.values():
        generator.index_text(text)
        generator.increase_termpos()
    for place, (name, values) in enumerate(each.values.items()):
        for number, value in enumerate(values[:SLOTS]):
            document.add_value(place * SLOTS + number, value)
        for value in values:
            document.add_boolean_term(f"{PREFIXES[name]}:{value}"[:200])
    return document


def _answer(base: Any, asked: Asked) -> int:
    parsed = _parsed(base, asked)
    (filters, facets), *alone = countings(asked)
    found = _search(base, _narrowed(parsed, filters), facets, SHOWN)
    for others, facet in alone:
        _search(base, _narrowed(parsed, others), facet, 0)
    stemmer = xapian.Stem("en")
    for match in found:
        shown = json.loads(match.document.get_data())
        for name in ("summary", "body"):
            found.snippet(shown["texts"][name], 200, stemmer)
    total: int = found.get_matches_estimated()
    return total


def _parsed(base: Any, asked: Asked) -> Any:
    parser = xapian.QueryParser()
    parser.set_database(base)
    parser.set_stemmer(xapian.Stem("en"))
    parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
    flags = xapian.QueryParser.FLAG_DEFAULT | xapian.QueryParser.FLAG_WILDCARD
    text = TYPED.get(asked.kind, asked.query.text).format(*asked.words)
    if asked.kind != "a word typed wrong":
        return parser.parse_query(text, flags)
    parsed = parser.parse_query(text, flags | xapian.QueryParser.FLAG_SPELLING_CORRECTION)
    better = parser.get_corrected_query_string().decode()
    return parser.parse_query(better, flags) if better else parsed


def _narrowed(parsed: Any, filters: Mapping[str, tuple[str, ...]]) -> Any:
    for name, values in filters.items():
        having = xapian.Query(xapian.Query.OP_OR, [f"{PREFIXES[name]}:{value}"[:200] for value in values])
        parsed = xapian.Query(xapian.Query.OP_FILTER, parsed, having)
    return parsed


def _search(base: Any, query: Any, facets: Iterable[str], limit: int) -> Any:
    """Return the best matches, after every match was looked at and its values counted."""
    enquire = xapian.Enquire(base)
    enquire.set_query(query)
    spies = {name: [xapian.ValueCountMatchSpy(slot) for slot in _slots(base, name)] for name in facets}
    for each in (spy for made in spies.values() for spy in made):
        enquire.add_matchspy(each)
    found = enquire.get_mset(0, limit, base.get_doccount())
    for made in spies.values():
        counts: Counter[bytes] = Counter()
        for spy in made:
            counts.update({item.term: item.termfreq for item in spy.values()})
    return found


def _slots(base: Any, facet: str) -> Iterator[int]:
    """Yield the slots of a facet that some entry uses."""
    first = FACET_NAMES.index(facet) * SLOTS
    yield from (slot for slot in range(first, first + SLOTS) if base.get_value_freq(slot))
