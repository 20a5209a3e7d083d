"""The settings of a deployment. Only the entry points read them: the command, wsgi.py and open_catalog."""

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

ENVIRONMENT_PREFIX = "CATALOG_"
CONFIG_FILE = "clearinghouse.toml"
OTHER_VARIABLES = frozenset({"CATALOG_BENCH_DATA"})
"""Environment variables with the prefix that are not settings, but are read by the benchmark."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a deployment.

    `engine` is a name of `catalog.search.ports.ENGINES`, or `module:function` (see `load_engine`). `public_url` is the
    URL of the site without a trailing slash; every absolute link starts with it. `trusted_hosts` are the accepted Host
    headers (empty: any). `concurrent_searches` is the number of searches that one worker runs at a time; further
    clients are asked to retry. `contact` is an e-mail address. `tesseract` is the program that recognizes the text of
    scanned pages (empty: none), for at most `ocr_page_s` a page and `ocr_document_s` a document. The server stores a
    shared toolkit for `shared_toolkit_days`, a draft for `draft_toolkit_days` after its last change, and at most
    `toolkits_mb` of both.
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
    tesseract: str = "tesseract"
    ocr_page_s: float = 60.0
    ocr_document_s: float = 600.0
    keep_generations: int = 3
    shared_toolkit_days: int = 365
    draft_toolkit_days: int = 90
    toolkits_mb: int = 1000


TYPE_NAMES: Mapping[type, str] = MappingProxyType(
    {bool: "true or false", int: "a whole number", float: "a number", tuple: "a list"}
)
BOUNDS: Mapping[str, tuple[float, float]] = MappingProxyType({"ocr_page_s": (1, 600), "ocr_document_s": (1, 7200)})
"""The smallest and largest values of settings."""

SETTING_TYPES: Mapping[str, object] = MappingProxyType({item.name: item.type for item in fields(Settings)})


def load_settings(
    flags: Mapping[str, object] | None = None,
    *,
    environ: Mapping[str, str] = os.environ,
    folder: Path = Path(),
) -> Settings:
    """Return the settings. In order of precedence: `flags`, CATALOG_*, `clearinghouse.toml` in `folder`, defaults.

    Flags that are None are ignored. Raises ConfigError for an unknown key or a value of the wrong type.
    """
    values_by_key: dict[str, object] = {}
    for source, values in (
        (CONFIG_FILE, _from_file(folder / CONFIG_FILE)),
        ("the environment", _from_environment(environ)),
        ("the command line", {key: value for key, value in (flags or {}).items() if value is not None}),
    ):
        for key, value in values.items():
            values_by_key[key] = _convert(source, key, value)
            _check_bounds(source, key, values_by_key[key])
            if key == "public_url":
                _check_public_url(source, values_by_key[key])
    return replace(Settings(), **values_by_key)  # type: ignore[arg-type]  # _convert gave each key its field's type


def missing_corpus(folder: Path) -> str:
    """Return a message that says where the corpus was expected, and how to name another folder."""
    return (
        f"no corpus was found at {folder.absolute()}. "
        "Run the command in the folder that contains corpus/, or name the corpus with --corpus DIR"
    )


def _check_bounds(source: str, key: str, value: object) -> None:
    """Raise ConfigError if a number is too small or too large."""
    if key in BOUNDS and isinstance(value, float):
        low, high = BOUNDS[key]
        if not low <= value <= high:
            raise ConfigError(f"setting '{key}' in {source}: use a number from {low:g} to {high:g}")


def _check_public_url(source: str, url: object) -> None:
    """Raise ConfigError if absolute links cannot start with a URL."""
    try:
        parts = urlsplit(str(url))
        is_valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        is_valid = False
    if not is_valid or parts.query or parts.fragment:
        raise ConfigError(
            f"setting 'public_url' in {source}: '{url}' is not a web address such as https://www.example.org"
        )


def _from_file(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: the settings could not be read: {error}") from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    variables = (name for name in environ if name.startswith(ENVIRONMENT_PREFIX) and name not in OTHER_VARIABLES)
    return {name.removeprefix(ENVIRONMENT_PREFIX).lower(): environ[name] for name in variables}


def _convert(source: str, key: str, value: object) -> object:
    if key not in SETTING_TYPES:
        similar = nearest(key, SETTING_TYPES)
        hint = f": did you mean '{similar}'?" if similar else f"; known settings are {', '.join(SETTING_TYPES)}"
        raise ConfigError(f"unknown setting '{key}' in {source}{hint}")
    default = getattr(Settings(), key)
    try:
        return _as_type_of(default, value)
    except (TypeError, ValueError, KeyError) as error:
        raise ConfigError(f"setting '{key}' in {source}: '{value}' is not {TYPE_NAMES[type(default)]}") from error


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
