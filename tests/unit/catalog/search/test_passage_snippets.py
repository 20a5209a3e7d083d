"""Snippets show sentences, leave out boilerplate, prefer them to rows, and say where they are."""

import pytest

from catalog.model import Locator, LocatorKind, Passage
from catalog.search.excerpt import MAX_SNIPPET
from catalog.search.query.tree import Word
from catalog.search.snippets import snippets

GUN = Word("gun")
PAGE = Locator(LocatorKind.PAGE, "p. 12", "page=12")
FILLER = "The unit meets every week with its partners and looks at what happened since. "


def passage(text, *, boilerplate="", rows="", locator=PAGE):
    spans = [((text.index(part), text.index(part) + len(part)),) if part else () for part in (boilerplate, rows)]
    return Passage(0, locator, text, *spans)


def of(*passages, limit=2):
    return snippets(None, enumerate(passages), [GUN], max_passages=limit)


def texts(*passages, limit=2):
    return [snippet.text for snippet in of(*passages, limit=limit)]


def test_a_snippet_starts_and_ends_with_a_sentence():
    (text,) = texts(passage(f"{FILLER * 6}Every gun is traced within a day. {FILLER * 6}"))
    assert text == f"Every gun is traced within a day. {FILLER * 2}".strip()


def test_a_long_sentence_is_cut_between_words_with_an_ellipsis():
    (text,) = texts(passage(f"{FILLER * 3}Every gun is traced {'within a day and ' * 30}"))
    assert text.startswith("Every gun is traced within")
    assert text.endswith(("within \u2026", "a \u2026", "day \u2026", "and \u2026"))
    assert len(text) <= MAX_SNIPPET + 2


def test_near_its_end_a_text_is_shown_from_an_earlier_sentence():
    (text,) = texts(passage(f"{FILLER * 6}Trace every gun."))
    assert text == f"{FILLER * 2}Trace every gun."


def test_an_abbreviation_does_not_end_a_sentence():
    (text,) = texts(passage(f"{FILLER * 6}The U.S. Department and Dr. Lee of No. 5 trace every gun. {FILLER * 6}"))
    assert text.startswith("The U.S. Department and Dr. Lee of No. 5 trace")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("with a gun.\n\nNext", "with a gun.  Next"),
        (f"and {FILLER * 2}A gun.", f"\u2026 and {FILLER * 2}A gun."),
        (f"A gun. {FILLER}And then the rest of it follows on the next page, as so many of these sentences do", None),
    ],
)
def test_the_rest_of_a_sentence_from_another_page_has_an_ellipsis(text, shown):
    assert texts(passage(text)) == [shown or f"{text} \u2026"]


def test_boilerplate_is_never_shown():
    head = "Gun report | 3"
    assert texts(passage(f"{head}\n\nOther words.", boilerplate=head)) == []
    assert texts(passage(f"A gun.\n\n{head}\n\nOther words.", boilerplate=head)) == ["A gun."]


def test_rows_are_shown_only_if_nothing_else_matches():
    row = "Gun | 12 | 14"
    with_row, with_sentence = passage(f"Table\n\n{row}", rows=row), passage("A gun.")
    assert texts(with_row, with_sentence) == ["A gun."]
    assert texts(with_row, with_row) == [row]


def test_a_sentence_is_shown_before_the_row_of_the_same_passage():
    row = "Gun | gun | gun"
    assert texts(passage(f"{row}\n\nTrace a gun.", rows=row)) == ["Trace a gun."]


def test_no_more_passages_are_read_than_needed():
    def passages():
        yield 0, passage("A gun.")
        raise AssertionError

    assert len(snippets(None, passages(), [GUN], max_passages=1)) == 1


def test_snippets_are_in_the_order_of_the_text():
    better, earlier = (7, passage("gun gun")), (3, passage("A gun."))
    assert [snippet.passage for snippet in snippets(None, [better, earlier], [GUN])] == [3, 7]


def test_passages_at_different_places_have_only_their_locators():
    other = Locator(LocatorKind.PAGE, "p. 13", "page=13")
    assert [snippet.label for snippet in of(passage("A gun."), passage("A gun.", locator=other))] == ["p. 12", "p. 13"]


def test_two_passages_of_a_page_are_told_apart_by_their_headings():
    first, second = passage(f"Tracing\n\nA gun. {FILLER}"), passage(f"{FILLER}\n\nStorage\n\nA gun is here.")
    assert [snippet.label for snippet in of(first, second)] == ["p. 12, Tracing", "p. 12, Storage"]


def test_two_passages_of_a_page_without_own_headings_are_numbered():
    assert [snippet.label for snippet in of(passage("A gun."), passage("The gun."))] == [
        "p. 12, passage 1",
        "p. 12, passage 2",
    ]


def test_the_heading_of_a_section_does_not_tell_its_passages_apart():
    locator = Locator(LocatorKind.HEADING, "Tracing", "tracing")
    parts = of(passage("Tracing\n\nA gun.", locator=locator), passage("The gun.", locator=locator))
    assert [snippet.label for snippet in parts] == ["Tracing, passage 1", "Tracing, passage 2"]


def test_boilerplate_is_not_taken_for_a_heading():
    first = passage("Annual report\n\nA gun.", boilerplate="Annual report")
    assert [snippet.heading for snippet in of(first, passage("The gun."))] == ["", ""]
