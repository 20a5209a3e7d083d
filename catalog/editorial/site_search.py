"""What the site itself says to a query: its pages and its editors' toolkits, searched beside the resources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from catalog.program import PAGE_LANGUAGES, STATES, Page, PagePart, Site
from catalog.search.highlight import MAX_SNIPPET, snippets
from catalog.search.query.interpreter import QUERY_FIELDS, as_leaf
from catalog.search.query.parser import Piece, parse
from catalog.search.query.tree import Phrase, Query, Word
from catalog.search.result import SitePage, SitePageKind, Snippet
from catalog.search.text.analyzer import Analyzer
from catalog.search.text.analyzers import analyzer_for, is_stop_word, recognize, terms
from catalog.taxonomy import Taxonomy
from catalog.text import clean, slug
from catalog.toolkit import FeaturedToolkit

MOST = 3
"""Pages shown for one query, at most."""
MANY = 20
"""Resources with all words of a query from which on it is about them, unless a page is called so."""
_SITES, _LIST = "sites", "list"
"""The page of the sites, and where its list is."""
_TITLED = 3.0
"""What a word in a title or a heading counts against one in the text."""

Leaf = Word | Phrase


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a page with its terms in order, as one text with spaces around each; `head` is heading and title.

    `anchor` is where it begins in the page.
    """

    text: str
    head: str
    body: str
    anchor: str = ""

    def holds(self, way: Sequence[str]) -> bool:
        """Tell whether it has the terms one after the other."""
        wanted = f" {' '.join(way)} "
        return wanted in self.body or wanted in self.head

    def worth(self, way: Sequence[str]) -> float:
        """Return what it counts that the terms stand where they do."""
        wanted = f" {' '.join(way)} "
        return _TITLED * (wanted in self.head) + min(self.body.count(wanted), 2)


@dataclass(frozen=True, slots=True)
class _Document:
    """A page or a toolkit, with its title and summary, in parts."""

    shown: SitePage
    summary: str
    parts: tuple[_Part, ...]

    def is_called(self, wanted: Iterable[Leaf]) -> bool:
        """Tell whether its title has all that is wanted."""
        called = set(self.analyzer.terms(self.shown.title))
        return all(any(map(called.issuperset, leaf.alternatives())) for leaf in wanted)

    @property
    def analyzer(self) -> Analyzer:
        """The analyzer of its language."""
        return analyzer_for(self.shown.language)


class SitePages:
    """The pages and toolkits of one generation, ready to be asked; safe to share between threads."""

    def __init__(
        self, pages: Iterable[Page], sites: Iterable[Site], toolkits: Iterable[FeaturedToolkit], taxonomy: Taxonomy
    ) -> None:
        """Take what editors wrote, and the taxonomy whose topics are found as topics and not as pages."""
        self._taxonomy = taxonomy
        known = tuple(pages)
        cities = tuple(_by_state(sites))
        documents = [_page(page, cities if page.name == _SITES else ()) for page in known]
        documents += [_toolkit(each) for each in toolkits]
        self._documents = {language: _in(documents, language) for language in PAGE_LANGUAGES}
        # Most queries have a word that is in no page, and are done when that is seen.
        self._terms = {language: frozenset(_terms(found)) for language, found in self._documents.items()}

    def matching(self, query: Query, language: str = PAGE_LANGUAGES[0], resources: int = 0) -> tuple[SitePage, ...]:
        """Return what has every word of the query's text in one part, best first, at most MOST; on page 1 only.

        A page counts if one of the words stands in its title or the heading, or in no other page; where MANY
        `resources` have them all, only if all stand in its title. A text with fields, exclusions, alternatives or
        beginnings finds none, and one that names a topic is about resources.
        """
        if query.page > 1 or not query.text or language not in self._documents:
            return ()
        wanted = self._wanted(query.text, language)
        if not wanted or self._taxonomy.in_language(language).find("topic", query.text):
            return ()
        documents = [each for each in self._documents[language] if resources < MANY or each.is_called(wanted)]
        found = [(document, part) for document in documents if (part := _best(document, wanted))]
        telling = [(document, part) for document, part in found if self._tells(document, part, wanted, language)]
        telling.sort(key=lambda each: -_worth(each[1], wanted, each[0].analyzer))
        return tuple(_shown(document, part, wanted) for document, part in telling[:MOST])

    def _wanted(self, text: str, language: str) -> tuple[Leaf, ...]:
        """Return the words and phrases that a page must have; nothing where the text is more, or a word is in none."""
        cleaned = clean(text)
        analyzer = recognize(cleaned)
        pieces = [
            each for each in parse(cleaned, QUERY_FIELDS).parts if not isinstance(each, Piece) or terms(each.text)
        ]
        if not all(isinstance(each, Piece) and (each.plain or each.quoted) and not each.field for each in pieces):
            return ()
        words = [each for each in pieces if isinstance(each, Piece)]
        telling = [each for each in words if each.quoted or not is_stop_word(each.text, analyzer)]
        leaves = tuple(as_leaf(each.text) for each in telling or words)
        known = self._terms[language]
        there = all(any(map(known.issuperset, leaf.alternatives())) for leaf in leaves)
        return leaves if there else ()

    def _tells(self, document: _Document, part: _Part, wanted: Iterable[Leaf], language: str) -> bool:
        others = [each for each in self._documents[language] if each is not document]
        for leaf in wanted:
            if any(f" {' '.join(way)} " in part.head for way in leaf.alternatives()):
                return True
            if not any(_has(piece, leaf) for each in others for piece in each.parts):
                return True
        return False


def _in(documents: Iterable[_Document], language: str) -> tuple[_Document, ...]:
    """Return the documents in a language, and those in English that are not in it."""
    best: dict[tuple[str, str], _Document] = {}
    for each in documents:
        place = (each.shown.kind, each.shown.name)
        if each.shown.language == language or (each.shown.language == PAGE_LANGUAGES[0] and place not in best):
            best[place] = each
    return tuple(best.values())


def _terms(documents: Iterable[_Document]) -> Iterator[str]:
    for document in documents:
        for part in document.parts:
            yield from (part.head + part.body).split()


def _page(page: Page, cities: Iterable[PagePart]) -> _Document:
    analyzer = analyzer_for(page.language)
    found = [
        _part(f"{page.title} {each.heading}", _said(each), anchor=slug(each.heading), analyzer=analyzer)
        for each in (PagePart("", page.summary), *page.parts)
    ]
    found += [_part(page.title, each.text, anchor=_LIST, analyzer=analyzer) for each in cities]
    shown = SitePage(SitePageKind.PAGE, page.name, page.title, Snippet(""), page.language)
    return _Document(shown, page.summary, tuple(found))


def _said(part: PagePart) -> str:
    """Return a part as one text: its heading stands before it as a sentence does."""
    ended = part.heading if part.heading[-1:] in {"", "?", "!"} else f"{part.heading}."
    return " ".join(filter(None, (ended, part.text)))


def _toolkit(featured: FeaturedToolkit) -> _Document:
    toolkit = featured.toolkit
    language = toolkit.language or PAGE_LANGUAGES[0]
    analyzer = analyzer_for(language)
    texts = [(toolkit.title, toolkit.purpose)]
    for section in toolkit.sections:
        items = ". ".join(text for item in section.items for text in (item.title, item.note) if text)
        texts.append((f"{toolkit.title} {section.title}", items or toolkit.purpose))
    shown = SitePage(SitePageKind.TOOLKIT, featured.name, toolkit.title, Snippet(""), language)
    return _Document(shown, toolkit.purpose, tuple(_part(head, text, analyzer=analyzer) for head, text in texts))


def _part(head: str, text: str, *, analyzer: Analyzer, anchor: str = "") -> _Part:
    def spaced(words: str) -> str:
        return f" {' '.join(analyzer.terms(words))} "

    return _Part(text, spaced(head), spaced(text), anchor)


def _by_state(sites: Iterable[Site]) -> Iterator[PagePart]:
    """Yield the cities of each state: "Ohio: Cincinnati, Toledo"."""
    cities: dict[str, list[str]] = defaultdict(list)
    for site in sites:
        cities[site.state].append(site.city)
    for state, names in sorted(cities.items()):
        yield PagePart("", f"{STATES[state]}: {', '.join(names)}")


def _has(part: _Part, leaf: Leaf) -> bool:
    return any(map(part.holds, leaf.alternatives()))


def _best(document: _Document, wanted: Sequence[Leaf]) -> _Part | None:
    """Return the part that has all that is wanted and most of it, the first of them; None where there is none."""
    parts = [part for part in document.parts if all(_has(part, leaf) for leaf in wanted)]
    return max(parts, key=lambda part: _worth(part, wanted, document.analyzer), default=None)


def _worth(part: _Part, wanted: Iterable[Leaf], analyzer: Analyzer) -> float:
    return sum(part.worth(leaf.alternatives(analyzer.marker)[-1]) for leaf in wanted)


def _shown(document: _Document, part: _Part, wanted: Sequence[Leaf]) -> SitePage:
    """Return a page as the answer has it: with the stretch that has the words, or else its summary."""
    marked = snippets(part.text, (), wanted, document.analyzer)
    shown = document.shown
    snippet = marked[0] if marked else Snippet((document.summary or part.text)[:MAX_SNIPPET])
    return replace(shown, snippet=snippet, anchor=part.anchor)
