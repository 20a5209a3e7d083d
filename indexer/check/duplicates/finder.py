"""Finds duplicates among many records: only records that have something in common are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from types import MappingProxyType

from catalog.addresses import MovedUrl, not_moved
from catalog.model import Record
from catalog.taxonomy import Taxonomy
from indexer.check.duplicates.features import Features, block_keys, features_of
from indexer.check.duplicates.judge import judge
from indexer.check.duplicates.model import CONFIDENCES, Confidence, EvidenceKind, RecordPair

MAX_SHARED: Mapping[str, int] = MappingProxyType(
    {EvidenceKind.ADDRESS.value: 4, EvidenceKind.REPORT.value: 6, "title": 4, "partial": 12}
)
"""How many records may have a key in common: more of them share a page, or the title of a series."""
MAX_SHARED_IDENTIFIER = 12
NO_HASHES: Mapping[str, Collection[str]] = MappingProxyType({})


class DuplicateFinder:
    """Records by what identifies them, to find those that are the same as others or as a new one.

    Building it takes time in proportion to the number of records; looking up one record takes no more for more of them.
    """

    def __init__(
        self,
        records: Iterable[Record],
        taxonomy: Taxonomy,
        hashes: Mapping[str, Collection[str]] = NO_HASHES,
        distinct: Iterable[Collection[str]] = (),
        moved_url: MovedUrl = not_moved,
    ) -> None:
        """Take the records, the hashes of each one's files by its id, and groups of ids that are not the same."""
        self._taxonomy = taxonomy
        self._moved_url = moved_url
        self._features = [features_of(record, taxonomy, hashes.get(record.id, ()), moved_url) for record in records]
        self._distinct = frozenset(frozenset(pair) for ids in distinct for pair in combinations(sorted(set(ids)), 2))
        self._blocks: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for number, features in enumerate(self._features):
            for key in block_keys(features):
                self._blocks[key].append(number)

    def pairs(self) -> list[RecordPair]:
        """Return all pairs of records that may be the same, the most certain first."""
        compared: set[tuple[int, int]] = set()
        pairs: list[RecordPair] = []
        for (kind, _key), members in self._blocks.items():
            if not 1 < len(members) <= MAX_SHARED.get(kind, MAX_SHARED_IDENTIFIER):
                continue
            for numbers in combinations(dict.fromkeys(members), 2):
                if numbers not in compared:
                    compared.add(numbers)
                    pairs += self._judged(self._features[numbers[0]], self._features[numbers[1]])
        return sorted(pairs, key=lambda pair: (CONFIDENCES.index(pair.confidence), -len(pair.evidence), pair.ids))

    def matches(self, candidate: Record, hashes: Collection[str] = ()) -> list[RecordPair]:
        """Return the pairs of a new record with records that are certainly or likely the same, the most certain first.

        In each pair the candidate is one of both ids; a record with its own id is not compared with it. An address
        alone is not enough.
        """
        features = features_of(candidate, self._taxonomy, hashes, self._moved_url)
        numbers = {number for key in block_keys(features) for number in self._block(key)}
        others = (self._features[number] for number in sorted(numbers))
        pairs = [pair for other in others if other.id != candidate.id for pair in self._judged(features, other)]
        sure = [pair for pair in pairs if pair.confidence is not Confidence.POSSIBLE and not pair.has_only_address]
        return sorted(sure, key=lambda pair: (CONFIDENCES.index(pair.confidence), -len(pair.evidence), pair.ids))

    def _block(self, key: tuple[str, str]) -> list[int]:
        members = self._blocks.get(key, [])
        return members if len(members) < MAX_SHARED.get(key[0], MAX_SHARED_IDENTIFIER) else []

    def _judged(self, one: Features, other: Features) -> Iterator[RecordPair]:
        if frozenset((one.id, other.id)) in self._distinct:
            return
        in_title = max(len(self._blocks.get(("title", side.title.key), ())) for side in (one, other))
        if pair := judge(one, other, has_common_title=in_title > MAX_SHARED["title"]):
            yield pair
