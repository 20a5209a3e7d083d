"""The change log has the last change of every resource, and is continued by each publication."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import DamagedError
from catalog.generations.change_log import (
    ChangeKind,
    ChangeLog,
    LoggedChange,
    ResourceVersion,
    change_log_json,
    continued,
    parse_change_log,
    read_rollback_log,
    rollback_log_faults,
    write_rollback_log,
)

FIRST = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
SECOND, THIRD = FIRST + dt.timedelta(hours=1), FIRST + dt.timedelta(hours=2)

versions = st.builds(
    ResourceVersion,
    st.sampled_from(["1", "2"]),
    st.lists(st.sampled_from(["technology", "gun-violence"])).map(tuple),
    st.sampled_from([None, "webinar"]),
)
publications = st.lists(st.dictionaries(st.sampled_from("abcdef"), versions), min_size=1)


ONE, TWO = ResourceVersion("1", ("technology",), "webinar"), ResourceVersion("2")


def log_of(*publications):
    """Return the log after some publications, the first at FIRST, each an hour after the one before."""
    log = None
    for number, published in enumerate(publications):
        log = continued(log, published, FIRST + dt.timedelta(hours=number))
    return log


def kinds(log):
    return {key: (change.kind.value, change.changed_at) for key, change in log.changes.items()}


def test_a_new_log_starts_with_every_resource():
    log = log_of({"b": ONE, "a": ONE})
    assert log.started_at == FIRST
    assert list(kinds(log).items()) == [("a", ("added", FIRST)), ("b", ("added", FIRST))]


def test_a_resource_that_stays_as_it_is_keeps_the_time_of_its_last_change():
    assert kinds(log_of({"a": ONE}, {"a": ONE})) == {"a": ("added", FIRST)}


def test_a_resource_in_another_version_has_changed():
    assert kinds(log_of({"a": ONE}, {"a": TWO})) == {"a": ("changed", SECOND)}


def test_a_removal_stays_in_the_log_with_the_last_version():
    log = log_of({"a": ONE}, {}, {})
    assert log.changes == {"a": LoggedChange(SECOND, ChangeKind.REMOVED, ONE)}


def test_a_resource_that_comes_back_is_added():
    assert kinds(log_of({"a": ONE}, {}, {"a": ONE})) == {"a": ("added", THIRD)}


def test_no_change_is_older_than_one_before_it_even_if_the_clock_goes_back():
    log = continued(continued(None, {"a": ONE}, SECOND), {"a": TWO}, FIRST)
    assert kinds(log) == {"a": ("changed", SECOND)}


def test_only_changes_since_the_start_of_the_log_are_known():
    log = log_of({"a": ONE, "b": ONE}, {"a": TWO, "b": ONE})
    assert (log.changed_at("a"), log.changed_at("b"), log.changed_at("c")) == (SECOND, None, None)


@given(publications)
def test_after_any_publications_the_log_has_the_versions_of_the_last(published):
    assert log_of(*published).versions() == dict(sorted(published[-1].items()))


@given(publications)
def test_a_stored_log_is_read_as_it_was(published):
    log = log_of(*published)
    assert parse_change_log(change_log_json(log)) == log


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"version": 2}', b'{"version": 1, "started_at": "x", "changes": {}}', b"\xff"]
)
def test_what_is_not_a_log_is_refused(content):
    with pytest.raises(DamagedError):
        parse_change_log(content)


def test_a_changed_log_of_a_rollback_is_not_used_and_named(tmp_path):
    write_rollback_log(tmp_path, "000001-x", ChangeLog(FIRST))
    assert read_rollback_log(tmp_path, "000001-x") == change_log_json(ChangeLog(FIRST))
    path = tmp_path / "rollback-logs" / "000001-x.json"
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(DamagedError):
        read_rollback_log(tmp_path, "000001-x")
    assert list(rollback_log_faults(tmp_path)) == [("rollback-logs/000001-x.json", "was changed")]
