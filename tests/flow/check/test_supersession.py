"""`check` names circles of records that supersede each other, and records with several successors."""

from factories import publish, record, settings
from indexer.check.check import check
from indexer.check.supersession import KIND


def test_a_circle_is_a_fault_that_is_reported_once(tmp_path):
    publish(tmp_path, record("a", supersedes=("b",)), record("b", supersedes=("c",)), record("c", supersedes=("a",)))
    (fault,) = check(settings(tmp_path)).faults
    assert (fault.kind, fault.field) == (KIND, "supersedes")
    assert "(a supersedes b supersedes c supersedes a)" in fault.message


def test_a_chain_is_no_fault(tmp_path):
    publish(tmp_path, record("a", supersedes=("b",)), record("b", supersedes=("c",)), record("c"))
    assert check(settings(tmp_path)).faults == ()


def test_several_successors_are_noted(tmp_path):
    publish(tmp_path, record("a", supersedes=("c",)), record("b", supersedes=("c",)), record("c"))
    assert any("c (by a and b)" in note for note in check(settings(tmp_path)).notes)
