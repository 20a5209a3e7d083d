"""The application for tests of toolkits, with a clock that can be set and visitors who submit the site's own forms."""

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
from indexer.ingest.model import IngestOptions
from indexer.ingest.pipeline import ingest
from webui import create_app

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class Clock:
    """Returns a day that a test can set."""

    day: dt.date = dt.date(2026, 3, 1)

    def __call__(self) -> dt.date:
        return self.day


class Visitor:
    """A browser without scripts; it keeps cookies."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def get(self, path: str = "/toolkit") -> BeautifulSoup:
        """Return a parsed page."""
        return BeautifulSoup(self.client.get(path).text, "html.parser")

    def post(self, path: str = "/toolkit", **fields: object):
        """Submit form fields (`note_guide` is sent as note-guide); return the response, without redirects."""
        data = {name.replace("_", "-"): value for name, value in fields.items()}
        return self.client.post(path, data=data, headers=SAME_ORIGIN)

    def share(self, **fields):
        """Share the toolkit; return the path of its page. The response redirects to the link on that page."""
        path, _, fragment = self.press("share", **fields).location.partition("#")
        assert fragment == "share-link"
        return path

    def press(self, do: str, **fields: object):
        """Submit the form of the toolkit page with a button, after changing some of its fields."""
        form = self.get().find(id="toolkit-form")
        data = {field["name"]: field.get("value", "") for field in form.select("input[name]:not([disabled])")}
        data |= {area["name"]: area.text.removeprefix("\n") for area in form.select("textarea")}
        data |= {menu["name"]: menu.select_one("[selected]")["value"] for menu in form.select("select")}
        data |= {name.replace("_", "-"): value for name, value in fields.items()}
        return self.client.post("/toolkit", data={**data, "do": do}, headers=SAME_ORIGIN)

    def titles(self) -> list[str]:
        """Return the titles on the toolkit page."""
        return [title.text for title in self.get().select(".toolkit-items .card-title")]

    def cookie(self) -> str | None:
        """Return the value of the toolkit cookie."""
        cookie = self.client.get_cookie("toolkit")
        return cookie.value if cookie else None


@dataclass
class ToolkitSite:
    """The application on the corpus and data of a folder, and its clock."""

    folder: Path
    changes: dict[str, object] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.settings = web_catalog.publish(self.folder, **self.changes)
        self.app = create_app(self.settings, self.clock)

    def visitor(self) -> Visitor:
        return Visitor(self.app)

    def publish(self, *records: Record) -> None:
        """Replace all records of the catalog."""
        for path in (self.folder / "corpus" / "records").iterdir():
            path.unlink()
        factories.write_corpus(self.folder / "corpus", *records)
        assert ingest(self.settings, IngestOptions(force=True)).published

    def feature(self, *toolkits: FeaturedToolkit) -> None:
        """Serve these featured toolkits."""
        live = self.app.extensions["clearinghouse"].live
        live._current = replace(live.current_generation(), editorial=Editorial(toolkits=toolkits))
