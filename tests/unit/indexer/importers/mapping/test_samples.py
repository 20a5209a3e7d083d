"""Which rows of a source its mapping is guessed from: the first ones, and those with the first titles."""

from functools import partial

import pytest

from catalog.store.taxonomy import load_taxonomy
from indexer.importers.mapping.guessing import guess_mapping
from indexer.importers.mapping.samples import MAX_SAMPLED_ROWS, read_sample
from indexer.importers.mapping.source_mapping import SourceMapping
from indexer.importers.rows import SourceFault, SourceRow
from paths import ROOT

TAXONOMY = load_taxonomy(ROOT / "corpus/taxonomy.yaml")
TITLED = {"source_id": "t", "title": "Guide"}


def untitled(count):
    return [SourceRow(f"line {number}", {"source_id": f"r{number}"}) for number in range(1, count + 1)]


def read(items, columns=()):
    """Return the targets of columns, how many items had been read for them, and all items in their order."""
    stream = iter(items)
    known = SourceMapping("s", dict(columns), format="jsonl")
    with read_sample(stream, partial(guess_mapping, known, taxonomy=TAXONOMY)) as (mapping, _, beginning):
        first = list(beginning)
        return dict(mapping.columns), len(first), [*first, *stream]


def test_a_title_is_found_after_any_number_of_rows_without_one():
    items = [*untitled(3 * MAX_SAMPLED_ROWS), SourceRow("line 1501", TITLED)]
    columns, _, read_items = read(items)
    assert (columns["title"], read_items) == ("title", items)


def test_a_title_with_another_heading_is_found_by_the_mapping():
    items = [*untitled(MAX_SAMPLED_ROWS), SourceRow("line 501", {"was": "Guide"})]
    assert read(items)[0].get("was") is None
    assert read(items, columns={"was": "title"})[2] == items


def test_a_column_that_an_editor_left_out_is_no_title():
    items = [*untitled(MAX_SAMPLED_ROWS), SourceRow("line 501", TITLED), *untitled(700)]
    assert read(items, columns={"title": "none"})[1] == len(items)


def test_after_the_first_title_only_a_sample_is_read():
    items = [*untitled(MAX_SAMPLED_ROWS), *[SourceRow("line 501", TITLED)] * 3 * MAX_SAMPLED_ROWS]
    assert read(items)[1] == 2 * MAX_SAMPLED_ROWS


@pytest.mark.parametrize("first", [TITLED, {"name": "Guide"}])
def test_a_source_whose_first_rows_have_titles_is_not_read_further(first):
    items = [SourceRow("line 1", first), *untitled(3 * MAX_SAMPLED_ROWS)]
    assert read(items)[1] == MAX_SAMPLED_ROWS


def test_what_cannot_be_read_before_the_first_title_is_kept():
    items = [*untitled(MAX_SAMPLED_ROWS), SourceFault("line 501", "broken"), SourceRow("line 502", TITLED)]
    assert read(items)[2] == items


def test_a_heading_that_turns_out_to_be_no_title_is_passed_by():
    other = SourceRow("line 501", {"publication": "https://example.org/a"})
    items = [*untitled(MAX_SAMPLED_ROWS), other, *untitled(MAX_SAMPLED_ROWS), SourceRow("line 1002", TITLED)]
    columns, _, read_items = read(items)
    assert (columns["title"], read_items) == ("title", items)
