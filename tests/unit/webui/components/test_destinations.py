"""Where the link of a resource opens, in words."""

import pytest

from catalog.model import Document, DocumentText
from factories import record
from webui.components.destinations import destination

HELD, LINKED = Document(path="a.pdf"), Document(url="https://www.example.org/a.pdf")
TEXT = DocumentText("application/pdf", 1000, pages=12)


@pytest.mark.parametrize(
    ("fields", "text", "words"),
    [
        ({"documents": (HELD,)}, TEXT, "PDF, 12 pages, here"),
        ({"documents": (HELD,), "url": "https://www.ojp.gov/x"}, TEXT, "PDF, 12 pages, here"),
        ({"documents": (HELD,), "pages": 3}, DocumentText(size_bytes=10), "Document, 3 pages, here"),
        ({"documents": (HELD,), "url": "https://www.ojp.gov/x"}, DocumentText(), "ojp.gov"),
        ({"documents": (LINKED,)}, DocumentText(), "example.org"),
        ({"listed_at": "https://popcenter.asu.edu/list"}, DocumentText(), "Listed at popcenter.asu.edu"),
        ({}, DocumentText(), ""),
    ],
)
def test_a_resource_says_where_it_opens(fields, text, words):
    assert destination(record(**fields), (text,)) == words
