"""Repairs of texts: markup, spaces, quotes and periods."""

import pytest

from indexer.check.tidy.texts import (
    TextRole,
    with_plain_spaces,
    with_straight_quotes,
    without_final_period,
    without_markup,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Research &amp; Practice", "Research & Practice"),
        ("Research &amp;amp; Practice", "Research & Practice"),
        ("It&#39;s <em>here</em>", "It's here"),
        ("10<sup>th</sup> year", "10th year"),
        ("One<br/>Two", "One Two"),
        ("AT&T and R&D", "AT&T and R&D"),
        ("if x < 5 and y > 3", "if x < 5 and y > 3"),
        ("&copy; 2024", "\u00a9 2024"),
        ("&nosuchentity; stays", "&nosuchentity; stays"),
    ],
)
def test_entities_become_characters_and_tags_disappear(text, expected):
    assert without_markup(text, TextRole.LINE) == expected


def test_paragraphs_of_a_summary_stay_paragraphs():
    assert without_markup("<p>One</p><p>Two <b>words</b></p>", TextRole.PARAGRAPHS) == "One\n\nTwo words"


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        (" A\u00a0title  of\ttwo\nlines ", TextRole.TITLE, "A title of two lines"),
        ("soft\u00adhyphen and zero\u200bwidth", TextRole.LINE, "softhyphen and zerowidth"),
        ("One  line \n\n\n\nNext\u2009line\n", TextRole.PARAGRAPHS, "One line\n\nNext line"),
    ],
)
def test_spaces_are_single_and_ordinary(text, role, expected):
    assert with_plain_spaces(text, role) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OJJDP\u2019s \u201cModel\u201d program", 'OJJDP\'s "Model" program'),
        ("La polic\u00eda \u00abcercana\u00bb", "La polic\u00eda \u00abcercana\u00bb"),
        ("\u201cCops\u201d", "\u201cCops\u201d"),
        ("\u201cCops\u201d and \u201cRobbers\u201d", '"Cops" and "Robbers"'),
    ],
)
def test_curly_quotes_become_straight_unless_they_enclose_all(text, expected):
    assert with_straight_quotes(text, TextRole.TITLE) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A guide to cameras.", "A guide to cameras"),
        ("Cameras in the U.S.", "Cameras in the U.S."),
        ("Smith Inc.", "Smith Inc."),
        ("Wait...", "Wait..."),
        ("Stop. Look. Listen.", "Stop. Look. Listen."),
        ("What works?", "What works?"),
        ("Who and what.", "Who and what"),
    ],
)
def test_a_period_at_the_end_of_a_title_disappears(text, expected):
    assert without_final_period(text, TextRole.TITLE) == expected


def test_a_summary_keeps_its_period():
    assert without_final_period("A guide to cameras.", TextRole.PARAGRAPHS) == "A guide to cameras."
