"""The contrast of a widget's colors by WCAG 2, for both grounds that it may stand on. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

BLACK, WHITE = "#000000", "#ffffff"
TEXT_CONTRAST = 4.5
"""What text needs (WCAG 2.2, success criterion 1.4.3)."""
CONTROL_CONTRAST = 3.0
"""What borders of controls and the focus ring need (success criterion 1.4.11)."""
LINEAR_LIMIT = 0.04045
"""The value up to which the transfer function of sRGB is linear (IEC 61966-2-1)."""


class Ground(StrEnum):
    """The page below a widget: light or dark."""

    LIGHT = "light"
    DARK = "dark"


class ColorPair(StrEnum):
    """Two colors that meet in a widget."""

    TEXT = "text"
    LINKS = "links"
    BUTTON = "button"


DEFAULT_COLORS: Mapping[Ground, Mapping[str, str]] = {
    Ground.LIGHT: {"bg": WHITE, "color": BLACK, "primary": "#005ea2"},
    Ground.DARK: {"bg": "#121212", "color": WHITE, "primary": "#73b3e7"},
}
"""The widget's own colors on each ground. Those of the page, Canvas and CanvasText, are as in Chromium."""


@dataclass(frozen=True, slots=True)
class ContrastCheck:
    """Two colors that meet, with their ratio and the least that is needed.

    `ground` is where they meet, None if they are the same on both.
    """

    pair: ColorPair
    ratio: float
    needed: float
    ground: Ground | None = None

    @property
    def passes(self) -> bool:
        """Whether the ratio is enough."""
        return self.ratio >= self.needed


def contrast_ratio(first: str, second: str) -> float:
    """Return the contrast ratio of two colors "#rrggbb", from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def text_color_on(color: str) -> str:
    """Return black or white, whichever is easier to read on a color; the ratio is always at least 4.58."""
    return max((WHITE, BLACK), key=lambda text: contrast_ratio(text, color))


def contrast_checks(chosen: Mapping[str, str], grounds: tuple[Ground, ...] = tuple(Ground)) -> list[ContrastCheck]:
    """Return the checks of every pair with a chosen color, on the grounds where the widget may be.

    `chosen` has the colors "#rrggbb" by `primary`, `bg` and `color`; those that are missing are the widget's own.
    """
    by_pair: dict[ColorPair, dict[Ground, ContrastCheck]] = {}
    for ground in grounds:
        for check in _checks_on(ground, chosen):
            by_pair.setdefault(check.pair, {})[ground] = check
    checks: list[ContrastCheck] = []
    for pair, on_grounds in by_pair.items():
        ratios = {check.ratio for check in on_grounds.values()}
        if len(ratios) == 1:
            (ratio,) = ratios
            checks.append(ContrastCheck(pair, ratio, TEXT_CONTRAST))
        else:
            checks += on_grounds.values()
    return checks


def _checks_on(ground: Ground, chosen: Mapping[str, str]) -> Iterator[ContrastCheck]:
    colors = {**DEFAULT_COLORS[ground], **chosen}
    if "color" in chosen or "bg" in chosen:
        yield ContrastCheck(ColorPair.TEXT, contrast_ratio(colors["color"], colors["bg"]), TEXT_CONTRAST, ground)
    if "primary" in chosen or "bg" in chosen:
        yield ContrastCheck(ColorPair.LINKS, contrast_ratio(colors["primary"], colors["bg"]), TEXT_CONTRAST, ground)
    if "primary" in chosen:
        primary = chosen["primary"]
        yield ContrastCheck(ColorPair.BUTTON, contrast_ratio(text_color_on(primary), primary), TEXT_CONTRAST, ground)


def _luminance(color: str) -> float:
    """Return the relative luminance of a color, from 0 to 1 (WCAG 2.2, "relative luminance")."""
    channels = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= LINEAR_LIMIT else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
