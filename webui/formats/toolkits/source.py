"""The data that every format of a toolkit is made from, and the toolkit as a listing of its records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog.model import DocumentText, Record
from catalog.taxonomy import Taxonomy
from catalog.toolkit_changes import ResolvedItem, ResolvedToolkit
from webui.branding import notice
from webui.formats.records.listing import Listing, ToolkitNotes, one_line
from webui.formats.toolkits.labels import change_words, made_words, missing_words
from webui.i18n.locale import gettext as _
from webui.urls import SiteUrls


@dataclass(frozen=True, slots=True)
class ToolkitSource:
    """A toolkit with its current records, and the context of the request.

    `taxonomy` and `urls` (the public ones) are in the language of the request. `published_at` is when the
    generation with the records was published, `today` the day of the request. `toolkit_url` is the public URL of the
    toolkit without an extension, None if it has none, and `expires` the last day that it works, None if it never
    expires. `texts` are those of the records' documents by record id, for their lengths; any may be missing.
    """

    resolved: ResolvedToolkit
    taxonomy: Taxonomy
    urls: SiteUrls
    published_at: dt.datetime
    today: dt.date
    toolkit_url: str | None = None
    expires: dt.date | None = None
    texts: Mapping[str, tuple[DocumentText, ...]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The toolkit's title on one line, or a default if it has none."""
        return one_line(self.resolved.toolkit.title) or _("My toolkit")

    def listing(self) -> Listing:
        """Return the records that the catalog still has, each once, in order, with the notes of the toolkit."""
        records: dict[str, Record] = {}
        toolkit_notes: dict[str, ToolkitNotes] = {}
        for section in self.resolved.sections:
            for item in section.items:
                if record := item.record:
                    records[record.id] = record
                    earlier_notes = toolkit_notes.get(record.id, ToolkitNotes())
                    toolkit_notes[record.id] = _merged_notes(earlier_notes, item, section.title)
        day = self.resolved.toolkit.made
        midnight = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) if day else self.published_at
        return Listing(
            title=self.title,
            records=tuple(records.values()),
            total=len(records),
            taxonomy=self.taxonomy,
            urls=self.urls,
            updated_at=max(self.published_at, midnight),
            per_page=max(len(records), 1),
            about=tuple(self._about()),
            toolkit_notes=toolkit_notes,
        )

    def _about(self) -> list[str]:
        funding_notice = notice()
        missing_titles = [item.title for item in self.resolved.items() if item.record is None]
        day = self.resolved.toolkit.made
        origin = (self.title, made_words(day) if day else "", self.toolkit_url or self.urls.home())
        lines = [
            self.resolved.toolkit.purpose,
            missing_words(missing_titles),
            " \u2013 ".join(filter(None, origin)),
            f"{funding_notice.title}: {funding_notice.text}",
        ]
        return [line for line in lines if line.strip()]


def _merged_notes(earlier: ToolkitNotes, item: ResolvedItem, section_title: str) -> ToolkitNotes:
    notes = (item.item.note, *map(change_words, item.changes))
    return ToolkitNotes(
        tuple(dict.fromkeys((*earlier.notes, *filter(str.strip, notes)))),
        tuple(dict.fromkeys((*earlier.sections, *filter(str.strip, [section_title])))),
    )
