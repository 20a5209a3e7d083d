"""Rules of the project: imports between packages, length of files, no code in the corpus."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from paths import ROOT

PACKAGES = ("catalog", "indexer", "webui")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
VIOLATIONS = {
    "The indexer and the site build on the catalog, never on each other": ("webui/__init__.py", "indexer.ingest.plan"),
    "Layers of the catalog": ("catalog/model.py", "catalog.settings"),
    "Layers of searching": ("catalog/search/result.py", "catalog.search.pipeline"),
    "Layers of the indexer": ("indexer/extract/result.py", "indexer.sandbox.limits"),
    "Layers of the site": ("webui/http/params.py", "webui.urls"),
    "Layers of the server for assistants": ("webui/interop/mcp/tools/tool.py", "webui.interop.mcp.methods"),
    "Only the Whoosh engine imports whoosh": ("catalog/settings.py", "whoosh"),
    "Engines are independent; Whoosh's index is read by the columnar searcher": (
        "catalog/search/engines/columnar/storage/columns.py",
        "catalog.search.engines.whoosh.schema",
    ),
    "The memory engine shares no code with the columnar searcher it is compared with": (
        "catalog/search/engines/memory/engine.py",
        "catalog.search.engines.columnar.matching.matches",
    ),
    "The catalog imports no web framework and no document library": ("catalog/errors.py", "bs4"),
    "Indexing never loads the web framework": ("indexer/sandbox/limits.py", "flask"),
    "The site parses no documents and writes no index": ("webui/urls.py", "pypdfium2"),
    "Only the harvester imports urllib3 and protego": ("indexer/extract/plain/markdown_file.py", "urllib3"),
    "Indexing and the site open no connections": (
        "indexer/ingest/documents/passages.py",
        "indexer.harvest.http.transport",
    ),
    "Only the PDF format of toolkits imports reportlab": ("webui/interop/feeds.py", "reportlab"),
    "Only its reader imports a library of an imported format": ("indexer/importers/frames.py", "rispy"),
    "Extractors are independent of each other": (
        "indexer/extract/plain/csv_file.py",
        "indexer.extract.plain.text_file",
    ),
}


@pytest.fixture
def copy(tmp_path):
    """A copy of the packages without compiled files."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def verdicts(folder):
    """Return for each import rule whether it is kept, according to lint-imports."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    output = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    verdicts_by_name = re.findall(r"^(.+) (KEPT|BROKEN)\b", output, re.MULTILINE)
    return {name: verdict == "KEPT" for name, verdict in verdicts_by_name}


def test_every_import_rule_is_kept(copy):
    assert verdicts(copy) == {contract["name"]: True for contract in CONTRACTS}


def test_a_violation_of_any_import_rule_is_caught(copy):
    for path, forbidden in VIOLATIONS.values():
        with (copy / path).open("a", encoding="utf-8") as file:
            file.write(f"\nimport {forbidden}\n")
    assert verdicts(copy) == {contract["name"]: False for contract in CONTRACTS}


def test_every_import_rule_has_a_violation_in_this_test():
    assert set(VIOLATIONS) == {contract["name"] for contract in CONTRACTS}


def test_no_python_file_has_more_than_four_hundred_lines():
    files = [path for package in (*PACKAGES, "tests") for path in (ROOT / package).rglob("*.py")]
    long = {str(path.relative_to(ROOT)) for path in files if path.read_text(encoding="utf-8").count("\n") > 400}
    assert long == set()
    assert files


def test_the_corpus_contains_no_scripts():
    suffixes = {path.suffix for path in (ROOT / "corpus").rglob("*") if path.is_file()}
    assert suffixes.isdisjoint({".py", ".pyc", ".sh", ".js", ".pkl"})


def test_no_file_in_the_corpus_is_executable():
    assert not [path for path in (ROOT / "corpus").rglob("*") if path.is_file() and path.stat().st_mode & 0o111]
