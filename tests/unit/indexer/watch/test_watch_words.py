"""What `clearinghouse watch` says of a run, on one line."""

import pytest

from indexer.cli.publishing.watch import run_words
from indexer.watch.index_runs import IndexRun

RECORD, SITES, NOWHERE = ("corpus/records/a.yaml", 2), ("corpus/sites.yaml", None), (None, None)


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ((), ""),
        ((RECORD,), " 1 problem in corpus/records/a.yaml:2: 'clearinghouse check' says what is wrong."),
        ((NOWHERE, SITES), " 2 problems, the first in corpus/sites.yaml: 'clearinghouse check' says what is wrong."),
        ((NOWHERE,), " 1 problem: 'clearinghouse check' says what is wrong."),
    ],
)
def test_a_run_says_where_its_first_problem_is(places, words):
    problems = [{"file": file, "line": line} for file, line in places]
    report = {"withheld": None, "published": False, "watched": None, "problems": problems, "problems_omitted": 0}
    assert run_words(IndexRun(1, 1.0, report)) == f"Nothing has changed (1.0 s).{words}"
