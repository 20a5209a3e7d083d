"""One trial of a sweep: `python -m tests.relevance.trial FOLDER NAMES [PARAMETER=VALUE]` prints nDCG@10 by name (JSON).

The parameter gets its value before anything that reads it is loaded, which is why nothing is imported at the top.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any


def main() -> None:
    """Set what is asked for, and measure."""
    folder, names, *changed = sys.argv[1:]
    for parameter, value in (each.split("=") for each in changed):
        change(parameter, float(value))
    program: Any = import_module("tests.relevance.__main__")
    measured: Any = import_module("tests.relevance.measure")
    found = {}
    for name in names.split(","):
        (Path(folder) / name).mkdir(exist_ok=True)
        for source in program.sources(name, Path(folder) / name):
            found[name] = measured.measure(source.searcher, source.judged).ndcg
    print(json.dumps(found))


def change(parameter: str, value: float) -> None:
    """Set a parameter: `scoring.bm25f.K1`, or that of a field, `text.fields.title.weight` or `text.fields.title.b`."""
    package, module, name, *part = parameter.split(".")
    there: Any = import_module(f"catalog.search.{package}.{module}")
    if part:
        field = replace(there.FIELDS[name], **{part[0]: value})
        there.FIELDS = MappingProxyType({**there.FIELDS, name: field})
    else:
        setattr(there, name, type(getattr(there, name))(value))


if __name__ == "__main__":
    main()
