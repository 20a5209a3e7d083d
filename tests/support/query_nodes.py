"""Nodes of query trees, and a node without the terms of other languages."""

from dataclasses import fields, is_dataclass, replace

from catalog.search.query.tree import AllOf, AnyOf, DisjunctionMax, Phrase, Synonyms, Word
from catalog.search.text.fields import OUTSIDE_PUBLISHER


def words(*terms):
    """Return a node for each term."""
    return tuple(map(Word, terms))


def all_of(*parts):
    """Return a node that requires all parts; a part may be a term."""
    return AllOf(tuple(Word(part) if isinstance(part, str) else part for part in parts))


def any_of(*parts):
    """Return a node that requires one of the parts; a part may be a term."""
    return AnyOf(tuple(Word(part) if isinstance(part, str) else part for part in parts))


def in_titles(leaf):
    """Return a node that requires a leaf in a title, or in one of its translations."""
    return DisjunctionMax(tuple(replace(leaf, field=field) for field in ("title", "title_en", "title_es")))


def outside_publisher(*terms):
    """Return the phrase of a synonym that is no name."""
    return Phrase(terms, OUTSIDE_PUBLISHER)


GUN, KNIFE = words("gun", "knife")
PLATES = Phrase(("licens", "plate", "reader"))
READERS = Synonyms(all_of("licens", "plate", "reader"), (Word("lpr"), Word("alpr")))
LPR = Synonyms(Word("lpr"), (outside_publisher(*PLATES.terms), Word("alpr")))


def english_only(part):
    """Return a node, or a value of one, without the terms of other languages."""
    if isinstance(part, tuple):
        return tuple(map(english_only, part))
    if not is_dataclass(part):
        return part
    values = {field.name: english_only(getattr(part, field.name)) for field in fields(part) if field.name != "variants"}
    return type(part)(**values)
