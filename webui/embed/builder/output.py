"""What the embed builder shows for its form: the preview, the codes to copy, and the contrast of the colors."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from babel.numbers import format_decimal
from markupsafe import Markup

from webui.embed.contrast import (
    CONTROL_CONTRAST,
    TEXT_CONTRAST,
    WHITE,
    ColorPair,
    ContrastCheck,
    Ground,
    contrast_checks,
    text_color_on,
)
from webui.embed.options import COLORS, WidgetMode, WidgetOptions, WidgetTheme
from webui.embed.snippets import (
    EmbeddedWidget,
    data_code,
    element_code,
    feed_url,
    form_code,
    frame_code,
    frame_script_code,
    policy_lines,
    react_code,
    script_code,
    style_properties,
)
from webui.http.params import Params
from webui.i18n.locale import gettext as _
from webui.i18n.locale import locale_tag


@dataclass(frozen=True, slots=True)
class EmbedCode:
    """Code to copy: the id of its field, its title, and when to use it."""

    id: str
    title: str
    advice: str
    text: str


@dataclass(frozen=True, slots=True)
class ContrastLine:
    """A sentence about two colors, and whether their contrast is enough."""

    text: str
    passes: bool


@dataclass(frozen=True, slots=True)
class EmbedOutput:
    """The codes, and what the preview needs.

    `preview` is the widget with the URLs of this site as the visitor sees it, and `fallback` what it shows without
    JavaScript. `styles` has the custom properties with the chosen colors.
    """

    widget: EmbeddedWidget
    preview: EmbeddedWidget
    fallback: Markup
    codes: tuple[EmbedCode, ...]
    contrast: tuple[ContrastLine, ...]
    styles: Params
    policy: tuple[tuple[str, str], ...]
    frame_script: str
    react: str
    script: str

    @property
    def is_list(self) -> bool:
        """Whether the widget has no search box."""
        return self.widget.options.mode is WidgetMode.LIST


def embed_output(widget: EmbeddedWidget, preview: EmbeddedWidget) -> EmbedOutput:
    """Return everything that is shown for a widget, in the language of the request."""
    return EmbedOutput(
        widget=widget,
        preview=preview,
        fallback=Markup(form_code(preview)),  # noqa: S704  # every value in it is escaped
        codes=tuple(_codes(widget)),
        contrast=tuple(_contrast_lines(widget.options)),
        styles=style_properties(widget.options),
        policy=policy_lines(widget),
        frame_script=frame_script_code(widget),
        react=react_code(widget),
        script=script_code(widget),
    )


def _codes(widget: EmbeddedWidget) -> Iterator[EmbedCode]:
    yield EmbedCode(
        "code-element",
        _("Widget (recommended)"),
        _("Use this if you can. It adapts to your page, and works in a simple form without JavaScript."),
        element_code(widget),
    )
    yield EmbedCode(
        "code-data",
        _("Widget without its own tag"),
        _("Use this if your content system removes the tag of the first code."),
        data_code(widget),
    )
    yield EmbedCode(
        "code-frame",
        _("Frame (iframe)"),
        _("Use this if your content system allows frames but no scripts."),
        frame_code(widget),
    )
    yield EmbedCode(
        "code-form",
        _("Plain link") if widget.options.mode is WidgetMode.LIST else _("Plain form"),
        _("Use this if neither scripts nor frames are allowed. The results open on our site."),
        form_code(widget),
    )
    yield EmbedCode(
        "code-feed",
        _("Feed (Atom)"),
        _("Use this address in a feed block of your content system, or in a feed reader."),
        feed_url(widget),
    )


# Contrast


def _contrast_lines(options: WidgetOptions) -> Iterator[ContrastLine]:
    chosen = {name: getattr(options, name) for name in COLORS if getattr(options, name)}
    grounds = {WidgetTheme.LIGHT: (Ground.LIGHT,), WidgetTheme.DARK: (Ground.DARK,)}
    for check in contrast_checks(chosen, grounds.get(options.theme, tuple(Ground))):
        yield ContrastLine(f"{_pair_words(check, options)} {_verdict(check)}", check.passes)
    if bool(options.bg) != bool(options.color):
        yield ContrastLine(
            _("Choose both a background and a text color: the other one changes with light and dark mode."),
            passes=False,
        )


def _pair_words(check: ContrastCheck, options: WidgetOptions) -> str:
    """Return the two colors with their ratio, as a sentence."""
    ratio = ratio_words(check.ratio)
    if check.pair is ColorPair.BUTTON:
        if text_color_on(options.primary) == WHITE:
            return _("Text on the main color will be white: %(ratio)s to 1.", ratio=ratio)
        return _("Text on the main color will be black: %(ratio)s to 1.", ratio=ratio)
    sentences = {
        (ColorPair.TEXT, None): _("Text on the background: %(ratio)s to 1.", ratio=ratio),
        (ColorPair.TEXT, Ground.LIGHT): _("Text on the background, in light mode: %(ratio)s to 1.", ratio=ratio),
        (ColorPair.TEXT, Ground.DARK): _("Text on the background, in dark mode: %(ratio)s to 1.", ratio=ratio),
        (ColorPair.LINKS, None): _("Main color on the background: %(ratio)s to 1.", ratio=ratio),
        (ColorPair.LINKS, Ground.LIGHT): _("Main color on the background, in light mode: %(ratio)s to 1.", ratio=ratio),
        (ColorPair.LINKS, Ground.DARK): _("Main color on the background, in dark mode: %(ratio)s to 1.", ratio=ratio),
    }
    return sentences[check.pair, check.ground]


def _verdict(check: ContrastCheck) -> str:
    text, control = ratio_words(TEXT_CONTRAST), ratio_words(CONTROL_CONTRAST)
    if check.passes:
        return _("That is enough: text needs at least %(least)s to 1.", least=text)
    if check.pair is ColorPair.LINKS and check.ratio >= CONTROL_CONTRAST:
        return _(
            "That is enough for borders (%(control)s to 1), but too little for links (%(least)s to 1).",
            control=control,
            least=text,
        )
    if check.pair is ColorPair.LINKS:
        return _(
            "That is too little: links need at least %(least)s to 1, borders %(control)s to 1.",
            control=control,
            least=text,
        )
    return _("That is too little: text needs at least %(least)s to 1.", least=text)


def ratio_words(ratio: float) -> str:
    """Return a ratio with one digit, rounded down so that it never looks sufficient when it is not."""
    return format_decimal(math.floor(ratio * 10) / 10, format="0.#", locale=locale_tag().replace("-", "_"))
