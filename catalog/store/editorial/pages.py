"""Reads the program's pages, and validates them."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from catalog.errors import Problem
from catalog.program import PAGE_LANGUAGES, PAGES, Page
from catalog.schemas.editorial.program import FrontMatterSchema
from catalog.store.editorial.listing import FileContents, ListingSchema, Loaded, load_listing, malformed_problem
from catalog.store.editorial.markdown_text import page_parts
from catalog.store.files.front_matter import read_front_matter
from catalog.store.files.yaml_json import Malformed
from catalog.store.validation import validate
from catalog.text import nearest

FOLDER = "pages"
MAX_PAGE_CHARACTERS = 100_000
_FILE_NAME = re.compile(r"(?P<name>[A-Za-z0-9_-]+)(?:\.(?P<language>[A-Za-z0-9_-]+))?\.md")


def load_pages(corpus: Path, previous: Collection[Page] = ()) -> Loaded[Page]:
    """Return the pages of a corpus by name and language. Of a page with a problem, the previous version is retained."""
    return load_listing(corpus / FOLDER, PageListing(), previous)


class PageListing(ListingSchema[Page]):
    """A folder of pages, a file for each page and language."""

    kind = "page"
    in_folder = True

    def read(self, path: Path, file: str) -> FileContents[Page]:
        """Return the page of a file."""
        if reason := _name_problem(path.name):
            return FileContents(problems=(Problem(self.kind, reason, file),), refused=True)
        parsed = read_front_matter(path, file)
        if isinstance(parsed, Malformed):
            return FileContents(problems=(malformed_problem(parsed, self.kind),), refused=True)
        front_matter, text, line = parsed
        validated = validate(front_matter, FrontMatterSchema(), self.kind)
        text_problems = (Problem(self.kind, message, file, line) for message in _text_problems(text))
        if problems := (*validated.problems, *text_problems):
            return FileContents(problems=problems, refused=True)
        name, language = _page_of(path.name)
        page = Page(name=name, text=text, language=language, parts=page_parts(text), **validated.value)
        return FileContents((page,), notes=validated.notes)

    def previous_items(self, path: Path, previous: Collection[Page]) -> list[Page]:
        """Return the previous page of a file's name and language; none if a file with the right name has it, too."""
        name, language = _page_of(path.name)
        right_file = path.with_name(f"{name}.md")
        if language == PAGE_LANGUAGES[0] and path != right_file and os.path.lexists(right_file):
            return []
        return [page for page in previous if (page.name, page.language) == (name, language)][-1:]

    def combine(self, items: Mapping[Path, tuple[Page, ...]]) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
        """Return the pages in the order of PAGES, the default language first."""
        pages, problems = super().combine(items)
        return tuple(sorted(pages, key=_position)), problems


def _position(page: Page) -> tuple[int, int]:
    return PAGES.index(page.name), PAGE_LANGUAGES.index(page.language)


def _page_of(file_name: str) -> tuple[str, str]:
    """Return the name and the language of the page in a file, by the file's name; they need not be valid."""
    match = _FILE_NAME.fullmatch(file_name)
    return (match["name"], match["language"] or PAGE_LANGUAGES[0]) if match else (file_name, "")


def _text_problems(text: str) -> Iterator[str]:
    if not text:
        yield "has no text below its title"
    if len(text) > MAX_PAGE_CHARACTERS:
        yield f"has {len(text):,} characters; the maximum is {MAX_PAGE_CHARACTERS:,}"


def _name_problem(file_name: str) -> str | None:
    """Return the problem of the name of a page's file, or None."""
    match = _FILE_NAME.fullmatch(file_name)
    if match is None:
        return "is not a page: name the file like about.md, or about.es.md in Spanish"
    if match["name"] not in PAGES:
        similar = nearest(match["name"], PAGES)
        hint = f"did you mean '{similar}'?" if similar else f"pages are {', '.join(PAGES)}"
        return f"there is no page '{match['name']}': {hint}"
    if match["language"] == PAGE_LANGUAGES[0]:
        return f"the page in English must be named {match['name']}.md, without a language"
    if match["language"] and match["language"] not in PAGE_LANGUAGES:
        return f"'{match['language']}' is not a language of the site: pages are in {' or '.join(PAGE_LANGUAGES)}"
    return None
