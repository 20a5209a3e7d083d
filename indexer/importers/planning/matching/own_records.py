"""What an import brings of this catalog's own records, which it exported before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from catalog.model import Record, RecordText
from catalog.store.stored_record import StoredRecord
from catalog.text import clean, fold

EXPORTED = "this catalog has exported it"
OWN_PAGE = "this is a page of this catalog itself"
SAME_CONTENT = "the same title and the same {name}"
_AFTER_ID = re.compile(r"[/:]")
_PARTS = frozenset(("identifiers", "agency_size", "rating"))
"""Fields of which an export may have only some parts."""


class OwnRecords:
    """The records of a catalog by their titles, to recognize them in its exports of formats that have no ids."""

    def __init__(self, stored: Iterable[StoredRecord], source: str, site: str) -> None:
        """Take the records, and the address of this catalog's site.

        Records that come from the source itself are left out, because it may repeat itself.
        """
        self._site = f"{site.rstrip('/')}/"
        self._by_title: defaultdict[str, list[Record]] = defaultdict(list)
        for item in stored:
            record = item.record
            if not record.imported or record.imported.source != source:
                for title in dict.fromkeys(_titles(record)):
                    self._by_title[title].append(record)

    def known(self, record: Record, source_id: str) -> tuple[str, str] | None:
        """Return the id of the record that a new one is certainly a copy of, and why; None if there is none.

        The id is empty for a page of this catalog that is not about one record.
        """
        candidates = self._by_title.get(_whole_title(record), ())
        for own in candidates:
            if own.id in {_last_part(source_id), _last_part(record.url or "")}:
                return own.id, EXPORTED
        for name in ("url", "summary"):
            value = _letters(getattr(record, name) or "")
            for own in candidates:
                if value and value == _letters(getattr(own, name) or ""):
                    return own.id, SAME_CONTENT.format(name={"url": "address"}.get(name, name))
        is_other_page = source_id.startswith(self._site) and not source_id.startswith(f"{self._site}resources/")
        return ("", OWN_PAGE) if is_other_page else None


def edited_content(
    own: Mapping[str, Any], row: Mapping[str, Any], publisher_label: Callable[[str], str]
) -> dict[str, Any]:
    """Return the content of a record after an editor changed its row in an export of ours.

    What the row does not have stays, and so does a value that the export only wrote in another way: with one space for
    several, in another language, with the full name of a publisher, or divided where a value of a list has a semicolon.
    """
    content = dict(own)
    texts = own.get("translations", {}).values()
    translated = {name: [text.get(name) for text in texts] for name in ("title", "subtitle", "summary")}
    for name, value in row.items():
        before = own.get(name)
        if name in _PARTS and isinstance(before, Mapping) and isinstance(value, Mapping):
            value = {**before, **value}  # noqa: PLW2901  # with the parts that the row does not have
        label = publisher_label if name == "publishers" else str
        exports = [_exported(text, label) for text in (before, *translated.get(name, ())) if text is not None]
        if _exported(value, label) not in exports:
            content[name] = value
    return content


def _exported(value: Any, label: Callable[[str], str]) -> Any:
    """Return a value as the least exact of our exports has it."""
    if isinstance(value, str):
        return " ".join(filter(None, ("".join(filter(str.isprintable, word)) for word in clean(value).split())))
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        parts = (part.strip() for item in value for part in _exported(label(item), label).split(";"))
        return list(dict.fromkeys(part for part in parts if part))
    if isinstance(value, Mapping):
        return {name: _exported(part, label) for name, part in value.items()}
    return value


def _whole_title(record: Record | RecordText) -> str:
    return _letters(f"{record.title}{record.subtitle or ''}")


def _titles(record: Record) -> Iterator[str]:
    """Yield the titles that the exports of a record may have, in any of its languages."""
    texts: tuple[Record | RecordText, ...] = (record, *record.translations)
    for text in texts:
        yield _letters(text.title)
        yield _whole_title(text)


def _letters(text: str) -> str:
    """Return the letters and digits of a text: what every format keeps."""
    return "".join(filter(str.isalnum, fold(text)))


def _last_part(address: str) -> str:
    return _AFTER_ID.split(address)[-1]
