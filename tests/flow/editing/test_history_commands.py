"""`clearinghouse history` and `clearinghouse undo`."""

import json
import shutil
import subprocess

import pytest

from indexer.editing.publish import make_change
from indexer.editing.undo import plan_undo
from indexing import found_ids


@pytest.fixture
def changed(edited, clearinghouse):
    """The corpus after a published change that says why it was made."""
    assert clearinghouse("index").exit_code == 0
    make_change(edited.settings, edited.draft("Better titles", a={"title": "Burglary"}))
    return edited


@pytest.mark.usefixtures("changed")
def test_undo_restores_and_publishes(folder, clearinghouse):
    assert found_ids(folder, "burglary") == ["a"]
    result = clearinghouse("undo")
    assert (result.exit_code, "Took back change 1, Better titles: 1 file restored." in result.output) == (0, True)
    assert (found_ids(folder, "burglary"), found_ids(folder, "first")) == ([], ["a"])


def test_a_dry_run_of_undo_changes_nothing(changed, clearinghouse):
    result = clearinghouse("undo", "--dry-run")
    assert (result.exit_code, "1 file would be restored" in result.output) == (0, True)
    assert result.output.startswith("  To restore records/a.yaml\n")
    assert ("Burglary" in changed.read("a.yaml"), len(changed.history.sets())) == (True, 1)


@pytest.mark.usefixtures("changed")
def test_undo_can_leave_publishing_for_later(folder, clearinghouse):
    assert clearinghouse("undo", "--no-publish").exit_code == 0
    assert found_ids(folder, "burglary") == ["a"]


def test_a_conflict_is_named_and_nothing_is_undone(changed, clearinghouse):
    make_change(changed.settings, changed.draft("Both", a={"title": "Burglaries"}, b={"title": "Gangs"}))
    changed.write("a.yaml", "id: a\ntitle: By hand\n")
    result = clearinghouse("undo")
    assert (result.exit_code, "title: Gangs" in changed.read("b.yaml")) == (2, True)
    assert "the same places were changed since in records/a.yaml (by hand)" in result.stderr
    assert "'clearinghouse undo 2 --keep-changed' leaves these files" in result.stderr
    assert "'clearinghouse undo 2 --discard-changed' discards" in result.stderr


def test_a_conflict_with_an_edit_by_hand_never_leads_to_changes_that_are_taken_back(changed, clearinghouse):
    changed.write("a.yaml", changed.read("a.yaml").replace("Burglary", "By hand"))
    make_change(changed.settings, changed.draft("Even better titles", a={"title": "Burglaries"}))
    assert "Take back 2 first ('clearinghouse undo 2')" in clearinghouse("undo", "1").stderr
    assert clearinghouse("undo", "2").exit_code == 0
    stderr = clearinghouse("undo", "1").stderr
    assert ("in records/a.yaml (by hand). " in stderr, "Take back" in stderr) == (True, False)


def test_keeping_what_was_changed_is_not_offered_if_nothing_else_would_be_restored(changed, clearinghouse):
    changed.write("a.yaml", "id: a\ntitle: By hand\n")
    stderr = clearinghouse("undo").stderr
    assert "(by hand). 'clearinghouse undo 1 --discard-changed' discards what was changed" in stderr
    assert "--keep-changed" not in stderr


@pytest.mark.usefixtures("changed")
def test_history_lists_changes_and_their_undoing(clearinghouse):
    clearinghouse("undo", "1")
    lines = clearinghouse("history").stdout.splitlines()
    assert [line[:6].strip() for line in lines[:2]] == ["2", "1"]
    assert lines[1].endswith("Better titles (undone by 2)")


@pytest.mark.usefixtures("changed")
def test_the_history_of_a_record_has_its_values_before_and_after(clearinghouse):
    assert "title: First -> Burglary" in clearinghouse("history", "a").stdout
    (change,) = json.loads(clearinghouse("history", "a", "--json").stdout)["changes"]
    assert change["changes"] == [{"field": "title", "before": "First", "after": "Burglary"}]


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize("name", ["a", "1"])
def test_the_history_of_a_record_and_a_change_say_what_is_undone(clearinghouse, name):
    clearinghouse("undo", "1")
    assert "Better titles (undone by 2)\n" in clearinghouse("history", name).stdout
    printed = json.loads(clearinghouse("history", name, "--json").stdout)
    assert printed.get("changes", [printed])[-1]["undone_by"] == 2


def test_an_undo_is_not_in_the_history_of_a_record_that_it_left_alone(changed, clearinghouse):
    make_change(changed.settings, changed.draft("Both", a={"title": "Burglaries"}, b={"title": "Gangs"}))
    changed.write("a.yaml", "id: a\ntitle: By hand\n")
    assert clearinghouse("undo", "2", "--keep-changed").exit_code == 1
    listed = {
        name: [change["number"] for change in json.loads(clearinghouse("history", name, "--json").stdout)["changes"]]
        for name in "ab"
    }
    assert listed == {"a": [2, 1], "b": [3, 2]}


def test_a_dry_run_says_that_nothing_can_be_restored_of_what_was_changed_since(changed, clearinghouse):
    changed.write("a.yaml", "id: a\ntitle: By hand\n")
    output = clearinghouse("undo", "--dry-run").stdout
    assert "records/a.yaml was changed since in the same places (by hand), so it stays as it is.\n" in output
    assert output.endswith("Nothing can be restored of change 1, Better titles.\n")


@pytest.mark.usefixtures("changed")
def test_a_record_that_no_command_changed_has_no_history(clearinghouse):
    assert clearinghouse("history", "b").stdout == "No command has changed 'b'.\n"


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("history", "aa"), "there is no record 'aa', and no command changed one"),
        (("history", "records"), "there is no record 'records'"),
        (("history", "99"), "there is no change 99: the last one is 1"),
        (("history", "--locked", "a"), "--locked lists all records"),
        (("undo", "abc"), "'abc' is not the number of a change: 'clearinghouse history' lists them"),
        (("undo", "0"), "'0' is not the number of a change"),
        (("undo", "99999"), "there is no change 99999: the last one is 1; 'clearinghouse history' lists them"),
        (("undo", "--keep-changed", "--discard-changed"), "choose one of"),
    ],
)
def test_a_typing_error_is_answered_with_what_there_is(clearinghouse, arguments, words):
    result = clearinghouse(*arguments)
    assert (result.exit_code, words in " ".join(result.stderr.split())) == (2, True), result.stderr


def test_the_history_of_an_unknown_record_names_the_nearest(edited, clearinghouse):
    edited.write("c.yaml", "id: town-shooting-review\ntitle: C\n")
    result = clearinghouse("history", "town-shooting-reveiw")
    assert result.stderr.endswith("and no command changed one: did you mean 'town-shooting-review'?\n")


@pytest.mark.usefixtures("changed")
def test_the_number_of_a_change_shows_its_records_and_files(clearinghouse):
    lines = clearinghouse("history", "1").stdout.splitlines()
    assert lines[0].endswith("Better titles")
    assert [line.strip() for line in lines[1:]] == ["1 record: a", "1 file: records/a.yaml"]


def test_a_damaged_change_is_named_after_the_others(changed, clearinghouse):
    (changed.settings.data / "history/sets/000002.json").write_bytes(b"{}")
    result = clearinghouse("history")
    assert (result.exit_code, "Better titles" in result.stdout, "000002.json is damaged" in result.stderr) == (
        1,
        True,
        True,
    )


@pytest.mark.usefixtures("edited")
def test_without_changes_there_is_nothing_to_undo(clearinghouse):
    result = clearinghouse("undo", "--json")
    message = json.loads(result.stdout)["error"]["message"]
    assert (result.exit_code, message.startswith("there is nothing to undo: ")) == (2, True)
    assert "Changes by hand are not known to undo; 'clearinghouse rollback' shows visitors" in message


@pytest.mark.usefixtures("changed")
def test_undo_prints_one_object(clearinghouse):
    printed = json.loads(clearinghouse("undo", "--json").stdout)
    assert (printed["undone"]["number"], printed["files"], printed["index"]["published"]) == (
        1,
        ["records/a.yaml"],
        True,
    )


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_change_in_a_checkout_is_one_commit_of_its_files_only(edited):
    git = ["git", "-C", str(edited.corpus)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    edited.write("own.yaml", "id: own\ntitle: Work in progress\n")
    change = make_change(edited.settings, edited.draft("Better titles", a={"title": "New"}), publish=False)
    assert change.notes == ()
    log = subprocess.run([*git, "log", "--name-only", "--format=%s"], check=True, capture_output=True, text=True)
    assert log.stdout.split("\n\n") == ["Better titles", "records/a.yaml\n"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_commit_that_fails_is_a_note_and_the_change_stays(edited):
    git = ["git", "-C", str(edited.corpus)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    hook = edited.corpus / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho not today >&2\nexit 1\n")
    hook.chmod(0o755)
    change = make_change(edited.settings, edited.draft(a={"title": "New"}), publish=False)
    assert change.notes == ("The change was made, but git could not commit it: not today",)
    assert "title: New" in edited.read("a.yaml")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_hook_that_changes_a_file_is_a_note_and_the_set_stays(edited):
    subprocess.run(["git", "-C", str(edited.corpus), "init", "--quiet"], check=True)
    hook = edited.corpus / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho '# checked' >> records/a.yaml\necho '# too' >> records/b.yaml\n")
    hook.chmod(0o755)
    change = make_change(edited.settings, edited.draft(a={"title": "New"}), publish=False)
    assert change.notes == ("A hook of git changed records/a.yaml after the change was made.",)
    assert plan_undo(edited.settings).change_set == change.change_set


def checkout(edited):
    """Make the corpus a checkout in which everything is committed, and return the command for git in it."""
    git = ["git", "-C", str(edited.corpus), "-c", "user.name=Ana", "-c", "user.email=ana@example.org"]
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "All"]):
        subprocess.run([*git, *command], check=True)
    return git


def output(command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_file_whose_name_is_a_pattern_is_committed_alone(edited):
    edited.write("*.yaml", "id: star\ntitle: Star\n")
    git = checkout(edited)
    edited.write("a.yaml", "id: a\ntitle: Work in progress\n")
    assert make_change(edited.settings, edited.draft(star={"title": "New"}), publish=False).notes == ()
    assert output([*git, "status", "--short"]) == " M records/a.yaml\n"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_merge_in_progress_is_left_alone(edited):
    git = checkout(edited)
    (edited.corpus / ".git/MERGE_HEAD").write_text(output([*git, "rev-parse", "HEAD"]))
    change = make_change(edited.settings, edited.draft(a={"title": "New"}), publish=False)
    assert ("a merge is in progress" in change.notes[0], output([*git, "diff", "--cached"])) == (True, "")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_corpus_that_git_ignores_has_no_commits_and_no_notes(edited):
    subprocess.run(["git", "-C", str(edited.corpus), "init", "--quiet"], check=True)
    (edited.corpus / ".gitignore").write_text("*\n")
    assert make_change(edited.settings, edited.draft(a={"title": "New"}), publish=False).notes == ()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_change_that_git_has_already_is_no_failure(edited):
    original = edited.read("a.yaml")
    edited.write("a.yaml", "id: a\ntitle: New\n")
    checkout(edited)
    edited.write("a.yaml", original)
    assert make_change(edited.settings, edited.draft(a={"title": "New"}), publish=False).notes == ()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_checkout_that_git_refuses_to_use_is_a_note(edited):
    subprocess.run(["git", "-C", str(edited.corpus), "init", "--quiet"], check=True)
    (edited.corpus / ".git/config").write_text("[damaged\n")
    change = make_change(edited.settings, edited.draft(a={"title": "New"}), publish=False)
    assert "git could not commit it" in change.notes[0]
