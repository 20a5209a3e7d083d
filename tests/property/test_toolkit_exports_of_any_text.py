"""A toolkit with any text can be opened in every format, and the text is unchanged."""

import csv
import json
from io import BytesIO, StringIO

import bibtexparser
import docx
import feedparser
import pytest
import rispy
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from toolkit_samples import source_filled_with
from webui.formats.records.listing import one_line
from webui.formats.toolkits.document_model import clean_lines
from webui.formats.toolkits.pdf_text import unbroken
from webui.toolkits.files import FEEDS, FORMATS, toolkit_file

SPECIAL_CHARACTERS = st.text(
    alphabet="{}\\@%,=\"'\r\n\t +-*~^_$&#<>[]/;()ABEIRTYbr\x00\x0b\x1c\x85\u2028\u202e\ud800\ufffe", max_size=40
)
SCRIPTS = st.text(alphabet="\u0628\u0644\u05d0\u4e2d\u0939\U0001f600\u200d\ufe0f\u0301\u00ad\u00a0ab ", max_size=30)
TEXTS = st.one_of(st.text(max_size=40), SPECIAL_CHARACTERS, SCRIPTS)


@given(TEXTS)
@settings(max_examples=40)
@example("")
@example("\xad")
@example("000\x7f")
@example("</para><b>&lt;br/>&#65; %s %(title)s {{ 1 }}")
@example("\r\nER  - \r\nTY  - BOOK")
@example("}\n\n@misc{x,\n")
@example("=HYPERLINK(1)")
@example("\U0001f469\u200d\U0001f692 \u0628\u0644\u062f\u0629 \ud800")
def test_any_text_can_be_opened_in_every_format(text):
    files = {
        form.extension: toolkit_file(form.extension, source_filled_with(text)).content for form in (*FORMATS, *FEEDS)
    }
    for ending, content in files.items():
        READ[ending](content, text)


def _pdf(content, text):
    reader = PdfReader(BytesIO(content))
    assert (reader.metadata.title or "") == unbroken(one_line(text) or "My toolkit")
    assert "".join(page.extract_text() for page in reader.pages).count("Notice of federal funding") == 1


def _docx(content, text):
    document = docx.Document(BytesIO(content))
    notes = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Toolkit note"]
    assert notes == ([f"Note: {clean_lines(text)}"] * 2 if clean_lines(text) else [])


def _html(content, text):
    soup = BeautifulSoup(content, "html.parser")
    assert soup.h1.text == (one_line(text) or "My toolkit")
    allowed = set("a br div h1 h2 h3 li ol p section span strong ul".split())
    assert {element.name for element in soup.main.find_all()} <= allowed


def _csv(content, _text):
    _, *rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
    assert len(rows) == 2
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def _ris(content, text):
    (reference,) = rispy.loads(content.decode())
    assert reference.get("abstract", "") == one_line(text)


def _bib(content, _text):
    library = bibtexparser.parse_string(content.decode())
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == ["r0"]


def _json(content, text):
    exported = json.loads(content)
    assert exported["toolkit"]["sections"][0]["items"][0].get("note", "") == text


def _feed(content, _text):
    feed = feedparser.parse(content)
    assert not feed.bozo
    assert len(feed.entries) == 1


READ = {
    "pdf": _pdf,
    "docx": _docx,
    "html": _html,
    "csv": _csv,
    "ris": _ris,
    "bib": _bib,
    "json": _json,
    "atom": _feed,
    "rss": _feed,
}


@pytest.mark.parametrize("ending", READ)
def test_a_toolkit_with_a_hundred_long_notes_is_exported_in_every_format(ending):
    exported = toolkit_file(ending, source_filled_with("A long note. " * 75 + "<b>&</b> \U0001f600", 100))
    assert len(exported.content) > 10_000
