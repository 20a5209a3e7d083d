"""The words of a visitor that a resource matches. A pure function."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from catalog.facets import FACET_NAMES
from catalog.model import Record
from catalog.search.query.parser import Piece, parse
from catalog.search.result import Hit
from catalog.search.text.analyzer import Analyzer
from catalog.search.text.analyzers import analyzer_for, is_stop_word, recognize, without_punctuation
from catalog.text import clean

MAX_MATCHED_WORDS = 4
"""Words that a reason names."""


def matched_words(text: str, hit: Hit, language_tag: str = "en") -> tuple[str, ...]:
    """Return the words of a text that a hit has in its record or its snippets, as typed, without stop words.

    Stop words are those of the language that the text seems to be in, and of the visitor's. If the hit has none of the
    words, they are those that the search marked in the snippets, such as synonyms.
    """
    marked = tuple(snippet.text[start:end] for snippet in hit.snippets for start, end in snippet.marks)
    typed = dict.fromkeys(_typed_words(text, language_tag, hit.record, marked))
    marked_by_terms: dict[tuple[str, ...], str] = {}
    for words in marked:
        marked_by_terms.setdefault(analyzer_for(hit.record.language).terms(words), words)
    return tuple(islice(typed or marked_by_terms.values(), MAX_MATCHED_WORDS))


def _typed_words(text: str, language_tag: str, record: Record, marked: Iterable[str]) -> Iterator[str]:
    cleaned = clean(text)
    languages = (recognize(cleaned), analyzer_for(language_tag))
    known_terms = [(analyzer, frozenset(analyzer.terms(words))) for analyzer, words in _texts(record, marked)]
    for piece in parse(cleaned, frozenset(FACET_NAMES)).parts:
        if not isinstance(piece, Piece) or not piece.plain:
            continue
        if any(is_stop_word(piece.text, language) for language in languages):
            continue
        if any((terms := analyzer.terms(piece.text)) and known.issuperset(terms) for analyzer, known in known_terms):
            yield without_punctuation(piece.text)


def _texts(record: Record, marked: Iterable[str]) -> Iterator[tuple[Analyzer, str]]:
    """Yield what the record and its marked passages say in each language, with the analyzer of the language."""
    own_words = (*record.keywords, *marked)
    for text, further in ((record.own_text, own_words), *((text, ()) for text in record.translations)):
        parts = (text.title, text.subtitle or "", text.summary or "", *further)
        yield analyzer_for(text.language), "\n".join(parts)
