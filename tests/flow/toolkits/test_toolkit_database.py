"""The database of toolkits: private, and if it is damaged, read-only, deleted or full, only toolkits suffer."""

import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace

import pytest

from toolkit_site import ToolkitSite


def test_the_key_of_a_draft_is_neither_shown_nor_stored(site, visitor):
    visitor.post(add="guide")
    visitor.press("save", title="A title")
    assert visitor.cookie() not in visitor.client.get("/toolkit").text
    for file in site.settings.data.glob("toolkits.sqlite*"):
        assert visitor.cookie().encode() not in file.read_bytes()


def test_only_the_owner_may_read_the_database_file(site, visitor):
    visitor.post(add="guide")
    for file in site.settings.data.glob("toolkits.sqlite*"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", ["garbage", "cut", "folder"])
def test_a_damaged_database_makes_only_toolkits_unavailable(site, visitor, damage):
    visitor.post(add="guide")
    for file in site.settings.data.glob("toolkits.sqlite*"):
        file.unlink()
    path = site.settings.data / "toolkits.sqlite"
    if damage == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"no database" * 1000 if damage == "garbage" else b"SQLite format 3\0")
    response = visitor.post(add="talk")
    assert (response.status_code, "Toolkits cannot be saved right now" in response.text) == (503, True)
    assert visitor.client.get("/toolkit").status_code == 503
    assert visitor.client.get("/search").status_code == 200
    assert site.visitor().client.get("/toolkit").status_code == 200


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_database_is_a_friendly_error(site, visitor):
    visitor.post(add="guide")
    for file in site.settings.data.glob("toolkits.sqlite*"):
        file.chmod(0o400)
    assert visitor.post(add="talk").status_code == 503
    assert visitor.client.get("/search").status_code == 200


def test_a_deleted_database_is_created_again(site, visitor):
    visitor.post(add="guide")
    for file in site.settings.data.glob("toolkits.sqlite*"):
        file.unlink()
    assert visitor.titles() == []
    visitor.post(add="talk")
    assert len(visitor.titles()) == 1


def test_a_full_database_is_a_friendly_error(tmp_path):
    visitor = ToolkitSite(tmp_path, {"toolkits_mb": 0}).visitor()
    response = visitor.post(add="guide")
    assert (response.status_code, "no room for this toolkit" in response.text) == (503, True)
    assert visitor.client.get("/search").status_code == 200


PAGES_WITHOUT_STORED_TOOLKITS = (
    *("/", "/search?q=cameras", "/es/search?q=cameras", "/resources/guide", "/topics/technology", "/toolkits"),
    *("/toolkits/cameras", "/toolkits/cameras.pdf", "/toolkit/build?topic=technology", "/about", "/privacy", "/sites"),
    *("/search.atom?q=cameras", "/search.csv", "/api/v1/search?q=cameras", "/api/v1/suggest?q=ca", "/readyz"),
)


class Untouchable:
    """A store that must not be used."""

    def __getattr__(self, name):
        raise AssertionError(name)


def test_no_search_or_other_page_reads_the_store_of_toolkits(site, visitor):
    visitor.post(add="guide")
    extensions = site.app.extensions
    extensions["clearinghouse"] = replace(extensions["clearinghouse"], toolkit_store=Untouchable())
    for path in PAGES_WITHOUT_STORED_TOOLKITS:
        assert visitor.client.get(path, buffered=True).status_code == 200, path
    assert visitor.client.get("/toolkit").status_code == 500


def test_while_the_database_is_locked_the_visitor_is_told_to_try_again(site, visitor):
    visitor.post(add="guide")
    with closing(sqlite3.connect(site.settings.data / "toolkits.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        response = visitor.post(add="talk")
        assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
        assert "Reload this page in a few seconds; that also sends again what you entered." in response.text
        assert visitor.titles() == ["Body-worn cameras in small towns"]
