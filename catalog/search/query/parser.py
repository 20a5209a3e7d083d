"""The visitor's text to its syntax: pieces, alternatives, exclusions, groups. Every text has one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalog.search.query.tree import MAX_DEPTH

MAX_PIECES = 400
"""Words that are read of a text; most of them may be stop words."""
UNIT = re.compile(
    r"""
        (?P<minus>-(?=[^\s-]))?(?P<open>\()
      | (?P<close>\))
      | (?P<or>OR)(?![^\s()"])
      | (?P<not>-(?=[^\s-]))?(?:(?P<field>[A-Za-z_]+):(?=[^\s()]))?(?P<exact>=)?
        (?:"(?P<quoted>[^"]*)"|(?P<word>[^\s"()]+))
    """,
    re.VERBOSE,
)
QUOTES = str.maketrans({"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"'})


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or a quoted phrase as typed; `field` is what stood before its colon, `exact` means `=` before it."""

    text: str
    field: str | None = None
    quoted: bool = False
    exact: bool = False

    def __str__(self) -> str:
        """Return the piece as one would type it."""
        text = f'"{self.text}"' if self.quoted else self.text
        return f"{self.field + ':' if self.field else ''}{'=' if self.exact else ''}{text}"

    @property
    def plain(self) -> bool:
        """Tell whether it is a word without any sign of its own."""
        return not (self.field or self.quoted or self.exact or self.text.endswith("*"))


@dataclass(frozen=True, slots=True)
class Without:
    """`-part`."""

    part: Syntax


@dataclass(frozen=True, slots=True)
class Either:
    """`part OR part`: OR joins the two parts beside it, so `car theft OR burglary` wants `car` either way."""

    parts: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Parts that are all wanted; in brackets where inside another part."""

    parts: tuple[Syntax, ...]


Syntax = Piece | Without | Either | Together


def parse(text: str, fields: frozenset[str]) -> Together:
    """Return the syntax of `text`. A word before a colon that is not in `fields` belongs to the text.

    A quote or a bracket without its partner is passed over, groups deeper than MAX_DEPTH are flattened, and words
    after the first MAX_PIECES are left out.
    """
    return _Parser(text.translate(QUOTES), fields).together(0)


class _Parser:
    """Recursive descent over UNIT, bounded in depth and pieces."""

    def __init__(self, text: str, fields: frozenset[str]) -> None:
        self._units = list(UNIT.finditer(text))
        self._fields = fields
        self._next = 0
        self._pieces = 0

    def _peek(self, kind: str) -> bool:
        return self._next < len(self._units) and self._units[self._next][kind] is not None

    def together(self, depth: int) -> Together:
        parts: list[Syntax] = []
        while self._next < len(self._units):
            if self._peek("close"):
                self._next += 1
                if depth:
                    break
            elif part := self._either(depth):
                parts.append(part)
        return Together(tuple(parts))

    def _either(self, depth: int) -> Syntax | None:
        options = [self._one(depth)]
        while self._peek("or"):
            self._next += 1
            options.append(self._one(depth))
        parts = tuple(option for option in options if option)
        return Either(parts) if len(parts) > 1 else next(iter(parts), None)

    def _one(self, depth: int) -> Syntax | None:
        """Read one part; None where there is none, as beside an OR that lacks a side."""
        while depth >= MAX_DEPTH and self._peek("open"):
            self._next += 1
        if self._next >= len(self._units) or self._peek("close") or self._peek("or"):
            return None
        unit = self._units[self._next]
        self._next += 1
        if unit["open"]:
            group = self.together(depth + 1)
            part: Syntax | None = group if group.parts else None
        else:
            part = self._piece(unit)
        return Without(part) if part and (unit["minus"] or unit["not"]) else part

    def _piece(self, unit: re.Match[str]) -> Piece | None:
        self._pieces += 1
        if self._pieces > MAX_PIECES:
            return None
        field, quoted = unit["field"], unit["quoted"] is not None
        text = unit["quoted"] if quoted else unit["word"]
        if field and field.lower() not in self._fields:
            text, field = f"{field}:{text}", None
        return Piece(text, field.lower() if field else None, quoted=quoted, exact=bool(unit["exact"]))
