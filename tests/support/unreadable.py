"""Makes files and folders unreadable in ways that stop root, too."""

import os
import shutil
import subprocess


def broken_link(path):
    path.symlink_to("nowhere")


def link_loop(path):
    path.symlink_to(path.name)


def name_too_long(path):
    path.symlink_to("x" * 300)


def pipe(path):
    os.mkfifo(path)


def folder(path):
    path.mkdir()


def file(path):
    path.write_text("a file")


def nothing(path):
    """Leave nothing in the place of what was there."""


def moved_away(path, replacement):
    """Move a file or folder to a place next to it, put a replacement there, and return the place."""
    backup = path.with_name(f"{path.name}.moved")
    path.rename(backup)
    replacement(path)
    return backup


def moved_back(path, backup):
    """Undo `moved_away`."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
    else:
        path.rmdir()
    backup.rename(path)


def unprivileged_prefix():
    """Return how a command begins for which missing permissions count; None if there is no way.

    A process of root must give up the right to override them.
    """
    if os.geteuid() != 0:
        return []
    prefix = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
    return (
        prefix if shutil.which("setpriv") and subprocess.run([*prefix, "true"], check=False).returncode == 0 else None
    )
