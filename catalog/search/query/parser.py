"""The syntax of a visitor's text: pieces, alternatives, exclusions and groups. Every text has one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalog.search.query.tree import MAX_DEPTH

MAX_PIECES = 400
"""The number of words that are read of a text, including stop words."""
SYNTAX_TOKEN = re.compile(
    r"""
        (?P<minus>-(?=[^\s-]))?(?P<open>\()
      | (?P<close>\))
      | (?P<or>OR)(?![^\s()"])
      | (?P<not>-(?=[^\s-]))?(?:(?P<field>[A-Za-z_]+):(?=[^\s()]))?(?P<exact>=)?
        (?:"(?P<quoted>[^"]*)"|(?P<word>[^\s"()]+))
    """,
    re.VERBOSE,
)
LEADING_OR = re.compile(r"(?:\s*OR(?![^\s()\"]))+")
QUOTES = str.maketrans({"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"'})


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or a quoted phrase as typed; `field` is what precedes its colon, `exact` tells whether `=` does."""

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
        """Whether it is a word without an operator."""
        return not (self.field or self.quoted or self.exact or self.text.endswith("*"))


@dataclass(frozen=True, slots=True)
class Exclusion:
    """`-part`."""

    part: Syntax


@dataclass(frozen=True, slots=True)
class Alternatives:
    """`part OR part`. OR joins the two parts next to it, so that `car theft OR burglary` requires `car` in any case."""

    parts: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that are all required; in parentheses if within another part."""

    parts: tuple[Syntax, ...]


Syntax = Piece | Exclusion | Alternatives | Group


def parse(text: str, fields: frozenset[str]) -> Group:
    """Return the syntax of a text. A word before a colon that is not in `fields` belongs to the text.

    Unbalanced quotes and parentheses are ignored, groups deeper than MAX_DEPTH are flattened, and words after the
    first MAX_PIECES are left out.
    """
    return _Parser(text.translate(QUOTES), fields).group(0)


def without_quotes(text: str) -> str:
    """Return a text without quotation marks of any kind, so that it can be a part of a phrase."""
    return " ".join(text.translate(QUOTES).replace('"', " ").split())


def beside_others(text: str) -> str:
    """Return a text that means the same beside another text: no OR before it, and no quotation mark without another."""
    text = text.translate(QUOTES)
    text = text.replace('"', " ") if text.count('"') % 2 else text
    return text[match.end() :].lstrip() if (match := LEADING_OR.match(text)) else text


class _Parser:
    """A recursive descent parser over SYNTAX_TOKEN, limited in depth and pieces."""

    def __init__(self, text: str, fields: frozenset[str]) -> None:
        self._tokens = list(SYNTAX_TOKEN.finditer(text))
        self._fields = fields
        self._next = 0
        self._pieces = 0

    def _peek(self, kind: str) -> bool:
        return self._next < len(self._tokens) and self._tokens[self._next][kind] is not None

    def group(self, depth: int) -> Group:
        parts: list[Syntax] = []
        while self._next < len(self._tokens):
            if self._peek("close"):
                self._next += 1
                if depth:
                    break
            elif part := self._alternatives(depth):
                parts.append(part)
        return Group(tuple(parts))

    def _alternatives(self, depth: int) -> Syntax | None:
        options = [self._part(depth)]
        while self._peek("or"):
            self._next += 1
            options.append(self._part(depth))
        parts = tuple(option for option in options if option)
        return Alternatives(parts) if len(parts) > 1 else next(iter(parts), None)

    def _part(self, depth: int) -> Syntax | None:
        """Return the next part, or None if there is none, such as after an OR that lacks its right side."""
        while depth >= MAX_DEPTH and self._peek("open"):
            self._next += 1
        if self._next >= len(self._tokens) or self._peek("close") or self._peek("or"):
            return None
        token = self._tokens[self._next]
        self._next += 1
        if token["open"]:
            group = self.group(depth + 1)
            part: Syntax | None = group if group.parts else None
        else:
            part = self._piece(token)
        return Exclusion(part) if part and (token["minus"] or token["not"]) else part

    def _piece(self, token: re.Match[str]) -> Piece | None:
        self._pieces += 1
        if self._pieces > MAX_PIECES:
            return None
        field, quoted = token["field"], token["quoted"] is not None
        text = token["quoted"] if quoted else token["word"]
        if field and field.lower() not in self._fields:
            text, field = f"{field}:{text}", None
        return Piece(text, field.lower() if field else None, quoted=quoted, exact=bool(token["exact"]))
