"""Commits change sets, if the corpus is in a git checkout."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from indexer.editing.change_set import ChangeSet

TIMEOUT_S = 60.0
MAX_QUOTED_CHARACTERS = 300
"""Characters of git's own message that a note repeats."""

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
    if git is None or not _git(git, corpus, "rev-parse", "--is-inside-work-tree").succeeded:
        return ""
    deleted = _git(git, corpus, "ls-files", "-z", "--deleted").output.split("\0")
    paths = [file.path for file in change_set.files if (corpus / file.path).exists() or file.path in deleted]
    message = "\n\n".join(filter(None, (change_set.title, change_set.why)))
    identity = () if _git(git, corpus, "config", "user.email").succeeded else _identity(change_set.who)
    for command in (("add", "--all"), (*identity, "commit", "--quiet", "--message", message, "--only")):
        result = _git(git, corpus, *command, *FROM_INPUT, paths="\0".join(paths))
        if not result.succeeded:
            reason = result.output[:MAX_QUOTED_CHARACTERS]
            return f"The change was made, but git could not commit it: {reason}"
    return ""


def _identity(who: str) -> Sequence[str]:
    """Return options for a user who has told git no name."""
    return ("-c", f"user.name={who}", "-c", "user.email=clearinghouse@localhost")


def _git(git: str, corpus: Path, *arguments: str, paths: str = "") -> _Result:
    """Run git in the corpus folder, with paths on its standard input."""
    try:
        done = subprocess.run(  # noqa: S603  # our own arguments
            [git, *arguments], cwd=corpus, input=paths, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
    except (OSError, UnicodeError, subprocess.SubprocessError) as error:
        return _Result(succeeded=False, output=str(error))
    succeeded = done.returncode == 0
    output = done.stdout if succeeded else (done.stderr or done.stdout).strip()
    return _Result(succeeded, output)
