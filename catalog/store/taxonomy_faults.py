"""Mistakes in `taxonomy.yaml`, and the lines that they are in."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs do not export it
from yaml.resolver import Resolver

from catalog.store.files.syntax_errors import encoding_problem, yaml_problem

ITEMS = {"synonyms": "group"}
"""What the items of a part are called, if not items."""


class TaxonomyLoader(Composer, CParser, SafeConstructor, Resolver):
    """Reads what SafeLoader reads, with libyaml's parser; composed by Python, which survives any depth."""

    def __init__(self, stream: str) -> None:
        """Take the text."""
        CParser.__init__(self, stream)
        Composer.__init__(self)
        SafeConstructor.__init__(self)
        Resolver.__init__(self)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002  # PyYAML's
        """Return the values of a mapping; raise TaxonomyFault for a second key, with which the first would be lost."""
        keys: set[str] = set()
        for key, _value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in keys:
                raise TaxonomyFault(f"'{key.value}' is duplicated", line=key.start_mark.line + 1)
            keys.add(str(key.value))
        return super().construct_mapping(node, deep)


class TaxonomyFault(Exception):  # noqa: N818  # it is caught where the file is read
    """What is wrong with a part of the file, or with one of its items, whose number counts from 1; 0 for the part.

    `line` is the line of the mistake, from 1, if whoever found it knows that.
    """

    def __init__(self, reason: str, part: str = "", number: int = 0, line: int | None = None) -> None:
        """Take the reason, and what it is about."""
        super().__init__(f"{part}, {ITEMS.get(part, 'item')} {number}: {reason}" if number else reason)
        self.part = part
        self.number = number
        self.line = line


def line_of_fault(fault: TaxonomyFault, text: str) -> int | None:
    """Return the line, from 1, of what is wrong; None if the text has no such part."""
    if fault.line:
        return fault.line
    root = yaml.compose(text, Loader=TaxonomyLoader)  # type: ignore[arg-type]  # it has what compose() calls
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if str(key.value) == fault.part:
            is_item = fault.number and isinstance(value, yaml.SequenceNode)
            mark: yaml.Mark = (value.value[fault.number - 1] if is_item else key).start_mark
            return mark.line + 1
    return None


def syntax_fault(error: yaml.YAMLError | UnicodeDecodeError, text: str) -> tuple[str, int | None]:
    """Return a syntax error in plain words, and its line, from 1, if it is known.

    What libyaml refuses is read again in Python: the plain words are for the errors of that parser.
    """
    if isinstance(error, UnicodeDecodeError):
        return encoding_problem(error)
    try:
        yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as python_error:
        return yaml_problem(python_error, text)
    except RecursionError:
        return "this is nested too deeply", None
    return yaml_problem(error, text)
