"""Change sets: all of their files are changed or none, an interrupted one is finished, and each can be taken back."""

import hashlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path, PurePosixPath

import pytest

import unreadable
from catalog.errors import CatalogError
from indexer.editing import forgotten_sets
from indexer.editing import history as history_module
from indexer.editing.atomic_files import WritingError
from indexer.editing.change_set import EditError
from indexer.editing.history import HistoryError
from indexer.editing.record_history import record_changes
from indexer.editing.undo import plan_undo


def undo(edited, number=None):
    return edited.history.apply(plan_undo(edited.settings, number).draft, "Ben")


def test_a_change_set_says_who_changed_which_fields(edited):
    edited.change("Better titles", a={"title": "New"})
    (change_set,) = edited.history.sets()
    assert (change_set.number, change_set.title, change_set.who) == (1, "Better titles", "Ana")
    assert (change_set.fields, [file.path for file in change_set.files]) == ({"a": ("title",)}, ["records/a.yaml"])


def test_undoing_restores_every_byte(edited):
    before = {path: path.read_bytes() for path in edited.corpus.rglob("*.yaml")}
    edited.change(a={"title": "New"}, b={"pages": 3})
    undo(edited)
    assert {path: path.read_bytes() for path in edited.corpus.rglob("*.yaml")} == before


def test_undoing_an_undo_makes_the_change_again(edited):
    edited.change(a={"title": "New"})
    undone = undo(edited)
    undo(edited, undone.number)
    assert "title: New" in edited.read("a.yaml")
    assert 1 not in edited.history.undone_by()


def test_undoing_again_goes_further_back(edited):
    original = edited.read("a.yaml")
    edited.change(a={"title": "Second title"})
    edited.change(a={"title": "Third title"})
    undo(edited)
    undo(edited)
    assert edited.read("a.yaml") == original


def test_a_set_is_not_undone_twice(edited):
    edited.change(a={"title": "New"})
    undo(edited)
    with pytest.raises(HistoryError, match="already undone, by 2"):
        plan_undo(edited.settings, 1)


def test_undoing_keeps_what_was_changed_elsewhere_in_the_file(edited):
    edited.write("a.yaml", "id: a\ntitle: First\nseries: S\nedition: E\npages: 3\n")
    edited.change(a={"title": "New"})
    edited.write("a.yaml", edited.read("a.yaml").replace("pages: 3", "pages: 4"))
    undo(edited)
    assert edited.read("a.yaml") == "id: a\ntitle: First\nseries: S\nedition: E\npages: 4\n"


def test_a_file_that_was_changed_since_in_the_same_place_is_a_conflict(edited):
    edited.change(a={"title": "New"})
    edited.write("a.yaml", edited.read("a.yaml").replace("New", "Newer"))
    plan = plan_undo(edited.settings)
    assert (plan.conflicts, dict(plan.draft.files)) == ({"records/a.yaml": ()}, {})


def test_a_change_is_refused_if_a_file_was_changed_in_the_meantime(edited):
    draft = edited.draft(a={"title": "New"}, b={"title": "New"})
    edited.write("b.yaml", "id: b\ntitle: By hand\n")
    with pytest.raises(EditError, match=r"records/b.yaml was changed in the meantime"):
        edited.history.apply(draft, "Ana")
    assert ("First" in edited.read("a.yaml"), edited.history.sets()) == (True, ())


def test_an_interrupted_change_is_finished(edited, monkeypatch):
    draft = edited.draft(a={"title": "New"}, b={"title": "New"})
    real, calls = history_module.write_file, []

    def interrupted(path, content, mode=None):
        calls.append(path)
        if path == edited.corpus / "records/b.yaml":
            raise KeyboardInterrupt
        real(path, content, mode)

    with monkeypatch.context() as context:
        context.setattr(history_module, "write_file", interrupted)
        with pytest.raises(KeyboardInterrupt):
            edited.history.apply(draft, "Ana")
    assert ("New" in edited.read("a.yaml"), "New" in edited.read("b.yaml")) == (True, False)
    edited.history.finish_interrupted()
    assert ("New" in edited.read("b.yaml"), [item.number for item in edited.history.sets()]) == (True, [1])


@pytest.mark.parametrize("replacement", [unreadable.file, unreadable.broken_link, unreadable.link_loop])
def test_nothing_changes_if_one_file_cannot_be_written(edited, replacement):
    (edited.corpus / "records/sub").mkdir()
    edited.write("sub/c.yaml", "id: c\ntitle: Third\n")
    draft = edited.draft(a={"title": "New"}, c={"title": "New"})
    unreadable.moved_away(edited.corpus / "records/sub", replacement)
    with pytest.raises(CatalogError, match="sub"):
        edited.history.apply(draft, "Ana")
    assert ("First" in edited.read("a.yaml"), edited.history.sets()) == (True, ())


def test_nothing_changes_if_the_disk_fails_at_the_second_file(edited, monkeypatch):
    draft = edited.draft(a={"title": "New"}, b={"title": "New"})
    replace = Path.replace

    def full(path, target):
        if target == edited.corpus / "records/b.yaml":
            raise OSError(28, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(WritingError, match="No space left"):
        edited.history.apply(draft, "Ana")
    assert ("First" in edited.read("a.yaml"), edited.history.sets()) == (True, ())
    assert not (edited.settings.data / "history/unfinished.json").exists()


def test_damaged_content_is_refused_and_named(edited):
    change_set = edited.change(a={"title": "New"})
    before = change_set.files[0].before
    (edited.settings.data / "history/contents" / before[:2] / before).write_bytes(b"x")
    with pytest.raises(HistoryError, match=before[:12]):
        plan_undo(edited.settings)


def test_the_history_is_private(edited):
    edited.change(a={"title": "New"})
    assert (edited.settings.data / "history").stat().st_mode & 0o777 == 0o700


def test_a_file_keeps_its_permissions(edited):
    path = edited.corpus / "records/a.yaml"
    path.chmod(0o640)
    edited.change(a={"title": "New"})
    assert path.stat().st_mode & 0o777 == 0o640


def test_an_added_file_is_gone_after_undoing_with_its_folder(edited):
    files = edited.record_files()
    files.add(PurePosixPath("records/new/c.yaml"), {"id": "c", "title": "Third"})
    draft = history_module.ChangeDraft(history_module.EditKind.EDIT, "Add", files.versions(), files.fields)
    edited.history.apply(draft, "Ana")
    assert edited.read("new/c.yaml") == "id: c\ntitle: Third\n"
    undo(edited)
    assert not (edited.corpus / "records/new").exists()


def test_a_link_to_a_record_file_stays_a_link(edited):
    elsewhere = edited.corpus.parent / "shared.yaml"
    elsewhere.write_text("id: a\ntitle: First\n", encoding="utf-8")
    link = edited.corpus / "records/a.yaml"
    link.unlink()
    link.symlink_to(elsewhere)
    edited.change(a={"title": "New"})
    assert (link.is_symlink(), elsewhere.read_text(encoding="utf-8")) == (True, "id: a\ntitle: New\n")


def test_what_is_half_done_on_a_full_disk_is_said_and_completed_later(edited, monkeypatch):
    draft = edited.draft(a={"title": "New"}, b={"title": "New"})
    replace, written = Path.replace, []

    def full(path, target):
        if target.parent.name == "records":
            if written:
                raise OSError(28, "No space left on device")
            written.append(target)
        return replace(path, target)

    with monkeypatch.context() as context:
        context.setattr(Path, "replace", full)
        with pytest.raises(WritingError, match=r"No space left on device\. Some files are changed already"):
            edited.history.apply(draft, "Ana")
    edited.history.finish_interrupted()
    assert ("New" in edited.read("a.yaml"), "New" in edited.read("b.yaml")) == (True, True)


def test_a_history_that_cannot_be_written_is_named(edited):
    edited.settings.data.mkdir(parents=True, exist_ok=True)
    (edited.settings.data / "history").write_text("not a folder", encoding="utf-8")
    with pytest.raises(WritingError, match="history: this could not be written"):
        edited.change(a={"title": "New"})


def test_a_file_that_an_interrupted_command_left_is_removed(edited):
    left = edited.corpus / "records/.unfinished-abc"
    draft = edited.draft(a={"title": "New"})
    left.write_text("half", encoding="utf-8")
    edited.history.apply(draft, "Ana")
    assert not left.exists()


def test_copies_of_the_files_of_the_history_do_not_count(edited):
    edited.change(a={"title": "New"})
    copy = edited.settings.data / "history/sets/000001 (copy).json"
    copy.write_text("{}", encoding="utf-8")
    assert (edited.change(b={"title": "New"}).number, len(edited.history.sets())) == (2, 2)


def test_the_documents_of_a_record_that_stays_stay_too(edited):
    files = edited.record_files()
    files.add(PurePosixPath("records/new/c.yaml"), {"id": "c", "title": "Third", "status": "draft"})
    document = {PurePosixPath("documents/c/a.txt"): history_module.FileVersions(None, b"words")}
    draft = history_module.ChangeDraft(history_module.EditKind.IMPORT, "Add", {**files.versions(), **document})
    edited.history.apply(draft, "Ana")
    edited.write("new/c.yaml", "id: c\ntitle: Third\n")
    plan = plan_undo(edited.settings)
    assert (plan.conflicts, plan.kept_documents) == ({"records/new/c.yaml": ()}, ("documents/c/a.txt",))
    assert dict(plan.draft.files) == {}


def test_what_was_changed_since_in_the_same_place_can_be_discarded(edited):
    edited.write("a.yaml", "id: a\ntitle: First\nseries: S\nedition: E\npages: 3\n")
    edited.change(a={"title": "New"})
    edited.write("a.yaml", edited.read("a.yaml").replace("New", "By hand").replace("pages: 3", "pages: 4"))
    edited.history.apply(plan_undo(edited.settings, discard=True).draft, "Ben")
    assert edited.read("a.yaml") == "id: a\ntitle: First\nseries: S\nedition: E\npages: 4\n"


def test_a_file_that_was_deleted_by_hand_comes_back_if_that_is_discarded(edited):
    original = edited.read("a.yaml")
    edited.change(a={"title": "New"})
    (edited.corpus / "records/a.yaml").unlink()
    assert plan_undo(edited.settings).conflicts == {"records/a.yaml": ()}
    edited.history.apply(plan_undo(edited.settings, discard=True).draft, "Ben")
    assert edited.read("a.yaml") == original


def test_a_later_change_in_the_same_place_is_named(edited):
    edited.change(a={"title": "New"})
    edited.change(a={"title": "Newer"})
    assert plan_undo(edited.settings, 1).conflicts == {"records/a.yaml": (2,)}


def test_changes_that_were_taken_back_since_are_not_named(edited):
    edited.change(a={"title": "New"})
    edited.write("a.yaml", edited.read("a.yaml").replace("New", "By hand"))
    edited.change(a={"title": "Newer"})
    undone = undo(edited)
    assert plan_undo(edited.settings, 1).conflicts == {"records/a.yaml": ()}
    undo(edited, undone.number)
    assert plan_undo(edited.settings, 1).conflicts == {"records/a.yaml": (2,)}


def test_an_undo_of_an_older_change_is_named_and_never_to_be_taken_back(edited):
    edited.change(a={"title": "New"})
    edited.change(a={"title": "Newer"})
    edited.history.apply(plan_undo(edited.settings, 1, discard=True).draft, "Ben")
    plan = plan_undo(edited.settings, 2)
    assert (plan.conflicts, plan.first) == ({"records/a.yaml": (3,)}, None)


def test_an_undo_of_a_file_beside_a_document_is_in_the_history_of_its_record(edited):
    text = {PurePosixPath("documents/a/report.pdf.txt"): history_module.FileVersions(None, b"words")}
    draft = history_module.ChangeDraft(history_module.EditKind.EDIT, "Correct the text", text, {"a": ("documents",)})
    edited.history.apply(draft, "Ana")
    undo(edited)
    assert [change_set.number for change_set, _fields in record_changes(edited.history, "a")] == [2, 1]


def test_undoing_again_names_the_newer_change_that_is_taken_back_already(edited):
    edited.change(a={"title": "Second title"})
    edited.change(b={"title": "Third title"})
    assert plan_undo(edited.settings).later is None
    undone = undo(edited)
    plan = plan_undo(edited.settings)
    assert (plan.change_set.number, plan.later.number) == (1, 2)
    undo(edited, undone.number)
    assert plan_undo(edited.settings).later is None


def test_a_damaged_set_leaves_the_others_usable(edited):
    original = edited.read("a.yaml")
    edited.change(a={"title": "New"})
    edited.change(b={"title": "New"})
    (edited.settings.data / "history/sets/000002.json").write_bytes(b"[]")
    (fault,) = edited.history.faults()
    assert "000002.json is damaged" in str(fault)
    undo(edited)
    assert (edited.read("a.yaml"), [item.number for item in edited.history.sets()]) == (original, [3, 1])
    with pytest.raises(HistoryError, match="damaged"):
        plan_undo(edited.settings, 2)


def test_the_oldest_changes_are_forgotten_when_they_take_too_much_space(edited, monkeypatch):
    monkeypatch.setattr(forgotten_sets, "MIN_KEPT_SETS", 2)
    edited.settings = replace(edited.settings, history_mb=1)
    contents = [hashlib.shake_256(bytes([number])).digest(400_000) for number in range(5)]
    path = PurePosixPath("documents/a.bin")
    for before, after in pairwise([None, *contents]):
        draft = history_module.ChangeDraft(
            history_module.EditKind.EDIT, "Change", {path: history_module.FileVersions(before, after)}
        )
        edited.history.apply(draft, "Ana")
    assert [item.number for item in edited.history.sets() if item.is_forgotten] == [3, 2, 1]
    with pytest.raises(HistoryError, match="can no longer be taken back"):
        plan_undo(edited.settings, 3)
    assert plan_undo(edited.settings, 5).draft.files[path].after == contents[3]
    assert plan_undo(edited.settings, 4).conflicts == {"documents/a.bin": (5,)}
    assert len(list((edited.settings.data / "history/contents").glob("*/*"))) == 3
