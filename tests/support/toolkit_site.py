"""A site for the tests of toolkits: a clock that can be set, and visitors whose forms come from our own pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path

from bs4 import BeautifulSoup
from flask import Flask

import factories
import web_catalog
from catalog.editorial.model import Editorial
from catalog.model import Record
from catalog.toolkit import FeaturedToolkit
from indexer.ingest.pipeline import ingest
from indexer.ingest.report import IngestOptions
from webui import create_app

OURS = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class Clock:
    """Says which day it is."""

    day: dt.date = dt.date(2026, 3, 1)

    def __call__(self) -> dt.date:
        return self.day


class Visitor:
    """A browser without scripts: it keeps cookies, and follows where a form leads."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def get(self, address: str = "/toolkit") -> BeautifulSoup:
        return BeautifulSoup(self.client.get(address).text, "html.parser")

    def post(self, address: str = "/toolkit", **fields: object):
        """Send a form's fields, `note_guide` as note-guide; return the answer itself."""
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        return self.client.post(address, data=named, headers=OURS)

    def share(self, **fields):
        """Share the toolkit; return the link's path. The browser is led to where it stands in the page."""
        path, _, place = self.press("share", **fields).location.partition("#")
        assert place == "share-link"
        return path

    def press(self, do: str, **fields: object):
        """Send the form of the toolkit's page as it stands, with other texts in some fields."""
        form = self.get().find(id="toolkit-form")
        there = {each["name"]: each.get("value", "") for each in form.select("input[name]:not([disabled])")}
        there |= {each["name"]: each.text.removeprefix("\n") for each in form.select("textarea")}
        there |= {each["name"]: each.select_one("[selected]")["value"] for each in form.select("select")}
        there |= {name.replace("_", "-"): value for name, value in fields.items()}
        return self.client.post("/toolkit", data={**there, "do": do}, headers=OURS)

    def titles(self) -> list[str]:
        return [each.text for each in self.get().select(".toolkit-items .card-title")]

    def cookie(self) -> str | None:
        found = self.client.get_cookie("toolkit")
        return found.value if found else None


@dataclass
class Site:
    """The application on a folder, and its clock."""

    folder: Path
    changes: dict[str, object] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.settings = web_catalog.publish(self.folder, **self.changes)
        self.app = create_app(self.settings, self.clock)

    def visitor(self) -> Visitor:
        return Visitor(self.app)

    def publish(self, *records: Record) -> None:
        """Have the catalog hold other records."""
        for old in (self.folder / "corpus" / "records").iterdir():
            old.unlink()
        factories.corpus(self.folder / "corpus", *records)
        assert ingest(self.settings, IngestOptions(force=True)).published

    def feature(self, *toolkits: FeaturedToolkit) -> None:
        """Have editors' toolkits stand in what is served."""
        live = self.app.extensions["clearinghouse"].live
        opened = live.opened()
        live._opened = replace(opened, editorial=Editorial(toolkits=toolkits))
