"""A corpus into which the spreadsheet of a partner is imported."""

import pytest

from factories import record, write_corpus
from partner_source import Partner


@pytest.fixture
def partner(folder, clearinghouse):
    write_corpus(folder / "corpus", record("own", title="Parking"))
    assert clearinghouse("index").exit_code == 0
    return Partner(folder, clearinghouse)
