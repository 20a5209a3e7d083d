"""The programme's pages and sites on disk to validated values, and every fault found on the way."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.errors import Problem
from catalog.program import PAGE_LANGUAGES, PAGES, Page, Site
from catalog.schemas.program import FrontMatterSchema, SiteSchema
from catalog.store.records import validated
from catalog.store.yaml_json import Malformed, RawRecord, read_front_matter, read_records, shown_path
from catalog.text import nearest

FOLDER = "pages"
SITES = "sites.yaml"
PAGE, SITE = "page", "site"
"""Kinds of problems."""
MAX_PAGE = 100_000
"""Characters of a page at most."""
_FILE = re.compile(r"(?P<name>[A-Za-z0-9_-]+)(?:\.(?P<language>[A-Za-z0-9_-]+))?\.md")


@dataclass(frozen=True, slots=True)
class PageContents:
    """The valid pages by name and language, and every fault. `kept` says that all of them are the ones of before."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()
    kept: bool = False


@dataclass(frozen=True, slots=True)
class SiteContents:
    """The valid sites in the order of their file, and every fault of the others; `kept` as for pages."""

    sites: tuple[Site, ...]
    problems: tuple[Problem, ...] = ()
    kept: bool = False


def load_pages(corpus: Path, before: Collection[Page] = ()) -> PageContents:
    """Read the pages of a corpus; it may be without any. One with a fault is that of `before`, if there is one."""
    known = {(page.name, page.language): page for page in before}
    pages: list[Page] = []
    problems: list[Problem] = []
    fresh = 0
    folder = corpus / FOLDER
    try:
        files = sorted(folder.iterdir())
    except FileNotFoundError:
        return PageContents(())
    except OSError as error:
        reason = f"the folder could not be read: {error.strerror}"
        return PageContents(tuple(before), (Problem(PAGE, reason, shown_path(folder, corpus)),), kept=True)
    for path in files:
        if path.name.startswith("."):
            continue
        found = _page(path, shown_path(path, corpus))
        if isinstance(found, Page):
            pages.append(found)
            fresh += 1
        else:
            problems += found
            pages += filter(None, [known.get(_named(path.name))])
    return PageContents(tuple(sorted(pages, key=_place)), tuple(problems), kept=bool(pages) and not fresh)


def _place(page: Page) -> tuple[int, int]:
    return PAGES.index(page.name), PAGE_LANGUAGES.index(page.language)


def _named(file: str) -> tuple[str, str]:
    """Return which page a file holds: its name and its language, right or wrong."""
    match = _FILE.fullmatch(file)
    return (match["name"], match["language"] or PAGE_LANGUAGES[0]) if match else (file, "")


def _page(path: Path, shown: str) -> Page | list[Problem]:
    """Return the page of a file, or what is wrong with it."""
    if reason := _misnamed(path.name):
        return [Problem(PAGE, reason, shown)]
    read = read_front_matter(path, shown)
    if isinstance(read, Malformed):
        return [Problem(PAGE, read.message, read.file, read.line)]
    front, text, line = read
    problems, content = validated(front, FrontMatterSchema(), PAGE)
    if not text:
        problems = [*problems, Problem(PAGE, "has no text below its title", shown, line)]
    if len(text) > MAX_PAGE:
        problems = [*problems, Problem(PAGE, f"has {len(text):,} characters; {MAX_PAGE:,} are the most", shown, line)]
    name, language = _named(path.name)
    return problems or Page(name=name, text=text, language=language, **content)


def _misnamed(file: str) -> str | None:
    """Return what is wrong with the name of a page's file, or None."""
    match = _FILE.fullmatch(file)
    known = ", ".join(PAGES)
    if match is None:
        return "is no page: the name of a page's file is such as about.md, or about.es.md in Spanish"
    if match["name"] not in PAGES:
        guess = nearest(match["name"], PAGES)
        return f"there is no page '{match['name']}'" + (
            f": did you mean '{guess}'?" if guess else f": pages are {known}"
        )
    if match["language"] == PAGE_LANGUAGES[0]:
        return f"the page in English is {match['name']}.md, without a language"
    if match["language"] and match["language"] not in PAGE_LANGUAGES:
        return f"'{match['language']}' is no language of the site: pages are in {' or '.join(PAGE_LANGUAGES)}"
    return None


def load_sites(corpus: Path, before: Collection[Site] = ()) -> SiteContents:
    """Read sites.yaml of a corpus; without that file there are none. A site with a fault is left out.

    Where nothing in the file can be read, the sites are those of `before`.
    """
    path = corpus / SITES
    if not (path.exists() or path.is_symlink()):  # a link to nowhere is a fault
        return SiteContents(())
    items = list(read_records(path, shown_path(path, corpus), SITE, least=0))
    raws = [item for item in items if isinstance(item, RawRecord)]
    problems = [Problem(SITE, item.message, item.file, item.line) for item in items if isinstance(item, Malformed)]
    if problems and not raws:
        return SiteContents(tuple(before), tuple(problems), kept=True)
    sites = []
    schema = SiteSchema()
    doubled = dict(_doubled(raws))
    for raw in raws:
        found, site = validated(raw, schema, SITE)
        found += (
            [Problem(SITE, doubled[raw.line], raw.file, raw.line_of(("id",)), raw.id)] if raw.line in doubled else []
        )
        problems += found
        sites += [site] if not found else []
    return SiteContents(tuple(sites), tuple(sorted(problems, key=lambda each: each.line or 0)))


def _doubled(raws: Collection[RawRecord]) -> Iterator[tuple[int, str]]:
    """Yield the line of each site whose id an earlier one has, and what is wrong."""
    first: dict[str, int] = {}
    for raw in raws:
        if raw.id and raw.id in first:
            yield raw.line, f"id '{raw.id}' is used already in line {first[raw.id]}"
        first.setdefault(raw.id, raw.line)
