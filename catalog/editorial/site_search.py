"""Search in the content of the site itself: its pages and featured toolkits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from catalog.program import PAGE_LANGUAGES, STATES, Page, PagePart, Site
from catalog.search.excerpt import MAX_SNIPPET
from catalog.search.query.interpreter import QUERY_FIELDS
from catalog.search.query.leaf import as_leaf
from catalog.search.query.parser import Piece, parse
from catalog.search.query.tree import Phrase, Query, Word
from catalog.search.result import SitePage, SitePageKind, Snippet
from catalog.search.snippets import snippets
from catalog.search.text.analyzer import Analyzer
from catalog.search.text.analyzers import analyzer_for, is_stop_word, recognize, terms
from catalog.taxonomy import Taxonomy
from catalog.text import clean, slug
from catalog.toolkit import FeaturedToolkit

MAX_PAGES = 3
"""Pages for one query."""
MANY_RESOURCES = 20
"""A query with this many matching resources is about resources, unless the title of a page matches."""
_SITES, _LIST_ANCHOR = "sites", "list"
"""The page of the sites, and the anchor of its list."""
_HEADING_WEIGHT = 3.0
"""The weight of a term in a title or a heading, compared with one in the text."""
_MAX_TF = 2

SiteLeaf = Word | Phrase


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a page: its text, the terms of its title and heading, and the terms of its text.

    Terms are joined and surrounded by spaces, so that sequences of terms can be found. `anchor` is that of the part.
    """

    text: str
    heading_terms: str
    text_terms: str
    anchor: str = ""

    def contains(self, leaf_terms: Sequence[str]) -> bool:
        """Return whether the heading or the text has the sequence of terms."""
        joined = _joined(leaf_terms)
        return joined in self.text_terms or joined in self.heading_terms

    def field_weight(self, leaf_terms: Sequence[str]) -> float:
        """Return the weight of a sequence of terms, by its fields and frequency in the part."""
        joined = _joined(leaf_terms)
        return _HEADING_WEIGHT * (joined in self.heading_terms) + min(self.text_terms.count(joined), _MAX_TF)


@dataclass(frozen=True, slots=True)
class _Document:
    """A page or a toolkit, in parts; `page` is the result without its snippet."""

    page: SitePage
    summary: str
    parts: tuple[_Part, ...]
    title_terms: frozenset[str]

    def has_in_title(self, leaves: Iterable[SiteLeaf]) -> bool:
        """Return whether its title has all leaves."""
        return all(any(map(self.title_terms.issuperset, leaf.alternatives())) for leaf in leaves)

    @property
    def analyzer(self) -> Analyzer:
        """The analyzer of its language."""
        return analyzer_for(self.page.language)


class SitePages:
    """The pages and toolkits of one generation, prepared for searching. Safe to share between threads."""

    def __init__(
        self, pages: Iterable[Page], sites: Iterable[Site], toolkits: Iterable[FeaturedToolkit], taxonomy: Taxonomy
    ) -> None:
        """Take the editorial content, and the taxonomy: queries for its topics match no page."""
        self._taxonomy = taxonomy
        states = tuple(_cities_by_state(sites))
        documents = [_page_document(page, states if page.name == _SITES else ()) for page in pages]
        documents += map(_toolkit_document, toolkits)
        self._documents = {language: _in_language(documents, language) for language in PAGE_LANGUAGES}
        # Most queries have a word that is in no page, and need no further work.
        self._terms = {language: frozenset(_all_terms(self._documents[language])) for language in PAGE_LANGUAGES}

    def matching(self, query: Query, language: str = PAGE_LANGUAGES[0], resources: int = 0) -> tuple[SitePage, ...]:
        """Return at most MAX_PAGES that have every word of the query in one part, best first; on page 1 only.

        One of the words must be in the title or the heading, or in no other page. If MANY_RESOURCES match, counted by
        `resources`, all words must be in the title. Queries with fields, exclusions, alternatives or prefixes match no
        page, nor does the name of a topic.
        """
        if query.page > 1 or not query.text or language not in self._documents:
            return ()
        leaves = self._leaves(query.text, language)
        if not leaves or self._taxonomy.in_language(language).find("topic", query.text):
            return ()
        candidates = [
            document
            for document in self._documents[language]
            if resources < MANY_RESOURCES or document.has_in_title(leaves)
        ]
        matches = [(document, part) for document in candidates if (part := _best_part(document, leaves))]
        specific = [match for match in matches if self._is_specific(*match, leaves, language)]
        specific.sort(key=lambda match: -_score(match[1], leaves, match[0].analyzer))
        return tuple(_result(document, part, leaves) for document, part in specific[:MAX_PAGES])

    def _leaves(self, text: str, language: str) -> tuple[SiteLeaf, ...]:
        """Return the words and phrases of a text; none if it has other operators, or a word that is in no page."""
        cleaned = clean(text)
        analyzer = recognize(cleaned)
        parts = parse(cleaned, QUERY_FIELDS).parts
        syntax = [part for part in parts if not isinstance(part, Piece) or terms(part.text)]
        pieces = [part for part in syntax if isinstance(part, Piece) and (part.plain or part.quoted) and not part.field]
        if len(pieces) < len(syntax):
            return ()
        significant = [piece for piece in pieces if piece.quoted or not is_stop_word(piece.text, analyzer)]
        leaves = tuple(as_leaf(piece.text) for piece in significant or pieces)
        known_terms = self._terms[language]
        all_known = all(any(map(known_terms.issuperset, leaf.alternatives())) for leaf in leaves)
        return leaves if all_known else ()

    def _is_specific(self, document: _Document, part: _Part, leaves: Iterable[SiteLeaf], language: str) -> bool:
        """Return whether one of the leaves is in the heading of the part, or in no other document."""
        others = [other for other in self._documents[language] if other is not document]
        for leaf in leaves:
            if any(_joined(leaf_terms) in part.heading_terms for leaf_terms in leaf.alternatives()):
                return True
            if not any(_has(other_part, leaf) for other in others for other_part in other.parts):
                return True
        return False


def _joined(leaf_terms: Iterable[str]) -> str:
    return f" {' '.join(leaf_terms)} "


def _in_language(documents: Iterable[_Document], language: str) -> tuple[_Document, ...]:
    """Return the documents in a language, and in English those that do not exist in it."""
    by_name: dict[tuple[str, str], _Document] = {}
    for document in documents:
        name = (document.page.kind, document.page.name)
        is_default = document.page.language == PAGE_LANGUAGES[0]
        if document.page.language == language or (is_default and name not in by_name):
            by_name[name] = document
    return tuple(by_name.values())


def _all_terms(documents: Iterable[_Document]) -> Iterator[str]:
    for document in documents:
        for part in document.parts:
            yield from (part.heading_terms + part.text_terms).split()


def _page_document(page: Page, states: Iterable[PagePart]) -> _Document:
    analyzer = analyzer_for(page.language)
    parts = [
        _part(f"{page.title} {part.heading}", _with_heading(part), analyzer=analyzer, anchor=slug(part.heading))
        for part in (PagePart("", page.summary), *page.parts)
    ]
    parts += [_part(page.title, state.text, analyzer=analyzer, anchor=_LIST_ANCHOR) for state in states]
    result = SitePage(SitePageKind.PAGE, page.name, page.title, Snippet(""), page.language)
    return _Document(result, page.summary, tuple(parts), frozenset(analyzer.terms(page.title)))


def _with_heading(part: PagePart) -> str:
    """Return the text of a part after its heading, which ends like a sentence."""
    return " ".join(filter(None, (_sentence(part.heading), part.text)))


def _sentence(text: str) -> str:
    """Return a text with a period at its end, unless it is empty or ends like a sentence."""
    return text if text[-1:] in {"", ".", "?", "!"} else f"{text}."


def _toolkit_document(featured: FeaturedToolkit) -> _Document:
    toolkit = featured.toolkit
    language = toolkit.language or PAGE_LANGUAGES[0]
    analyzer = analyzer_for(language)
    texts = [(toolkit.title, toolkit.purpose)]
    for section in toolkit.sections:
        items = " ".join(_sentence(text) for item in section.items for text in (item.title, item.note) if text)
        texts.append((f"{toolkit.title} {section.title}", items or toolkit.purpose))
    result = SitePage(SitePageKind.TOOLKIT, featured.name, toolkit.title, Snippet(""), language)
    parts = tuple(_part(heading, text, analyzer=analyzer) for heading, text in texts)
    return _Document(result, toolkit.purpose, parts, frozenset(analyzer.terms(toolkit.title)))


def _part(heading: str, text: str, *, analyzer: Analyzer, anchor: str = "") -> _Part:
    return _Part(text, _joined(analyzer.terms(heading)), _joined(analyzer.terms(text)), anchor)


def _cities_by_state(sites: Iterable[Site]) -> Iterator[PagePart]:
    """Yield the cities of each state: "Ohio: Cincinnati, Toledo"."""
    cities: dict[str, list[str]] = defaultdict(list)
    for site in sites:
        cities[site.state].append(site.city)
    for state, names in sorted(cities.items()):
        yield PagePart("", f"{STATES[state]}: {', '.join(names)}")


def _has(part: _Part, leaf: SiteLeaf) -> bool:
    return any(map(part.contains, leaf.alternatives()))


def _best_part(document: _Document, leaves: Sequence[SiteLeaf]) -> _Part | None:
    """Return the first part with the highest score among those that have all leaves, or None."""
    parts = [part for part in document.parts if all(_has(part, leaf) for leaf in leaves)]
    return max(parts, key=lambda part: _score(part, leaves, document.analyzer), default=None)


def _score(part: _Part, leaves: Iterable[SiteLeaf], analyzer: Analyzer) -> float:
    return sum(part.field_weight(leaf.alternatives(analyzer.marker)[-1]) for leaf in leaves)


def _result(document: _Document, part: _Part, leaves: Sequence[SiteLeaf]) -> SitePage:
    """Return the page with a snippet of the matching part, or else of its summary."""
    marked = snippets(part.text, (), leaves, document.analyzer)
    snippet = marked[0] if marked else Snippet((document.summary or part.text)[:MAX_SNIPPET])
    return replace(document.page, snippet=snippet, anchor=part.anchor)
