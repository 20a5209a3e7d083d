"""The editors' guide lists every field that a column can be, with an example that an import accepts."""

import re
from functools import cache

import pytest

from catalog.store.taxonomy import load_taxonomy
from indexer.importers.mapping.candidates import Converter, RecordCandidate
from indexer.importers.mapping.source_mapping import SourceMapping, column_targets, load_mappings
from indexer.importers.rows import SourceRow
from paths import CORPUS, ROOT

SECTION = (ROOT / "docs/editors.md").read_text(encoding="utf-8").partition("### mappings.yaml")[2].partition("\n## ")[0]
NEEDS_MORE = frozenset(("none", "source_id", "text", "title", "documents"))
"""Targets that are no field, or that need more than their example."""


def rows():
    """Return the targets of each row of the table, and its example."""
    cells = (line.strip("| ").split(" | ") for line in SECTION.splitlines() if line.startswith("| `"))
    return [(tuple(re.findall(r"`([\w.]+)`", row[0])), "".join(row[2:]).strip(" `|")) for row in cells]


@cache
def taxonomy():
    return load_taxonomy(CORPUS / "taxonomy.yaml")


def test_the_table_has_every_target_of_columns_and_no_other():
    assert sorted(target for targets, _ in rows() for target in targets) == sorted(column_targets())


@pytest.mark.parametrize(
    ("target", "example"),
    [
        (targets[0], example)
        for targets, example in rows()
        if targets[0] not in NEEDS_MORE and ".scheme" not in targets[0]
    ],
)
def test_an_import_accepts_the_example_of_a_target(target, example):
    converter = Converter(taxonomy(), SourceMapping("s", {"title": "title", "cell": target}))
    candidate = converter.convert(SourceRow("row 2", {"title": "T", "cell": example}))
    assert isinstance(candidate, RecordCandidate)
    assert (candidate.warnings, candidate.unmapped) == ((), ())
    assert target == "id" or target.partition(".")[0] in candidate.content


def test_the_mapping_in_the_guide_is_accepted(tmp_path):
    path = tmp_path / "mappings.yaml"
    path.write_text(re.search(r"```yaml\n(.+?)```", SECTION, re.DOTALL)[1], encoding="utf-8")
    (mapping,) = load_mappings(path)
    assert (mapping.columns["Type of resource"], mapping.dates) == ("format, keywords", "month-first")
    known = {name: taxonomy().terms(facet) for name, facet in (("format", "format"), ("topics", "topic"))}
    meanings = (
        (name, part)
        for name, of_name in mapping.values.items()
        for text in of_name.values()
        for part in filter(None, text.split(", "))
    )
    assert [
        part for name, part in meanings if part != "none" and part not in {term.value for term in known[name]}
    ] == []
