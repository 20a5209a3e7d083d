"""Digests show whether two indexes have the same content, without listing it."""

import pytest

from catalog.generations.digests import id_digest, logical_digest


def test_the_order_of_ids_does_not_matter():
    assert id_digest(["a", "b", "c"]) == id_digest(["c", "a", "b"])


@pytest.mark.parametrize("ids", [["a"], ["a", "b", "b"], ["a", "a"], ["a", "c"], ["ab"], [], ["b", "b"]])
def test_a_missing_extra_duplicate_or_different_id_changes_the_digest(ids):
    assert id_digest(ids) != id_digest(["a", "b"])


def test_digests_of_parts_add_up():
    total = int(id_digest(["a", "b"]), 16) + int(id_digest(["c"]), 16)
    assert f"{total % 2**256:064x}" == id_digest(["a", "b", "c"])


def test_the_logical_digest_changes_with_any_stamp():
    assert logical_digest({"a": "1", "b": "2"}) == logical_digest({"b": "2", "a": "1"})
    assert logical_digest({"a": "1", "b": "2"}) != logical_digest({"a": "2", "b": "1"})
