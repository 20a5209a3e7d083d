"""Landlock takes a process's rights away, each tried in a process of its own without any other guard."""

import subprocess
import sys

import pytest

from indexer.sandbox import landlock

needs_files = pytest.mark.skipif(landlock.abi() == 0, reason="this kernel has no Landlock")
needs_tcp = pytest.mark.skipif(landlock.abi() < landlock.NETWORK_ABI, reason="this kernel's Landlock has no network")
BEFORE = "import os, socket, tempfile; from indexer.sandbox import landlock; print(landlock.restrict(), flush=True); "


def restricted(deed):
    """Return the version in force, and the last line of what went wrong."""
    done = subprocess.run([sys.executable, "-c", BEFORE + deed], capture_output=True, text=True, check=False)
    return int(done.stdout), (done.stderr.splitlines() or [""])[-1]


def test_the_version_in_force_is_the_kernels():
    assert restricted("") == (landlock.abi(), "")


@needs_files
@pytest.mark.parametrize(
    "deed",
    ["open('/etc/passwd')", "os.listdir('/')", "os.mkdir('/tmp/new')", "os.execv('/bin/true', ['true'])"],
)
def test_files_folders_and_programs_are_out_of_reach(deed):
    assert "PermissionError" in restricted(deed)[1]


@needs_tcp
@pytest.mark.parametrize("deed", ["connect(('127.0.0.1', 9))", "bind(('127.0.0.1', 0))"])
def test_tcp_is_out_of_reach(deed):
    assert "PermissionError" in restricted(f"socket.socket().{deed}")[1]


def test_a_kernel_without_landlock_is_told_apart_cleanly(monkeypatch):
    monkeypatch.setattr(landlock, "_CREATE_RULESET", 100_000)
    assert landlock.abi() == 0
    assert landlock.restrict() == 0
