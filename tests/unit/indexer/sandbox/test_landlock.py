"""Landlock denies a process files, programs and TCP; each right is tested in its own process."""

import subprocess
import sys

import pytest

from indexer.sandbox import landlock

needs_files = pytest.mark.skipif(landlock.abi() == 0, reason="this kernel has no Landlock")
needs_tcp = pytest.mark.skipif(landlock.abi() < landlock.NETWORK_ABI, reason="this kernel's Landlock has no network")
RESTRICT_SELF = (
    "import os, socket, tempfile; from indexer.sandbox import landlock; print(landlock.restrict(), flush=True); "
)


def restricted(statement):
    """Run a statement in a restricted process; return the Landlock version in force and the last line of its errors."""
    process = subprocess.run(
        [sys.executable, "-c", RESTRICT_SELF + statement], capture_output=True, text=True, check=False
    )
    return int(process.stdout), (process.stderr.splitlines() or [""])[-1]


def test_the_version_in_force_is_that_of_the_kernel():
    assert restricted("") == (landlock.abi(), "")


@needs_files
@pytest.mark.parametrize(
    "statement",
    ["open('/etc/passwd')", "os.listdir('/')", "os.mkdir('/tmp/new')", "os.execv('/bin/true', ['true'])"],
)
def test_files_folders_and_programs_are_denied(statement):
    assert "PermissionError" in restricted(statement)[1]


ALLOWED = (
    "import os, sys; from indexer.sandbox import landlock; from glob import glob; "
    "landlock.restrict(readable=['/usr', '/lib', '/missing'], executable=['/usr/bin/true', *glob('/lib*/ld-*.so*')]); "
)


@needs_files
@pytest.mark.parametrize(
    ("statement", "result"),
    [
        ("open('/usr/bin/true', 'rb')", ""),
        ("os.execv('/usr/bin/true', ['true'])", ""),
        ("open('/etc/passwd')", "PermissionError"),
        ("open('/usr/new', 'w')", "PermissionError"),
        ("os.execv('/usr/bin/env', ['env'])", "PermissionError"),
    ],
)
def test_only_the_files_and_programs_that_are_named_are_allowed(statement, result):
    process = subprocess.run([sys.executable, "-c", ALLOWED + statement], capture_output=True, text=True, check=False)
    assert result in process.stderr
    assert bool(process.returncode) == bool(result)


@needs_tcp
@pytest.mark.parametrize("statement", ["connect(('127.0.0.1', 9))", "bind(('127.0.0.1', 0))"])
def test_tcp_is_denied(statement):
    assert "PermissionError" in restricted(f"socket.socket().{statement}")[1]


def test_a_kernel_without_landlock_has_version_0(monkeypatch):
    monkeypatch.setattr(landlock, "_CREATE_RULESET", 100_000)
    assert landlock.abi() == 0
    assert landlock.restrict() == 0
