"""Releases of the widget are read from a folder and ordered by number."""

import datetime as dt
import json

import pytest

from webui.embed.releases import FOLDER, read_releases, widget_releases


def write_releases(folder, days):
    """Write releases of one file with the version as its content."""
    for version in days:
        (folder / version).mkdir()
        (folder / version / "a.js").write_text(version, "utf-8")
    (folder / "releases.json").write_text(json.dumps(days), "utf-8")


@pytest.fixture
def releases(tmp_path):
    days = {"1.0.0": "2026-11-30", "1.10.0": "2027-03-01", "1.9.2": "2027-02-01", "2.0.0": "2028-01-01"}
    write_releases(tmp_path, {**days, "10.0.0": "2029-01-01"})
    return read_releases(tmp_path)


def test_releases_are_ordered_by_number_and_not_as_text(releases):
    assert [release.version for release in releases.newest_first] == ["10.0.0", "2.0.0", "1.10.0", "1.9.2", "1.0.0"]
    assert releases.latest.version == "10.0.0"


def test_a_moving_version_is_the_newest_release_of_its_major_version(releases):
    newest = {"v1": "1.10.0", "v2": "2.0.0", "v10": "10.0.0"}
    assert {major: release.version for major, release in releases.moving.items()} == newest
    assert releases.get("v1") is releases.get("1.10.0")


def test_a_release_knows_its_day_and_its_files(releases):
    release = releases.get("1.9.2")
    assert release.released == dt.date(2027, 2, 1)
    assert {name: file.content for name, file in release.files.items()} == {"a.js": b"1.9.2"}


@pytest.mark.parametrize("version", ["", "v3", "3.0.0", "1.10", "v", "..", "latest"])
def test_an_unknown_version_is_none(releases, version):
    assert releases.get(version) is None


def test_the_hash_of_a_file_is_that_of_subresource_integrity(tmp_path):
    write_releases(tmp_path, {"1.0.0": "2026-11-30"})
    (tmp_path / "1.0.0" / "a.js").write_text("alert('Hello, world.');", "utf-8")
    # The example of the W3C's recommendation, section 3.1.
    hash_in_the_standard = "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
    assert read_releases(tmp_path).latest.files["a.js"].integrity == hash_in_the_standard


def test_every_folder_is_a_release_with_a_day():
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()}
    assert folders == {release.version for release in widget_releases().newest_first}
