"""Turns rows of a source into records, by a mapping. What cannot be used is left out with a warning, never silently."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Any

from marshmallow import fields

from catalog.errors import describe_field
from catalog.identifiers import bare_doi
from catalog.model import Record
from catalog.schemas import is_web_address
from catalog.schemas.base.texts import MAX_TEXT
from catalog.schemas.normalization.values import BETWEEN_VALUES
from catalog.schemas.records.record import RecordFileSchema
from catalog.store.files.yaml_json import RawRecord
from catalog.store.validation import validate
from catalog.taxonomy import Taxonomy
from catalog.text import clean, fold, name_form, shortened
from catalog.web_hosts import moved_url
from indexer.check.tidy.steps import TidyContext
from indexer.check.tidy.tidy import tidied
from indexer.importers.mapping.guessing import NAMES, vocabulary_fields
from indexer.importers.mapping.nearest_values import nearest_value
from indexer.importers.mapping.own_exports import own_value
from indexer.importers.mapping.record_content import record_content
from indexer.importers.mapping.source_mapping import LEFT_OUT, SINGLE_PARTS, SOURCE_ID, TEXT, SourceMapping, targets_in
from indexer.importers.mapping.summaries import cut_at_sentence
from indexer.importers.rows import SourceRow
from indexer.importers.values.date_order import DATE_FIELDS, DateOrder, dates_meant, serial_date_in

DELETED = "deleted"
"""The heading that says whether the source has deleted an item."""
MAX_REPAIRS = 10
"""How often a row is checked again without what was wrong with it."""
MAX_CACHED_VALUES = 10_000
"""The values of vocabularies whose nearest known one is kept: most rows have the same ones."""
MAX_QUOTED = 80
"""Characters of a value that a warning quotes."""
MAX_SOURCE_ID = 1_000
_LIST = fields.List
_ITEM = re.compile(r"([^.\[]+)(?:\[(\d+)\])?")
DOI_RESOLVER = "https://doi.org/"
DOI = re.compile(rf"{re.escape(DOI_RESOLVER)}10\.\d{{4,9}}/\S+")
SERIAL_DATE = (
    "the number was read as the day that spreadsheets show for it, as {number} is {date}: check it. "
    "To be sure, format the column as dates in the spreadsheet"
)
TWO_DATES = (
    "the date was left out, as {date} can mean {first} or {second}: write 'dates: month-first' or "
    "'dates: day-first' under 'source: {source}' in mappings.yaml"
)
FREE_NAMES = frozenset(("publishers", "keywords"))
"""Fields whose values can be renamed, and need not be in a vocabulary."""
_REQUIRED = frozenset(("id", "title"))
_PLACEHOLDER_ID = "imported"


@dataclass(frozen=True, slots=True)
class UnmappedValue:
    """A value that the vocabulary of its field does not have, and the nearest one that it has, if any."""

    field: str
    value: str
    nearest: str | None


@dataclass(frozen=True, slots=True)
class RecordCandidate:
    """What a row says as a record: `content` in the form of record files, without an id unless the row has one.

    `text` is further text to search that is not shown. `unmapped` are values that nobody has mapped yet, `warnings`
    say what else was left out or shortened. `has_made_up_id` tells that the row has no id: `source_id` is what most
    likely identifies it.
    """

    place: str
    source_id: str
    content: Mapping[str, Any]
    record: Record
    record_id: str | None = None
    text: str = ""
    unmapped: tuple[UnmappedValue, ...] = ()
    warnings: tuple[str, ...] = ()
    has_made_up_id: bool = False


@dataclass(frozen=True, slots=True)
class Deletion:
    """An item that the source says it has deleted."""

    place: str
    source_id: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that cannot become a record, and why."""

    place: str
    message: str
    source_id: str = ""


@dataclass(slots=True)
class _Draft:
    """What is collected of a row while it is converted."""

    content: dict[str, Any] = field(default_factory=dict)
    source_id: str = ""
    text: str = ""
    unmapped: list[UnmappedValue] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Converter:
    """Converts the rows of one source."""

    def __init__(
        self, taxonomy: Taxonomy, mapping: SourceMapping, has_file: Callable[[str], bool] = lambda _: False
    ) -> None:
        """Take the vocabularies, the mapping, and a function that tells whether the file of a document exists."""
        self._has_file = has_file
        self._tidy = TidyContext(taxonomy, frozenset(), moved_url)
        self._taxonomy = taxonomy
        self._mapping = mapping
        self._schema = RecordFileSchema(taxonomy)
        self._facets = dict(vocabulary_fields(self._schema))
        self._forms = {
            name: {form: key for key in reversed(tuple(values)) if (form := _form_of(name, key))}
            for name, values in mapping.values.items()
        }
        self._nearest = lru_cache(MAX_CACHED_VALUES)(partial(nearest_value, taxonomy))
        self._said: dict[tuple[str, str], str] = {}
        self._targets = {heading: targets_in(text) for heading, text in mapping.columns.items()}

    def convert(self, row: SourceRow) -> RecordCandidate | Deletion | Refusal:
        """Return the record of a row, or why there is none."""
        if row.values.get(DELETED) is True:
            return Deletion(row.place, str(row.values.get(SOURCE_ID, "")))
        draft = _Draft()
        for heading, value in row.values.items():
            for target in self._targets.get(heading, ()):
                said = self._date(draft, heading, value) if target in DATE_FIELDS else value
                if target != LEFT_OUT and not _is_blank(said):
                    self._put(draft, target, said)
        for name, facet in self._facets.items():
            if name in draft.content:
                self._translate(draft, name, facet)
        for name, value in self._mapping.defaults.items():
            if _is_blank(draft.content.get(name)):
                draft.content[name] = value
        return self._checked(row, draft)

    def _put(self, draft: _Draft, target: str, value: Any) -> None:
        """Add a value to the field that its column is mapped to. Of two values for one field, the first counts."""
        if target == SOURCE_ID:
            draft.source_id = draft.source_id or clean(_as_text(value)).strip()
        elif target == TEXT:
            draft.text = "\n\n".join(filter(None, (draft.text, _as_text(value))))
        elif "." in target:
            name, part = target.split(".", 1)
            draft.content.setdefault(name, {}).setdefault(part, _one_value(value))
        elif isinstance(self._schema.fields[target], _LIST) and target in draft.content:
            draft.content[target] = [*_as_list(draft.content[target]), *_as_list(_named(value))]
        else:
            draft.content.setdefault(target, self._value_of(target, value))

    def _date(self, draft: _Draft, heading: str, value: Any) -> Any:
        """Return a date in the order of the source's dates, or a day that a spreadsheet counted, as records have it."""
        if date := serial_date_in(value):
            said = SERIAL_DATE.format(number=str(value).strip(), date=date)
            draft.warnings.append(self._said_once(heading, SERIAL_DATE, said))
            return date
        meant = dates_meant(_one_value(value))
        if len(meant) > 1 and self._mapping.dates:
            return str(meant[0 if self._mapping.dates is DateOrder.MONTH_FIRST else -1])
        if len(meant) > 1:
            first, *_, second = meant
            said = TWO_DATES.format(date=_one_value(value), first=first, second=second, source=self._mapping.source)
            draft.warnings.append(self._said_once(heading, TWO_DATES, said))
            return None
        return value

    def _said_once(self, heading: str, kind: str, said: str) -> str:
        """Return a warning about the first value of a column: the same for all of them, it is listed once."""
        return self._said.setdefault((heading, kind), f"column '{heading}': {said}")

    def _value_of(self, target: str, value: Any) -> Any:
        value = own_value(target, _named(value))
        if target in NAMES and isinstance(value, str):
            return [name.strip() for name in value.split(";") if name.strip()]
        is_single = not isinstance(self._schema.fields[target], _LIST) and target not in (*SINGLE_PARTS, "translations")
        if is_single and isinstance(value, list) and target not in self._facets:
            return _one_value(value)
        return value

    def _translate(self, draft: _Draft, name: str, facet: str) -> None:
        """Replace the values of a field with those of its vocabulary, and note those that it does not have."""
        meanings: list[str] = []
        for value in _as_list(draft.content[name]):
            meanings += self._meanings(draft, name, facet, clean(_as_text(value)).strip())
        is_list = isinstance(self._schema.fields[name], _LIST)
        unique = list(dict.fromkeys(meanings))
        if len(unique) > 1 and not is_list:
            draft.warnings.append(f"{name}: only '{unique[0]}' is kept, not {', '.join(map(repr, unique[1:]))}")
        draft.content[name] = unique if is_list else next(iter(unique), None)

    def _meanings(self, draft: _Draft, name: str, facet: str, text: str) -> Iterator[str]:
        if not text:
            return
        written = self._meaning(name, text)
        if written is not None:
            yield from self._written_meanings(draft, name, facet, text, written)
            return
        named = self._taxonomy.values_named(facet, text)
        if len(named) == 1:
            yield named[0]
            return
        for separator in (";", BETWEEN_VALUES):  # "Safety and wellness; Training" has an "and" within a value
            parts = [part.strip() for part in re.split(separator, text) if part.strip()]
            if len(parts) > 1 and all(self._is_known(name, facet, part) for part in parts):
                for part in parts:
                    yield from self._meanings(draft, name, facet, part)
                return
        if ";" in text:  # only a list has semicolons, so each of its values can be mapped on its own
            for part in filter(None, map(str.strip, text.split(";"))):
                yield from self._meanings(draft, name, facet, part)
            return
        draft.unmapped.append(UnmappedValue(name, shortened(text, MAX_QUOTED), self._nearest(facet, text)))

    def _written_meanings(self, draft: _Draft, name: str, facet: str, text: str, written: str) -> Iterator[str]:
        """Yield the values that an editor wrote for one of the source, by themselves or their labels; note the rest."""
        if not written:
            draft.unmapped.append(UnmappedValue(name, shortened(text, MAX_QUOTED), self._nearest(facet, text)))
        for meaning in filter(None, map(str.strip, BETWEEN_VALUES.split(written))):
            values = [meaning] if self._taxonomy.term(facet, meaning) else self._taxonomy.values_named(facet, meaning)
            if meaning != LEFT_OUT and len(values) == 1:
                yield values[0]
            elif meaning != LEFT_OUT:
                nearest = self._nearest(facet, meaning)
                guess = f": did you mean '{nearest}'?" if nearest else ""
                quoted = shortened(text, MAX_QUOTED), shortened(meaning, MAX_QUOTED)
                draft.warnings.append(
                    f"in mappings.yaml, '{quoted[0]}' under '{name}' means '{quoted[1]}', no value of it{guess}"
                )

    def _meaning(self, name: str, text: str) -> str | None:
        """Return what the mapping says that a value of the source means, as it is written or else in its form."""
        known, forms = self._mapping.values.get(name, {}), self._forms.get(name, {})
        key = text if text in known else forms.get(_form_of(name, text)) if forms else None
        return None if key is None else known[key]

    def _is_known(self, name: str, facet: str, text: str) -> bool:
        return self._meaning(name, text) is not None or bool(self._taxonomy.values_named(facet, text))

    def _checked(self, row: SourceRow, draft: _Draft) -> RecordCandidate | Refusal:
        """Return the record of what was collected, without what the schema refuses."""
        content = {name: value for name, value in draft.content.items() if not _is_blank(value)}
        own_id = content.pop("id", None)
        self._shorten_summary(content, draft)
        for _ in range(MAX_REPAIRS):
            raw = RawRecord({"id": own_id or _PLACEHOLDER_ID, **content}, row.place, 0)
            validated = validate(raw, self._schema, "record")
            if validated.value:
                return self._candidate(row, draft, validated.value, has_own_id=bool(own_id))
            content = dict(validated.raw.content)
            content.pop("id", None)
            for problem in reversed(validated.problems):
                name, number = _place_of(problem.field)
                if name in _REQUIRED or name not in content:
                    message = "it has no title" if "title" not in content else f"{problem.field}: {problem.message}"
                    return Refusal(row.place, message, draft.source_id)
                draft.warnings.append(f"{describe_field(problem.field or name)} was left out: {problem.message}")
                _leave_out(content, name, number)
        return Refusal(row.place, "too much of it cannot be used", draft.source_id)

    def _candidate(self, row: SourceRow, draft: _Draft, record: Record, *, has_own_id: bool) -> RecordCandidate:
        source_id = draft.source_id or (record.id if has_own_id else _fallback_id(record))
        record = record if has_own_id else _with_address(record)
        content = self._without_unknown_files(record_content(record), draft)
        content = content if has_own_id else self._with_meanings(content)
        return RecordCandidate(
            row.place,
            source_id[:MAX_SOURCE_ID],
            content if has_own_id else tidied(content, self._tidy),
            record,
            record.id if has_own_id else None,
            draft.text,
            tuple(draft.unmapped),
            tuple(draft.warnings),
            has_made_up_id=not draft.source_id and not has_own_id,
        )

    def _with_meanings(self, content: dict[str, Any]) -> dict[str, Any]:
        """Return the content with the names of publishers and keywords that the mapping has for those of the source."""
        renamed = {}
        for name in FREE_NAMES & content.keys() & self._mapping.values.keys():
            meanings = (self._meaning(name, item) or item for item in content[name])
            renamed[name] = list(dict.fromkeys(meaning for meaning in meanings if meaning != LEFT_OUT))
        return {name: value for name, value in {**content, **renamed}.items() if value != []}

    def _without_unknown_files(self, content: dict[str, Any], draft: _Draft) -> dict[str, Any]:
        """Return the content without documents whose files nobody has."""
        documents = content.get("documents", [])
        known = [item for item in documents if "path" not in item or self._has_file(item["path"])]
        for item in documents:
            if item not in known:
                draft.warnings.append(f"documents: '{item['path']}' was left out: there is no such file in documents/")
        if len(known) < len(documents):
            content["documents"] = known
        return {name: value for name, value in content.items() if value != []}

    def _shorten_summary(self, content: dict[str, Any], draft: _Draft) -> None:
        summary = content.get("summary")
        if isinstance(summary, str) and len(clean(summary).strip()) > MAX_TEXT:
            content["summary"], rest = cut_at_sentence(clean(summary).strip(), MAX_TEXT)
            draft.text = "\n\n".join(filter(None, (rest, draft.text)))
            draft.warnings.append(
                f"the summary was cut at a sentence; {len(rest):,} more characters are searched as text"
            )


def _form_of(field: str, text: str) -> str:
    """Return what two values of a field share if they are the same but for how they are written."""
    return fold(text) if field in FREE_NAMES else name_form(text)


def _fallback_id(record: Record) -> str:
    """Return what identifies an item without an id of its own: its address, its DOI, or its title and year."""
    year = record.published.year if record.published else ""
    return record.url or record.identifiers.doi or f"{record.title} {year}".strip()


def _with_address(record: Record) -> Record:
    """Return a record without an address with that of its DOI."""
    address = f"{DOI_RESOLVER}{bare_doi(record.identifiers.doi or '')}"
    is_wanted = not record.url and DOI.fullmatch(address) and is_web_address(address)
    return replace(record, url=address) if is_wanted else record


def _place_of(path: str | None) -> tuple[str, int | None]:
    """Return the name of the field that a problem is about, and the number of the item, if it is about one."""
    match = _ITEM.match(path or "")
    return (match[1], int(match[2]) if match[2] else None) if match else ("", None)


def _leave_out(content: dict[str, Any], name: str, number: int | None) -> None:
    value = content[name]
    if number is not None and isinstance(value, list) and number < len(value):
        content[name] = [*value[:number], *value[number + 1 :]]
    else:
        content.pop(name)


def _is_blank(value: Any) -> bool:
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())


def _named(value: Any) -> Any:
    """Return a value in which mappings with a name, as for organizations, are that name."""
    if isinstance(value, list):
        return [_named(item) for item in value]
    if isinstance(value, Mapping) and isinstance(name := value.get("name") or value.get("title"), str):
        return name
    return value


def _one_value(value: Any) -> Any:
    """Return a value for a field of one: the first item of a list."""
    value = _named(value)
    return value[0] if isinstance(value, list) and value else value


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_as_text, value))
    if isinstance(value, Mapping):
        return "; ".join(_texts(value.values()))
    return str(value)


def _texts(values: Iterable[Any]) -> Iterator[str]:
    return (_as_text(value) for value in values if not _is_blank(value))
