"""References in RIS: their tags as fields of a record, and what is broken by its line."""

import pytest

from import_sources import faults_of, items_of, values_of
from indexer.importers.readers.citations import ris_rows


def reference(*lines, kind="RPRT"):
    """Return the values of a reference with these lines."""
    text = "\r\n".join((f"TY  - {kind}", *lines, "ER  - ", ""))
    (values,) = values_of(ris_rows, text)
    return {name: value for name, value in values.items() if name != "type"}


@pytest.mark.parametrize(
    ("lines", "values"),
    [
        (["TI  - A report"], {"title": "A report"}),
        (["T1  - A report"], {"title": "A report"}),
        (["TI  - A report", "on two lines"], {"title": "A report on two lines"}),
        (["AU  - Doe, Jane, Jr.", "A1  - Police Forum"], {"authors": ["Doe, Jane, Jr.", "Police Forum"]}),
        (["PB  - OJP; NIJ"], {"publishers": ["OJP", "NIJ"]}),
        (["PY  - 2024"], {"published": "2024"}),
        (["PY  - 2024/05//"], {"published": "2024-05"}),
        (["PY  - 2024", "DA  - 2024/05/03/"], {"published": "2024-05-03"}),
        (["DA  - 2024-05"], {"published": "2024-05"}),
        (["PY  - 2024", "DA  - May 3"], {"published": "2024", "date": "May 3"}),
        (["PY  - 2024", "DA  - 2025/01/01"], {"published": "2024", "date": "2025/01/01"}),
        (["DA  - May 2024"], {"published": "May 2024"}),
        (["AB  - Text", "N2  - Other"], {"summary": "Text", "notes_abstract": "Other"}),
        (["KW  - gangs", "KW  - guns; drugs"], {"keywords": ["gangs", "guns", "drugs"]}),
        (["UR  - https://a.org/x;y", "UR  - https://b.org"], {"url": "https://a.org/x;y", "urls": "https://b.org"}),
        (["DO  - https://doi.org/10.1000/182"], {"identifiers": {"doi": "10.1000/182"}, "source_id": "10.1000/182"}),
        (["ID  - 77", "DO  - 10.1000/182"], {"identifiers": {"doi": "10.1000/182"}, "source_id": "77"}),
        (["SN  - NCJ 1-2"], {"identifiers": {"report": "NCJ 1-2"}}),
        (["SN  - NCJ 251572"], {"identifiers": {"ncj": "251572"}}),
        (["SN  - 978-0-306-40615-7"], {"identifiers": {"isbn": "978-0-306-40615-7"}}),
        (["N1  - ISBN 978-0-306-40615-7", "N1  - A note"], {
            "identifiers": {"isbn": "978-0-306-40615-7"},
            "notes": ["A note"],
        }),
        (["AN  - NCJ 123456"], {"identifiers": {"ncj": "123456"}}),
        (["AN  - 9"], {"accession_number": "9"}),
        (["T2  - A series"], {"series": "A series"}),
        (["SP  - 64"], {"pages": 64}),
        (["SP  - 12", "EP  - 20"], {"start_page": "12", "end_page": "20"}),
        (["LA  - en", "ET  - 2"], {"language": "en", "edition": "2"}),
        (["ZZ  - x", "ZZ  - y"], {"ZZ": ["x", "y"]}),
        (["CY  - Washington"], {"place_published": "Washington"}),
    ],
)  # fmt: skip
def test_a_tag_of_a_report_is_a_field(lines, values):
    assert reference(*lines) == values


@pytest.mark.parametrize(
    ("kind", "lines", "values"),
    [
        ("JOUR", ["SN  - 1234-5678"], {"issn": "1234-5678"}),
        ("JOUR", ["T2  - A journal"], {"secondary_title": "A journal"}),
        ("JOUR", ["SP  - 64"], {"start_page": "64"}),
        ("JOUR", ["M1  - 3"], {"note": "3"}),
        ("BOOK", ["SN  - 0-306-40615-2"], {"identifiers": {"isbn": "0-306-40615-2"}}),
        ("BOOK", ["SP  - 340 p."], {"pages": 340}),
        ("VIDEO", ["T3  - A series", "M1  - 12"], {"series": "A series", "identifiers": {"report": "12"}}),
    ],
)
def test_the_meaning_of_a_tag_depends_on_the_type(kind, lines, values):
    assert reference(*lines, kind=kind) == values


def test_the_type_and_the_line_of_a_reference_are_known():
    text = "TY  - RPRT\nTI  - A\nER  - \n\nTY  - VIDEO\nTI  - B\nER  - \n"
    assert [(item.place, item.values) for item in items_of(ris_rows, text)] == [
        ("line 1", {"type": "RPRT", "title": "A"}),
        ("line 5", {"type": "VIDEO", "title": "B"}),
    ]


@pytest.mark.parametrize("text", ["\ufeffTY - RPRT\nTI - A\nER -\n", "TY  - RPRT\rTI  - A\rER  - \r"])
def test_usual_deviations_are_read(text):
    assert values_of(ris_rows, text) == [{"type": "RPRT", "title": "A"}]


def test_letters_of_windows_are_read():
    text = "TY  - RPRT\nTI  - Prevención de la violencia\nAU  - Núñez, José\nER  - \n"
    assert values_of(ris_rows, text.encode("cp1252"))[0]["authors"] == ["Núñez, José"]


def test_a_reference_without_its_end_is_read_and_named():
    text = "TY  - RPRT\nTI  - A\nTY  - RPRT\nTI  - B\nER  - \n"
    assert [values["title"] for values in values_of(ris_rows, text)] == ["A", "B"]
    assert faults_of(ris_rows, text) == [
        ("line 1", "This reference has no line ER at its end; it was read to where the next begins.")
    ]


def test_a_tag_outside_of_a_reference_is_named():
    assert faults_of(ris_rows, "TI  - A\n") == [
        ("line 1", "The tag TI is outside of a reference, which begins with TY.")
    ]


def test_an_empty_reference_is_named():
    assert faults_of(ris_rows, "TY  - RPRT\nTI  - \nER  - \n") == [("line 1", "This reference is empty.")]


def test_a_reference_that_is_too_long_is_one_fault_and_the_next_is_read(monkeypatch):
    monkeypatch.setattr(ris_rows, "MAX_REFERENCE_CHARACTERS", 1_000)
    lines = ["TY  - BOOK", *["AU  - Doe, Jane"] * 1_000, "ER  - ", "TY  - BOOK", "TI  - Second", "ER  - ", ""]
    text = "\n".join(lines)
    assert len(faults_of(ris_rows, text)) == 1
    assert [values.get("title") for values in values_of(ris_rows, text)] == [None, "Second"]
