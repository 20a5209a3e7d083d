"""Every kind of editorial content is loaded in the same way, from a file or from a folder."""

from dataclasses import replace
from pathlib import Path

import pytest
from marshmallow import Schema, fields

from catalog.store.editorial.listing import ListingSchema, check_items, load_listing, read_items


class CitySchema(Schema):
    name = fields.String(required=True)
    people = fields.Integer()


class Cities(ListingSchema):
    kind = "city"

    def read(self, path, file):
        raws, malformed = read_items(path, file, "city", self.kind)
        return replace(check_items(raws, malformed, CitySchema(), self.kind), refused=bool(malformed))

    def valid_part(self, item):
        return item if item["name"] != "Atlantis" else None


class CityFolder(Cities):
    in_folder = True

    def previous_items(self, path, previous):
        return [item for item in previous if item["name"].lower() == path.stem]


PREVIOUS = ({"name": "Flint"}, {"name": "Toledo"}, {"name": "Atlantis"})


@pytest.fixture
def listing(tmp_path):
    """Return a function that writes files by name and returns their folder."""

    def write(**texts):
        (tmp_path / "cities").mkdir()
        for name, text in texts.items():
            (tmp_path / "cities" / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path / "cities"

    return write


@pytest.mark.parametrize(("schema", "previous"), [(Cities(), PREVIOUS), (CityFolder(), ())])
def test_a_file_that_does_not_exist_and_a_folder_that_never_did_are_empty(tmp_path, schema, previous):
    loaded = load_listing(tmp_path / "cities", schema, previous)
    assert (loaded.items, loaded.problems, loaded.retained) == ((), (), False)


@pytest.mark.parametrize("target", [None, "nowhere"], ids=["missing", "broken link"])
def test_a_folder_that_is_missing_or_a_broken_link_retains_all_previous_items(tmp_path, target):
    if target:
        (tmp_path / "cities").symlink_to(target)
    loaded = load_listing(tmp_path / "cities", CityFolder(), PREVIOUS)
    assert (loaded.items, loaded.retained, len(loaded.problems)) == (PREVIOUS[:2], True, 1)


@pytest.mark.parametrize("target", ["all.yaml", "nowhere.yaml", "x" * 300], ids=["loop", "broken", "too long"])
def test_a_file_that_cannot_be_examined_retains_its_previous_items(tmp_path, target):
    (tmp_path / "all.yaml").symlink_to(target)
    loaded = load_listing(tmp_path / "all.yaml", Cities(), PREVIOUS)
    assert (loaded.items, loaded.retained, len(loaded.problems)) == (PREVIOUS[:2], True, 1)


def test_an_item_with_a_problem_is_left_out_and_named_with_file_line_and_field(listing):
    folder = listing(all="- name: Flint\n- name: Toledo\n  people: many\n")
    loaded = load_listing(folder / "all.yaml", Cities(), PREVIOUS)
    assert loaded.items == ({"name": "Flint"},)
    (problem,) = loaded.problems
    assert (problem.kind, problem.file, problem.line, problem.field) == ("city", "cities/all.yaml", 3, "people")
    assert not loaded.retained


def test_a_refused_file_retains_the_previous_items_that_are_still_valid(listing):
    loaded = load_listing(listing(all="- [name: Flint") / "all.yaml", Cities(), PREVIOUS)
    assert (loaded.items, loaded.retained, len(loaded.problems)) == (PREVIOUS[:2], True, 1)


def test_a_refused_file_of_a_folder_retains_only_its_own_previous_items(listing):
    loaded = load_listing(listing(atlantis="{", flint="{", gary="name: Gary", toledo="name: T"), CityFolder(), PREVIOUS)
    assert loaded.items == ({"name": "Flint"}, {"name": "Gary"}, {"name": "T"})
    assert [Path(problem.file).name for problem in loaded.problems] == ["atlantis.yaml", "flint.yaml"]
    assert loaded.retained


def test_an_unreadable_folder_retains_all_previous_items(tmp_path):
    (tmp_path / "cities").write_text("a file")
    loaded = load_listing(tmp_path / "cities", CityFolder(), PREVIOUS)
    assert (loaded.items, loaded.retained) == (PREVIOUS[:2], True)
    assert [problem.message for problem in loaded.problems] == ["this could not be read: Not a directory"]


def test_a_refused_file_that_was_never_published_retains_nothing(listing):
    loaded = load_listing(listing(all="{") / "all.yaml", Cities())
    assert (loaded.items, loaded.retained, len(loaded.problems)) == ((), False, 1)
