"""References in RIS and BibTeX: dates, escaping, citation keys and reference types."""

import bibtexparser
import pytest
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts

import factories
from catalog.model import Identifiers, PartialDate
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


AUTHORS = {
    "Jane Q. Doe": ("Doe, Jane Q.", "Doe, Jane Q."),
    "O'Neill, Ana": ("O'Neill, Ana", "O'Neill, Ana"),
    "Smith, John, Jr.": ("Smith, John, Jr.", "Smith, Jr., John"),
    "Ludwig van Beethoven": ("van Beethoven, Ludwig", "van Beethoven, Ludwig"),
    "Police Executive Research Forum": ("Police Executive Research Forum", "{Police Executive Research Forum}"),
    "Vera Institute of Justice, Inc.": ("Vera Institute of Justice Inc.", "{Vera Institute of Justice, Inc.}"),
    "Smith & Sons": ("Smith & Sons", r"{Smith \& Sons}"),
    "ICMA": ("ICMA", "{ICMA}"),
    "Doe, Jane and Sons": ("Doe Jane and Sons", "{Doe, Jane and Sons}"),
}
"""Authors as a record has them, and how RIS and BibTeX do."""


@pytest.mark.parametrize("name", AUTHORS)
def test_only_persons_have_their_family_name_first(listing, name):
    records = listing(factories.record(authors=("Roe, Richard", name)))
    (reference,) = ris_references(ris(records))
    assert [value for tag, value in reference if tag == "AU"] == ["Roe, Richard", AUTHORS[name][0]]
    assert f"  author = {{Roe, Richard and {AUTHORS[name][1]}}},\n" in bibtex(records)


def test_a_bibtex_parser_divides_only_the_names_of_persons(listing):
    text = bibtex(listing(factories.record(authors=tuple(AUTHORS))))
    library = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    names = library.entries[0]["author"]
    assert [" ".join(name.last) for name in names if not name.first] == [
        written for _, written in AUTHORS.values() if written.startswith("{")
    ]
    assert [(name.von, name.last, name.jr, name.first) for name in names if name.jr or name.von] == [
        ([], ["Smith"], ["Jr."], ["John"]),
        (["van"], ["Beethoven"], [], ["Ludwig"]),
    ]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        (
            "NIBIN and the U.S. Attorney: DNA in FBI casework",
            "{NIBIN} and the {U.S.} Attorney: {DNA} in {FBI} casework",
        ),
        ("A plan B for McAllen's COVID-19 R&D", r"A plan {B} for {McAllen's} {COVID-19} {R\&D}"),
        ("Focused Deterrence for iPads: A Guide", "Focused Deterrence for {iPads}: A Guide"),
        ("*PTSD*, {LGBTQ+} (ATF)", r"*{PTSD}*, \textbraceleft{}{LGBTQ}+\textbraceright{} ({ATF})"),
    ],
)
def test_acronyms_in_titles_keep_their_capitals_in_bibtex(listing, title, written):
    assert f"  title = {{{written}}},\n" in bibtex(listing(factories.record(title=title)))


NUMBERS = Identifiers(report="RR-1774", isbn="978-0-309-46713-1")


def test_a_report_has_its_number_and_series_where_reference_managers_look_for_them(listing):
    (reference,) = ris_references(
        ris(listing(factories.record(format="publication", series="Research in Brief", identifiers=NUMBERS)))
    )
    fields = dict(reference)
    assert (fields["TY"], fields["SN"], fields["T2"]) == ("RPRT", "RR-1774", "Research in Brief")
    assert ("N1", "ISBN 978-0-309-46713-1") in reference
    assert not {"T3", "M1"} & set(fields)


def test_other_references_have_their_isbn_number_and_series_in_the_general_tags(listing):
    (reference,) = ris_references(ris(listing(factories.record(format="webinar", series="Talks", identifiers=NUMBERS))))
    fields = dict(reference)
    assert (fields["SN"], fields["M1"], fields["T3"]) == ("978-0-309-46713-1", "RR-1774", "Talks")
    assert "T2" not in fields


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
