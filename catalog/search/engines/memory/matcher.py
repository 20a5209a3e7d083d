"""What matches, and how well: every word of every entry looked at, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import add

import numpy as np

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
    Synonyms,
    Word,
    Years,
    pair_phrase,
)
from catalog.search.scoring.bm25f import (
    EXACT_NAME_SCORE,
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
    sort_key,
    tf_saturation,
)
from catalog.search.scoring.similarity import cosine_matrix, smooth_scores
from catalog.search.text.fields import FIELDS, field_analyzer, field_texts, record_names, signature
from catalog.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Doc:
    """An entry with its terms, text by text in each field, and its facet values and their labels."""

    entry: Entry
    texts: Mapping[str, tuple[tuple[str, ...], ...]]
    values: Mapping[str, tuple[str, ...]]
    labels: Mapping[tuple[str, str], str]
    names: frozenset[tuple[str, ...]]
    signature: tuple[int, ...]


def take_apart(entry: Entry, taxonomy: Taxonomy) -> Doc:
    """Return an entry taken apart."""
    values, texts = taxonomy.facet_values(entry), field_texts(entry, taxonomy)
    analyzers = {name: field_analyzer(entry.record, name) for name in texts}
    return Doc(
        entry,
        {name: tuple(map(analyzers[name].terms, listed)) for name, listed in texts.items()},
        {name: tuple(each.value for each in found) for name, found in values.items()},
        {(name, each.value): each.label for name, found in values.items() for each in found},
        record_names(entry.record),
        signature(entry.record, texts),
    )


class PlainMatcher:
    """Looks at all entries for every question."""

    def __init__(self, docs: Mapping[str, Doc]) -> None:
        """Take the entries by id, and count what scores depend on."""
        self._docs = docs
        lengths = {name: [sum(map(len, doc.texts[name])) for doc in self._docs.values()] for name in FIELDS}
        self._averages = {name: average_length(sum(found), len(found)) for name, found in lengths.items()}
        passages = [len(text) for doc in self._docs.values() for text in doc.texts["body"]]
        self._average_passage = average_length(sum(passages), len(passages))
        dates = [doc.entry.record.published for doc in self._docs.values()]
        self._newest = max((date.year for date in dates if date), default=0)
        self._idf = cache(self._find_idf)
        self._sign_idf = cache(self._find_sign_idf)
        self._typed_idf = cache(self._find_typed_idf)
        self._expanded = cache(self._expand)

    def match(self, node: Node) -> Mapping[str, float]:
        """Return every matching entry with its score."""
        match node:
            case ExactName() | BestPassage() | Should() | Boost() | MinScore() | Smoothed():
                return self._match_top(node)
            case _:
                scores = {key: self._score(node, doc) for key, doc in self._docs.items()}
                return {key: score for key, score in scores.items() if score is not None}

    def _match_top(self, node: ExactName | BestPassage | Should | Boost | MinScore | Smoothed) -> Mapping[str, float]:
        match node:
            case ExactName(terms, part):
                named = {key: EXACT_NAME_SCORE for key, doc in self._docs.items() if terms in doc.names}
                found = self.match(part)
                return {
                    key: named.get(key, 0.0) + found.get(key, 0.0) for key in self._docs if key in named or key in found
                }
            case BestPassage(part, leaves):
                return self._by_passage(self.match(part), leaves)
            case Should(part, words, pairs):
                return self._helped(self.match(part), words, pairs)
            case Boost(part):
                return {key: score * self._prior(self._docs[key]) for key, score in self.match(part).items()}
            case MinScore(part, always):
                found, kept = self.match(part), self.match(always)
                least = score_key(MIN_SCORE_RATIO * max(found.values(), default=0.0))
                return {key: score for key, score in found.items() if key in kept or score_key(score) >= least}
            case Smoothed(part):
                return self._alike(self.match(part))

    def _by_passage(self, found: Mapping[str, float], leaves: Sequence[Leaf]) -> dict[str, float]:
        best = self._best(found, RERANK_WINDOW)
        gained = {key: self._gained(self._docs[key], leaves) for key in best if self._docs[key].texts["body"]}
        return {key: score + gained.get(key, 0.0) for key, score in found.items()}

    def _gained(self, doc: Doc, leaves: Sequence[Leaf]) -> float:
        """Return how much more an entry scores by its best passage than by its whole text."""
        lengths = {name: sum(map(len, texts)) for name, texts in doc.texts.items()}
        whole, totals = 0.0, [0.0 for _ in doc.texts["body"]]
        for leaf in leaves:
            counts = {name: sum(self._counts(leaf, doc, name)) for name in FIELDS}
            whole += self._idf(leaf) * tf_saturation(normalized_tf(counts, lengths, self._averages))
            aside = normalized_tf({**counts, "body": 0}, lengths, self._averages)
            for number, text in enumerate(doc.texts["body"]):
                here = passage_tf(self.count(leaf, text), len(text), self._average_passage)
                totals[number] += self._idf(leaf) * tf_saturation(aside + here)
        return max(totals) - whole

    def _helped(
        self, found: Mapping[str, float], words: Iterable[Word], pairs: Iterable[tuple[Word, Word]]
    ) -> dict[str, float]:
        scores = dict(found)
        for word in words:
            more = self.match(word)
            scores = {key: score + more.get(key, 0.0) for key, score in scores.items()}
        for key in self._best(scores, RERANK_WINDOW):
            gained = [self._pair_score(pair, self._docs[key]) for pair in pairs]
            scores[key] = reduce(add, gained, scores[key])
        return scores

    def _pair_score(self, pair: tuple[Word, Word], doc: Doc) -> float:
        phrase = pair_phrase(*pair)
        pair_tf = reduce(add, (FIELDS[name].weight * sum(self._counts(phrase, doc, name)) for name in FIELDS), 0.0)
        first, second = map(self._idf, pair)
        return pair_score(pair_tf, first, second)

    def _alike(self, found: Mapping[str, float]) -> dict[str, float]:
        best = self._best(found, SMOOTHING_WINDOW)
        signs = [np.array(self._docs[key].signature, dtype=np.uint32) for key in best]
        keys = np.unique(np.concatenate([np.zeros(0, np.uint32), *signs]))
        weights = np.array([self._sign_idf(int(key)) for key in keys])
        scores = smooth_scores(np.array([found[key] for key in best]), cosine_matrix(signs, keys, weights))
        return {**found, **dict(zip(best, scores.tolist(), strict=True))} if len(best) > 2 else dict(found)  # noqa: PLR2004

    def _find_sign_idf(self, sign: int) -> float:
        return idf(len(self._docs), sum(sign in doc.signature for doc in self._docs.values()))

    def _best(self, scores: Mapping[str, float], count: int) -> list[str]:
        """Return the keys of the best entries, best first, equal ones as an answer has them."""
        return sorted(scores, key=lambda key: self._order(key, scores[key]))[:count]

    def _order(self, key: str, score: float) -> tuple[object, ...]:
        record = self._docs[key].entry.record
        return sort_key(
            Sort.RELEVANCE, score=score, exact=False, published=record.published, title=record.title, record_id=key
        )

    def _prior(self, doc: Doc) -> float:
        published = doc.entry.record.published
        age = self._newest - published.year if published else None
        return prior(age, featured=doc.entry.record.featured is not None)

    def _score(self, node: Plain, doc: Doc) -> float | None:
        """Return an entry's score, or None where it does not match."""
        match node:
            case Word() | Phrase() | Prefix():
                return self._leaf_score(node, doc, self._idf(node))
            case Synonyms(typed, meanings):
                return self._best_meaning(typed, meanings, doc)
            case AllOf(parts) | AnyOf(parts) | DisjunctionMax(parts) | AtLeast(_, parts):
                return _combined(node, [self._score(part, doc) for part in parts])
            case _:
                return 0.0 if self._passes(node, doc) else None

    def _passes(self, node: Years | HasValue | Not, doc: Doc) -> bool:
        match node:
            case Years(low, high):
                year = doc.entry.record.published.year if doc.entry.record.published else None
                return year is not None and (low or year) <= year <= (high or year)
            case HasValue(facet, value):
                return value in doc.values[facet]
            case Not(part):
                return self._score(part, doc) is None

    def _leaf_score(self, leaf: Leaf, doc: Doc, leaf_idf: float) -> float | None:
        counts = {name: sum(found) for name in FIELDS if (found := self._counts(leaf, doc, name))}
        lengths = {name: sum(map(len, doc.texts[name])) for name in counts}
        return bm25f(counts, lengths, self._averages, leaf_idf) if counts else None

    def _best_meaning(self, typed: Plain, meanings: Iterable[Leaf], doc: Doc) -> float | None:
        most = self._typed_idf(typed)
        found = [self._leaf_score(each, doc, min(most, self._idf(each))) for each in meanings]
        scores = [self._score(typed, doc), *(None if score is None else SYNONYM_WEIGHT * score for score in found)]
        return max((score for score in scores if score is not None), default=None)

    def _find_typed_idf(self, typed: Plain) -> float:
        return idf(len(self._docs), len(self.match(typed)))

    def _counts(self, leaf: Leaf, doc: Doc, field: str) -> list[int]:
        """Return how often a leaf stands in each text of a field where it does."""
        if leaf.field not in (None, field):
            return []
        return [count for text in doc.texts[field] if (count := self.count(leaf, text))]

    def count(self, leaf: Leaf, text: tuple[str, ...]) -> int:
        """Return how often a leaf stands in a text, given by its terms."""
        match leaf:
            case Prefix():
                wanted = self._expanded(leaf)
                return sum(term in wanted for term in text)
            case Word() | Phrase():
                return sum(
                    text[at : at + len(terms)] == terms for terms in leaf.alternatives() for at in range(len(text))
                )

    def _find_idf(self, leaf: Leaf) -> float:
        having = [doc for doc in self._docs.values() if any(self._counts(leaf, doc, name) for name in FIELDS)]
        return idf(len(self._docs), len(having))

    def _expand(self, leaf: Prefix) -> frozenset[str]:
        """Return the MAX_EXPANSION commonest terms with the prefix; equally common ones in the alphabet's order."""
        common: Counter[str] = Counter()
        for doc in self._docs.values():
            fields = (leaf.field,) if leaf.field else FIELDS
            common.update({term for name in fields for text in doc.texts[name] for term in text})
        found = [term for term in common if leaf.matches(term)]
        return frozenset(sorted(found, key=lambda term: (-common[term], term))[:MAX_EXPANSION])


def _combined(node: AllOf | AnyOf | DisjunctionMax | AtLeast, scores: Sequence[float | None]) -> float | None:
    """Return the score of a node from its parts' scores, added up from left to right."""
    there = [score for score in scores if score is not None]
    wanted = {AllOf: len(scores), AtLeast: node.count if isinstance(node, AtLeast) else 1}.get(type(node), 1)
    if len(there) < wanted:
        return None
    return max(there) if isinstance(node, DisjunctionMax) else reduce(add, there, 0.0)  # `sum` would round otherwise
