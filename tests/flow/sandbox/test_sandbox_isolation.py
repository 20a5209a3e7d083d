"""A sandboxed process has no access to files, sockets, processes, signals or the terminal."""

import os
import socket

import pytest

from indexer.sandbox import landlock
from sandbox_runs import extracted_text

needs_landlock = pytest.mark.skipif(landlock.abi() == 0, reason="this kernel has no Landlock")
needs_scopes = pytest.mark.skipif(landlock.abi() < landlock.SCOPE_ABI, reason="this kernel's Landlock has no scopes")


@pytest.mark.parametrize("action", ["read_a_file", "list_a_folder", "open_a_datagram_socket"])
def test_a_child_cannot_open_files_folders_or_sockets(job, action):
    assert extracted_text(job(action)).startswith("refused")


def test_a_child_cannot_connect_to_a_server_on_this_machine(job):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        assert extracted_text(job(f"open_a_socket {server.getsockname()[1]}")).startswith("refused")
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_child_cannot_write_files(job, tmp_path):
    tmp_path.chmod(0o777)
    assert extracted_text(job(f"write_a_file {tmp_path / 'new'}")).startswith("refused")
    assert not (tmp_path / "new").exists()


@needs_landlock
def test_a_child_cannot_delete_files(job):
    victim = job("read victim").path
    victim.parent.chmod(0o777)
    assert extracted_text(job(f"delete_a_file {victim}")).startswith("refused")
    assert victim.exists()


@needs_landlock
def test_a_child_cannot_become_another_program(job):
    assert extracted_text(job("become_a_program")).startswith("refused")


@needs_scopes
def test_a_child_cannot_send_signals_to_its_parent(job):
    assert extracted_text(job(f"signal_the_parent {os.getpid()}")).startswith("refused")


@pytest.mark.parametrize("action", ["fork", "start_a_thread", "start_a_program"])
def test_a_child_cannot_start_processes_or_threads(job, action):
    assert extracted_text(job(action)).startswith("refused")


def test_a_child_cannot_raise_its_limits_again(job):
    assert extracted_text(job("raise_the_limits")).startswith("refused")


def test_a_child_has_only_the_standard_streams_and_the_result_pipe(job):
    assert extracted_text(job("count_descriptors")) == "4"


def test_a_child_cannot_write_to_the_terminal(job, capfd):
    assert extracted_text(job("write_to_the_terminal")) == "done"
    assert capfd.readouterr() == ("", "")
