"""Mistakes in `taxonomy.yaml`, and the lines that they are in."""

from __future__ import annotations

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs do not export it
from yaml.resolver import Resolver

from catalog.store.syntax_errors import yaml_problem

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


class TaxonomyFault(Exception):  # noqa: N818  # it is caught where the file is read
    """What is wrong with a part of the file, or with one of its items, whose number counts from 1; 0 for the part."""

    def __init__(self, reason: str, part: str = "", number: int = 0) -> None:
        """Take the reason, and what it is about."""
        super().__init__(f"{part}, {ITEMS.get(part, 'item')} {number}: {reason}" if number else reason)
        self.part = part
        self.number = number


def line_of_fault(fault: TaxonomyFault, text: str) -> int | None:
    """Return the line, from 1, of what is wrong; None if the text has no such part."""
    root = yaml.compose(text, Loader=TaxonomyLoader)  # type: ignore[arg-type]  # it has what compose() calls
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if str(key.value) == fault.part:
            is_item = fault.number and isinstance(value, yaml.SequenceNode)
            mark: yaml.Mark = (value.value[fault.number - 1] if is_item else key).start_mark
            return mark.line + 1
    return None


def syntax_fault(error: yaml.YAMLError, text: str) -> tuple[str, int | None]:
    """Return a syntax error in plain words, and its line, from 1, if it is known.

    What libyaml refuses is read again in Python: the plain words are for the errors of that parser.
    """
    try:
        yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as python_error:
        return yaml_problem(python_error, text)
    except RecursionError:
        return "this is nested too deeply", None
    return yaml_problem(error, text)
