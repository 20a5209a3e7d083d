"""How the harvester says who it is, so that the people of a site know whom to ask."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from catalog.settings import Settings
from indexer.harvest.http.robots import PRODUCT


def user_agent(settings: Settings) -> str:
    """Return the User-Agent header: the program with its version, the URL of the site, and the e-mail address.

    The URL is left out while `public_url` has its default, because nobody else can open that.
    """
    places = [f"+{settings.public_url}"] if settings.public_url != Settings().public_url else []
    places += [settings.contact] if settings.contact else []
    return f"{PRODUCT}/{_version()}" + (f" ({'; '.join(places)})" if places else "")


def is_identified(settings: Settings) -> bool:
    """Return whether the people of a site can find out whom to ask."""
    return "(" in user_agent(settings)


def _version() -> str:
    try:
        return version("public-safety-clearinghouse")
    except PackageNotFoundError:  # run from a folder without an installation
        return "0"
