"""A site that counts searches."""

import pytest

import factories
from counting_site import CountingSite
from factories import record


@pytest.fixture
def published(tmp_path):
    factories.publish(
        tmp_path,
        record("a", title="Gun tracing by ballistics", topics=("technology",)),
        record("b", title="Gun safes"),
        record("c", title="Parking at night"),
    )
    return tmp_path


@pytest.fixture
def counting_site(published):
    return CountingSite(published)
