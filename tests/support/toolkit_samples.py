"""Toolkits to export: one with sections, notes and every kind of change, and one filled with a given text."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import factories
import web_catalog
from catalog.toolkit import Item, Section, Toolkit
from catalog.toolkit_changes import ResolvedToolkit, item_of_record, resolve_toolkit
from webui.toolkits.files import ToolkitSource
from webui.urls import SiteUrls

PUBLIC_URL = "https://clearinghouse.example"
SHARED_URL = f"{PUBLIC_URL}/t/abc"
ADDED = dt.date(2026, 3, 5)
RECORDS = {record.id: record for record in web_catalog.RECORDS}
NOTE = "Read page 3 first: \u201cstorage\u201d costs more than <b>cameras</b> & tripods."
TOOLKIT = Toolkit(
    "C\u00e1maras in small towns",
    "For the chief & the council.\nRead it before Thursday.",
    (
        Section("", (replace(item_of_record(RECORDS["talk"], NOTE), added=ADDED),)),
        Section(
            "Settle first",
            (
                Item("guide", "Hand this out.", "The cameras guide", "1st", "2015", ADDED),
                Item("withdrawn", "It was good.", "A report that was withdrawn", "", "2011", ADDED),
            ),
        ),
        Section(
            "Later",
            (
                replace(item_of_record(RECORDS["questions"]), added=ADDED),
                replace(item_of_record(RECORDS["hostile"]), added=ADDED),
            ),
        ),
    ),
    "en",
    ADDED,
)
SUCCESSORS = {"questions": RECORDS["guide"]}
"""The record that supersedes another, by the id of that one."""


def source(toolkit: Toolkit = TOOLKIT, **changes: object) -> ToolkitSource:
    """Return the source of a toolkit's files."""
    return source_of_resolved(resolve_toolkit(toolkit, RECORDS.get, SUCCESSORS.get), **changes)


def source_of_resolved(resolved: ResolvedToolkit, **changes: object) -> ToolkitSource:
    """Return the source of the files of a toolkit whose records were looked up."""
    fields: dict[str, object] = {
        "resolved": resolved,
        "taxonomy": factories.taxonomy(),
        "urls": SiteUrls(PUBLIC_URL),
        "published_at": dt.datetime(2026, 5, 4, 3, 2, 1, tzinfo=dt.UTC),
        "today": dt.date(2026, 5, 6),
        "toolkit_url": SHARED_URL,
        "expires": dt.date(2027, 5, 6),
    }
    return ToolkitSource(**{**fields, **changes})


def source_filled_with(text: str, count: int = 1) -> ToolkitSource:
    """Return the source of a toolkit of `count` records, in which every text that people write is `text`."""
    fields = dict.fromkeys(("title", "subtitle", "summary", "series", "edition", "rights"), text)
    lists = dict.fromkeys(("authors", "keywords", "publishers"), (text,))
    records = [factories.record(f"r{number}", **fields, **lists) for number in range(count)]
    items = (
        *(Item(record.id, text, "Before", added=ADDED) for record in records),
        Item("gone", text, text, text, text),
    )
    toolkit = Toolkit(text, text, (Section(text, items),), "es", ADDED)
    return source_of_resolved(resolve_toolkit(toolkit, {record.id: record for record in records}.get, {}.get))
