"""Guesses which column of a source is which field of a record, by its heading and its first values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from marshmallow import fields

from catalog.schemas import is_web_address
from catalog.schemas.base.numbers_and_dates import Seconds
from catalog.schemas.base.strict_schema import known_fields
from catalog.schemas.base.vocabulary import VocabularyValue
from catalog.schemas.records.record import RecordFileSchema
from catalog.store.files.yaml_json import RawRecord
from catalog.store.validation import validate
from catalog.taxonomy import Taxonomy
from catalog.text import name_form
from indexer.importers.mapping.column_values import is_date, may_be_titles, target_by_values
from indexer.importers.mapping.headings import NEVER_GUESSED, bare_heading, targets_meant, targets_named
from indexer.importers.mapping.nearest_values import CITATION_FORMATS, obvious_types
from indexer.importers.mapping.own_exports import own_columns, own_id_heading
from indexer.importers.mapping.source_mapping import LEFT_OUT, SOURCE_ID, SourceMapping, column_targets, targets_in
from indexer.importers.rows import LINK
from indexer.importers.values.date_order import DATE_FIELDS, date_order_of, serial_date_in

ID_FORMS = frozenset(
    map(
        name_form, ("id", "source_id", "identifier", "guid", "key", "uid", "uuid", "record id", "item id", "ref", "nid")
    )
)
MAX_TRIED_VALUES = 20
"""The values of a column that show whether a field suits it."""
MIN_DIFFERENT_IDS = 0.9
"""The share of different values in a column of numbers that can be those of items: a row may be there twice."""
GENRES = frozenset(map(name_form, ("type", "resource type", "document type", "genre", "content type")))
"""Headings beside which a column named "format" has file types."""
BY_VALUES = frozenset(("url", "published", "summary"))
"""The targets besides vocabularies that values alone can tell."""

NAMES = frozenset(("publishers", "authors"))
"""Fields of names, in which only a semicolon divides two: "Bureau of Alcohol, Tobacco and Firearms" is one."""
OF_LINKS = frozenset(("url", "listed_at"))
"""The targets that a column and the addresses of its links can share."""


def guess_mapping(
    mapping: SourceMapping,
    samples: Mapping[str, Sequence[Any]],
    taxonomy: Taxonomy,
    ids: Collection[str] = frozenset(),
) -> SourceMapping:
    """Return the mapping of a source with guesses for what it does not say; see `guess_columns` for the rest."""
    columns = guess_columns(samples, taxonomy, ids, known=mapping.columns)
    dates = [
        value
        for heading, text in columns.items()
        if DATE_FIELDS.intersection(targets_in(text))
        for value in samples.get(heading, ())
    ]
    values = {}
    if mapping.format in CITATION_FORMATS:
        types = {
            text for heading in columns if columns[heading] == "format" for text in _texts(samples.get(heading, ()))
        }
        values["format"] = obvious_types(taxonomy, sorted(types))
    return mapping.with_guesses(columns, values, date_order_of(dates))


def guess_columns(
    samples: Mapping[str, Sequence[Any]],
    taxonomy: Taxonomy,
    ids: Collection[str] = frozenset(),
    *,
    known: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return the target of each heading, LEFT_OUT where nothing fits; `samples` has the first values of each column.

    Headings that are the names of fields are taken first, then those that name one, then those that may mean one, and
    at last those whose values tell. `ids` are those of the records of this catalog, to recognize what it exported
    itself. `known` has the targets that need no guess.
    """
    known = dict(known or {})
    if own_id := own_id_heading(samples, ids):
        return dict.fromkeys(samples, LEFT_OUT) | own_columns(samples, own_id, column_targets()) | known
    guess = _Guess(samples, taxonomy, known)
    guess.take(_exact_targets(samples, taxonomy))
    guess.try_all(targets_named)
    guess.try_all(targets_meant)
    guess.try_values()
    guess.share_links()
    return dict.fromkeys(samples, LEFT_OUT) | guess.targets


class _Guess:
    """The targets of the columns so far."""

    def __init__(self, samples: Mapping[str, Sequence[Any]], taxonomy: Taxonomy, known: Mapping[str, str]) -> None:
        self.targets = dict(known)
        self._samples = samples
        self._taxonomy = taxonomy
        self._schema = RecordFileSchema(taxonomy)

    def take(self, targets: Mapping[str, str]) -> None:
        """Give headings these targets, where they have none and the target is not that of another one."""
        free = {heading: target for heading, target in targets.items() if self._is_free(target, heading)}
        self.targets = {**free, **self.targets}

    def try_all(self, meanings: Callable[[str], Iterable[str]]) -> None:
        """Give each heading without a target the first of its meanings that is free, and that its values suit."""
        for heading in self._open_headings():
            suitable = (
                name for name in meanings(heading) if self._is_free(name, heading) and self._accepts(name, heading)
            )
            if target := next(suitable, None):
                self.targets[heading] = target

    def try_values(self) -> None:
        """Give a target to headings whose values tell it, if it is free, and only one of them tells it."""
        facets = dict(vocabulary_fields(self._schema))
        told: dict[str, list[str]] = {}
        for heading in self._open_headings():
            target = target_by_values(heading, self._samples[heading], facets, self._taxonomy)
            if target and self._is_free(target, heading):
                told.setdefault(target, []).append(heading)
        self.targets |= {headings[0]: target for target, headings in told.items() if len(headings) == 1}

    def share_links(self) -> None:
        """Give the addresses of links, and the texts of their column that are addresses, the same target."""
        for link in (heading for heading in self._samples if heading.endswith(LINK)):
            text = link.removesuffix(LINK)
            for one, other in ((text, link), (link, text)):
                target = self.targets.get(one)
                has_addresses = any(is_web_address(str(value)) for value in self._samples.get(other, ()))
                if target in OF_LINKS and other not in self.targets and has_addresses:
                    self.targets[other] = target

    def _open_headings(self) -> list[str]:
        return [heading for heading in self._samples if heading not in self.targets]

    def _is_free(self, target: str, heading: str) -> bool:
        """Return whether no column has a target; several with numbers, as in "Author 1", can share that of a list."""
        others = [other for other, text in self.targets.items() if target in targets_in(text)]
        is_list = isinstance(self._schema.fields.get(target), fields.List)
        return not others or (is_list and all(bare_heading(other) == bare_heading(heading) for other in others))

    def _accepts(self, target: str, heading: str) -> bool:
        """Return whether one of the first values makes sense as a field. Those of a vocabulary can be mapped later."""
        field = self._schema.fields.get(target)
        values = self._samples[heading]
        if target == "title" and target not in targets_named(heading):  # "Publication" can be anything
            return may_be_titles(values)
        if target == SOURCE_ID:  # "Number" may be that of an issue
            return len(set(map(str, values))) >= MIN_DIFFERENT_IDS * len(values)
        if target in NAMES:  # an import takes "Doe, Jane" for one person
            values = [[value] if isinstance(value, str) and value else value for value in values]
        if field is None or isinstance(getattr(field, "inner", field), VocabularyValue):
            return True
        tried = [value for value in values if value not in (None, "", [])][:MAX_TRIED_VALUES]
        if target in DATE_FIELDS and any(is_date(str(value)) or serial_date_in(value) for value in tried):
            return True
        if isinstance(field, Seconds) and "second" not in heading.casefold():  # mere numbers may be minutes
            tried = [value for value in tried if not str(value).replace(".", "").isdecimal()] or ["unclear"] * bool(
                tried
            )
        contents = ({"id": "sample", "title": "Sample", target: value} for value in tried)
        return not tried or any(
            not validate(RawRecord(content, "", 0), self._schema, "").problems for content in contents
        )


def vocabulary_fields(schema: RecordFileSchema) -> Iterator[tuple[str, str]]:
    """Yield the fields of records with values of a vocabulary, and its facet."""
    for name, field in known_fields(schema).items():
        inner = getattr(field, "inner", field)
        if isinstance(inner, VocabularyValue):
            yield name, inner.facet


def _exact_targets(samples: Mapping[str, Sequence[Any]], taxonomy: Taxonomy) -> dict[str, str]:
    """Return the targets of the headings that are the names of fields."""
    exact = {heading: target for heading in samples if (target := _exact_target(heading))}
    if GENRES.isdisjoint(map(name_form, samples)):
        return exact
    return {
        heading: target
        for heading, target in exact.items()
        if target != "format" or any(taxonomy.values_named("format", text) for text in _texts(samples[heading]))
    }


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
