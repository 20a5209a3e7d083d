"""The values of BibTeX fields: macros, braces and quotation marks, and TeX as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Entry, Field

MAX_TEX_CHARACTERS = 200_000
"""A longer text, or one nested more deeply than MAX_BRACES, keeps its TeX."""
MAX_BRACES = 50

_PLACEHOLDERS = {
    "textbraceleft": "\ue000",
    "textbraceright": "\ue001",
    "textasciicircum": "\ue002",
    "textasciitilde": "\ue003",
    "textbackslash": "\ue004",
    "{": "\ue000",
    "}": "\ue001",
}
"""Macros that the decoder does not know, or reads differently, until it is done."""
_PLACEHOLDER_TEXTS = str.maketrans({"\ue000": "{", "\ue001": "}", "\ue002": "^", "\ue003": "~", "\ue004": "\\"})
_MACRO = re.compile(
    r"\\(textbraceleft|textbraceright|textasciicircum|textasciitilde|textbackslash)(?![A-Za-z])(?:\{\})?|\\([{}])"
)
_PLAIN_SIGN = re.compile(r"(?<!\\)((?:\\\\)*)([%&])")
_DOLLAR = re.compile(r"(?<!\\)\$")
_TEX = re.compile(r"[\\{}$~%&`']|--")
_URL_COMMAND = re.compile(r"\\(?:url|href)\s*\{(.*?)\}.*", re.DOTALL)
_ESCAPED = re.compile(r"\\([_%&#$~{}])(?:\{\})?")

_decoder = LatexDecodingMiddleware()


class Macros:
    """The texts of a file's macros (`@string`); the names of months stand for themselves."""

    def __init__(self, library: Library) -> None:
        """Take the file."""
        self._values: dict[str, str] = {}
        for string in library.strings:
            self._values[string.key.lower()] = self.value(str(string.value))

    def value(self, raw: str) -> str:
        """Return the value of a field without what encloses it; parts joined by `#` are one text."""
        return "".join(self._part(part.strip()) for part in _parts(raw))

    def _part(self, part: str) -> str:
        if len(part) > 1 and (part[0], part[-1]) in {("{", "}"), ('"', '"')}:
            return part[1:-1]
        return self._values.get(part.lower(), part)


def _parts(raw: str) -> Iterator[str]:
    """Yield the parts of a value between the signs `#` that are outside of braces and quotation marks."""
    if "#" not in raw:
        yield raw
        return
    depth, start, is_quoted = 0, 0, False
    for index, sign in enumerate(raw):
        depth += (sign == "{") - (sign == "}")
        is_quoted ^= sign == '"' and depth == 0
        if sign == "#" and depth == 0 and not is_quoted:
            yield raw[start:index]
            start = index + 1
    yield raw[start:]


def texts_of(values: Sequence[str]) -> list[str]:
    """Return TeX as text on one line for each paragraph: accents as letters, without commands and braces."""
    decoded = [value if _is_plain(value) else _prepared(value) for value in values]
    entry = Entry("misc", "key", [Field(str(index), value) for index, value in enumerate(decoded)])
    _decoder.transform_entry(entry, Library())
    return [
        _clean(field.value if _TEX.search(value) else value) for field, value in zip(entry.fields, decoded, strict=True)
    ]


def text_of(value: str) -> str:
    """Return TeX as text."""
    return texts_of([value])[0]


def address_in(value: str) -> str:
    """Return a web address or DOI, which is written verbatim, with or without a command around it."""
    match = _URL_COMMAND.fullmatch(value.strip().strip("{}").strip()) or _URL_COMMAND.fullmatch(value.strip())
    address = match[1] if match else value.strip()
    return "".join(_ESCAPED.sub(r"\1", address).strip("{}<> ").split())


def _is_plain(value: str) -> bool:
    """Return whether a value has no TeX, or more of it than is decoded."""
    return not _TEX.search(value) or len(value) > MAX_TEX_CHARACTERS or _depth(value) > MAX_BRACES


def _depth(value: str) -> int:
    """Return how deeply braces are nested."""
    depth = deepest = 0
    for sign in re.findall(r"[{}]", value):
        depth += 1 if sign == "{" else -1
        deepest = max(deepest, depth)
    return deepest


def _prepared(value: str) -> str:
    """Return TeX for the decoder: signs that people forget to escape are plain."""
    value = _MACRO.sub(lambda macro: _PLACEHOLDERS[macro[1] or macro[2]], value)
    value = _PLAIN_SIGN.sub(r"\1\\\2", value)
    return _DOLLAR.sub(r"\\$", value) if len(_DOLLAR.findall(value)) % 2 else value


def _clean(text: str) -> str:
    """Return a text with paragraphs on one line each."""
    paragraphs = re.split(r"\n\s*\n", text.translate(_PLACEHOLDER_TEXTS))
    return "\n\n".join(filter(None, (" ".join(paragraph.split()) for paragraph in paragraphs)))


texts_of([r"\'a {b} $c$ --- \emph{d}"])  # the decoder imports modules at its first use, which the sandbox forbids
