"""The errors of fetching."""

import pytest

from indexer.harvest.fetcher import FetchError


def error_of(fetcher, url):
    """Return the error of fetching a URL."""
    with pytest.raises(FetchError) as error:
        fetcher.fetch(url)
    return error.value


def kind_of(fetcher, url):
    """Return the kind of the error of fetching a URL."""
    return error_of(fetcher, url).kind
