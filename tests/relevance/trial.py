"""`python -m tests.relevance.trial FOLDER NAMES [PARAMETER=VALUE]` prints nDCG@10 by name as JSON; the sweep runs it.

The parameter is set before the modules that read it are imported, so they are not imported at the top of this module.
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
    """Set the parameter, and measure."""
    folder, names, *assignments = sys.argv[1:]
    for parameter, value in (assignment.split("=") for assignment in assignments):
        set_parameter(parameter, float(value))
    program: Any = import_module("tests.relevance.__main__")
    measurement: Any = import_module("tests.relevance.measure")
    ndcg_by_name = {}
    for name in names.split(","):
        (Path(folder) / name).mkdir(exist_ok=True)
        for judged_index in program.open_judged_indexes(name, Path(folder) / name):
            ndcg_by_name[name] = measurement.measure(judged_index.searcher, judged_index.queries).ndcg
    print(json.dumps(ndcg_by_name))


def set_parameter(parameter: str, value: float) -> None:
    """Set a constant, such as `scoring.bm25f.K1`, or an attribute of a field, such as `text.fields.title.weight`."""
    package, module_name, name, *attribute = parameter.split(".")
    module: Any = import_module(f"catalog.search.{package}.{module_name}")
    if attribute:
        field = replace(module.FIELDS[name], **{attribute[0]: value})
        module.FIELDS = MappingProxyType({**module.FIELDS, name: field})
    else:
        setattr(module, name, type(getattr(module, name))(value))


if __name__ == "__main__":
    main()
