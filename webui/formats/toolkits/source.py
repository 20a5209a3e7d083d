"""The source of every format of a toolkit, and the toolkit as a listing of its records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog.model import DocumentText, Record
from catalog.taxonomy import Taxonomy
from catalog.toolkit_changes import ResolvedItem, ResolvedToolkit
from webui.branding import notice
from webui.formats.records.listing import Listing, ToolkitNotes, one_line
from webui.formats.toolkits.labels import change_words, gone_words, made_words
from webui.i18n.locale import gettext as _
from webui.urls import SiteUrls


@dataclass(frozen=True, slots=True)
class ToolkitSource:
    """A toolkit as it stands today, and what is needed to write of it.

    `taxonomy` and `urls` (the public ones) are in the language of the request. `made` is when the generation was
    published that the records come from, `today` the day of the request. `own_url` is the toolkit's public address
    without an ending, None where it has none, and `expires` the last day that address works, None for ever. `texts` has
    what is known of the records' documents, by record id; it is only asked for lengths, and may lack any.
    """

    held: ResolvedToolkit
    taxonomy: Taxonomy
    urls: SiteUrls
    made: dt.datetime
    today: dt.date
    own_url: str | None = None
    expires: dt.date | None = None
    texts: Mapping[str, tuple[DocumentText, ...]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The toolkit's title on one line, or a word for one that has none."""
        return one_line(self.held.toolkit.title) or _("My toolkit")

    def listing(self) -> Listing:
        """Return the existing records, each once, in order, with the notes of the toolkit."""
        records: dict[str, Record] = {}
        toolkit_notes: dict[str, ToolkitNotes] = {}
        for section in self.held.sections:
            for held in section.items:
                if held.record:
                    records[held.record.id] = held.record
                    before = toolkit_notes.get(held.record.id, ToolkitNotes())
                    toolkit_notes[held.record.id] = _merged_notes(before, held, section.title)
        day = self.held.toolkit.made
        midnight = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) if day else self.made
        return Listing(
            title=self.title,
            records=tuple(records.values()),
            total=len(records),
            taxonomy=self.taxonomy,
            urls=self.urls,
            made=max(self.made, midnight),
            per_page=max(len(records), 1),
            about=tuple(self._about()),
            toolkit_notes=toolkit_notes,
        )

    def _about(self) -> list[str]:
        told = notice()
        gone = [held.title for held in self.held.items() if held.record is None]
        day = self.held.toolkit.made
        whence = (self.title, made_words(day) if day else "", self.own_url or self.urls.home())
        lines = [
            self.held.toolkit.purpose,
            gone_words(gone),
            " \u2013 ".join(filter(None, whence)),
            f"{told.title}: {told.text}",
        ]
        return [line for line in lines if line.strip()]


def _merged_notes(before: ToolkitNotes, held: ResolvedItem, section: str) -> ToolkitNotes:
    notes = (held.item.note, *map(change_words, held.changes))
    return ToolkitNotes(
        tuple(dict.fromkeys((*before.notes, *filter(str.strip, notes)))),
        tuple(dict.fromkeys((*before.sections, *filter(str.strip, [section])))),
    )
