"""Snippets: highlighted spans, and labels for where a passage is."""

import pytest

from catalog.model import Locator, LocatorKind
from catalog.search.result import Snippet
from webui.components.snippets import SnippetSpan, passage_label, snippet_place, snippet_spans


def test_the_spans_of_a_snippet_are_its_text_split_at_the_marks():
    snippet = Snippet("Plate readers at work", ((0, 5), (17, 21)))
    assert list(snippet_spans(snippet)) == [
        SnippetSpan("Plate", marked=True),
        SnippetSpan(" readers at "),
        SnippetSpan("work", marked=True),
    ]


def test_the_bars_between_the_cells_of_a_table_are_dots_in_a_snippet():
    snippet = Snippet("task | done | a|b", ((7, 11),))
    assert list(snippet_spans(snippet)) == [
        SnippetSpan("task \u00b7 "),
        SnippetSpan("done", marked=True),
        SnippetSpan(" \u00b7 a|b"),
    ]


def test_a_snippet_without_marks_is_one_span():
    assert list(snippet_spans(Snippet("text"))) == [SnippetSpan("text")]


@pytest.mark.parametrize(
    ("locator", "label"),
    [
        (Locator(LocatorKind.PAGE, "p. 12"), "p. 12"),
        (Locator(LocatorKind.TIME, "00:12:34"), "Jump to 12:34"),
        (Locator(LocatorKind.TIME, "01:12:34"), "Jump to 01:12:34"),
        (Locator(), "In the text"),
    ],
)
def test_the_label_of_a_passage_is_that_of_its_locator(locator, label):
    assert passage_label(Snippet("", (), locator, 0)) == label


@pytest.mark.parametrize(
    ("locator", "changes", "label"),
    [
        (Locator(LocatorKind.PAGE, "p. 12"), {"part": 2}, "p. 12, passage 2"),
        (Locator(LocatorKind.PAGE, "p. 12"), {"part": 2, "heading": "Costs"}, "p. 12, Costs"),
        (Locator(), {"part": 1}, "In the text, passage 1"),
    ],
)
def test_passages_at_one_place_have_different_labels(locator, changes, label):
    assert passage_label(Snippet("", (), locator, 0, **changes)) == label


def test_the_place_of_a_passage_without_a_locator_is_its_number():
    assert snippet_place(Snippet("", (), Locator(), 0, part=2)) == "passage 2"
