"""What extracting a document gives: its texts, or its error."""

import pytest

from catalog.errors import ExtractError
from indexer.extract import extract


def refusal(data, name):
    """Return the error raised for a document that cannot be extracted."""
    with pytest.raises(ExtractError) as caught:
        extract(data, name)
    return caught.value


def outcome(data, name):
    """Return "text" if the document can be extracted, otherwise the kind of the error."""
    try:
        extract(data, name)
    except ExtractError as error:
        return error.kind
    return "text"


def texts(data, name):
    """Return (label, text) for each section."""
    return [(section.locator.label, section.text) for section in extract(data, name).sections]
