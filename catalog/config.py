"""Settings: what a deployment may choose, read only at the doors (the command and wsgi.py)."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from catalog.errors import ConfigError
from catalog.text import nearest

PREFIX = "CATALOG_"
CONFIG_FILE = "clearinghouse.toml"
NOT_SETTINGS = frozenset({"CATALOG_BENCH_DATA"})
"""Environment names that share the prefix and are no settings: the benchmark's own."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a deployment may choose.

    `engine` is a name of `catalog.search.ports.ENGINES`, or `module:function` (see `load_engine`). `public_url` is the
    address the site is reached at, without a slash at the end: every absolute link starts with it. `trusted_hosts` are
    the Host headers answered (empty: any). `concurrent_searches` is how many searches one worker runs at a time before
    it asks the next to come back in a second. `contact` is an e-mail address.
    A shared toolkit is kept for `shared_toolkit_days`, the draft of a browser without scripts for
    `draft_toolkit_days` after its last change, and all of them together in `toolkits_mb` at most.
    """

    corpus: Path = Path("corpus")
    data: Path = Path("var")
    engine: str = "whoosh"
    public_url: str = "http://127.0.0.1:8000"
    trusted_hosts: tuple[str, ...] = ()
    concurrent_searches: int = 4
    contact: str = ""
    document_wall_s: float = 30.0
    document_memory_mb: int = 1024
    keep_generations: int = 3
    shared_toolkit_days: int = 365
    draft_toolkit_days: int = 90
    toolkits_mb: int = 1000


SPOKEN: Mapping[type, str] = MappingProxyType(
    {bool: "true or false", int: "whole number", float: "number", tuple: "list"}
)
KNOWN: Mapping[str, object] = MappingProxyType({item.name: item.type for item in fields(Settings)})


def load_settings(
    flags: Mapping[str, object] | None = None,
    *,
    environ: Mapping[str, str] = os.environ,
    folder: Path = Path(),
) -> Settings:
    """Return the settings: defaults, then `clearinghouse.toml` in `folder`, then CATALOG_*, then `flags`.

    A flag that is None was not given. Raises ConfigError that names the key, and the nearest known one.
    """
    chosen: dict[str, object] = {}
    for source, values in (
        (CONFIG_FILE, _from_file(folder / CONFIG_FILE)),
        ("the environment", _from_environment(environ)),
        ("the command line", {key: value for key, value in (flags or {}).items() if value is not None}),
    ):
        for key, value in values.items():
            chosen[key] = _convert(source, key, value)
            if key == "public_url":
                _check_address(source, chosen[key])
    return replace(Settings(), **chosen)  # type: ignore[arg-type]  # _convert gave each key its field's type


def missing_corpus(folder: Path) -> str:
    """Return a message that says where the corpus was expected, and how to name another folder."""
    return (
        f"no corpus was found at {folder.absolute()}. "
        "Run the command in the folder that contains corpus/, or name the corpus with --corpus DIR"
    )


def _check_address(source: str, url: object) -> None:
    """Refuse a public address that links cannot begin with."""
    try:
        parts = urlsplit(str(url))
        right = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        right = False
    if not right or parts.query or parts.fragment:
        raise ConfigError(
            f"setting 'public_url' in {source}: '{url}' is no web address: write one such as https://www.example.org"
        )


def _from_file(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: the settings could not be read: {error}") from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    names = (name for name in environ if name.startswith(PREFIX) and name not in NOT_SETTINGS)
    return {name.removeprefix(PREFIX).lower(): environ[name] for name in names}


def _convert(source: str, key: str, value: object) -> object:
    if key not in KNOWN:
        guess = nearest(key, KNOWN)
        hint = f": did you mean '{guess}'?" if guess else f"; known settings are {', '.join(KNOWN)}"
        raise ConfigError(f"unknown setting '{key}' in {source}{hint}")
    default = getattr(Settings(), key)
    try:
        return _as_type_of(default, value)
    except (TypeError, ValueError, KeyError) as error:
        raise ConfigError(f"setting '{key}' in {source}: '{value}' is no {SPOKEN[type(default)]}") from error


def _as_type_of(default: object, value: object) -> object:
    match default:
        case bool():
            return value if isinstance(value, bool) else {"true": True, "false": False}[str(value).lower()]
        case tuple():
            parts = value.split(",") if isinstance(value, str) else list(value)  # type: ignore[call-overload]
            return tuple(str(part).strip() for part in parts if str(part).strip())
        case int() | float() | Path():
            return type(default)(str(value))
        case _:
            return str(value).rstrip("/")
