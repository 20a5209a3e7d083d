"""A paragraph of a PDF: texts and links in the standard fonts, broken into lines.

The library's own paragraph reads markup, and takes seconds for a toolkit whose texts are full of special characters or
line ends. This one takes spans, and time in proportion to their length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.platypus import Flowable

MIN_LINES = 2
"""A paragraph is not divided between pages after fewer lines."""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """The appearance of a paragraph; lengths are in points. A `background` exceeds the lines by the paddings."""

    font: str
    size: float
    leading: float
    color: Color
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    background: Color | None = None
    padding: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Above, beside and below the lines."""


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A text in the characters of the standard fonts. `url` may be `#` and the key of a bookmark.

    Font and color are those of the paragraph by default. A space separates spans on the same line.
    """

    text: str
    url: str = ""
    font: str = ""
    color: Color | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """Consecutive words of a span on one line."""

    text: str
    width: float
    span: TextSpan


_Line = tuple[_Piece, ...]


class Paragraph(Flowable):  # type: ignore[misc]  # the library has no types
    """A paragraph. `outline` is the entry in the outline of the PDF: key, level and text. A `bullet` is bold."""

    def __init__(
        self,
        spans: Iterable[TextSpan],
        style: ParagraphStyle,
        *,
        bullet: TextSpan | None = None,
        outline: tuple[str, int, str] | None = None,
    ) -> None:
        """Take the content, and the appearance."""
        super().__init__()
        self.spans = tuple(spans)
        self.style = style
        self.bullet = bullet
        self.outline = outline
        self._lines: tuple[_Line, ...] | None = None
        self._line_width = 0.0

    def getSpaceBefore(self) -> float:  # noqa: N802  # the library's name
        """Return the space before the paragraph, unless it is the first on a page."""
        return self.style.before

    def getSpaceAfter(self) -> float:  # noqa: N802  # the library's name
        """Return the space after the paragraph."""
        return self.style.after

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Return the size of the paragraph in a frame."""
        self.width, width = available_width, available_width - self.style.left - self.style.right
        if self._lines is None or width != self._line_width:
            self._lines, self._line_width = tuple(_lines(self.spans, self.style, width)), width
        self.height = len(self._lines) * self.style.leading
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Paragraph]:
        """Return the part that fits into a frame, and the rest; nothing if it does not fit well."""
        self.wrap(available_width, available_height)
        lines = self._lines or ()
        count = int(available_height / self.style.leading)
        if count >= len(lines):
            return [self]
        return [self._part(lines[:count], first=True), self._part(lines[count:])] if count >= MIN_LINES else []

    def _part(self, lines: tuple[_Line, ...], *, first: bool = False) -> Paragraph:
        part = Paragraph(
            self.spans, self.style, bullet=self.bullet if first else None, outline=self.outline if first else None
        )
        part._lines, part._line_width = lines, self._line_width  # a part of the same kind
        return part

    def draw(self) -> None:
        """Draw the background, the bullet, the lines and their links."""
        style, lines = self.style, self._lines or ()
        if style.background:
            above, beside, below = style.padding
            self.canv.setFillColor(style.background)
            size = self._line_width + 2 * beside, self.height + above + below
            self.canv.rect(style.left - beside, -below, *size, stroke=0, fill=1)
        text = self.canv.beginText()
        if self.bullet:
            _set_look(text, self.bullet, style)
            text.setTextOrigin(0, self._baseline(0))
            text.textOut(self.bullet.text)
        look: tuple[str, Color] | None = None
        for number, line in enumerate(lines):
            text.setTextOrigin(style.left, self._baseline(number))
            for index, piece in enumerate(line):
                if look != (look := _look(piece.span, style)) or (number, index) == (0, 0):
                    _set_look(text, piece.span, style)
                text.textOut(f" {piece.text}" if index else piece.text)
        self.canv.drawText(text)
        for number, line in enumerate(lines):
            self._add_links(line, self._baseline(number))

    def _baseline(self, number: int) -> float:
        return float(self.height - number * self.style.leading - self.style.size)

    def _add_links(self, line: _Line, baseline: float) -> None:
        left = self.style.left
        for piece in line:
            area = left, baseline - 0.2 * self.style.size, left + piece.width, baseline + self.style.size
            if piece.span.url.startswith("#"):
                self.canv.linkRect("", piece.span.url[1:], area, relative=1)
            elif piece.span.url:
                self.canv.linkURL(piece.span.url, area, relative=1)
            left += piece.width + text_width(" ", piece.span.font or self.style.font, self.style.size)


def text_width(text: str, font: str, size: float) -> float:
    """Return the width in points of a text in the characters of the standard fonts, without line ends."""
    return sum(map(_char_widths(font).__getitem__, text)) * size


def _look(span: TextSpan, style: ParagraphStyle) -> tuple[str, Color]:
    return span.font or style.font, span.color or style.color


def _set_look(text: Any, span: TextSpan, style: ParagraphStyle) -> None:
    font, color = _look(span, style)
    text.setFont(font, style.size)
    text.setFillColor(color)


def _lines(spans: Iterable[TextSpan], style: ParagraphStyle, max_width: float) -> Iterator[_Line]:
    """Yield the lines of a paragraph."""
    line: list[tuple[str, TextSpan]] = []
    width = 0.0
    for word, span in _words(spans):
        font = span.font or style.font
        if word == "\n":
            yield _merged(line, style)
            line, width = [], 0.0
            continue
        for part, part_width in _parts(word, font, style.size, max_width):
            space = text_width(" ", font, style.size) if line else 0.0
            if line and width + space + part_width > max_width:
                yield _merged(line, style)
                line, width, space = [], 0.0, 0.0
            line.append((part, span))
            width += space + part_width
    if line:
        yield _merged(line, style)


def _words(spans: Iterable[TextSpan]) -> Iterator[tuple[str, TextSpan]]:
    """Yield the words of the spans, and a line feed for each line end."""
    for span in spans:
        for number, line in enumerate(span.text.split("\n")):
            if number:
                yield "\n", span
            yield from ((word, span) for word in line.split())


def _parts(word: str, font: str, size: float, max_width: float) -> Iterator[tuple[str, float]]:
    """Yield a word and its width, in several parts if it is wider than a line."""
    width = text_width(word, font, size)
    if width <= max_width:
        yield word, width
        return
    start, width, widths = 0, 0.0, _char_widths(font)
    for index, char in enumerate(word):
        char_width = widths[char] * size
        if width + char_width > max_width:
            yield word[start:index], width
            start, width = index, 0.0
        width += char_width
    yield word[start:], width


def _merged(words: Iterable[tuple[str, TextSpan]], style: ParagraphStyle) -> _Line:
    """Return a line with the consecutive words of each span as one piece."""
    pieces = ((span, " ".join(word for word, _span in group)) for span, group in groupby(words, lambda word: word[1]))
    return tuple(_Piece(text, text_width(text, span.font or style.font, style.size), span) for span, text in pieces)


@cache
def _char_widths(font: str) -> dict[str, float]:
    """Return the width of each character of a standard font, for a size of 1 point."""
    return {bytes([code]).decode("cp1252", "ignore"): width / 1000 for code, width in enumerate(getFont(font).widths)}
