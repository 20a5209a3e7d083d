"""Entries in BibTeX: their fields as those of a record, TeX as text, and what is broken by its line."""

import pytest

from import_sources import faults_of, items_of, values_of
from indexer.importers.readers.citations import bibtex_rows
from indexer.importers.rows import SourceRow


def entry(fields, kind="techreport"):
    """Return the values of an entry with these fields."""
    (values,) = values_of(bibtex_rows, f"@{kind}{{key,\n{fields}\n}}\n")
    return {name: value for name, value in values.items() if name not in {"type", "source_id"}}


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("title = {A report}", {"title": "A report"}),
        ('title = "A report"', {"title": "A report"}),
        ("title = {{A} report of the {FBI}}", {"title": "A report of the FBI"}),
        ("title = {A\n   report}", {"title": "A report"}),
        ("subtitle = {More}", {"subtitle": "More"}),
        ("institution = {OJP; NIJ}", {"publishers": ["OJP", "NIJ"]}),
        ("year = 2024", {"published": "2024"}),
        ("year = 2024, month = may", {"published": "2024-05"}),
        ("year = {2024}, month = {May}, day = 3", {"published": "2024-05-03"}),
        ("year = 2024, month = {Spring}", {"published": "2024", "month": "Spring"}),
        ("date = {2024-05-03}", {"published": "2024-05-03"}),
        ("abstract = {One.\n\nTwo.}", {"summary": "One.\n\nTwo."}),
        ("keywords = {gangs, guns}", {"keywords": ["gangs", "guns"]}),
        ("keywords = {gangs, street; guns}", {"keywords": ["gangs, street", "guns"]}),
        (r"url = {\url{https://a.org/b\_c}}", {"url": "https://a.org/b_c"}),
        ("url = {https://a.org/b_c%20d~e}", {"url": "https://a.org/b_c%20d~e"}),
        ("doi = {https://doi.org/10.1000/1_82}", {"identifiers": {"doi": "10.1000/1_82"}}),
        ("isbn = {978-0-306-40615-7}", {"identifiers": {"isbn": "978-0-306-40615-7"}}),
        ("number = {R 12}", {"identifiers": {"report": "R 12"}}),
        ("note = {NCJ 123456}", {"identifiers": {"ncj": "123456"}}),
        ("note = {A note}", {"note": "A note"}),
        ("series = {S}, edition = {2nd}, language = {en}", {"series": "S", "edition": "2nd", "language": "en"}),
        ("pages = {1--20}", {"page range": "1\u201320"}),
        ("pages = {64}", {"page range": "64"}),
        ("pages = {64 p.}", {"pages": 64}),
        ("pagetotal = {64}", {"pages": 64}),
        ("type = {Research Report}", {"report type": "Research Report"}),
        ("annote = {Read it}", {"annote": "Read it"}),
    ],
)
def test_a_field_of_a_report_is_one_of_a_record(field, values):
    assert entry(field) == values


@pytest.mark.parametrize(
    ("names", "authors"),
    [
        ("Jane Doe", ["Jane Doe"]),
        ("Doe, Jane and Roe, Richard", ["Doe, Jane", "Roe, Richard"]),
        ("Doe, Jr., Jane", ["Doe, Jane, Jr."]),
        ("{Police Executive Research Forum} and Jane Doe", ["Police Executive Research Forum", "Jane Doe"]),
        ("{Bureau of Guns and Gangs}", ["Bureau of Guns and Gangs"]),
        ("Jane {Van Houten}", ["Van Houten, Jane"]),
        (r"Jos{\'e} N{\'u}{\~n}ez and others", ["Jos\u00e9 N\u00fa\u00f1ez"]),
        ("Ludwig van Beethoven", ["Ludwig van Beethoven"]),
    ],
)
def test_authors_are_written_as_in_records(names, authors):
    assert entry(f"author = {{{names}}}") == {"authors": authors}


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"Garc{\'\i}a \& {\v S}uba", "Garc\u00eda & \u0160uba"),
        (r"50\% of \$5 \#1 a\_b", "50% of $5 #1 a_b"),
        ("50% of it & more", "50% of it & more"),
        ("It costs $5", "It costs $5"),
        (r"\textbackslash{} \textbraceleft{}x\textbraceright{} \textasciitilde{} \textasciicircum{}", "\\ {x} ~ ^"),
        (r"\emph{Very} new", "Very new"),
        ("10~kg --- a ``word''", "10 kg \u2014 a \u201cword\u201d"),
    ],
)
def test_tex_is_text(tex, text):
    assert entry(f"title = {{{tex}}}") == {"title": text}


def test_text_that_is_nested_too_deeply_is_kept_as_it_is():
    nested = "{" * 5_000 + "x" + "}" * 5_000
    assert entry(f"title = {{{nested}}}") == {"title": nested}


def test_an_entry_has_its_key_type_and_line():
    text = "% A list\n\n@Book{doe-2024,\n  title = {A}\n}\n"
    assert items_of(bibtex_rows, text) == [SourceRow("line 3", {"source_id": "doe-2024", "type": "book", "title": "A"})]


def test_the_number_of_an_article_is_not_that_of_a_report():
    assert entry("number = 3", kind="article") == {"number": "3"}


def test_macros_are_resolved_and_comments_left_out():
    text = '@string{ojp = "Office"}\n@comment{x}\n@preamble{"y"}\n@misc{a, publisher = ojp # " of " # {Justice}}\n'
    assert values_of(bibtex_rows, text)[0]["publishers"] == ["Office of Justice"]


def test_a_broken_entry_is_named_and_the_next_one_is_read():
    text = "@misc{a, title = {A}}\n@misc{b, title = {B\n@misc{c, title = {C}}\n"
    assert [values["title"] for values in values_of(bibtex_rows, text)] == ["A", "C"]
    assert [place for place, _ in faults_of(bibtex_rows, text)] == ["line 2"]


def test_a_field_that_occurs_twice_is_named():
    text = "@misc{a, title = {A}, title = {B}}\n"
    assert values_of(bibtex_rows, text)[0]["title"] == "A"
    assert faults_of(bibtex_rows, text) == [("line 1", "This entry has a field twice (title); the first one counts.")]


def test_a_key_that_is_used_again_is_named():
    text = "@misc{a, title = {A}}\n@misc{a, title = {B}}\n"
    assert [values["title"] for values in values_of(bibtex_rows, text)] == ["A"]
    assert faults_of(bibtex_rows, text) == [
        ("line 2", "The key 'a' is used above: this entry was left out. Give it another key.")
    ]


def test_an_empty_entry_is_named():
    assert faults_of(bibtex_rows, "@misc{a}\n") == [("line 1", "This entry is empty.")]
