"""Scanned pages in the index: read once where Tesseract is installed, again when it changes, and marked everywhere."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from catalog.model import Document
from factories import record, settings, write_corpus
from indexer.check.check import check
from indexer.cli.commands import main
from indexer.ingest.pipeline import ingest
from indexing import StepTotals, found_ids
from scans import installed_tesseract, scan, scanned_pdf
from webui import create_app

DOCUMENTS = {"scan.pdf": scanned_pdf(scan("Officers of Timbuktu", "met every week.")), "plain.txt": "plain words"}
RECORDS = [record(name, documents=(Document(path=path),)) for name, path in (("a", "scan.pdf"), ("b", "plain.txt"))]


def run(folder, **changes):
    """Index the corpus; return the report and the number of documents that were read."""
    progress = StepTotals()
    report = ingest(replace(settings(folder), **changes), progress=progress)
    return report, progress.totals["Reading documents"]


def api_status(folder):
    return create_app(settings(folder)).test_client().get("/api/v1/status").get_json()["ocr"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A corpus that was indexed without Tesseract, then with it."""
    installed_tesseract()
    folder = tmp_path_factory.mktemp("ocr")
    write_corpus(folder / "corpus", *RECORDS, documents=DOCUMENTS)
    return folder


@pytest.fixture(scope="module")
def without(folder):
    report, _ = run(folder, tesseract="")
    stale = [(fault.kind, fault.record) for fault in check(settings(folder)).faults]
    return report, stale, found_ids(folder, "timbuktu"), api_status(folder)


@pytest.fixture(scope="module")
def with_tesseract(folder, without):
    report, read = run(folder)
    return report, read, (without[3], api_status(folder))


def test_without_tesseract_a_scan_is_reported_with_advice(without):
    report, _, found, _ = without
    assert [(problem.kind, problem.document) for problem in report.problems] == [("scanned", "scan.pdf")]
    assert found == []


def test_after_tesseract_was_installed_check_names_the_records_to_index_again(without):
    assert ("stale", "a") in without[1]
    assert ("stale", "b") not in without[1]


def test_once_tesseract_is_installed_only_scans_are_read_again(folder, with_tesseract):
    report, read, _ = with_tesseract
    assert (report.problems, report.records["changed"], report.records["unchanged"], read) == ((), 1, 1, 1)
    assert found_ids(folder, "timbuktu") == ["a"]


@pytest.mark.usefixtures("with_tesseract")
def test_a_recognized_document_is_not_read_again(folder):
    report, read = run(folder)
    assert (report.published, read) == (False, 0)
    assert check(settings(folder)).faults == ()


@pytest.mark.usefixtures("with_tesseract")
def test_a_new_record_with_a_recognized_document_takes_its_text_from_the_cache(folder):
    write_corpus(folder / "corpus", record("c", documents=(Document(path="scan.pdf"),)))
    assert (run(folder)[1], found_ids(folder, "timbuktu")) == (0, ["a", "c"])


@pytest.mark.usefixtures("with_tesseract")
def test_without_tesseract_recognized_text_stays(folder):
    write_corpus(folder / "corpus", record("a", title="Renamed", documents=(Document(path="scan.pdf"),)))
    report, read = run(folder, tesseract="")
    assert (report.problems, read, "a" in found_ids(folder, "timbuktu")) == ((), 0, True)


def test_the_status_says_whether_text_recognition_is_available_and_in_which_languages(with_tesseract):
    tesseract = installed_tesseract()
    assert with_tesseract[2] == (
        {"available": False, "languages": [], "version": None},
        {"available": True, "languages": list(tesseract.languages), "version": tesseract.version},
    )


@pytest.mark.parametrize("program", ["tesseract", ""])
@pytest.mark.usefixtures("with_tesseract")
def test_the_command_says_whether_text_recognition_is_available(folder, program, monkeypatch):
    monkeypatch.setenv("CATALOG_TESSERACT", program)
    folders = ("--corpus", str(folder / "corpus"), "--data", str(folder / "data"))
    outputs = [CliRunner().invoke(main, [*folders, "status", *options]).stdout for options in ((), ("--json",))]
    tesseract = installed_tesseract()
    available = f"Scanned pages are read by Tesseract {tesseract.version} ({', '.join(tesseract.languages)})."
    missing = "Scanned pages are not read: Tesseract, for text recognition (OCR), is not installed."
    assert (available if program else missing) in outputs[0]
    assert json.loads(outputs[1])["ocr"]["available"] == bool(program)


@pytest.mark.usefixtures("with_tesseract")
def test_pages_and_json_say_that_text_was_recognized_by_machine(folder):
    client = create_app(settings(folder)).test_client()
    (document,) = client.get("/api/v1/resources/a").get_json()["documents"]
    assert document["text_source"] == "ocr"
    note = "Text recognized by machine from a scan; it may have errors."
    for address, text in (
        ("/resources/a", note),
        ("/resources/a/text/1", note),
        ("/es/resources/a/text/1", "Texto reconocido automáticamente en un escaneo; puede tener errores."),
    ):
        assert text in client.get(address).get_data(as_text=True)
    assert note not in client.get("/resources/b").get_data(as_text=True)
    assert client.get("/api/v1/resources/b").get_json()["documents"][0]["text_source"] is None
