"""What is wrong with a record file, said to people who are no programmers: the common slips, each at its own line."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

import yaml

COLON = "put quotes around a value with a colon in it"
TAB = "there is a tab here: use spaces"
OPEN_QUOTE = "the quote that opens here is not closed"
AFTER_QUOTE = "text follows after a closing quote: put quotes around the whole value, and inside '...' write '' for '"
NO_COLON = "put a colon and a space between the name of the field and its value"
SIGN = "put quotes around a value that begins with a sign such as @ ` % & * ! ? { [ or a hyphen"
ALIGN = "this line begins too far left or right: let it begin below the one it belongs with"
DEEPER = "this line is indented too far; or, if it goes on with the value above, that has a colon and needs quotes"
STRAY = "this text belongs to no field: put quotes around the value that it is part of"
SECOND = "a second record begins here: put it into a file of its own, or write all of them as a list, each after '- '"


class Fault(NamedTuple):
    """What is wrong, and the line, from 1, where an editor has to look; None where that is not known."""

    message: str
    line: int | None


class _Slip(NamedTuple):
    """How PyYAML speaks of a slip (its context and its problem), what to say instead, and whether the context is it."""

    pattern: str
    message: str
    at_context: bool = False


YAML_SLIPS = (
    _Slip(r"found character '\\t'", TAB),
    _Slip("quoted scalar.*end of stream", OPEN_QUOTE, at_context=True),
    _Slip("double-quoted scalar", "use single quotes: between double ones a backslash is a sign of its own"),
    _Slip("another document", SECOND),
    _Slip("flow sequence", "the list that opens here with [ is not closed with ], or lacks a comma", at_context=True),
    _Slip("flow mapping", "what opens here with { is not closed with }, or lacks a comma", at_context=True),
    _Slip("simple key", NO_COLON, at_context=True),
    _Slip("scanning a block scalar", "after > or | the text begins on the next line"),
    _Slip("found '(<block|-|\\?)", ALIGN),
    _Slip("cannot start|not allowed here|node content|tag|anchor|alias", SIGN),
)


def yaml_fault(error: yaml.YAMLError, text: str) -> Fault:
    """Return what PyYAML found in a text, in plain words."""
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return Fault(f"there is a sign that cannot be shown (number {error.character:#x}): delete it", line)
    if not isinstance(error, yaml.MarkedYAMLError):
        return Fault(f"this is not YAML: {' '.join(str(error).split())}", None)
    said = f"{error.context} | {error.problem}"
    problem, context = _line(error.problem_mark), _line(error.context_mark)
    if problem and "mapping values" in said:
        return _misplaced_colon(text.splitlines(), problem)
    if error.problem_mark and "found '<scalar>'" in said:
        return _misplaced_text(text, error.problem_mark)
    for slip in YAML_SLIPS:
        if re.search(slip.pattern, said):
            return Fault(slip.message, (slip.at_context and context) or problem)
    return Fault(f"this is not YAML: {error.problem or error.context}", problem or context)


def _line(mark: yaml.Mark | None) -> int | None:
    return mark.line + 1 if mark else None


def _misplaced_colon(lines: list[str], line: int) -> Fault:
    """Return what is wrong where a colon stands that can end no name."""
    here, before = lines[line - 1], lines[line - 2] if line > 1 else ""
    if re.search(r":\s.*:(\s|$)", here):
        return Fault(COLON, line)
    if before.strip() and not re.search(r":(\s|$)", before):
        return Fault(NO_COLON, line - 1)
    return Fault(DEEPER, line)


def _misplaced_text(text: str, mark: yaml.Mark) -> Fault:
    """Return what is wrong where text stands that belongs to nothing, by what comes right before it."""
    last: yaml.Token | None = None
    for token in yaml.scan(text, Loader=yaml.BaseLoader):
        if token.start_mark.index >= mark.index:
            break
        last = token
    if isinstance(last, yaml.ScalarToken) and last.style in ("'", '"'):
        opened, closed = last.start_mark.line, last.end_mark.line
        return Fault(OPEN_QUOTE, opened + 1) if opened < closed else Fault(AFTER_QUOTE, mark.line + 1)
    ended = isinstance(last, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken)
    return Fault(SIGN if ended else STRAY, mark.line + 1)


JSON_SIGNS = {
    "\t": TAB,
    "'": 'put double quotes (") around names and texts',
    "\u201c": 'use straight double quotes (")',
    "\u201d": 'use straight double quotes (")',
    "/": "JSON has no comments: take this away",
    "#": "JSON has no comments: take this away",
}
"""What is meant by a sign that stands where none can."""
JSON_SLIPS = {
    "Expecting ':' delimiter": "a colon is missing between a name and its value",
    "Expecting property name": "the name of a field must stand in double quotes",
    "Extra data": "more follows after the end: write several records as a list [...], or one a line in a .jsonl file",
    "Unterminated string": OPEN_QUOTE,
    "Invalid control character": f"{OPEN_QUOTE} on the same line",
    "escape": r"write \\ for a backslash; between folders write /",
}


def json_fault(error: json.JSONDecodeError) -> Fault:
    """Return what the JSON reader found in its text, in plain words."""
    before, here = error.doc[: error.pos].rstrip(), error.doc[error.pos : error.pos + 1]
    end_before = before.count("\n") + 1
    if "trailing comma" in error.msg or (here in ("}", "]") and before.endswith(",")):
        return Fault("take the comma before } or ] away", error.lineno if here == "," else end_before)
    if not here and "string" not in error.msg:
        return Fault("the text ends too early: a quote, ] or } is missing", end_before)
    if here in JSON_SIGNS:
        return Fault(JSON_SIGNS[here], error.lineno)
    if "',' delimiter" in error.msg:
        return Fault(_no_comma(here), error.lineno if here in ("}", "]") else end_before)
    for sign, message in JSON_SLIPS.items():
        if sign in error.msg:
            return Fault(message, error.lineno)
    return Fault(_no_value(here), error.lineno)


def _no_comma(here: str) -> str:
    if here in ("}", "]"):
        return f"there is a {here} which closes nothing that is open"
    return r"a comma is missing here; or there is a double quote inside a text: write \" for it"


def _no_value(here: str) -> str:
    return "a value is missing here" if here in ("}", "]", ",", ":") else "put double quotes around this text"
