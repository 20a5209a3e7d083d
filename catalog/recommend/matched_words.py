"""The words of a visitor that a resource matches. A pure function."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from catalog.facets import FACET_NAMES
from catalog.model import Record
from catalog.search.query.parser import Piece, parse
from catalog.search.result import Hit
from catalog.search.text.analyzer import Analyzer
from catalog.search.text.analyzers import analyzer_for, is_stop_word, recognize
from catalog.text import clean

MAX_MATCHED_WORDS = 4
"""Words that a reason names."""


def matched_words(text: str, hit: Hit) -> tuple[str, ...]:
    """Return the words of a text that the record of a hit has, as typed, without stop words.

    If it has none of them, the words are those that the search marked in the hit: synonyms, or words of its documents.
    """
    typed = dict.fromkeys(_found_words(text, hit.record))
    marked = {words.casefold(): words for words in _marked_words(hit)}
    return tuple(islice(typed or marked.values(), MAX_MATCHED_WORDS))


def _found_words(text: str, record: Record) -> Iterator[str]:
    cleaned = clean(text)
    pieces = [part for part in parse(cleaned, frozenset(FACET_NAMES)).parts if isinstance(part, Piece) and part.plain]
    language = recognize(cleaned)
    texts = [(analyzer, frozenset(analyzer.terms(own))) for analyzer, own in _texts(record)]
    for piece in pieces:
        if not is_stop_word(piece.text, language) and any(
            (word_terms := analyzer.terms(piece.text)) and known.issuperset(word_terms) for analyzer, known in texts
        ):
            yield piece.text.strip(".,;:!?¿¡")


def _texts(record: Record) -> Iterator[tuple[Analyzer, str]]:
    """Yield what the record says in each language, with the analyzer of the language."""
    for text, keywords in ((record.own_text, record.keywords), *((text, ()) for text in record.translations)):
        parts = (text.title, text.subtitle or "", text.summary or "", *keywords)
        yield analyzer_for(text.language), "\n".join(parts)


def _marked_words(hit: Hit) -> Iterator[str]:
    for snippet in hit.snippets:
        yield from (snippet.text[start:end] for start, end in snippet.marks)
