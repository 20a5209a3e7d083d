"""Groups pairs that have records in common, so that editors decide about all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indexer.check.duplicates.model import CONFIDENCES, RecordGroup, RecordPair


def group_pairs(pairs: Iterable[RecordPair]) -> list[RecordGroup]:
    """Return the groups of records that are connected by pairs, the most certain first.

    The pairs come the most certain first, and stay in this order.
    """
    groups: dict[str, list[RecordPair]] = {}
    for pair in pairs:
        joined = [groups[key] for key in pair.ids if key in groups]
        members = list({id(group): group for group in joined}.values())
        merged = [known for group in members for known in group] + [pair]
        for key in {key for known in merged for key in known.ids}:
            groups[key] = merged
    unique = {id(group): group for group in groups.values()}.values()
    return sorted(map(_group, unique), key=lambda group: (CONFIDENCES.index(group.confidence), group.ids))


def _group(pairs: Sequence[RecordPair]) -> RecordGroup:
    ordered = tuple(sorted(pairs, key=lambda pair: (CONFIDENCES.index(pair.confidence), pair.ids)))
    return RecordGroup(tuple(dict.fromkeys(key for pair in ordered for key in pair.ids)), ordered)
