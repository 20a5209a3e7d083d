"""What a killed process left in the data folder is removed, and a trial that is in use is not."""

from catalog.generations import leftovers
from catalog.generations.leftovers import in_use, remove_leftovers


def make(data, name):
    folder = data / name
    folder.mkdir()
    (folder / "file").write_text("x")
    return folder


def names(data):
    return sorted(path.name for path in data.iterdir())


def test_unfinished_builds_and_removals_are_removed(tmp_path):
    make(tmp_path, "building-1")
    make(tmp_path, "removing-2")
    make(tmp_path, "generations")
    remove_leftovers(tmp_path)
    assert names(tmp_path) == ["generations"]


def test_a_trial_is_kept_while_it_is_in_use_and_shortly_after_it_was_made(tmp_path, monkeypatch):
    trial = make(tmp_path, "trial-1")
    remove_leftovers(tmp_path)
    assert names(tmp_path) == ["trial-1"]
    monkeypatch.setattr(leftovers, "UNLOCKED_S", -1.0)
    with in_use(trial):
        remove_leftovers(tmp_path)
        assert names(tmp_path) == ["trial-1"]
    remove_leftovers(tmp_path)
    assert names(tmp_path) == []
