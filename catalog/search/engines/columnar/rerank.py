"""The top of a query's tree: what looks at all matches together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from catalog.search.engines.columnar.array_file import Array
from catalog.search.engines.columnar.best_passage import gains
from catalog.search.engines.columnar.matches import Matches, first, score_keys
from catalog.search.engines.columnar.postings import among, rows_of
from catalog.search.engines.columnar.snapshot import WEIGHTS, Snapshot
from catalog.search.query.tree import (
    BestPassage,
    Boost,
    ExactName,
    MinScore,
    Node,
    Phrase,
    Should,
    Smoothed,
    Word,
    pair_phrase,
)
from catalog.search.scoring.bm25f import (
    EXACT_NAME_SCORE,
    MIN_SCORE_RATIO,
    PAIR_WEIGHT,
    RERANK_WINDOW,
    SMOOTHING_WINDOW,
    idf,
    tf_saturation,
)
from catalog.search.scoring.similarity import cosine_matrix, smooth_scores

Match = Callable[[Node], Matches]
Top = ExactName | BestPassage | Should | Boost | MinScore | Smoothed


def ranked(snapshot: Snapshot, match: Match, node: Top) -> Matches:
    """Return what a node of the tree's top matches, with its scores; `match` answers for the nodes below."""
    found = match(node.part)
    match node:
        case ExactName(terms):
            return _called(found, snapshot.named(terms))
        case BestPassage(_, leaves):
            return _by_passage(snapshot, match, found, leaves)
        case Should(_, words, pairs):
            return _paired(snapshot, match, _with_words(match, found, words), pairs)
        case Boost():
            return Matches(found.docs, found.scores * snapshot.priors[found.docs])
        case MinScore(_, always):
            return _cut(found, among(found.docs, match(always).docs))
        case Smoothed():
            return _alike(snapshot, found)


def _called(found: Matches, named: Array) -> Matches:
    if not len(named):
        return found
    others = named[~np.isin(named, found.docs)]
    places = np.searchsorted(found.docs, others)
    docs, scores = np.insert(found.docs, places, others), np.insert(found.scores, places, 0.0)
    scores[np.searchsorted(docs, named)] += EXACT_NAME_SCORE
    return Matches(docs, scores)


def _with_words(match: Match, found: Matches, words: Sequence[Word]) -> Matches:
    scores = found.scores
    for word in words:
        more = match(word)
        here = among(found.docs, more.docs)
        scores = scores.copy()
        scores[here] += more.scores[among(more.docs, found.docs)]
    return Matches(found.docs, scores)


def _best(snapshot: Snapshot, found: Matches, count: int) -> Array:
    """Return the places of the best matches, best first, equal ones as an answer has them."""
    return first(-score_keys(found.scores), snapshot.newest[found.docs], count)


def _by_passage(snapshot: Snapshot, match: Match, found: Matches, leaves: Sequence[Word | Phrase]) -> Matches:
    places = np.sort(_best(snapshot, found, RERANK_WINDOW))
    places = places[snapshot.passages[found.docs[places]] > 0]
    if not len(places):
        return found
    wanted = [(leaf, idf(len(snapshot.docs), len(match(leaf).docs))) for leaf in leaves]
    scores = found.scores.copy()
    for segment, base in snapshot.based():
        low, high = np.searchsorted(found.docs[places], (base, base + segment.columns.count))
        here = places[low:high]
        if len(here):
            scores[here] += gains(snapshot, segment, base, found.docs[here] - base, wanted)
    return Matches(found.docs, scores)


def _paired(snapshot: Snapshot, match: Match, found: Matches, pairs: Sequence[tuple[Word, Word]]) -> Matches:
    if not pairs or not len(found.docs):
        return found
    places = np.sort(_best(snapshot, found, RERANK_WINDOW))
    scores = found.scores.copy()
    entries = len(snapshot.docs)
    for pair in pairs:
        pair_tf = _neighbours(snapshot, pair, found.docs[places])
        first_idf, second_idf = (idf(entries, len(match(word).docs)) for word in pair)
        scores[places] += PAIR_WEIGHT * (first_idf + second_idf) / 2.0 * tf_saturation(pair_tf)
    return Matches(found.docs, scores)


def _neighbours(snapshot: Snapshot, pair: tuple[Word, Word], docs: Array) -> Array:
    """Return how often a pair stands in each document, times the fields' weights; `docs` ascend."""
    phrase, pair_tf = pair_phrase(*pair), np.zeros(len(docs))
    for segment, base in snapshot.based():
        low, high = np.searchsorted(docs, (base, base + segment.columns.count))
        rows = rows_of(segment, phrase, docs[low:high] - base)
        places = low + np.searchsorted(docs[low:high], rows.doc + base)
        pair_tf += np.bincount(places, WEIGHTS[rows.field] * rows.size, len(docs))
    return pair_tf


def _cut(found: Matches, kept: Array) -> Matches:
    if not len(found.docs):
        return found
    keys = score_keys(found.scores)
    return found.kept(kept | (keys >= score_keys(MIN_SCORE_RATIO * found.scores.max(keepdims=True))))


def _alike(snapshot: Snapshot, found: Matches) -> Matches:
    if len(found.docs) <= 2:  # noqa: PLR2004  # two can only be like each other
        return found
    places = _best(snapshot, found, SMOOTHING_WINDOW)
    signatures = [snapshot.signature(int(doc)) for doc in found.docs[places]]
    keys = np.unique(np.concatenate(signatures))
    weights = np.array([idf(len(snapshot.docs), count) for count in snapshot.having_sign(keys).tolist()])
    scores = found.scores.copy()
    scores[places] = smooth_scores(scores[places], cosine_matrix(signatures, keys, weights))
    return Matches(found.docs, scores)
