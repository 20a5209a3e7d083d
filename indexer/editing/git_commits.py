"""Commits change sets, if the corpus is in a git checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from catalog.text import listed
from indexer.editing.atomic_files import content_hash, read_or_none
from indexer.editing.change_set import ChangeSet

TIMEOUT_S = 60.0
MAX_QUOTED_CHARACTERS = 300
"""Characters of git's own message that a note repeats."""
MAX_NAMED = 3
"""The files that a note names."""

NO_CHECKOUT, NOTHING_NEW = "not a git repository", "nothing to commit"
"""What git says if a folder is in no checkout, and if it has the content of the files already."""

FROM_INPUT = ("--pathspec-from-file=-", "--pathspec-file-nul")


class _Result(NamedTuple):
    """Whether git succeeded, and what it wrote."""

    succeeded: bool
    output: str


def commit(corpus: Path, change_set: ChangeSet) -> str:
    """Commit the files of a change set, and only these; return an empty text, or why that failed, for the editor.

    Nothing happens if git is not installed, or if the corpus is in no checkout.
    """
    git = shutil.which("git")
    if git is None:
        return ""
    checkout = _git(git, corpus, "rev-parse", "--is-inside-work-tree")
    if not checkout.succeeded:
        return "" if NO_CHECKOUT in checkout.output else _note(checkout.output)
    if _git(git, corpus, "rev-parse", "--quiet", "--verify", "MERGE_HEAD").succeeded:
        return _note("a merge is in progress; commit it yourself when it is done.")
    deleted = _git(git, corpus, "ls-files", "-z", "--deleted").output.split("\0")
    files = [file.path for file in change_set.files if (corpus / file.path).exists() or file.path in deleted]
    ignored = _git(git, corpus, "check-ignore", "--stdin", "-z", paths="\0".join(files)).output.split("\0")
    paths = [path for path in files if path not in ignored]
    note = _commit(git, corpus, change_set, paths) if paths else ""
    return " ".join(filter(None, (note, _changed_by_hooks(corpus, change_set))))


def _changed_by_hooks(corpus: Path, change_set: ChangeSet) -> str:
    """Return a note about files of a set that have another content now: hooks of git can change them."""
    changed = [file.path for file in change_set.files if content_hash(read_or_none(corpus / file.path)) != file.after]
    if not changed:
        return ""
    return f"A hook of git changed {listed(changed, MAX_NAMED)} after the change was made."


def _commit(git: str, corpus: Path, change_set: ChangeSet, paths: Sequence[str]) -> str:
    """Commit paths of a change set; return why that failed. It is fine if git has their content already."""
    message = "\n\n".join(filter(None, (change_set.title, change_set.why)))
    identity = () if _git(git, corpus, "config", "user.email").succeeded else _identity(change_set.who)
    for command in (("add", "--all"), (*identity, "commit", "--quiet", "--message", message, "--only")):
        result = _git(git, corpus, "--literal-pathspecs", *command, *FROM_INPUT, paths="\0".join(paths))
        if not result.succeeded:
            return "" if NOTHING_NEW in result.output else _note(result.output)
    return ""


def _note(reason: str) -> str:
    return f"The change was made, but git could not commit it: {reason[:MAX_QUOTED_CHARACTERS]}"


def _identity(who: str) -> Sequence[str]:
    """Return options for a user who has told git no name."""
    return ("-c", f"user.name={who}", "-c", "user.email=clearinghouse@localhost")


def _git(git: str, corpus: Path, *arguments: str, paths: str = "") -> _Result:
    """Run git in the corpus folder, with paths on its standard input."""
    try:
        done = subprocess.run(  # noqa: S603  # our own arguments
            [git, *arguments],
            cwd=corpus,
            input=paths,
            env={**os.environ, "LC_ALL": "C.UTF-8"},  # its messages in English
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
    except (OSError, UnicodeError, subprocess.SubprocessError) as error:
        return _Result(succeeded=False, output=str(error))
    succeeded = done.returncode == 0
    output = done.stdout if succeeded else (done.stderr or done.stdout).strip()
    return _Result(succeeded, output)
