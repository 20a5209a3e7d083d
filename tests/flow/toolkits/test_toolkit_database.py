"""The database of toolkits: private, and if it is damaged, read-only, deleted or full, only toolkits suffer."""

import os
import stat

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
    assert (response.status_code, "no room for more toolkits" in response.text) == (503, True)
    assert visitor.client.get("/search").status_code == 200
