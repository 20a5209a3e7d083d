"""Looks for duplicates in a corpus, and remembers which records are not the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from catalog.addresses import MovedUrl
from catalog.errors import Problem
from catalog.generations.generation import TAXONOMY
from catalog.model import Record, RecordStatus
from catalog.store.editorial.distinct_records import load_distinct_records
from catalog.store.known_corpus import read_known_corpus
from catalog.store.records import Contents
from catalog.taxonomy import Taxonomy
from catalog.web_hosts import moved_url
from indexer.check.duplicates.document_hashes import shared_document_hashes
from indexer.check.duplicates.features import features_of
from indexer.check.duplicates.finder import DuplicateFinder
from indexer.check.duplicates.groups import group_pairs
from indexer.check.duplicates.judge import resembles
from indexer.check.duplicates.model import RecordGroup

DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class DuplicateReport:
    """What was found among `records` records. `refused` records were not compared; `problems` say why."""

    records: int
    groups: tuple[RecordGroup, ...]
    refused: int
    problems: tuple[Problem, ...]


def read_corpus(corpus: Path, data: Path | None = None) -> tuple[Taxonomy, Contents]:
    """Return the taxonomy and the records of a corpus; raise TaxonomyError if the taxonomy cannot be read.

    With the data folder, files that `index` knows are not read again.
    """
    return read_known_corpus(corpus, corpus / TAXONOMY, data)


def duplicate_finder(
    corpus: Path,
    taxonomy: Taxonomy,
    contents: Contents,
    *,
    except_source: str = "",
    known_moves: MovedUrl = moved_url,
) -> tuple[DuplicateFinder, tuple[Problem, ...]]:
    """Return the finder for the records of a corpus, and the problems of the file of records that are not the same.

    Records that were imported from `except_source` are left out. `known_moves` returns the present form of an address
    that has moved.
    """
    stored = (*contents.records, *contents.drafts, *contents.withdrawn)
    ids = {item.id for item in stored}
    distinct = load_distinct_records(corpus, ids | contents.refused_ids)
    # A withdrawn record is done with: visitors do not see it.
    records = [
        record
        for item in stored
        if item.details.status is not RecordStatus.WITHDRAWN
        and ((record := item.record).imported is None or record.imported.source != except_source)
    ]
    hashes = shared_document_hashes(corpus / DOCUMENTS, records)
    groups = (group.records for group in distinct.items)
    return DuplicateFinder(records, taxonomy, hashes, groups, known_moves), distinct.problems


def find_duplicates(corpus: Path, data: Path | None = None) -> DuplicateReport:
    """Return the groups of records in a corpus that may be the same, the most certain first."""
    taxonomy, contents = read_corpus(corpus, data)
    finder, problems = duplicate_finder(corpus, taxonomy, contents)
    compared = len(contents.records) + len(contents.drafts)
    return DuplicateReport(compared, tuple(group_pairs(finder.pairs())), contents.refused, problems)


def resemble_each_other(corpus: Path, taxonomy: Taxonomy, one: Record, other: Record) -> bool:
    """Return whether two records of a corpus have anything in common that the records of one resource would have."""
    hashes = shared_document_hashes(corpus / DOCUMENTS, (one, other))
    features = (features_of(record, taxonomy, hashes.get(record.id, ()), moved_url) for record in (one, other))
    return resembles(*features)
