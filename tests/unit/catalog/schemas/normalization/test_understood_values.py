"""A value with one possible meaning is read as what it means, for every field of a record."""

import pytest

from catalog.schemas.normalization.normalize import normalize
from catalog.schemas.records.record import RecordSchema
from catalog.store.taxonomy import load_taxonomy
from paths import CORPUS

SCHEMA = RecordSchema(load_taxonomy(CORPUS / "taxonomy.yaml"))


def understood(field, value):
    """Return what a field is understood as, and the number of notes about it."""
    normalized = normalize({"id": "a", "title": "T", field: value}, SCHEMA, {field})
    assert SCHEMA.validate({name: part for name, part in normalized.content.items() if part is not None}) == {}
    return normalized.content.get(field), len(normalized.notes)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Publication", "publication"),
        ("PUBLICATIONS", "publication"),
        ("publication.", "publication"),
        ("Case studies", "case-study"),
        ("case_study", "case-study"),
        ("Case\u00a0study", "case-study"),
        ("Pol\u00edtica modelo", "model-policy"),
        ("politicas modelo", "model-policy"),
        ("\u201cpublication\u201d", "publication"),
        ("\u2018Publication\u2019", "publication"),
        ("'publication'", "publication"),
        (["Publication"], "publication"),
        ("n/a", None),
        ([], None),
    ],
)
def test_a_format_by_its_label(written, value):
    assert understood("format", written) == (value, 1)


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("Technology", ["technology"]),
        ("Gun Violence", ["gun-violence"]),
        ("gun_violence", ["gun-violence"]),
        ("Tecnolog\u00eda", ["technology"]),
        ("violencia con armas de fuego", ["gun-violence"]),
        ("investigation", ["investigations"]),
        ("Officer safety & wellness", ["officer-safety-and-wellness"]),
        ("technology, Gun violence", ["technology", "gun-violence"]),
        ("technology; gun violence", ["technology", "gun-violence"]),
        ("Technology and gun violence", ["technology", "gun-violence"]),
        ("technology / investigations", ["technology", "investigations"]),
        ("technology gun-violence", ["technology", "gun-violence"]),
        ("-technology -gun-violence", ["technology", "gun-violence"]),
        ("- Technology\n- Gun violence", ["technology", "gun-violence"]),
        ("[technology, gun-violence]", ["technology", "gun-violence"]),
        ("\u201ctechnology\u201d, \u201cgun-violence\u201d", ["technology", "gun-violence"]),
        (["technology, gun-violence", "Investigations"], ["technology", "gun-violence", "investigations"]),
        ([["technology"]], ["technology"]),
        ("none", None),
    ],
)
def test_topics_by_their_labels_and_in_one_text(written, values):
    assert understood("topics", written) == (values, 1)


def test_each_value_of_a_list_is_read():
    assert understood("audiences", ["Chiefs", "analyst", "Prosecutors"]) == (["chief", "analyst", "prosecutor"], 2)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024-5-3", "2024-05-03"),
        ("2024/05/03", "2024-05-03"),
        ("2024.5.3", "2024-05-03"),
        ("2024\u201305\u201303", "2024-05-03"),
        ("20240503", "2024-05-03"),
        (20240503, "2024-05-03"),
        ("2024-05-03T10:00:00-05:00", "2024-05-03"),
        ("2024-05-03 00:00", "2024-05-03"),
        ("May 3, 2024", "2024-05-03"),
        ("may 3rd 2024", "2024-05-03"),
        ("3 May 2024", "2024-05-03"),
        ("the 3rd of May, 2024", "2024-05-03"),
        ("3-May-2024", "2024-05-03"),
        ("2024 May 3", "2024-05-03"),
        ("May\u00a03,\u00a02024", "2024-05-03"),
        ("Friday, May 3, 2024", "2024-05-03"),
        ("Friday, 03/05/2024", "2024-05-03"),
        ("3 de mayo de 2024", "2024-05-03"),
        ("1 enero 2020", "2020-01-01"),
        ("13/05/2024", "2024-05-13"),
        ("05/13/2024", "2024-05-13"),
        ("05/05/2024", "2024-05-05"),
        ("13.5.2024", "2024-05-13"),
    ],
)
@pytest.mark.parametrize("field", ["published", "added", "reviewed"])
def test_a_day_in_any_notation_with_one_meaning(field, written, date):
    assert understood(field, written) == (date, 1)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("May 2024", "2024-05"),
        ("Sept. 2020", "2020-09"),
        ("mayo de 2024", "2024-05"),
        ("mar. 2024", "2024-03"),
        ("2024-5", "2024-05"),
        ("5/2024", "2024-05"),
        ("2020 June", "2020-06"),
        (2024.0, "2024"),
        ("n.d.", None),
        ("unknown", None),
    ],
)
def test_a_month_or_a_year_of_publication(written, date):
    assert understood("published", written) == (date, 1)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("1:30:00", 5400),
        ("0:45:00", 2700),
        ("90 min", 5400),
        ("45 minutes", 2700),
        ("45 minutos", 2700),
        ("1 h 30 min", 5400),
        ("1h30", 5400),
        ("1h30m5s", 5405),
        ("1 hour, 30 minutes", 5400),
        ("1 hour and 30 mins.", 5400),
        ("1.5 hours", 5400),
        ("1,5 horas", 5400),
        ("PT1H30M", 5400),
        ("5,400", 5400),
        ("5400 seconds", 5400),
    ],
)
def test_a_duration_in_seconds(written, seconds):
    assert understood("duration_s", written) == (seconds, 1)


@pytest.mark.parametrize(
    "written", ["1200 pages", "1,200", "1,200 pp.", "1\u202f200 p\u00e1ginas", "1200.0", 1200.0, "\u201c1200\u201d"]
)
def test_a_number_of_pages(written):
    pages, notes = understood("pages", written)
    assert (int(pages), notes) == (1200, 1)


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("small", {"sworn_max": 49}),
        ("Small (under 50 sworn)", {"sworn_max": 49}),
        ("Small agencies (under 50)", {"sworn_max": 49}),
        ("Peque\u00f1a", {"sworn_max": 49}),
        (["small", "midsize"], {"sworn_max": 249}),
        ("small to midsize", {"sworn_max": 249}),
        ("Large and major agencies", {"sworn_min": 250}),
        ("1-49", {"sworn_min": 1, "sworn_max": 49}),
        ("250\u2013999 sworn officers", {"sworn_min": 250, "sworn_max": 999}),
        ("between 50 and 249", {"sworn_min": 50, "sworn_max": 249}),
        ("under 50", {"sworn_max": 49}),
        ("fewer than 50 full-time sworn officers", {"sworn_max": 49}),
        ("menos de 50 agentes", {"sworn_max": 49}),
        ("up to 49", {"sworn_max": 49}),
        ("50+", {"sworn_min": 50}),
        ("1,000 or more", {"sworn_min": 1000}),
        ("more than 50", {"sworn_min": 51}),
        ({"sworn_max": "49 officers"}, {"sworn_max": 49}),
        ([{"sworn_min": 1}, {"sworn_max": 49}], {"sworn_min": 1, "sworn_max": 49}),
        ("any size", None),
        ("All", None),
    ],
)
def test_an_agency_size_by_its_label_or_as_a_range(written, size):
    assert understood("agency_size", written) == (size, 1)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("English", "en"), ("Spanish", "es"), ("espa\u00f1ol", "es"), ("Castellano", "es"), ("ingl\u00e9s", "en"),
        ("en_US", "en-US"), ("French", "fr"), ("Haitian Creole", "ht"), ("Ti\u1ebfng Vi\u1ec7t", "vi"), (["es"], "es"),
    ],
)  # fmt: skip
def test_a_language_by_its_name(written, code):
    assert understood("language", written) == (code, 1)


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("www.example.org/x", "https://www.example.org/x"),
        ("example.org", "https://example.org"),
        ("example.org/a.pdf", "https://example.org/a.pdf"),
        ("//example.org/x", "https://example.org/x"),
        ("http:/example.org", "http://example.org"),
        ("http//example.org/x", "http://example.org/x"),
        ("https;//example.org/x", "https://example.org/x"),
        ("<https://example.org>", "https://example.org"),
        ("[A page](https://example.org/x)", "https://example.org/x"),
        ("\u201chttps://example.org\u201d", "https://example.org"),
        (["https://example.org"], "https://example.org"),
    ],
)
def test_a_web_address_without_its_beginning(written, url):
    assert understood("url", written) == (url, 1)


@pytest.mark.parametrize(
    ("written", "documents"),
    [
        ("a/report.pdf", [{"path": "a/report.pdf"}]),
        (["a.pdf"], [{"path": "a.pdf"}]),
        ("a.pdf, b.pdf", [{"path": "a.pdf"}, {"path": "b.pdf"}]),
        ({"path": "a.pdf"}, [{"path": "a.pdf"}]),
        ("https://example.org/a.pdf", [{"url": "https://example.org/a.pdf"}]),
        ("www.example.org/a.pdf", [{"url": "https://www.example.org/a.pdf"}]),
        ([{"path": "https://example.org/a.pdf"}], [{"url": "https://example.org/a.pdf"}]),
        ([{"url": "a/b.pdf", "label": "B"}], [{"path": "a/b.pdf", "label": "B"}]),
        ([{"path": "a\\b.pdf"}], [{"path": "a/b.pdf"}]),
        ("a\\b.pdf", [{"path": "a/b.pdf"}]),
        ([{"path": "a", "role": "Full text"}], [{"path": "a", "role": "full-text"}]),
        ([{"path": "a", "role": "slide"}], [{"path": "a", "role": "slides"}]),
    ],
)
def test_documents_as_plain_text(written, documents):
    assert understood("documents", written) == (documents, 1)


@pytest.mark.parametrize(
    ("field", "written", "values"),
    [
        ("authors", "Jane Doe", ["Jane Doe"]),
        ("authors", "Doe, Jane; Roe, Richard", ["Doe, Jane", "Roe, Richard"]),
        ("authors", "Jane Doe\nRichard Roe", ["Jane Doe", "Richard Roe"]),
        ("authors", "BJA and RAND", ["BJA", "RAND"]),
        (
            "publishers",
            "Bureau of Alcohol, Tobacco, Firearms and Explosives",
            ["Bureau of Alcohol, Tobacco, Firearms and Explosives"],
        ),
        ("publishers", "BJA, COPS Office", ["BJA", "COPS Office"]),
        ("keywords", "shooting review, small agency", ["shooting review", "small agency"]),
        ("keywords", "shooting review", ["shooting review"]),
        ("aliases", "723", ["723"]),
        ("aliases", 723, [723]),
        ("related", "guide, Other_Guide", ["guide", "other-guide"]),
        ("supersedes", "guide", ["guide"]),
    ],
)
def test_one_text_where_a_list_is_wanted(field, written, values):
    assert understood(field, written) == (values, 1)


@pytest.mark.parametrize(
    ("field", "written", "value"),
    [
        ("identifiers", "NCJ 251572", {"ncj": "251572"}),
        ("identifiers", "https://doi.org/10.1000/182", {"doi": "10.1000/182"}),
        ("identifiers", ["NCJ 251572", "doi:10.1000/182"], {"ncj": "251572", "doi": "10.1000/182"}),
        ("identifiers", "ISBN 978-0-306-40615-7", {"isbn": "978-0-306-40615-7"}),
        ("rating", "CrimeSolutions: Effective", {"scheme": "CrimeSolutions", "value": "Effective"}),
        ("rating", {"CrimeSolutions": "Effective"}, {"scheme": "CrimeSolutions", "value": "Effective"}),
        ("featured", "2026-05-01 to 2026-06-01", {"from": "2026-05-01", "until": "2026-06-01"}),
        ("featured", "May 1, 2026 \u2013 June 1, 2026", {"from": "2026-05-01", "until": "2026-06-01"}),
        ("featured", False, None),
        ("featured", "no", None),
        ("status", "Live", "live"),
        ("title", ["A title"], "A title"),
    ],
)
def test_a_value_in_place_of_fields_of_its_own(field, written, value):
    assert understood(field, written) == (value, 1)


@pytest.mark.parametrize(("written", "value"), [("Town Review", "town-review"), ("town_review", "town-review")])
def test_an_id_with_capitals_or_spaces(written, value):
    assert understood("id", written) == (value, 1)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Summary", "summary"), ("SUMMARY", "summary"), ("\u201csummary\u201d", "summary"), ("author", "authors"),
        ("Agency Size", "agency_size"), ("agency-size", "agency_size"), ("Topic", "topics"),
    ],
)  # fmt: skip
def test_the_name_of_a_field_in_capitals_with_spaces_or_in_the_singular(written, name):
    normalized = normalize({"id": "a", "title": "T", written: {}}, SCHEMA, {written})
    assert (list(normalized.content), normalized.renamed) == (["id", "title", name], {(written,): name})
    assert next(str(note) for _, note in normalized.notes) == f"the name '{written}' was read as '{name}'"
