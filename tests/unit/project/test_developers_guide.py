"""The developers' guide names only files that exist."""

import re

from paths import ROOT

GUIDE = (ROOT / "docs" / "developers.md").read_text(encoding="utf-8")
TABLE = GUIDE.partition("## Where do I change ...")[2].partition("\n## ")[0]
ROWS = [line for line in TABLE.splitlines() if line.startswith("| ") and not line.startswith("| what")]


def paths_in(text):
    """Return the paths in backticks that start with a folder of the project."""
    return re.findall(r"`((?:catalog|indexer|webui|corpus|tests|docs)/[^` *<]*)`", text)


def test_the_table_says_where_to_change_at_least_forty_things():
    assert len(ROWS) >= 40


def test_every_row_of_the_table_names_a_path():
    assert [row for row in ROWS if not paths_in(row)] == []


def test_every_path_in_the_guide_exists():
    assert [path for path in paths_in(GUIDE) if not (ROOT / path).exists()] == []


def test_every_module_or_script_in_the_guide_exists_somewhere():
    files = [
        path.relative_to(ROOT).as_posix()
        for folder in ("catalog", "indexer", "webui", "tests")
        for path in (ROOT / folder).rglob("*")
    ]
    named = re.findall(r"`(\w[\w./]+\.(?:py|js|html|css|svg))`", GUIDE)
    assert [name for name in named if not any(f"/{path}".endswith(f"/{name}") for path in files)] == []
