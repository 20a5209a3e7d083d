"""The contrast of a widget's colors by WCAG 2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webui.embed.contrast import ColorPair, Ground, contrast_checks, contrast_ratio, text_color_on

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#ffffff", "#000000", 21),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#005ea2", "#ffffff", 6.72),
        ("#ff0000", "#00ff00", 2.91),
        ("#123456", "#123456", 1),
    ],
)
def test_a_ratio_is_that_of_the_known_examples_in_both_directions(first, second, ratio):
    assert contrast_ratio(first, second) == pytest.approx(ratio, abs=0.005)
    assert contrast_ratio(second, first) == contrast_ratio(first, second)


@given(COLORS)
def test_black_or_white_text_is_readable_on_any_color(color):
    assert contrast_ratio(text_color_on(color), color) >= 4.5


@pytest.mark.parametrize(("color", "text"), [("#005ea2", "#ffffff"), ("#ffbe2e", "#000000"), ("#777777", "#000000")])
def test_the_text_color_is_the_one_with_more_contrast(color, text):
    assert text_color_on(color) == text


def test_nothing_is_checked_while_no_color_is_chosen():
    assert contrast_checks({}) == []


def test_a_main_color_is_checked_on_both_grounds_and_once_with_its_own_text():
    checks = contrast_checks({"primary": "#005ea2"})
    assert [(check.pair, check.ground, check.passes) for check in checks] == [
        (ColorPair.LINKS, Ground.LIGHT, True),
        (ColorPair.LINKS, Ground.DARK, False),
        (ColorPair.BUTTON, None, True),
    ]


def test_a_widget_that_is_always_light_is_only_checked_on_a_light_ground():
    checks = contrast_checks({"primary": "#005ea2"}, (Ground.LIGHT,))
    assert all(check.passes for check in checks)


def test_a_pair_of_chosen_colors_is_checked_once_because_the_ground_does_not_matter():
    checks = contrast_checks({"bg": "#eeeeee", "color": "#999999"})
    (text,) = [check for check in checks if check.pair is ColorPair.TEXT]
    assert (text.ground, text.passes) == (None, False)


def test_a_background_without_a_text_color_meets_the_text_of_each_ground():
    text = [check for check in contrast_checks({"bg": "#ffffff"}) if check.pair is ColorPair.TEXT]
    assert [(check.ground, check.passes) for check in text] == [(Ground.LIGHT, True), (Ground.DARK, False)]
