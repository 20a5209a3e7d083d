"""Matches and scores, computed by comparing every word of every entry, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce
from operator import add
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog.model import Entry
from catalog.search.query.tree import (
    MAX_EXPANSION,
    AllOf,
    AnyOf,
    AtLeast,
    BestPassage,
    Boost,
    DisjunctionMax,
    ExactName,
    Feedback,
    HasValue,
    Leaf,
    MinScore,
    Node,
    Not,
    Phrase,
    Plain,
    Prefix,
    Should,
    Smoothed,
    Sort,
    Spellings,
    Synonyms,
    Together,
    TopNode,
    Word,
    Years,
    pair_phrase,
)
from catalog.search.scoring.bm25f import (
    EXACT_NAME_SCORE,
    FEEDBACK_WINDOW,
    LANGUAGE_BOOST,
    MIN_SCORE_RATIO,
    RERANK_WINDOW,
    SMOOTHING_WINDOW,
    SYNONYM_WEIGHT,
    average_length,
    bm25f,
    idf,
    normalized_tf,
    pair_score,
    passage_tf,
    prior,
    score_key,
    size_factor,
    sort_key,
    tf_saturation,
)
from catalog.search.scoring.similarity import cosine_matrix, feedback_factors, signature_lengths, smooth_scores
from catalog.search.text.analyzers import analyzer_for
from catalog.search.text.fields import FIELDS, field_analyzer, field_texts, in_scope, record_names, signature
from catalog.taxonomy import Taxonomy

TermStacks = tuple[tuple[str, ...], ...]
"""The terms at each position of a text."""


@dataclass(frozen=True, slots=True)
class AnalyzedEntry:
    """An entry with its terms at each position, text by text in each field, its facet values and their labels.

    `terms` are those of all texts.
    """

    entry: Entry
    texts: Mapping[str, tuple[TermStacks, ...]]
    terms: frozenset[str]
    values: Mapping[str, tuple[str, ...]]
    labels: Mapping[tuple[str, str], str]
    names: frozenset[tuple[str, ...]]
    signature: tuple[int, ...]


def analyze(entry: Entry, taxonomy: Taxonomy) -> AnalyzedEntry:
    """Return the analyzed entry."""
    values, texts = taxonomy.facet_values(entry), field_texts(entry, taxonomy)
    analyzers = {name: field_analyzer(entry.record, name) for name in texts}
    stacks = {name: tuple(map(analyzers[name].term_stacks, of_field)) for name, of_field in texts.items()}
    return AnalyzedEntry(
        entry,
        stacks,
        frozenset(term for of_field in stacks.values() for text in of_field for stack in text for term in stack),
        {name: tuple(value.value for value in of_facet) for name, of_facet in values.items()},
        {(name, value.value): value.label for name, of_facet in values.items() for value in of_facet},
        record_names(entry.record),
        signature(entry.record, texts),
    )


class PlainMatcher:
    """Compares every node with all entries."""

    def __init__(self, docs: Mapping[str, AnalyzedEntry]) -> None:
        """Take the entries by id, and compute the statistics that scores depend on."""
        self._docs = docs
        lengths = {name: [sum(map(len, doc.texts[name])) for doc in self._docs.values()] for name in FIELDS}
        self._averages = {name: average_length(sum(of_field), len(of_field)) for name, of_field in lengths.items()}
        passages = [len(text) for doc in self._docs.values() for text in doc.texts["body"]]
        self._average_passage = average_length(sum(passages), len(passages))
        dates = [doc.entry.record.published for doc in self._docs.values()]
        self._newest = max((date.year for date in dates if date), default=0)
        self._idf = cache(self._compute_idf)
        self._hash_idf = cache(self._compute_hash_idf)
        self._typed_idf = cache(self._compute_typed_idf)
        self._expanded = cache(self._expand)
        self._needed_terms = cache(self._compute_needed_terms)

    def match(self, node: Node) -> Mapping[str, float]:
        """Return every matching entry with its score."""
        if isinstance(node, TopNode):
            return self._match_top(node)
        scores = {key: self._score(node, doc) for key, doc in self._docs.items()}
        return {key: score for key, score in scores.items() if score is not None}

    def _match_top(self, node: TopNode) -> Mapping[str, float]:  # noqa: PLR0911  # one for each type of node
        match node:
            case ExactName(terms, part):
                name_scores = {key: EXACT_NAME_SCORE for key, doc in self._docs.items() if terms in doc.names}
                scores = self.match(part)
                matching = (key for key in self._docs if key in name_scores or key in scores)
                return {key: name_scores.get(key, 0.0) + scores.get(key, 0.0) for key in matching}
            case BestPassage(part, leaves):
                return self._with_best_passages(self.match(part), leaves)
            case Should(part, words, pairs):
                return self._with_words_and_pairs(self.match(part), words, pairs)
            case Boost(part):
                return {key: score * self._prior(self._docs[key], node) for key, score in self.match(part).items()}
            case MinScore(part, always):
                scores, always_matching = self.match(part), self.match(always)
                threshold = score_key(MIN_SCORE_RATIO * max(scores.values(), default=0.0))
                return {
                    key: score
                    for key, score in scores.items()
                    if key in always_matching or score_key(score) >= threshold
                }
            case Smoothed(part):
                return self._smooth(self.match(part))
            case Feedback(part):
                return self._with_feedback(self.match(part))
            case Together(part):
                matches = self.match(part)
                return {key: score for key, score in matches.items() if self._is_together(part, self._docs[key])}

    def _with_best_passages(self, scores: Mapping[str, float], leaves: Sequence[Leaf]) -> dict[str, float]:
        best = self._best(scores, RERANK_WINDOW)
        gains = {key: self._gain(self._docs[key], leaves) for key in best if self._docs[key].texts["body"]}
        return {key: score + gains.get(key, 0.0) for key, score in scores.items()}

    def _gain(self, doc: AnalyzedEntry, leaves: Sequence[Leaf]) -> float:
        """Return how much more an entry scores by its best passage than by its whole text."""
        lengths = {name: sum(map(len, texts)) for name, texts in doc.texts.items()}
        by_text, by_passage = 0.0, [0.0 for _ in doc.texts["body"]]
        for leaf in leaves:
            counts = {name: sum(self._counts(leaf, doc, name)) for name in FIELDS}
            by_text += self._idf(leaf) * tf_saturation(normalized_tf(counts, lengths, self._averages))
            without_text = normalized_tf({**counts, "body": 0}, lengths, self._averages)
            for number, text in enumerate(doc.texts["body"]):
                in_passage = passage_tf(self.count(leaf, text), len(text), self._average_passage)
                by_passage[number] += self._idf(leaf) * tf_saturation(without_text + in_passage)
        return max(by_passage) - by_text

    def _with_words_and_pairs(
        self, part_scores: Mapping[str, float], words: Iterable[Word], pairs: Iterable[tuple[Word, Word]]
    ) -> dict[str, float]:
        scores = dict(part_scores)
        for word in words:
            word_scores = self.match(word)
            scores = {key: score + word_scores.get(key, 0.0) for key, score in scores.items()}
        for key in self._best(scores, RERANK_WINDOW):
            pair_scores = [self._pair_score(pair, self._docs[key]) for pair in pairs]
            scores[key] = reduce(add, pair_scores, scores[key])
        return scores

    def _pair_score(self, pair: tuple[Word, Word], doc: AnalyzedEntry) -> float:
        phrase = pair_phrase(*pair)
        frequency = reduce(add, (FIELDS[name].weight * sum(self._counts(phrase, doc, name)) for name in FIELDS), 0.0)
        first_idf, second_idf = map(self._idf, pair)
        return pair_score(frequency, first_idf, second_idf)

    def _smooth(self, scores: Mapping[str, float]) -> dict[str, float]:
        best = self._best(scores, SMOOTHING_WINDOW)
        signatures = [np.array(self._docs[key].signature, dtype=np.uint32) for key in best]
        hashes = np.unique(np.concatenate([np.zeros(0, np.uint32), *signatures]))
        cosines = cosine_matrix(signatures, hashes, self._hash_idfs(hashes))
        smoothed = smooth_scores(np.array([scores[key] for key in best]), cosines)
        return {**scores, **dict(zip(best, smoothed.tolist(), strict=True))} if len(best) > 2 else dict(scores)  # noqa: PLR2004

    def _with_feedback(self, scores: Mapping[str, float]) -> dict[str, float]:
        best = self._best(scores, FEEDBACK_WINDOW)
        signatures = [np.array(self._docs[key].signature, dtype=np.uint32) for key in best]
        lengths = signature_lengths(signatures, self._hash_idfs)
        best_scores = np.array([scores[key] for key in best])
        factors = feedback_factors(best_scores, signatures, lengths, self._hash_idfs)
        return {**scores, **dict(zip(best, (best_scores * factors).tolist(), strict=True))}

    def _hash_idfs(self, hashes: NDArray[Any]) -> NDArray[Any]:
        return np.array([self._hash_idf(int(term_hash)) for term_hash in hashes])

    def _compute_hash_idf(self, term_hash: int) -> float:
        return idf(len(self._docs), sum(term_hash in doc.signature for doc in self._docs.values()))

    def _best(self, scores: Mapping[str, float], count: int) -> list[str]:
        """Return the ids of the best entries, best first, equal ones in the order of results."""
        return sorted(scores, key=lambda key: self._order(key, scores[key]))[:count]

    def _order(self, key: str, score: float) -> tuple[object, ...]:
        return sort_key(Sort.RELEVANCE, self._docs[key].entry.record, score=score, exact=False)

    def _prior(self, doc: AnalyzedEntry, boost: Boost) -> float:
        record = doc.entry.record
        age = self._newest - record.published.year if record.published else None
        own_prior = prior(
            age,
            featured=record.featured is not None,
            sample=record.sample,
            only_listed=record.is_only_listed,
        )
        in_language = boost.language is not None and analyzer_for(record.language).language == boost.language
        return own_prior * size_factor(record.agency_size, boost.size) * (LANGUAGE_BOOST if in_language else 1.0)

    def _score(self, node: Plain, doc: AnalyzedEntry) -> float | None:
        """Return an entry's score, or None if it does not match."""
        match node:
            case Word() | Phrase() | Prefix() | Spellings():
                return self._leaf_score(node, doc, self._idf(node))
            case Synonyms(typed, meanings):
                return self._synonyms_score(typed, meanings, doc)
            case AtLeast(share, parts):
                return self._share_score(share, parts, doc)
            case AllOf(parts) | AnyOf(parts) | DisjunctionMax(parts):
                return _combine(node, [self._score(part, doc) for part in parts])
            case _:
                return 0.0 if self._passes(node, doc) else None

    def _passes(self, node: Years | HasValue | Not, doc: AnalyzedEntry) -> bool:
        match node:
            case Years(low, high):
                year = doc.entry.record.published.year if doc.entry.record.published else None
                return year is not None and (low or year) <= year <= (high or year)
            case HasValue(facet, value):
                return value in doc.values[facet]
            case Not(part):
                return self._score(part, doc) is None

    def _leaf_score(self, leaf: Leaf, doc: AnalyzedEntry, leaf_idf: float) -> float | None:
        if not self._may_match(leaf, doc):
            return None
        counts = {name: sum(in_texts) for name in FIELDS if (in_texts := self._counts(leaf, doc, name))}
        lengths = {name: sum(map(len, doc.texts[name])) for name in counts}
        return bm25f(counts, lengths, self._averages, leaf_idf) if counts else None

    def _synonyms_score(self, typed: Plain, meanings: Iterable[Leaf], doc: AnalyzedEntry) -> float | None:
        max_idf = self._typed_idf(typed)
        synonyms = [self._leaf_score(meaning, doc, min(max_idf, self._idf(meaning))) for meaning in meanings]
        scores = [self._score(typed, doc), *(None if score is None else SYNONYM_WEIGHT * score for score in synonyms)]
        return max((score for score in scores if score is not None), default=None)

    def _share_score(self, share: float, parts: Sequence[Plain], doc: AnalyzedEntry) -> float | None:
        scores = {part: self._score(part, doc) for part in parts}
        idfs = {part: self._typed_idf(part) for part in scores}
        matching = reduce(add, (idfs[part] for part, score in scores.items() if score is not None), 0.0)
        enough = matching >= share * reduce(add, idfs.values(), 0.0)
        return _combine(AnyOf(()), [scores[part] for part in parts]) if enough else None

    def _is_together(self, part: Plain, doc: AnalyzedEntry) -> bool:
        """Return whether the fields other than the body, alone or with one passage, match."""
        bodies = ((), *((text,) for text in doc.texts["body"]))
        places = (replace(doc, texts={**doc.texts, "body": body}) for body in bodies)
        return any(self._score(_without_whole(part), place) is not None for place in places)

    def _compute_typed_idf(self, typed: Plain) -> float:
        return idf(len(self._docs), len(self.match(typed)))

    def _counts(self, leaf: Leaf, doc: AnalyzedEntry, field: str) -> list[int]:
        """Return a leaf's frequency in each text of a field that has it."""
        if not in_scope(field, leaf.field):
            return []
        return [count for text in doc.texts[field] if (count := self.count(leaf, text))]

    def count(self, leaf: Leaf, text: TermStacks) -> int:
        """Return a leaf's frequency in a text, which is given by its terms at each position."""
        match leaf:
            case Prefix():
                matching = self._expanded(leaf)
                return sum(term in matching for stack in text for term in stack)
            case Word() | Phrase() | Spellings():
                return sum(
                    all(term in stack for term, stack in zip(terms, text[start : start + len(terms)], strict=True))
                    for terms in leaf.alternatives()
                    for start in range(len(text) - len(terms) + 1)
                )

    def _compute_idf(self, leaf: Leaf) -> float:
        candidates = [doc for doc in self._docs.values() if self._may_match(leaf, doc)]
        matching = [doc for doc in candidates if any(self._counts(leaf, doc, name) for name in FIELDS)]
        return idf(len(self._docs), len(matching))

    def _may_match(self, leaf: Leaf, doc: AnalyzedEntry) -> bool:
        """Return whether an entry has the terms of a leaf, in any order; without them nothing needs to be counted."""
        return any(map(doc.terms.issuperset, self._needed_terms(leaf)))

    def _compute_needed_terms(self, leaf: Leaf) -> tuple[tuple[str, ...], ...]:
        """Return the terms that occur together wherever a leaf matches, for each way to match it."""
        return tuple((term,) for term in self._expanded(leaf)) if isinstance(leaf, Prefix) else leaf.alternatives()

    def _expand(self, leaf: Prefix) -> frozenset[str]:
        """Return the MAX_EXPANSION most frequent terms that match a prefix; ties are broken by the alphabet."""
        counts: Counter[str] = Counter()
        for doc in self._docs.values():
            fields = (leaf.field,) if leaf.field else FIELDS
            counts.update({term for name in fields for text in doc.texts[name] for stack in text for term in stack})
        matching = [term for term in counts if leaf.matches(term)]
        return frozenset(sorted(matching, key=lambda term: (-counts[term], term))[:MAX_EXPANSION])


def _without_whole(node: Plain) -> Plain:
    """Return a node without the conditions that an entry meets as a whole: filters, exclusions and prefixes."""
    match node:
        case AllOf(parts):
            return AllOf(tuple(map(_without_whole, parts)))
        case AnyOf(parts) | DisjunctionMax(parts) | AtLeast(_, parts):
            return AnyOf(tuple(map(_without_whole, parts)))
        case Synonyms(typed, meanings):
            return AnyOf(tuple(map(_without_whole, (typed, *meanings))))
        case Word() | Phrase() | Spellings():
            return node
        case _:
            return AllOf()


def _combine(node: AllOf | AnyOf | DisjunctionMax, scores: Sequence[float | None]) -> float | None:
    """Return the score of a node from its parts' scores, added up from left to right."""
    matching = [score for score in scores if score is not None]
    needed = len(scores) if isinstance(node, AllOf) else 1
    if len(matching) < needed:
        return None
    return max(matching) if isinstance(node, DisjunctionMax) else reduce(add, matching, 0.0)  # `sum` rounds differently
