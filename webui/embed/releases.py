"""The releases of the search widget, from the folder `files`: one folder per version, which never changes again."""

from __future__ import annotations

import datetime as dt
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha384
from pathlib import Path

FOLDER = Path(__file__).parent / "files"
DAYS_FILE = "releases.json"
"""The file in FOLDER with the day of each release, by version."""


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """A file of a release. `integrity` is its hash, as the attribute of a script element writes it."""

    name: str
    content: bytes
    integrity: str


@dataclass(frozen=True, slots=True)
class Release:
    """A version of the widget, the day of its release, and its files by name."""

    version: str
    released: dt.date
    files: Mapping[str, ReleasedFile]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The version as numbers, by which versions are ordered: 1.10.0 is newer than 1.9.0."""
        return tuple(map(int, self.version.split(".")))

    @property
    def major(self) -> str:
        """The name of the major version in moving URLs, such as "v1"."""
        return f"v{self.numbers[0]}"


@dataclass(frozen=True, slots=True)
class WidgetReleases:
    """All releases of the widget, the newest first."""

    newest_first: tuple[Release, ...]

    @property
    def latest(self) -> Release:
        """The newest release."""
        return self.newest_first[0]

    @property
    def moving(self) -> dict[str, Release]:
        """The newest release of each major version, by its name in moving URLs."""
        return {release.major: release for release in reversed(self.newest_first)}

    def get(self, version: str) -> Release | None:
        """Return a release by its version ("1.0.0"), or the newest one of a major version ("v1"); None for others."""
        releases = {release.version: release for release in self.newest_first}
        return releases.get(version) or self.moving.get(version)


@cache
def widget_releases() -> WidgetReleases:
    """Return all releases, which are read once."""
    return read_releases(FOLDER)


def read_releases(folder: Path) -> WidgetReleases:
    """Return the releases in a folder; raise OSError if the folder of one is missing."""
    days: dict[str, str] = json.loads((folder / DAYS_FILE).read_text("utf-8"))
    releases = (
        Release(version, dt.date.fromisoformat(day), _read_files(folder / version)) for version, day in days.items()
    )
    return WidgetReleases(tuple(sorted(releases, key=lambda release: release.numbers, reverse=True)))


def _read_files(folder: Path) -> dict[str, ReleasedFile]:
    contents = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    return {name: ReleasedFile(name, content, _integrity(content)) for name, content in contents.items()}


def _integrity(content: bytes) -> str:
    return f"sha384-{b64encode(sha384(content).digest()).decode()}"
