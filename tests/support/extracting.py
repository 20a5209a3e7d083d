"""Extracts documents, for the tests of the extractors."""

import pytest

from catalog.errors import ExtractError
from indexer.extract import extract


def refusal(data, name):
    """The error raised for a document that cannot be read."""
    with pytest.raises(ExtractError) as caught:
        extract(data, name)
    return caught.value


def outcome(data, name):
    """`text`, or the kind of the error."""
    try:
        extract(data, name)
    except ExtractError as error:
        return error.kind
    return "text"


def texts(data, name):
    """(label, text) for each section."""
    return [(section.locator.label, section.text) for section in extract(data, name).sections]
