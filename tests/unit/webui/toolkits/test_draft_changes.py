"""Changes to a toolkit, by function and by the form of its page."""

import pytest

from catalog.errors import QueryError
from catalog.toolkit import MAX_ITEMS, MAX_NOTE, MAX_PURPOSE, MAX_SECTIONS, MAX_TITLE, Item, Section, Toolkit
from webui.toolkits import changes
from webui.toolkits.form import apply_form


def toolkit_of(*outlines, **words):
    """Return a toolkit of sections in the notation "Title: a b c"."""
    sections = []
    for text in outlines:
        title, _, ids = text.rpartition(":")
        sections.append(Section(title, tuple(map(Item, ids.split()))))
    return Toolkit(sections=tuple(sections), **words)


def outline(toolkit):
    return [f"{section.title}:{' '.join(item.record for item in section.items)}" for section in toolkit.sections]


PLAIN = toolkit_of(":a b", "One:c d", "Two:e")


def test_a_resource_is_added_once_and_before_the_titled_sections():
    assert outline(changes.add_item(Toolkit(), Item("a"))) == [":a"]
    assert outline(changes.add_item(changes.add_item(PLAIN, Item("f")), Item("f"))) == [":a b f", "One:c d", "Two:e"]
    assert outline(changes.add_item(toolkit_of("One:a"), Item("b"))) == [":b", "One:a"]


def test_a_toolkit_with_as_many_sections_as_it_can_have_takes_a_resource_into_the_last_one():
    full = toolkit_of(*(f"S{number}:" for number in range(MAX_SECTIONS)))
    assert outline(changes.add_item(full, Item("a")))[-1] == f"S{MAX_SECTIONS - 1}:a"


def test_the_untitled_section_is_removed_with_its_last_resource():
    assert outline(changes.remove_item(toolkit_of(":a", "One:"), "a")) == ["One:"]
    assert changes.remove_item(PLAIN, "z") == PLAIN


@pytest.mark.parametrize(
    ("move", "record", "expected"),
    [
        (changes.move_item_up, "b", [":b a", "One:c d", "Two:e"]),
        (changes.move_item_up, "c", [":a b c", "One:d", "Two:e"]),
        (changes.move_item_up, "a", [":a b", "One:c d", "Two:e"]),
        (changes.move_item_down, "a", [":b a", "One:c d", "Two:e"]),
        (changes.move_item_down, "d", [":a b", "One:c", "Two:d e"]),
        (changes.move_item_down, "e", [":a b", "One:c d", "Two:e"]),
        (changes.move_item_down, "z", [":a b", "One:c d", "Two:e"]),
    ],
)
def test_a_resource_moves_by_one_and_into_the_next_section(move, record, expected):
    assert outline(move(PLAIN, record)) == expected


def test_resources_move_to_the_ends_of_other_sections():
    target_sections = {"a": 2, "c": 0, "d": 1, "e": 9, "z": 1}
    assert outline(changes.move_items(PLAIN, target_sections)) == [":b c", "One:d", "Two:e a"]


def test_sections_are_added_moved_and_removed_without_their_resources():
    assert outline(changes.add_section(PLAIN, " Three "))[-1] == "Three:"
    assert outline(changes.move_section_up(PLAIN, 2)) == [":a b", "Two:e", "One:c d"]
    assert (
        changes.move_section_up(PLAIN, 1)
        == changes.move_section_down(PLAIN, 2)
        == changes.move_section_up(PLAIN, 9)
        == PLAIN
    )
    assert outline(changes.remove_section(PLAIN, 1)) == [":a b c d", "Two:e"]
    assert outline(changes.remove_section(toolkit_of("One:a", "Two:b"), 0)) == [":a", "Two:b"]


def test_merging_adds_the_other_sections_without_duplicates():
    other_toolkit = toolkit_of(":b x", "More of it:y a", title="Other", purpose="Why")
    merged = changes.merge(PLAIN, other_toolkit)
    assert outline(merged) == [":a b", "One:c d", "Two:e", "Other:x", "More of it:y"]
    assert (merged.title, merged.purpose) == ("Other", "Why")
    assert changes.merge(Toolkit(), other_toolkit).sections == other_toolkit.sections


MANY = toolkit_of(":" + " ".join(f"r{number}" for number in range(MAX_ITEMS)))


@pytest.mark.parametrize(
    ("change", "limit"),
    [
        (lambda: changes.add_item(MANY, Item("one-more")), MAX_ITEMS),
        (lambda: changes.merge(MANY, PLAIN), MAX_ITEMS),
        (lambda: changes.set_note(PLAIN, "a", "x" * (MAX_NOTE + 1)), MAX_NOTE),
        (lambda: changes.set_title(PLAIN, "x" * (MAX_TITLE + 1)), MAX_TITLE),
        (lambda: changes.set_purpose(PLAIN, "x" * (MAX_PURPOSE + 1)), MAX_PURPOSE),
        (lambda: changes.rename_section(PLAIN, 1, "x" * (MAX_TITLE + 1)), MAX_TITLE),
        (lambda: changes.add_section(toolkit_of(*[f"S{n}:" for n in range(MAX_SECTIONS)]), "Next"), MAX_SECTIONS),
    ],
)
def test_exceeding_a_limit_is_refused_with_the_limit(change, limit):
    with pytest.raises(QueryError, match=f"{limit:,}") as refused:
        change()
    assert refused.value.errors


def test_the_limit_itself_is_allowed():
    assert changes.set_note(PLAIN, "a", " " + "x" * MAX_NOTE + " ").sections[0].items[0].note == "x" * MAX_NOTE
    assert len(changes.add_item(MANY, Item("r0")).ids()) == MAX_ITEMS


def test_a_form_changes_the_texts_and_then_applies_the_button():
    form = {"title": "Mine", "note-b": "Read\r\nit", "sections": "3", "section-1": "First", "do": "up:b"}
    edit = apply_form(PLAIN, form)
    assert (edit.toolkit.title, outline(edit.toolkit)[:2]) == ("Mine", [":b a", "First:c d"])
    assert (edit.toolkit.sections[0].items[0].note, edit.anchor) == ("Read\nit", "item-b")


def test_a_text_that_is_too_long_is_returned_and_the_button_is_not_applied():
    typed = "x" * 1001
    edit = apply_form(PLAIN, {"title": "Mine", "note-b": typed, "do": "remove:a"})
    assert (edit.toolkit.title, edit.toolkit.ids()) == ("Mine", PLAIN.ids())
    assert edit.errors["note-b"].text == typed


def test_every_section_needs_a_title():
    assert set(apply_form(PLAIN, {"sections": "3", "section-1": " ", "do": "save"}).errors) == {"section-1"}
    assert set(apply_form(PLAIN, {"sections": "3", "new-section": " ", "do": "section"}).errors) == {"new-section"}


def test_the_form_of_an_outdated_page_changes_no_section():
    assert apply_form(PLAIN, {"sections": "2", "section-1": "Wrong", "do": "section-remove:2"}).toolkit == PLAIN


@pytest.mark.parametrize("do", ["", "fly", "up:", "section-up:x", "section-remove:-1", "section-down:99", "into:z"])
def test_an_unknown_button_does_nothing(do):
    assert apply_form(PLAIN, {"sections": "3", "do": do}).toolkit == PLAIN


def test_a_proposed_resource_is_added_to_its_section_which_is_created_if_missing():
    toolkit = Toolkit()
    for title, record in (("Start here", "a"), ("Go deeper", "b"), ("Start here", "c"), ("", "d"), ("Start here", "b")):
        toolkit = changes.add_item(toolkit, Item(record), title)
    assert outline(toolkit) == [":d", "Start here:a c", "Go deeper:b"]
