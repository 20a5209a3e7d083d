"""Which values count as those of a source after some of its imports were taken back."""

from indexer.importers.planning.fates import Fate, FateKind, FieldFate, hash_or_none, hashes
from indexer.importers.planning.import_state import ImportState
from indexer.importers.planning.replaced_values import MAX_REMEMBERED_SETS, ReplacedValues, with_replaced

STATE = ImportState(
    items={"p1": hashes({"title": "Third", "url": "u"})},
    replaced={2: {"p1": {"title": hash_or_none("First"), "url": None}}, 3: {"p1": {"title": hash_or_none("Second")}}},
)


def base(here, *, undone=(2, 3), locked=()):
    return ReplacedValues(STATE, undone.__contains__).base("p1", here, locked)


def test_a_value_from_before_an_import_that_was_taken_back_is_the_sources():
    assert base({"title": "First", "url": "u"}) == hashes({"title": "First", "url": "u"})
    assert base({"title": "Second"}) == hashes({"title": "Second"})


def test_a_value_from_before_an_import_that_stands_is_not_the_sources():
    assert base({"title": "First", "url": "u"}, undone=(3,)) == hashes({"title": "Third", "url": "u"})


def test_a_restored_value_in_a_locked_field_is_not_the_sources():
    assert base({"title": "First", "url": "u"}, locked=("title",)) == hashes({"title": "Third", "url": "u"})


def test_a_value_that_an_undo_left_alone_is_what_the_source_gave_last():
    assert base({"title": "Third", "url": "u"}) == hashes({"title": "Third", "url": "u"})


def test_values_are_kept_of_items_that_were_not_compared_since_their_import_was_taken_back():
    values = ReplacedValues(STATE, (3,).__contains__)
    assert values.remaining() == STATE.replaced
    values.base("p1", {}, ())
    assert values.remaining() == {2: STATE.replaced[2]}


def test_the_replaced_values_of_the_newest_sets_are_kept():
    def fates(number):
        return [Fate(FateKind.CHANGED, "row 2", "p1", fields=(FieldFate("title", f"Title {number}", "New"),))]

    replaced = {}
    for number in range(1, 2 * MAX_REMEMBERED_SETS + 1):
        replaced = with_replaced(replaced, number, fates(number))
    assert sorted(replaced) == list(range(MAX_REMEMBERED_SETS + 1, 2 * MAX_REMEMBERED_SETS + 1))
    assert replaced[12] == {"p1": {"title": hash_or_none("Title 12")}}


def test_a_set_that_changed_no_record_takes_no_place():
    new = [Fate(FateKind.NEW, "row 2", "p1")]
    assert with_replaced(STATE.replaced, 4, new) == STATE.replaced
