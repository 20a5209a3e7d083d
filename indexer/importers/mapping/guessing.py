"""Guesses which column of a source is which field of a record, by its heading and its first values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from catalog.schemas.base.unknown_fields import other_names
from catalog.schemas.base.vocabulary import VocabularyValue
from catalog.schemas.records.record import RecordFileSchema
from catalog.store.files.yaml_json import RawRecord
from catalog.store.validation import validate
from catalog.taxonomy import Taxonomy
from catalog.text import name_form
from indexer.importers.mapping.own_exports import own_columns, own_id_heading
from indexer.importers.mapping.source_mapping import LEFT_OUT, SOURCE_ID, column_targets

ID_FORMS = frozenset(
    map(
        name_form, ("id", "source_id", "identifier", "guid", "key", "uid", "uuid", "record id", "item id", "ref", "nid")
    )
)
OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {
        name_form(heading): target
        for target, headings in {
            "url": "landingPage, permalink, web page, homepage",
            "summary": "description, abstract, notes",
            "publishers": "publisher name, organization, agency, author organization",
            "published": "issued, date issued, pub year, publication year",
            "identifiers.doi": "doi",
            "identifiers.isbn": "isbn",
            "identifiers.ncj": "ncj, ncj number",
            "identifiers.report": "report number, guide no",
            "text": "full text, body",
        }.items()
        for heading in headings.split(", ")
    }
)
"""Headings that other catalogs use, and what they mean here."""
MAX_TRIED_VALUES = 20
"""The values of a column that show whether a field suits it."""
NEVER_GUESSED = frozenset("status withdrawn featured imported sources sample aliases".split())
"""Fields that say something about our own catalog: a source does not know them unless an editor says so."""
ONLY_BY_NAME = frozenset(("added", "reviewed"))
"""Fields that only a column of the same name can be: "modified" is when the source changed, not when we looked."""
GENRES = frozenset(map(name_form, ("type", "resource type", "document type", "genre", "content type")))
"""Headings beside which a column named "format" has file types."""


def guess_columns(
    samples: Mapping[str, Sequence[Any]], taxonomy: Taxonomy, ids: Collection[str] = frozenset()
) -> dict[str, str]:
    """Return the target of each heading, LEFT_OUT where nothing fits; `samples` has the first values of each column.

    Headings that are the names of fields are taken first. `ids` are those of the records of this catalog, to recognize
    what it exported itself.
    """
    if own_id := own_id_heading(samples, ids):
        return dict.fromkeys(samples, LEFT_OUT) | own_columns(samples, own_id, column_targets())
    exact = {heading: target for heading in samples if (target := _exact_target(heading))}
    if not GENRES.isdisjoint(map(name_form, samples)):
        exact = {
            heading: target
            for heading, target in exact.items()
            if target != "format" or any(taxonomy.values_named("format", text) for text in _texts(samples[heading]))
        }
    schema = RecordFileSchema(taxonomy)
    targets = dict.fromkeys(samples, LEFT_OUT) | exact
    used = set(exact.values())
    for heading in (heading for heading in samples if heading not in exact):
        candidates = (name for name in _candidates(heading) if name not in used)
        targets[heading] = next((name for name in candidates if _accepts(schema, name, samples[heading])), LEFT_OUT)
        used.add(targets[heading])
    return targets


def _accepts(schema: RecordFileSchema, target: str, values: Sequence[Any]) -> bool:
    """Return whether one of the first values makes sense as a field. Those of a vocabulary can be mapped later."""
    field = schema.fields.get(target)
    if field is None or isinstance(getattr(field, "inner", field), VocabularyValue):
        return True
    tried = [value for value in values if value not in (None, "", [])][:MAX_TRIED_VALUES]
    contents = ({"id": "sample", "title": "Sample", target: value} for value in tried)
    return not tried or any(not validate(RawRecord(content, "", 0), schema, "").problems for content in contents)


def _texts(values: Iterable[Any]) -> set[str]:
    """Return the different texts among some values, which may be lists."""
    items = (item for value in values for item in (value if isinstance(value, list) else [value]))
    return {item for item in items if isinstance(item, str)}


def _exact_target(heading: str) -> str | None:
    form = name_form(heading)
    names = [target for target in column_targets() if target not in NEVER_GUESSED]
    if heading != "id" and heading in names:
        return heading
    if form in ID_FORMS:
        return SOURCE_ID
    return next((name for name in names if name_form(name) == form), None)


def _candidates(heading: str) -> Iterable[str]:
    """Yield the targets that a heading may mean, the likeliest first."""
    if name_form(heading) == "format":  # of files
        return
    never = NEVER_GUESSED | ONLY_BY_NAME
    last_part = heading.rsplit(".", 1)[-1]
    for words in dict.fromkeys((heading, last_part)):
        form = name_form(words)
        if form in OTHER_NAMES:
            yield OTHER_NAMES[form]
        for name in other_names(form):
            if name in column_targets() and name not in never:
                yield name
            elif f"identifiers.{name}" in column_targets():
                yield f"identifiers.{name}"
