"""New addresses for links that moved: which fields of which records change. Nobody is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from catalog.schemas import record_json
from catalog.store.records import Contents
from catalog.store.stored_record import StoredRecord
from catalog.text import pluralized
from catalog.web_hosts import moved_url
from indexer.check.links.record_links import RecordLink, links_of_records
from indexer.editing.change_set import ChangeDraft, EditKind
from indexer.editing.record_files import RecordFiles
from indexer.harvest.link_states import LinkState, LinkVerdict


class MoveEvidence(StrEnum):
    """How a new address is known."""

    HOST_MOVE = "host-move"
    """The host moved, and its files kept their paths."""
    PERMANENT_REDIRECT = "permanent-redirect"
    """The old address says that it moved for good, and the new one was reached."""


@dataclass(frozen=True, slots=True)
class LinkMove:
    """A link of a record, and its new address."""

    link: RecordLink
    new_url: str
    evidence: MoveEvidence


def link_moves(records: Sequence[StoredRecord], states: Mapping[str, LinkState]) -> Iterator[LinkMove]:
    """Yield the links of records whose new address is known."""
    for link in links_of_records(records):
        state = states.get(link.url)
        if state and state.moved_for_good and state.verdict == LinkVerdict.REACHED and state.final_url != link.url:
            yield LinkMove(link, _with_fragment(state.final_url, link.url), MoveEvidence.PERMANENT_REDIRECT)
        elif new_url := moved_url(link.url):
            yield LinkMove(link, new_url, MoveEvidence.HOST_MOVE)


def move_draft(corpus: Path, contents: Contents, moves: Sequence[LinkMove]) -> ChangeDraft:
    """Return the change that puts the new addresses into the records; raise EditError if a file cannot be changed."""
    files = RecordFiles(corpus, contents)
    for record_id, changes in field_changes(moves).items():
        files.edit(record_id, changes)
    return ChangeDraft(
        EditKind.LINKS, f"Move {pluralized(len(moves), 'link')} to the new address", files.versions(), files.fields
    )


def field_changes(moves: Iterable[LinkMove]) -> dict[str, dict[str, Any]]:
    """Return the new values of fields, as record files have them, by record id and field."""
    changes: dict[str, dict[str, Any]] = {}
    for move in moves:
        record = move.link.stored.record
        field, *path = move.link.field
        of_record = changes.setdefault(record.id, {})
        if path:
            value = of_record.setdefault(str(field), record_json(record)[str(field)])
            _set(value, path, move.new_url)
        else:
            of_record[str(field)] = move.new_url
    return changes


def _set(value: Any, path: Sequence[str | int], new: str) -> None:
    """Change a text deep in a value."""
    *ways, last = path
    for way in ways:
        value = value[way]
    value[last] = new


def _with_fragment(url: str, old_url: str) -> str:
    """Return a URL with the fragment of the old one."""
    _, mark, fragment = old_url.partition("#")
    return f"{url.partition('#')[0]}{mark}{fragment}"
