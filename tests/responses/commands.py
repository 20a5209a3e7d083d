"""The `clearinghouse` commands that are recorded. Each case starts from a fresh copy of a folder."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.responses.corpus_changes import CHANGES

SITE, SMALL, UNINDEXED, EMPTY = "site", "small", "unindexed", "empty"
"""Folders: the whole corpus with its index, a few of its records with theirs, the few without an index, nothing."""
COMMANDS = ("index", "search", "status", "check", "rollback", "serve")

Arguments = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """Commands that run one after the other in a copy of a folder, after some of its files were changed.

    `changes` has the new content of each file, None for files to remove; file names may have wildcards. If `locked`,
    another process holds the lock of the index. `{port}` in an argument stands for a port that is in use.
    """

    name: str
    commands: tuple[Arguments, ...]
    folder: str = SMALL
    changes: Mapping[str, str | None] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    locked: bool = False


def split(lines: str) -> tuple[Arguments, ...]:
    """Return the arguments of commands that are separated by semicolons."""
    return tuple(tuple(line.split()) for line in lines.split(";"))


def case(name: str, lines: str, folder: str = SMALL, **environment: str) -> Case:
    """Return a case with settings from the environment."""
    return Case(name, split(lines), folder, environment=environment)


def settings_file(name: str, lines: str, content: str) -> Case:
    """Return a case with settings from clearinghouse.toml."""
    return Case(name, split(lines), changes={"clearinghouse.toml": content})


SEARCHES: tuple[Arguments, ...] = (
    *split("gun violence; lpr; spi; lisence plate reader; zeppelin; zeppelin reentry; policia; toledo; privacy"),
    *split("camera -body; -body camera --sort newest; title:toolkit; prosecut*; homicide OR shooting"),
    *(('"hot spots"',), ("--", '"'), ("--", "-"), ("🔥",), ("año:",), (), ("",), ("x" * 2001,), ("gun\x07violence",)),
    *split("--topic technology; --topic technology --topic gun-violence --per-page 3; --format podcast"),
    *split("--agency-size small --sworn 20 rural; gun --sort title --per-page 2 --page 2; gun --page 99"),
    *split("lpr --explain; lpr --explain --json; gun --json; spi --json --per-page 2; zeppelin --json"),
    *split("lisence --json; --json --topic technology --format webinar; toledo --json"),
    *split("--topic technologi; --format zeppelin; --sworn many; --sort best; --page 0; --per-page 101"),
    *split("gun --page 0 --json; --zeppelin; gun --topc technology; gun --zeppelin --json; --page; -h"),
)
GENERAL = (
    case("help", f"; --help; -h; --version; {'; '.join(f'{command} --help' for command in COMMANDS)}", EMPTY),
    case("first index", "index; index; index --json; status; check", UNINDEXED),
    case("first index as JSON", "index --json", UNINDEXED),
    case("dry run before the first index", "index --dry-run; index --dry-run --json; status", UNINDEXED),
    case("nothing changed", "index; index --json; index --dry-run; index --strict; index --force"),
    case("status and check", "status; status --json; check; check --json"),
    case("status and check of the whole corpus", "status; check; check --json", SITE),
    case("full index", "index --full; status; index --full --json; check; index --full --dry-run"),
    case("rollback", "index --full; rollback; status --json; check; index; rollback; status"),
    case("rollback to a generation", "rollback; rollback 000009-zeppelin; rollback --json; rollback a b"),
    case("no index", "search gun; search gun --json; status; status --json; check; check --json; rollback", UNINDEXED),
    case("no corpus", "index; index --json; index --dry-run; check; status; search gun", EMPTY),
    case("unknown corpus", "--corpus no index; --corpus no --data var index --json; --corpus no check"),
    case("other data folder", "--data x index; --data x status; --data x search gun --json; --data /proc index"),
    case("usage errors", "zeppelin; index --zeppelin; index --json extra; --zeppelin; status extra; idnex; --corpus"),
    case("usage errors of serve", "serve --port 99999; serve --port x; serve --workers 0; serve --host 203.0.113.1"),
    case("port in use", "serve --port {port}"),
    Case(
        "most records removed",
        split("index --dry-run; index; index --json; index --force; check"),
        SITE,
        changes={"corpus/records/[a-s]*.yaml": None},
    ),
    Case("locked by another process", split("rollback; status; index"), locked=True),
)
SETTINGS = (
    case("unknown engine", "index; search gun; status", CATALOG_ENGINE="zeppelin"),
    case("memory engine", "index --full; status --json; search community meeting; check", CATALOG_ENGINE="memory"),
    case("misspelled setting", "status; status --json; index", CATALOG_DATTA="var"),
    case("unknown setting", "status", CATALOG_ZEPPELIN="1"),
    case("invalid number in a setting", "status; index --json", CATALOG_KEEP_GENERATIONS="many"),
    case("invalid public URL", "search meeting --json", CATALOG_PUBLIC_URL="zeppelin"),
    case("public URL", "search meeting --json", CATALOG_PUBLIC_URL="https://clearinghouse.example/"),
    case("folders from the environment", "index; status", CATALOG_CORPUS="corpus", CATALOG_DATA="other"),
    settings_file("settings file", "index; status", 'data = "other"\nkeep_generations = 1\n'),
    settings_file("malformed settings file", "status", "data = [\n"),
    settings_file("settings file with an unknown setting", "status", "engin = 1\n"),
    settings_file("settings file with an invalid value", "index", 'document_wall_s = "long"\n'),
)
CASES = (
    *GENERAL,
    *SETTINGS,
    *(Case(shlex.join(("search", *arguments))[:60], (("search", *arguments),), SITE) for arguments in SEARCHES),
    *(Case(name, split("index --dry-run; index --json; check"), changes=changes) for name, changes in CHANGES.items()),
    *(
        Case(f"{name} (strict)", split("index --strict"), changes=changes)
        for name, changes in list(CHANGES.items())[:4]
    ),
)
