"""A generation that cannot be read is not taken for a damaged one: the process tries again, and not too often."""

import errno
import os
import resource
from contextlib import contextmanager

import pytest

import unreadable
from catalog.errors import UnreadableError
from catalog.live import MAX_RETRY_S, LiveSearcher
from factories import settings
from indexer.check.check import check
from publishing import corrupt_byte, generations, publish_titles


@contextmanager
def too_many_open_files():
    """Let every attempt to open a file fail, as in a process that has as many open as it may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    lowest_free = os.open(os.devnull, os.O_RDONLY)
    os.close(lowest_free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest_free, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextmanager
def unreadable_file(path):
    """Let one file be unreadable, whoever asks; its modification time stays the same."""
    backup = path.parents[2] / "backup"
    path.rename(backup)
    unreadable.link_loop(path)
    yield
    unreadable.moved_back(path, backup)


def open_first(folder, retry_s):
    """Publish a generation, open it, and publish a second one; return both names and the searcher."""
    (first,) = publish_titles(folder, "First")
    live = LiveSearcher(settings(folder), retry_s=retry_s)
    live.current()
    (second,) = publish_titles(folder, "Second")
    return first, second, live


def file_of(folder, name):
    return generations(folder).folder(name) / "segments.json"


def test_a_process_without_free_file_descriptors_serves_the_old_generation_and_opens_the_new_one_later(folder, caplog):
    first, second, live = open_first(folder, 0.0)
    with too_many_open_files():
        assert [live.current().generation for _ in range(3)] == [first] * 3
    assert live.current().generation == second
    assert [entry.levelname for entry in caplog.records] == ["WARNING"]
    assert os.strerror(errno.EMFILE) in caplog.text


def test_a_process_that_starts_without_free_file_descriptors_opens_the_generation_later(folder):
    (name,) = publish_titles(folder, "First")
    live = LiveSearcher(settings(folder), retry_s=0.0)
    with too_many_open_files(), pytest.raises(UnreadableError):
        live.current()
    assert live.current().generation == name


def test_a_file_that_cannot_be_read_is_tried_again(folder):
    first, second, live = open_first(folder, 0.0)
    with unreadable_file(file_of(folder, second)):
        assert live.current().generation == first
    assert live.current().generation == second


def test_a_new_process_serves_an_older_generation_until_the_current_one_can_be_read(folder):
    first, second, _ = open_first(folder, 0.0)
    live = LiveSearcher(settings(folder), retry_s=0.0)
    with unreadable_file(file_of(folder, second)):
        assert live.current().generation == first
    assert live.current().generation == second


def test_between_attempts_nothing_is_opened_until_another_generation_is_published(folder):
    first, second, live = open_first(folder, 3600.0)
    with unreadable_file(file_of(folder, second)):
        assert live.current().generation == first
    assert live.current().generation == first
    generations(folder).rollback(second)
    assert live.current().generation == second


def test_the_time_between_attempts_doubles_up_to_a_limit(folder):
    _, second, live = open_first(folder, 1e-9)
    with unreadable_file(file_of(folder, second)):
        for attempt in range(5):
            live.current()
            assert live._failure.delay_s == 2**attempt * 1e-9
        live._failure = live._failure.__class__(live._failure.error, 0.0, MAX_RETRY_S)
        live.current()
    assert live._failure.delay_s == MAX_RETRY_S


def test_a_damaged_generation_is_not_verified_again_until_another_one_is_published(folder):
    first, second, live = open_first(folder, 0.0)
    original = file_of(folder, second).read_bytes()
    corrupt_byte(file_of(folder, second))
    assert live.current().generation == first
    file_of(folder, second).write_bytes(original)
    assert live.current().generation == first
    generations(folder).rollback(second)
    assert live.current().generation == second


def test_check_names_a_file_that_cannot_be_read(tmp_path):
    (name,) = publish_titles(tmp_path, "First")
    with unreadable_file(file_of(tmp_path, name)):
        messages = [fault.message for fault in check(settings(tmp_path)).faults]
    assert any(f"{name}/segments.json: cannot be read: {os.strerror(errno.ELOOP)}" in message for message in messages)


def test_while_the_list_of_generations_cannot_be_read_none_is_removed(folder):
    names = publish_titles(folder, "First", "Second", "Third", "Fourth")[-3:]
    pruning = generations(folder, keep=1)
    with too_many_open_files():
        with pytest.raises(UnreadableError):
            pruning.names()
        pruning.make_room()
    assert generations(folder).names() == tuple(names)
