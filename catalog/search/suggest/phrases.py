"""The phrases that complete a query, from what editors wrote: no running text, and nothing that visitors typed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from math import log2
from typing import Protocol

from catalog.search.result import FacetCount
from catalog.search.suggest.casing import Casing
from catalog.search.suggest.known_queries import KnownQuery
from catalog.search.suggest.meaning import Meanings, PhraseMeaning
from catalog.search.suggest.title_phrases import title_phrases
from catalog.search.suggest.titles import Title
from catalog.search.text.analyzer import TOKEN_PATTERN
from catalog.search.text.analyzers import ANALYZERS, DEFAULT_ANALYZER, analyzer_for, recognize
from catalog.search.text.vocabulary import Vocabulary, surface
from catalog.taxonomy import Taxonomy
from catalog.vocabularies import TRANSLATED

DEFAULT_LANGUAGE = DEFAULT_ANALYZER.language
"""The language of what does not say in which one it is."""
NAMED_FACETS = ("topic", "format", "publisher", "study_design")
"""The facets whose values complete a query by their names."""
SEARCHED_NAMES = ("topic", "format", "publisher")
"""Those of them whose names are searched."""
CURATED_BONUS, PREFERRED_BONUS, TITLE_BONUS = 1.0, 1.5, -0.5
"""Added to the score of a phrase that editors wrote as a query or a name, of the first of several synonyms, and of a
phrase that only titles have."""
MAX_KNOWN_PER_KEYWORD = 20
"""The greatest number of entries with a keyword that counts, for each entry whose editor chose it."""
CHOSEN_WEIGHT = 0.2
"""The weight of the logarithm of the number of entries whose editors chose a keyword, not only wrote it."""
EACH_WORD = -0.15
"""Added to the score for each word: of two phrases with as many entries, the shorter is the more useful."""
MAX_NAME_WORDS = 4
"""Longer known queries with a stop word are sentences."""
MAX_LETTERS = 60
"""The length of the longest phrase."""


@dataclass(frozen=True, slots=True)
class Keywords:
    """The keywords of an entry, and the language of its resource, if that is known."""

    keywords: tuple[str, ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class CompletionPhrase:
    """A phrase that completes what begins like it, or like one of its `aliases`.

    `score` is higher for better known phrases: the binary logarithm of the approximate number of entries with it, more
    or less. If it is not `certain` that it has results, they are searched for before it is offered: those of a known
    query must have one of its `records` among the first. `is_question` phrases are offered by their first words only.
    """

    text: str
    language: str
    score: float
    certain: bool = False
    aliases: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    is_question: bool = False


class PhraseSource(Protocol):
    """The data that the phrases come from."""

    @property
    def taxonomy(self) -> Taxonomy:
        """The vocabularies."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of every entry, as WordCounter counts them."""

    @property
    def known_queries(self) -> Sequence[KnownQuery]:
        """Queries that people are known to type."""

    def titles(self, language: str | None = None) -> Iterable[Title]:
        """Yield (id, title, format) of every entry; the title is in `language` if the record has it."""

    def keywords(self) -> Iterable[Keywords]:
        """Yield the keywords of every entry that has any."""

    def values(self, facet: str) -> tuple[FacetCount, ...]:
        """Return a facet's values with their counts."""


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """The phrases of a catalog, and how the words of titles are written in them."""

    phrases: tuple[CompletionPhrase, ...]
    casing: Casing


def phrasebook(source: PhraseSource, meanings: Meanings) -> Phrasebook:
    """Return the phrases, each key and language once: with the best score, as most editors write it.

    `meanings` tells which phrases mean the same.
    """
    titles, keywords = _titles_by_language(source), _counted_keywords(source)
    translated = (text for group in source.taxonomy.translated_synonyms for text in group.terms)
    sentences = chain.from_iterable(titles[language] for language in TRANSLATED)
    casing = Casing((*_repeated(keywords), *translated), sentences)
    best: dict[tuple[str, str], CompletionPhrase] = {}
    for phrase in (
        *_keyword_phrases(keywords, source.vocabulary),
        *_names(source),
        *_synonyms(source),
        *_known_queries(source, casing),
        *_title_phrases(titles, casing),
    ):
        if (key := phrase_key(phrase.text)) and len(phrase.text) <= MAX_LETTERS:
            previous = best.setdefault((key, phrase.language), phrase)
            best[key, phrase.language] = _merged(previous, phrase)
    return Phrasebook(_with_shared_scores(best.values(), meanings), casing)


def _titles_by_language(source: PhraseSource) -> dict[str, list[str]]:
    """Return the titles of all entries in English, and those that differ in other languages."""
    own = [title for _, title, _ in source.titles(DEFAULT_LANGUAGE)]
    titles = {DEFAULT_LANGUAGE: own}
    for language in TRANSLATED:
        translated = (title for _, title, _ in source.titles(language))
        titles[language] = [title for title, english in zip(translated, own, strict=True) if title != english]
    return titles


def _repeated(keywords: Mapping[tuple[str, str], int]) -> Iterator[str]:
    """Yield a keyword once, and twice if more than one entry has it."""
    for (keyword, _), count in keywords.items():
        yield from [keyword] * min(count, 2)


def _with_shared_scores(phrases: Iterable[CompletionPhrase], meanings: Meanings) -> tuple[CompletionPhrase, ...]:
    """Return the phrases; those in another language than English are as well known as all that mean the same.

    The vocabulary counts few of their words, and one with the words in the plural may be the only one that is typed.
    """
    phrases = tuple(phrases)
    shared: dict[PhraseMeaning, float] = {}
    translated = [phrase for phrase in phrases if phrase.language != DEFAULT_LANGUAGE and not phrase.is_question]
    for phrase in translated:
        meaning = meanings.meaning(phrase.text, phrase.language)
        shared[meaning] = max(shared.get(meaning, 0.0), phrase.score)
    scores = {
        phrase: shared[meanings.meaning(phrase.text, phrase.language)] + EACH_WORD * (phrase.text.count(" ") + 1)
        for phrase in translated
    }
    return tuple(
        replace(phrase, score=max(phrase.score, scores[phrase])) if phrase in scores else phrase for phrase in phrases
    )


def phrase_key(text: str) -> str:
    """Return a text as it is compared: its words folded, one space between them."""
    return " ".join(filter(None, map(surface, TOKEN_PATTERN.findall(text))))


def _merged(first: CompletionPhrase, second: CompletionPhrase) -> CompletionPhrase:
    """Return one phrase for two with the same key, as the first is written, or else the one with accents."""
    if first is second:
        return first
    return CompletionPhrase(
        second.text if first.text.isascii() and not second.text.isascii() else first.text,
        first.language,
        max(first.score, second.score),
        certain=first.certain or second.certain,
        aliases=(*first.aliases, *second.aliases),
        records=first.records or second.records,
        is_question=first.is_question and second.is_question,
    )


def _score(text: str, count: int, bonus: float = 0.0) -> float:
    return log2(1 + count) + bonus + EACH_WORD * len(TOKEN_PATTERN.findall(text))


def _counted_keywords(source: PhraseSource) -> dict[tuple[str, str], int]:
    """Return the keywords as most entries write them, by language, with the number of entries with each.

    A keyword that some entry in English has is English, unless it does not look like that.
    """
    forms: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    counted = Counter(
        (word, of_entry.language or DEFAULT_LANGUAGE) for of_entry in source.keywords() for word in of_entry.keywords
    )
    for (keyword, tag), count in counted.items():
        analyzer = analyzer_for(tag)
        analyzer = recognize(keyword) if analyzer is DEFAULT_ANALYZER else analyzer
        forms[phrase_key(keyword)][keyword, analyzer.language] += count
    result = {}
    for of_key in forms.values():
        written = min(of_key, key=lambda form: (-of_key[form], form))[0]
        result[written, min(language for _, language in of_key)] = of_key.total()
    return result


def _keyword_phrases(keywords: Mapping[tuple[str, str], int], vocabulary: Vocabulary) -> Iterator[CompletionPhrase]:
    for (text, language), count in keywords.items():
        known = max(count, min(phrase_count(text, vocabulary), MAX_KNOWN_PER_KEYWORD * count))
        score = _score(text, known, CHOSEN_WEIGHT * log2(1 + count))
        yield CompletionPhrase(text, language, score, certain=_is_plain(text))


def _is_plain(text: str) -> bool:
    """Return whether a search reads a text as words only, so that the entry that it was taken from has all of them."""
    return all(char.isalnum() or char in " -'\u2019." for char in text) and text[0].isalnum()


def _names(source: PhraseSource) -> Iterator[CompletionPhrase]:
    """Yield the labels of facet values in every language; a publisher is also found by its other names."""
    for facet in NAMED_FACETS:
        for value in source.values(facet):
            term = source.taxonomy.term(facet, value.value)
            synonyms = term.synonyms if term else ()
            aliases = synonyms if facet == "publisher" else ()
            label = value.label if facet == "publisher" else _inside_sentence(value.label)
            is_searched = facet in SEARCHED_NAMES and _is_plain(label)
            yield _curated(label, DEFAULT_LANGUAGE, value.count, certain=is_searched, aliases=aliases)
            for translation in term.translations if term else ():
                text = _inside_sentence(translation.label)
                yield _curated(text, translation.language, value.count, certain=is_searched and _is_plain(text))
            for text in () if aliases else synonyms:
                certain = has_phrase(text, source.vocabulary)
                yield _curated(text, DEFAULT_LANGUAGE, phrase_count(text, source.vocabulary), certain=certain)


def _synonyms(source: PhraseSource) -> Iterator[CompletionPhrase]:
    """Yield the taxonomy's synonyms; an acronym is also completed to its full term."""
    counts: dict[str, int] = {}
    for group in source.taxonomy.synonyms:
        count = max(phrase_count(text, source.vocabulary) for text in group)
        certain = any(has_phrase(text, source.vocabulary) for text in group)
        acronyms = tuple(text for text in group[1:] if text.isupper())
        for text in group:
            counts[phrase_key(text)] = count
            is_first = text == group[0]
            bonus = PREFERRED_BONUS if is_first else CURATED_BONUS
            aliases = acronyms if is_first else ()
            yield _curated(text, DEFAULT_LANGUAGE, count, certain=certain, aliases=aliases, bonus=bonus)
    for translated in source.taxonomy.translated_synonyms:
        english = (counts.get(phrase_key(text)) or phrase_count(text, source.vocabulary) for text in translated.english)
        count = max(english, default=0)
        certain = any(has_phrase(text, source.vocabulary) for text in translated.english)
        for text in translated.terms:
            bonus = PREFERRED_BONUS if text == translated.terms[0] else CURATED_BONUS
            yield _curated(text, translated.language, count, certain=certain, bonus=bonus)


def _curated(
    text: str,
    language: str,
    count: int,
    *,
    certain: bool,
    aliases: tuple[str, ...] = (),
    bonus: float = CURATED_BONUS,
) -> CompletionPhrase:
    return CompletionPhrase(text, language, _score(text, count, bonus), certain=certain, aliases=aliases)


def _inside_sentence(label: str) -> str:
    """Return a label without the capital letter at its beginning, but for names and acronyms."""
    return label[:1].lower() + label[1:] if label[1:].islower() else label


def _known_queries(source: PhraseSource, casing: Casing) -> Iterator[CompletionPhrase]:
    for query in source.known_queries:
        words = [surface(token) for token in TOKEN_PATTERN.findall(query.text)]
        stop_words = analyzer_for(query.language).stop_words
        text = casing.known(query.text)
        score = _score(text, phrase_count(text, source.vocabulary), CURATED_BONUS)
        has_stop_word = len(words) > MAX_NAME_WORDS and any(word in stop_words for word in words)
        is_question = has_stop_word or (len(words) > 1 and words[0] in stop_words)
        yield CompletionPhrase(text, query.language, score, records=query.records, is_question=is_question)


def _title_phrases(titles: Mapping[str, Sequence[str]], casing: Casing) -> Iterator[CompletionPhrase]:
    for language, of_language in titles.items():
        for phrase in title_phrases(of_language, ANALYZERS[language]):
            text = casing.of_title(phrase.text)
            yield CompletionPhrase(text, language, _score(text, phrase.count, TITLE_BONUS), certain=_is_plain(text))


def has_phrase(phrase: str, vocabulary: Vocabulary) -> bool:
    """Return whether some entry certainly has a phrase of one or two words."""
    words = [surface(token) for token in TOKEN_PATTERN.findall(phrase)]
    if len(words) == 1:
        return vocabulary.count(words[0]) > 0
    numbers = list(map(vocabulary.number, words))
    return len(words) == 2 and min(numbers) >= 0 and vocabulary.pair_count(*numbers) > 0  # noqa: PLR2004  # a pair


def phrase_count(phrase: str, vocabulary: Vocabulary) -> int:
    """Return the approximate number of entries with a phrase: the count of its rarest word or pair, in any inflection.

    Of a single word, only the singular and the plural count: `exam` is not `example`.
    """
    words = [surface(token) for token in TOKEN_PATTERN.findall(phrase)]
    if len(words) == 1:
        return max(vocabulary.count(words[0]), vocabulary.count(f"{words[0]}s"))
    pair_counts = [
        vocabulary.following(vocabulary.number(left), vocabulary.with_prefix(right))[1]
        for left, right in pairwise(words)
    ]
    return min((int(counts.max(initial=0)) for counts in pair_counts), default=0)
