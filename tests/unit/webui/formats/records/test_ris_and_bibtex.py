"""References in RIS and BibTeX: dates, escaping, citation keys and reference types."""

import pytest

import factories
from catalog.model import PartialDate
from catalog.taxonomy import Taxonomy
from catalog.vocabularies import CitationType, ControlledVocabulary, Term
from export_readers import bibtex_entries, ris_references
from webui.formats.citations.reference_types import REFERENCE_TYPES, reference_type
from webui.formats.records.bibtex import bibtex, braced, citation_key
from webui.formats.records.ris import ris

PUBLIC_URL = "https://clearinghouse.example"


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (PartialDate(2016), "2016///"),
        (PartialDate(2016, 5), "2016/05//"),
        (PartialDate(2016, 5, 4), "2016/05/04/"),
        (PartialDate(800), "0800///"),
    ],
)
def test_a_ris_date_has_only_the_known_parts(listing, date, written):
    (reference,) = ris_references(ris(listing(factories.record(published=date))))
    assert dict(reference)["DA"] == written
    assert dict(reference)["PY"] == written[:4]


def test_a_reference_has_no_empty_fields(listing):
    (reference,) = ris_references(ris(listing(factories.record(title="Bare"))))
    assert [tag for tag, _ in reference] == ["TY", "TI", "UR", "DB", "N1", "ER"]
    assert bibtex_entries(bibtex(listing(factories.record(title="Bare"))))["one"][1] == {
        "title": "Bare",
        "url": f"{PUBLIC_URL}/resources/one",
    }


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("50% & $5 #1_a", r"{50\% \& \$5 \#1\_a}"),
        ("{", r"{\textbraceleft{}}"),
        ("}", r"{\textbraceright{}}"),
        (r"a\b~c^d", r"{a\textbackslash{}b\textasciitilde{}c\textasciicircum{}d}"),
        ("policía", "{policía}"),
        (" \n ", ""),
    ],
)
def test_characters_that_tex_would_not_print_are_escaped(typed, written):
    assert braced(typed) == written


def test_a_citation_key_has_only_characters_that_bibtex_accepts():
    assert citation_key("a,b {c}%d-1") == "a-b-c-d-1"


def test_the_comment_before_the_entries_starts_no_entry(listing):
    written = bibtex(listing(factories.record(), total=1_200, title="@misc{x, \u201cwords\u201d"))
    assert list(bibtex_entries(written)) == ["one"]
    assert written.startswith("% (at)misc{x, \u201cwords\u201d: the first 1 of 1,200 resources\n")


def test_every_citation_type_has_a_reference_type():
    assert set(REFERENCE_TYPES) == set(CitationType)


@pytest.mark.parametrize("format_value", [None, "hologram", "plain"])
def test_a_format_without_a_citation_type_is_a_general_reference(format_value):
    formats = ControlledVocabulary((Term("plain", "Plain"),))
    reference = reference_type(format_value, Taxonomy({"formats": formats}))
    assert (reference.ris, reference.bibtex) == ("GEN", "misc")
