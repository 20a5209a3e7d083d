"""A toolkit as its files are made from it: sections, notes, and something of every kind that may have changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import factories
import web_catalog
from catalog.toolkit import Item, Section, Toolkit
from catalog.toolkit_changes import ResolvedToolkit, item_of_record, resolve_toolkit
from webui.toolkits.files import ToolkitSource
from webui.urls import Addresses

PUBLIC = "https://clearinghouse.example"
OWN = f"{PUBLIC}/t/abc"
ADDED = dt.date(2026, 3, 5)
RECORDS = {each.id: each for each in web_catalog.RECORDS}
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
NEWER = {"questions": RECORDS["guide"]}
"""What supersedes a record."""


def source(toolkit: Toolkit = TOOLKIT, **changes: object) -> ToolkitSource:
    """Return what a toolkit's files are made from."""
    return source_of(resolve_toolkit(toolkit, RECORDS.get, NEWER.get), **changes)


def source_of(held: ResolvedToolkit, **changes: object) -> ToolkitSource:
    """Return the same of a toolkit whose items were looked up."""
    known: dict[str, object] = {
        "held": held,
        "taxonomy": factories.taxonomy(),
        "addresses": Addresses(PUBLIC),
        "made": dt.datetime(2026, 5, 4, 3, 2, 1, tzinfo=dt.UTC),
        "today": dt.date(2026, 5, 6),
        "own_url": OWN,
        "expires": dt.date(2027, 5, 6),
    }
    return ToolkitSource(**{**known, **changes})


def wild_source(text: str, times: int = 1) -> ToolkitSource:
    """Return a toolkit in which every text that somebody writes is `text`."""
    fields = dict.fromkeys(("title", "subtitle", "summary", "series", "edition", "rights"), text)
    lists = dict.fromkeys(("authors", "keywords", "publishers"), (text,))
    records = [factories.record(f"r{number}", **fields, **lists) for number in range(times)]
    items = (*(Item(each.id, text, "Before", added=ADDED) for each in records), Item("gone", text, text, text, text))
    toolkit = Toolkit(text, text, (Section(text, items),), "es", ADDED)
    return source_of(resolve_toolkit(toolkit, {each.id: each for each in records}.get, {}.get))
