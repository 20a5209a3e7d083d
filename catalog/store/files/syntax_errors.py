"""Explains syntax errors in record files to people who are not programmers, with the line of each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from catalog.text import ODD_SPACES

COLON = "put quotes around a value with a colon in it"
TAB = "there is a tab here: use spaces"
OPEN_QUOTE = "the quote that opens here is not closed"
OPEN_LIST = "the list that opens here with [ is not closed with ], or lacks a comma"
OPEN_FIELDS = "the fields that open here with { are not closed with }, or lack a comma"
AFTER_QUOTE = "text follows after a closing quote: put quotes around the whole value, and inside '...' write '' for '"
NO_COLON = "put a colon and a space between the name of the field and its value"
SIGN = "put quotes around a value that begins with a sign such as @ ` % & * ! ? { [ or a hyphen"
ALIGN = "this line is indented too little or too much: align it with the lines it belongs with"
DEEPER = "this line is indented too much; or, if it continues the value above, that value has a colon and needs quotes"
STRAY = "this text does not belong to a field: put quotes around the value that it is part of"
AFTER_END = "more follows after the end: write several records as a list [...], or one per line in a .jsonl file"
SECOND = "a second record begins here: put it into a file of its own, or write all records as a list, each after '- '"
NOT_UTF8 = "this is not UTF-8: save the file as UTF-8 (see Encoding in Save As)"


CURLY_QUOTES = "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb"
"""Quotes that word processors write; YAML and JSON know only straight ones."""
CURLY = "use straight quotes (' or \") around a value, not curly ones (\u201c \u201d)"
ODD_SPACE = "there is a non-breaking space here: type an ordinary space in its place"
_CURLY_VALUE = re.compile(rf"(?:^|:[ \t]|-[ \t]|[\[,{{])[ \t]*[{CURLY_QUOTES}]")
_MISPLACED_SPACE = re.compile(rf"^[ \t]*[{ODD_SPACES}]|[:-][{ODD_SPACES}]")


class SyntaxProblem(NamedTuple):
    """A message, and the line of the mistake, from 1; None if it is unknown."""

    message: str
    line: int | None


class _Mistake(NamedTuple):
    """A pattern in PyYAML's context and problem, the message, and whether the mistake is in the context's line."""

    pattern: str
    message: str
    at_context: bool = False


YAML_MISTAKES = (
    _Mistake(r"found character '\\t'", TAB),
    _Mistake("quoted scalar.*end of stream", OPEN_QUOTE, at_context=True),
    _Mistake("double-quoted scalar", "use single quotes: within double quotes a backslash has a special meaning"),
    _Mistake("another document", SECOND),
    _Mistake("flow sequence", OPEN_LIST, at_context=True),
    _Mistake("flow mapping", OPEN_FIELDS, at_context=True),
    _Mistake("simple key", NO_COLON, at_context=True),
    _Mistake("scanning a block scalar", "after > or | the text begins on the next line"),
    _Mistake("found '(<block|-|\\?)", ALIGN),
    _Mistake("cannot start|not allowed here|node content|tag|anchor|alias", SIGN),
)


def encoding_problem(error: UnicodeDecodeError) -> SyntaxProblem:
    """Return what is wrong with the bytes of a file that is not UTF-8."""
    return SyntaxProblem(NOT_UTF8, error.object.count(b"\n", 0, error.start) + 1)


def yaml_problem(error: yaml.YAMLError, text: str) -> SyntaxProblem:
    """Return PyYAML's error about a text in plain words."""
    problem = _yaml_problem(error, text)
    return next(_overlooked(problem, text.splitlines()), problem)


def _overlooked(problem: SyntaxProblem, lines: list[str]) -> Iterator[SyntaxProblem]:
    """Yield what people overlook that may have caused a problem: characters that look like the right ones."""
    last_line = problem.line or 1
    for number, line in enumerate(lines[max(0, last_line - 2) : last_line], max(1, last_line - 1)):
        if _MISPLACED_SPACE.search(line):
            yield SyntaxProblem(ODD_SPACE, number)
        elif number == last_line and problem.message in (COLON, STRAY) and _CURLY_VALUE.search(line):
            yield SyntaxProblem(CURLY, number)


def _yaml_problem(error: yaml.YAMLError, text: str) -> SyntaxProblem:
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return SyntaxProblem(
            f"there is a character that cannot be displayed (number {error.character:#x}): delete it", line
        )
    if not isinstance(error, yaml.MarkedYAMLError):
        return SyntaxProblem(f"this is not YAML: {' '.join(str(error).split())}", None)
    description = f"{error.context} | {error.problem}"
    problem, context = _line(error.problem_mark), _line(error.context_mark)
    if problem and "mapping values" in description:
        return _misplaced_colon(text.splitlines(), problem)
    if error.problem_mark and "found '<scalar>'" in description:
        return _misplaced_text(text, error.problem_mark)
    for mistake in YAML_MISTAKES:
        if re.search(mistake.pattern, description):
            return SyntaxProblem(mistake.message, (mistake.at_context and context) or problem)
    return SyntaxProblem(f"this is not YAML: {error.problem or error.context}", problem or context)


def _line(mark: yaml.Mark | None) -> int | None:
    return mark.line + 1 if mark else None


def _misplaced_colon(lines: list[str], line: int) -> SyntaxProblem:
    """Return the problem of a colon that does not end a field name."""
    current, previous = lines[line - 1], lines[line - 2] if line > 1 else ""
    if re.search(r":\s.*:(\s|$)", current):
        return SyntaxProblem(COLON, line)
    if previous.strip() and not re.search(r":(\s|$)", previous):
        return SyntaxProblem(NO_COLON, line - 1)
    return SyntaxProblem(DEEPER, line)


def _misplaced_text(text: str, mark: yaml.Mark) -> SyntaxProblem:
    """Return the problem of text that does not belong to any field, by the token before it."""
    last: yaml.Token | None = None
    for token in yaml.scan(text, Loader=yaml.BaseLoader):
        if token.start_mark.index >= mark.index:
            break
        last = token
    if isinstance(last, yaml.ScalarToken) and last.style in ("'", '"'):
        opened, closed = last.start_mark.line, last.end_mark.line
        return SyntaxProblem(OPEN_QUOTE, opened + 1) if opened < closed else SyntaxProblem(AFTER_QUOTE, mark.line + 1)
    ended = isinstance(last, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken)
    return SyntaxProblem(SIGN if ended else STRAY, mark.line + 1)


JSON_CHARACTERS = {
    "\t": TAB,
    "'": 'put double quotes (") around names and texts',
    **dict.fromkeys(CURLY_QUOTES, 'use straight double quotes ("), not curly ones (\u201c \u201d)'),
    "\u00a0": ODD_SPACE,
    "/": "JSON has no comments: remove this",
    "#": "JSON has no comments: remove this",
}
"""Characters that JSON does not allow in their position, and what to do."""
JSON_MISTAKES = {
    "Expecting ':' delimiter": "a colon is missing between a name and its value",
    "Expecting property name": "the name of a field must be in double quotes",
    "Extra data": AFTER_END,
    "Unterminated string": OPEN_QUOTE,
    "Invalid control character": f"{OPEN_QUOTE} on the same line",
    "escape": r"write \\ for a backslash; between folders write /",
}


def json_problem(error: json.JSONDecodeError) -> SyntaxProblem:
    """Return the JSON reader's error in plain words."""
    before, character = error.doc[: error.pos].rstrip(), error.doc[error.pos : error.pos + 1]
    last_line_before = before.count("\n") + 1
    if "trailing comma" in error.msg or (character in ("}", "]") and before.endswith(",")):
        return SyntaxProblem("remove the comma before } or ]", error.lineno if character == "," else last_line_before)
    if not character and "string" not in error.msg:
        return SyntaxProblem("the text ends too early: a quote, ] or } is missing", last_line_before)
    if character in JSON_CHARACTERS:
        return SyntaxProblem(JSON_CHARACTERS[character], error.lineno)
    if "',' delimiter" in error.msg:
        return SyntaxProblem(_missing_comma(character), error.lineno if character in ("}", "]") else last_line_before)
    for error_text, message in JSON_MISTAKES.items():
        if error_text in error.msg:
            return SyntaxProblem(message, error.lineno)
    return SyntaxProblem(_missing_value(character), error.lineno)


def _missing_comma(character: str) -> str:
    if character in ("}", "]"):
        return f"there is a {character} that closes nothing"
    return r"a comma is missing here; or there is a double quote inside a text: write \" for it"


def _missing_value(character: str) -> str:
    return "a value is missing here" if character in ("}", "]", ",", ":") else "put double quotes around this text"
