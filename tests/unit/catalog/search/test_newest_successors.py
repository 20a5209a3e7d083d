"""Each superseded record leads to the last one of its chain."""

from catalog.model import PartialDate
from catalog.search.related.links import newest_successors
from factories import record


def test_a_chain_leads_to_its_end():
    records = record("c", supersedes=("b",)), record("b", supersedes=("a",))
    assert newest_successors(records) == {"a": "c", "b": "c"}


def test_of_several_successors_the_one_published_last_counts():
    older = record("z", supersedes=("a",), published=PartialDate(2019))
    newer = record("b", supersedes=("a",), published=PartialDate(2020))
    assert newest_successors([older, newer]) == newest_successors([newer, older]) == {"a": "b"}


def test_records_of_a_circle_have_no_successor():
    records = record("a", supersedes=("b",)), record("b", supersedes=("a",)), record("c", supersedes=("c",))
    assert newest_successors(records) == {}
