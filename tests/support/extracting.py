"""What becomes of a document, for the tests of the extractors."""

import pytest

from catalog.errors import ExtractError
from indexer.extract import extract


def refusal(data, name):
    """The error that refuses a document."""
    with pytest.raises(ExtractError) as refused:
        extract(data, name)
    return refused.value


def outcome(data, name):
    """`text`, or the kind of the refusal."""
    try:
        extract(data, name)
    except ExtractError as error:
        return error.kind
    return "text"


def texts(data, name):
    """(label, text) for each section."""
    return [(section.locator.label, section.text) for section in extract(data, name).sections]
