"""References to resources in RIS, BibTeX and CSL-JSON, read back as reference managers do."""

import bibtexparser
import pytest
import rispy

import web_catalog
from export_readers import bibtex_entries, csl_items, ris_references


def test_a_ris_reference_has_the_fields_that_reference_managers_know(get):
    (reference,) = ris_references(get("/resources/guide.ris"))
    assert reference[0] == ("TY", "RPRT")
    fields = dict(reference)
    expected = {
        "TI": "Body-worn cameras in small towns: A guide for chiefs",
        "AU": "Author, A.",
        "PY": "2020",
        "DA": "2020/05//",
        "DO": "10.1000/182",
        "UR": "https://example.org/guide",
        "KW": "retention",
        "AN": "NCJ 251572",
    }
    assert {name: fields[name] for name in expected} == expected


def test_a_bibtex_entry_has_the_fields_that_reference_managers_know(get):
    ((key, (kind, fields)),) = bibtex_entries(get("/resources/guide.bib")).items()
    assert (key, kind) == ("guide", "techreport")
    assert fields["title"] == "Body-worn cameras in small towns: A guide for chiefs"
    assert fields["institution"] == "Bureau of Justice Assistance; Town Police Institute"
    assert (fields["year"], fields["month"], fields["doi"]) == ("2020", "may", "10.1000/182")


def test_a_ris_parser_reads_every_reference(get):
    references = rispy.loads(get("/search.ris"))
    assert len(references) == len(web_catalog.RECORDS)
    guide = next(reference for reference in references if reference["title"].startswith("Body-worn cameras"))
    assert (guide["type_of_reference"], guide["year"], guide["doi"]) == ("RPRT", "2020", "10.1000/182")
    assert guide["authors"] == ["Author, A."]
    assert guide["keywords"] == ["Technology", "retention"]


def test_a_bibtex_parser_reads_every_entry(get):
    library = bibtexparser.parse_string(get("/search.bib"))
    assert library.failed_blocks == []
    assert len(library.entries) == len(web_catalog.RECORDS)
    guide = library.entries_dict["guide"]
    assert (guide.entry_type, guide["year"], guide["month"]) == ("techreport", "2020", "may")
    assert guide["title"] == "Body-worn cameras in small towns: A guide for chiefs"


def test_a_csl_json_file_has_one_item_with_the_variables_of_the_resource(get):
    (item,) = csl_items(get("/resources/guide.csl.json"))
    expected = {
        "id": "guide",
        "type": "report",
        "title": "Body-worn cameras in small towns: A guide for chiefs",
        "author": [{"family": "Author", "given": "A."}],
        "issued": {"date-parts": [[2020, 5]]},
        "DOI": "10.1000/182",
        "URL": "https://example.org/guide",
    }
    assert {name: item[name] for name in expected} == expected


def test_csl_json_is_the_same_in_every_language(get):
    assert get("/es/resources/guide.csl.json") == get("/resources/guide.csl.json")


def test_videos_podcasts_and_unknown_formats_have_their_reference_types(get):
    types = {dict(reference)["TI"]: reference[0][1] for reference in ris_references(get("/search.ris"))}
    assert types["License plate readers for violence reduction"] == "VIDEO"
    assert types["Shooting review, part 1"] == "SOUND"
    assert types["Oakland case"] == "GEN"
    kind, fields = bibtex_entries(get("/resources/talk.bib"))["talk"]
    assert (kind, fields["howpublished"]) == ("misc", "Webinar")


@pytest.mark.parametrize("extension", ["ris", "bib", "csl.json"])
def test_a_former_id_redirects_to_the_reference_under_the_current_id(client, extension):
    response = client.get(f"/resources/723.{extension}")
    assert (response.status_code, response.headers["Location"]) == (301, f"/resources/talk.{extension}")


@pytest.mark.parametrize("url", ["/resources/nothing.ris", "/resources/nothing.bib", "/resources/nothing.csl.json"])
def test_a_reference_to_an_unknown_resource_is_a_problem(client, url):
    response = client.get(url)
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
