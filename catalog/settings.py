"""The settings of a deployment. Only the entry points read them: the command, wsgi.py and open_catalog."""

from __future__ import annotations

import errno
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from catalog.allowed_hosts import parse_allowed_host
from catalog.errors import ConfigError
from catalog.text import nearest

ENVIRONMENT_PREFIX = "CATALOG_"
CONFIG_FILE = "clearinghouse.toml"
OTHER_VARIABLES = frozenset({"CATALOG_BENCH_DATA"})
"""Environment variables with the prefix that are not settings, but are read by the benchmark."""
MAX_QUOTED = 80
"""Characters of a value that an error quotes."""
MIN_TOKEN = 16
_TOKEN = re.compile(rf"[A-Za-z0-9._~+/-]{{{MIN_TOKEN},}}=*")
"""A token that a client sends in a header (RFC 6750, section 2.1)."""
_HOST = re.compile(r"\.?([\w.-]+)(?::[0-9]+)?")

SettingT = TypeVar("SettingT", int, float)


def _number(default: SettingT, lowest: int, highest: int) -> SettingT:
    """Return a field for a number with its default and its bounds, both inclusive."""
    number: SettingT = field(default=default, metadata={"bounds": (lowest, highest)})
    return number


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a deployment.

    `engine` is a name of `catalog.search.ports.ENGINES`, or `module:function` (see `load_engine`). `public_url` is the
    URL of the site without a trailing slash; every absolute link starts with it. `trusted_hosts` are the accepted Host
    headers (empty: any). `concurrent_searches` is the number of searches that one worker runs at a time; others
    wait a moment, and are then asked to retry. `contact` is an e-mail address. `mcp` lets AI assistants connect.
    `metrics_token` is what a program sends to read the figures of operation at /metrics (empty: nobody can).
    `tesseract` is the program that recognizes the text of scanned pages (empty: none), for at most `ocr_page_s` a page
    and `ocr_document_s` a document. `page_pictures` is the number of pages of each PDF that are shown as pictures (0:
    none); all pictures take at most `page_pictures_mb`. The server stores a shared toolkit for `shared_toolkit_days`, a
    draft for `draft_toolkit_days` after its last change, and at most `toolkits_mb` of both.

    A file to import has at most `import_max_mb`.

    `editor` is the name under which the history keeps changes of the corpus (empty: the user of the system); with
    `git_commits`, each is committed if the corpus is a git checkout. The contents of files in the history take about
    `history_mb`, older ones are removed.

    `query_log` counts searches by their text for `query_log_days`, as `catalog.query_log` describes.

    The harvester asks `harvest_concurrency` hosts at a time, and pauses for `harvest_delay_s` or longer after each
    request (0: only if the host asks for that). It gives up a connection after `harvest_connect_s`, an answer after
    `harvest_idle_s` without a byte or `harvest_wall_s` in all, and a document beyond `harvest_max_mb`. It reaches only
    public addresses at the usual ports, and what `harvest_allow` names: hosts, domains (`.example.org`), addresses and
    networks, each with a port if only that one is allowed.
    """

    corpus: Path = Path("corpus")
    data: Path = Path("var")
    engine: str = "whoosh"
    public_url: str = "http://127.0.0.1:8000"
    trusted_hosts: tuple[str, ...] = ()
    concurrent_searches: int = _number(4, 1, 1000)
    contact: str = ""
    mcp: bool = True
    metrics_token: str = field(default="", repr=False)
    document_wall_s: float = _number(30.0, 1, 3600)
    document_memory_mb: int = _number(1024, 128, 1_000_000)
    tesseract: str = "tesseract"
    ocr_page_s: float = _number(60.0, 1, 600)
    ocr_document_s: float = _number(600.0, 1, 7200)
    page_pictures: int = _number(20, 0, 100)
    page_pictures_mb: int = _number(1000, 1, 1_000_000)
    import_max_mb: int = _number(500, 1, 100_000)
    keep_generations: int = _number(3, 1, 1000)
    shared_toolkit_days: int = _number(365, 1, 3650)
    draft_toolkit_days: int = _number(90, 1, 3650)
    toolkits_mb: int = _number(1000, 1, 1_000_000)
    harvest_allow: tuple[str, ...] = ()
    harvest_concurrency: int = _number(8, 1, 64)
    harvest_delay_s: float = _number(1.0, 0, 600)
    harvest_connect_s: float = _number(3.0, 1, 60)
    harvest_idle_s: float = _number(10.0, 1, 300)
    harvest_wall_s: float = _number(60.0, 1, 3600)
    harvest_max_mb: int = _number(15, 1, 2000)
    editor: str = ""
    git_commits: bool = True
    history_mb: int = _number(500, 1, 1_000_000)
    query_log: bool = True
    query_log_days: int = _number(400, 7, 3650)


TYPE_NAMES: Mapping[type, str] = MappingProxyType(
    {
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        tuple: "a list",
        str: "a text",
        type(Path()): "a path",
    }
)
SETTING_NAMES = tuple(item.name for item in fields(Settings))
BOUNDS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {item.name: item.metadata["bounds"] for item in fields(Settings) if "bounds" in item.metadata}
)
"""The lowest and the highest value of each number."""


class _Source(NamedTuple):
    """A value for a setting, and where it comes from: "clearinghouse.toml, line 3"."""

    place: str
    key: str
    value: object


def load_settings(
    flags: Mapping[str, object] | None = None,
    *,
    environ: Mapping[str, str] = os.environ,
    folder: Path = Path(),
) -> Settings:
    """Return the settings. In order of precedence: `flags`, CATALOG_*, `clearinghouse.toml` in `folder`, defaults.

    Flags that are None are ignored. Raises ConfigError for an unknown key, or a value of the wrong type or out of
    bounds.
    """
    sources = (*_from_file(folder / CONFIG_FILE), *_from_environment(environ), *_from_flags(flags or {}))
    values_by_key = {source.key: _convert(source) for source in sources}
    return replace(Settings(), **values_by_key)  # type: ignore[arg-type]  # _convert gave each key its field's type


def missing_corpus(folder: Path) -> str:
    """Return a message that says where the corpus was expected, and how to name another folder."""
    return (
        f"no corpus was found at {folder.absolute()}. "
        "Run the command in the folder that contains corpus/, or name the corpus with --corpus DIR"
    )


def read_regular_file(path: Path) -> bytes:
    """Return the content of a file; raise OSError also for a pipe or a device, because reading one may never end."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.EINVAL, "it is not a regular file")
    return path.read_bytes()


def _from_file(path: Path) -> Iterator[_Source]:
    try:
        text = read_regular_file(path).decode()
        values = tomllib.loads(text)
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigError(f"{path}: the settings could not be read: {reason}") from error
    for key, value in values.items():
        yield _Source(f"{CONFIG_FILE}{_line(text, key)}", key, value)


def _line(text: str, key: str) -> str:
    """Return the line of a TOML text that a key is on, as ", line 3"; empty if it is written unusually."""
    match = re.search(rf"""^[ \t]*\[*["']?{re.escape(key)}["']?[ \t]*[.=\]]""", text, re.MULTILINE)
    return f", line {text.count(chr(10), 0, match.start()) + 1}" if match else ""


def _from_environment(environ: Mapping[str, str]) -> Iterator[_Source]:
    for name, value in environ.items():
        if name.startswith(ENVIRONMENT_PREFIX) and name not in OTHER_VARIABLES:
            yield _Source(f"the environment ({name})", name.removeprefix(ENVIRONMENT_PREFIX).lower(), value)


def _from_flags(flags: Mapping[str, object]) -> Iterator[_Source]:
    return (_Source("the command line", key, value) for key, value in flags.items() if value is not None)


def _convert(source: _Source) -> object:
    """Return a value as the type of its setting; raise ConfigError if it is invalid."""
    place, key, value = source
    if key not in SETTING_NAMES:
        similar = nearest(key, SETTING_NAMES)
        hint = f": did you mean '{similar}'?" if similar else f"; known settings are {', '.join(SETTING_NAMES)}"
        raise ConfigError(f"unknown setting '{key}' in {place}{hint}")
    default = getattr(Settings(), key)
    try:
        converted = _as_type_of(default, value)
    except (TypeError, ValueError, KeyError) as error:
        message = f"setting '{key}' in {place}: {_quoted(value)} is not {TYPE_NAMES[type(default)]}"
        raise ConfigError(message) from error
    if key == "public_url":
        converted = str(converted).rstrip("/")
    if fault := _fault(key, converted):
        raise ConfigError(f"setting '{key}' in {place}: {fault}")
    return converted


def _as_type_of(default: object, value: object) -> object:
    match default:
        case bool():
            return value if isinstance(value, bool) else {"true": True, "false": False}[str(value).lower()]
        case tuple():
            parts = value.split(",") if isinstance(value, str) else list(value)  # type: ignore[call-overload]
            return tuple(str(part).strip() for part in parts if str(part).strip())
        case int() | float():
            return type(default)(str(value))
        case Path() if isinstance(value, str | Path):
            return Path(value)
        case str() if isinstance(value, str):
            return value
        case _:
            raise TypeError


def _fault(key: str, value: object) -> str:
    """Return what is wrong with a value of the right type, or an empty string."""
    match value:
        case bool():
            return ""
        case int() | float():
            lowest, highest = BOUNDS[key]
            return "" if lowest <= value <= highest else f"use a number from {lowest:,} to {highest:,}, not {value}"
        case tuple() if key == "harvest_allow":
            wrong = next((host for host in value if not _is_allowed_host(host)), None)
            names = "such as files.example.org, 10.1.0.0/16 or 10.1.2.3:8080"
            return "" if wrong is None else f"{_quoted(wrong)} is not a host or network {names}"
        case tuple():
            wrong = next((host for host in value if not _is_host(host)), None)
            names = "such as www.example.org, or .example.org for it and all names below it"
            return "" if wrong is None else f"{_quoted(wrong)} is not a host name {names}"
    return _text_fault(key, str(value))


def _text_fault(key: str, value: str) -> str:
    """Return what is wrong with a text, or an empty string."""
    if not value.isprintable():
        return f"{_quoted(value)} contains control characters"
    if key == "public_url" and not _is_web_address(value):
        return f"{_quoted(value)} is not a web address such as https://www.example.org"
    if key == "metrics_token" and value and not _TOKEN.fullmatch(value):
        return f"use {MIN_TOKEN} or more letters, digits and the characters . _ ~ + / -"
    return ""


def _is_host(text: str) -> bool:
    """Return whether a text is the name of a host or of a domain, or an IPv4 address; a port is allowed."""
    match = _HOST.fullmatch(text)
    try:
        return bool(match and match[1].encode("idna"))
    except UnicodeError:  # a label is empty or too long
        return False


def _is_allowed_host(text: str) -> bool:
    """Return whether a text names a host, an address or a network; a port is allowed."""
    try:
        return bool(parse_allowed_host(text))
    except ValueError:
        return False


def _is_web_address(url: str) -> bool:
    """Return whether absolute links can start with a URL."""
    try:
        parts = urlsplit(url)
        is_valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return False
    return bool(is_valid) and not (parts.query or parts.fragment or " " in url)


def _quoted(value: object) -> str:
    """Return a value in quotes, shortened, without characters that a terminal might obey."""
    text = "".join(character if character.isprintable() else "?" for character in str(value)[: MAX_QUOTED + 1])
    return f"'{text[:MAX_QUOTED]}...'" if len(text) > MAX_QUOTED else f"'{text}'"
