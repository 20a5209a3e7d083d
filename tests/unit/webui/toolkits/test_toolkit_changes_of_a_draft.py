"""What can be done to a toolkit."""

import pytest

from catalog.errors import QueryError
from catalog.toolkit import MAX_ITEMS, MAX_NOTE, MAX_PURPOSE, MAX_SECTIONS, MAX_TITLE, Item, Section, Toolkit
from webui.toolkits import changes
from webui.toolkits.form import edited


def kit(*sections, **words):
    """A toolkit of sections written as "Title: a b c"."""
    made = []
    for text in sections:
        title, _, ids = text.rpartition(":")
        made.append(Section(title, tuple(map(Item, ids.split()))))
    return Toolkit(sections=tuple(made), **words)


def spelled(toolkit):
    return [f"{section.title}:{' '.join(item.record for item in section.items)}" for section in toolkit.sections]


PLAIN = kit(":a b", "One:c d", "Two:e")


def test_a_resource_comes_to_the_end_of_the_last_section_and_only_once():
    assert spelled(changes.added(Toolkit(), Item("a"))) == [":a"]
    assert spelled(changes.added(PLAIN, Item("f"), Item("f"), Item("a"))) == [":a b", "One:c d", "Two:e f"]


def test_a_resource_goes_and_a_group_without_title_goes_with_its_last():
    assert spelled(changes.removed(kit(":a", "One:"), "a")) == ["One:"]
    assert changes.removed(PLAIN, "z") == PLAIN


@pytest.mark.parametrize(
    ("move", "record", "expected"),
    [
        (changes.item_up, "b", [":b a", "One:c d", "Two:e"]),
        (changes.item_up, "c", [":a b c", "One:d", "Two:e"]),
        (changes.item_up, "a", [":a b", "One:c d", "Two:e"]),
        (changes.item_down, "a", [":b a", "One:c d", "Two:e"]),
        (changes.item_down, "d", [":a b", "One:c", "Two:d e"]),
        (changes.item_down, "e", [":a b", "One:c d", "Two:e"]),
        (changes.item_down, "z", [":a b", "One:c d", "Two:e"]),
    ],
)
def test_a_resource_moves_one_place_and_across_the_borders_of_sections(move, record, expected):
    assert spelled(move(PLAIN, record)) == expected


def test_resources_move_to_the_ends_of_other_sections():
    places = {"a": 2, "c": 0, "d": 1, "e": 9, "z": 1}
    assert spelled(changes.items_into(PLAIN, places)) == [":b c", "One:d", "Two:e a"]


def test_sections_come_move_and_leave_their_resources_behind():
    assert spelled(changes.section_added(PLAIN, " Three "))[-1] == "Three:"
    assert spelled(changes.section_up(PLAIN, 2)) == [":a b", "Two:e", "One:c d"]
    assert changes.section_up(PLAIN, 1) == changes.section_down(PLAIN, 2) == changes.section_up(PLAIN, 9) == PLAIN
    assert spelled(changes.section_removed(PLAIN, 1)) == [":a b c d", "Two:e"]
    assert spelled(changes.section_removed(kit("One:a", "Two:b"), 0)) == [":a", "Two:b"]


def test_another_toolkit_comes_behind_without_what_is_there_already():
    other = kit(":b x", "More of it:y a", title="Other", purpose="Why")
    joined = changes.joined(PLAIN, other)
    assert spelled(joined) == [":a b", "One:c d", "Two:e", "Other:x", "More of it:y"]
    assert (joined.title, joined.purpose) == ("Other", "Why")
    assert changes.joined(Toolkit(), other).sections == other.sections


MANY = kit(":" + " ".join(f"r{number}" for number in range(MAX_ITEMS)))


@pytest.mark.parametrize(
    ("change", "limit"),
    [
        (lambda: changes.added(MANY, Item("one-more")), MAX_ITEMS),
        (lambda: changes.joined(MANY, PLAIN), MAX_ITEMS),
        (lambda: changes.noted(PLAIN, "a", "x" * (MAX_NOTE + 1)), MAX_NOTE),
        (lambda: changes.titled(PLAIN, "x" * (MAX_TITLE + 1)), MAX_TITLE),
        (lambda: changes.meant_for(PLAIN, "x" * (MAX_PURPOSE + 1)), MAX_PURPOSE),
        (lambda: changes.section_titled(PLAIN, 1, "x" * (MAX_TITLE + 1)), MAX_TITLE),
        (lambda: changes.section_added(kit(*[f"S{n}:" for n in range(MAX_SECTIONS)]), "Next"), MAX_SECTIONS),
    ],
)
def test_what_is_too_much_is_refused_with_the_limit(change, limit):
    with pytest.raises(QueryError, match=f"{limit:,}") as refused:
        change()
    assert refused.value.errors


def test_exactly_the_limit_is_not_too_much():
    assert changes.noted(PLAIN, "a", " " + "x" * MAX_NOTE + " ").sections[0].items[0].note == "x" * MAX_NOTE
    assert len(changes.added(MANY, Item("r0")).ids()) == MAX_ITEMS


def test_a_form_changes_the_texts_and_then_does_what_was_pressed():
    form = {"title": "Mine", "note-b": "Read\r\nit", "sections": "3", "section-1": "First", "do": "up:b"}
    edit = edited(PLAIN, form)
    assert (edit.toolkit.title, spelled(edit.toolkit)[:2]) == ("Mine", [":b a", "First:c d"])
    assert (edit.toolkit.sections[0].items[0].note, edit.at) == ("Read\nit", "item-b")


def test_a_text_that_is_too_long_keeps_the_button_from_acting_and_comes_back():
    typed = "x" * 1001
    edit = edited(PLAIN, {"title": "Mine", "note-b": typed, "do": "remove:a"})
    assert (edit.toolkit.title, edit.toolkit.ids()) == ("Mine", PLAIN.ids())
    assert edit.faults["note-b"].typed == typed


def test_a_section_keeps_a_title_and_a_new_one_needs_one():
    assert set(edited(PLAIN, {"sections": "3", "section-1": " ", "do": "save"}).faults) == {"section-1"}
    assert set(edited(PLAIN, {"sections": "3", "new-section": " ", "do": "section"}).faults) == {"new-section"}


def test_a_form_of_an_older_page_moves_no_section():
    assert edited(PLAIN, {"sections": "2", "section-1": "Wrong", "do": "section-remove:2"}).toolkit == PLAIN


@pytest.mark.parametrize("do", ["", "fly", "up:", "section-up:x", "section-remove:-1", "section-down:99", "into:z"])
def test_a_button_that_there_is_not_does_nothing(do):
    assert edited(PLAIN, {"sections": "3", "do": do}).toolkit == PLAIN


def test_a_proposed_resource_comes_under_its_title_which_is_made_where_there_is_none():
    toolkit = Toolkit()
    for title, record in (("Start here", "a"), ("Go deeper", "b"), ("Start here", "c"), ("", "d"), ("Start here", "b")):
        toolkit = changes.added_under(toolkit, title, Item(record))
    assert spelled(toolkit) == ["Start here:a c", "Go deeper:b d"]
