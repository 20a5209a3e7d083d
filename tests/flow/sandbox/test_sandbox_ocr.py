"""Text recognition: scanned pages and pictures are read by Tesseract, where it is installed, and marked."""

import hashlib
from dataclasses import replace

import pytest
from PIL import Image

from catalog.errors import ExtractError
from catalog.model import Locator, LocatorKind
from indexer.sandbox.pool import ExtractorPool, Job
from sandbox_runs import PATIENT
from scans import installed_tesseract, saved, scan, scanned_pdf

ENGLISH = scan("Officers of Tulsa began to investi-", "gate every shooting.")
SPANISH = scan("La policía de Ñuñoa habló", "con los niños del barrio.")
LAYER = "The text layer of this scan was made by another program, and it is read as it is."
DOCUMENTS = {
    "scan.pdf": scanned_pdf(ENGLISH),
    "mixed.pdf": scanned_pdf("A typed page", ENGLISH, "Another typed page"),
    "stamped.pdf": scanned_pdf((SPANISH, "Exhibit 12")),
    "layered.pdf": scanned_pdf((ENGLISH, LAYER)),
    "two-pages.tiff": saved(
        ENGLISH.convert("1"), "tiff", save_all=True, append_images=[SPANISH.convert("1")], compression="group4"
    ),
    "noise.png": saved(Image.effect_noise((400, 300), 90), "png"),
}
ENGLISH_TEXT = "Officers of Tulsa began to investigate every shooting."
SPANISH_TEXT = "La policía de Ñuñoa habló con los niños del barrio."


def read(documents, folder, tesseract):
    """Return the outcome of each document by its name."""
    for name, data in documents.items():
        (folder / name).write_bytes(data)
    jobs = [Job(folder / name, name, hashlib.sha256(data).hexdigest()) for name, data in documents.items()]
    with ExtractorPool(limits=replace(PATIENT, memory_bytes=1 << 30), tesseract=tesseract) as pool:
        return {job.name: outcome for job, outcome in pool.run(jobs)}


@pytest.fixture(scope="module")
def tesseract():
    return installed_tesseract()


@pytest.fixture(scope="module")
def outcomes(tesseract, tmp_path_factory):
    return read(DOCUMENTS, tmp_path_factory.mktemp("scans"), tesseract)


def page(number):
    return Locator(LocatorKind.PAGE, f"p. {number}", f"page={number}")


def sections(outcome):
    return [(section.locator, " ".join(section.text.split())) for section in outcome.sections]


def test_a_scanned_page_has_its_text_with_its_number(outcomes):
    scanned = outcomes["scan.pdf"]
    assert sections(scanned) == [(page(1), ENGLISH_TEXT)]
    assert (scanned.text_source, scanned.media_type, scanned.pages) == ("ocr", "application/pdf", 1)


def test_only_the_pages_without_text_are_recognized(outcomes):
    mixed = outcomes["mixed.pdf"]
    assert sections(mixed) == [(page(1), "A typed page"), (page(2), ENGLISH_TEXT), (page(3), "Another typed page")]
    assert (mixed.text_source, mixed.scanned_pages, mixed.notes) == ("mixed", (2,), ())


def test_a_scan_with_a_stamp_is_recognized_and_keeps_the_stamp(outcomes):
    (stamp, recognized) = sections(outcomes["stamped.pdf"])
    assert stamp == (page(1), "Exhibit 12")
    assert recognized[1].startswith(SPANISH_TEXT)


def test_a_scan_with_a_text_layer_is_not_recognized(outcomes):
    assert sections(outcomes["layered.pdf"]) == [(page(1), LAYER)]
    assert outcomes["layered.pdf"].text_source == ""


def test_the_pages_of_a_tiff_are_recognized(outcomes):
    assert sections(outcomes["two-pages.tiff"]) == [
        (Locator(LocatorKind.PAGE, "p. 1"), ENGLISH_TEXT),
        (Locator(LocatorKind.PAGE, "p. 2"), SPANISH_TEXT),
    ]
    assert outcomes["two-pages.tiff"].media_type == "image/tiff"


def test_a_picture_without_text_is_refused_as_scanned(outcomes):
    assert isinstance(outcomes["noise.png"], ExtractError)
    assert str(outcomes["noise.png"]).startswith("No text was recognized")


def test_without_tesseract_the_reasons_say_what_to_do(tmp_path):
    outcomes = read(DOCUMENTS, tmp_path, None)
    assert str(outcomes["scan.pdf"]).startswith(
        "This PDF contains only scanned pages or pictures: run text recognition"
    )
    assert str(outcomes["noise.png"]).startswith("This picture cannot be read.")
    assert outcomes["mixed.pdf"].notes == ("1 of 3 pages contain only pictures, or letters that cannot be read.",)
    assert outcomes["mixed.pdf"].text_source == ""


def test_pages_read_before_the_time_limit_are_kept_with_a_note(tesseract, tmp_path):
    hasty = replace(tesseract, document_s=1.5)
    pages = scanned_pdf("A typed page", *[ENGLISH] * 12)
    outcome = read({"long.pdf": pages}, tmp_path, hasty)["long.pdf"]
    assert sections(outcome)[0] == (page(1), "A typed page")
    assert len(outcome.sections) < 13
    assert outcome.notes[0].startswith("Text recognition stopped after ")


def test_a_page_that_takes_too_long_is_left_out_with_a_note(tesseract, tmp_path):
    outcome = read({"mixed.pdf": DOCUMENTS["mixed.pdf"]}, tmp_path, replace(tesseract, page_s=0.001))["mixed.pdf"]
    assert sections(outcome) == [(page(1), "A typed page"), (page(3), "Another typed page")]
    (note,) = outcome.notes
    assert note.startswith("Text recognition failed on 1 of 3 pages: ")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.4\nnothing", "This PDF is damaged"),
        (saved(ENGLISH, "png")[:300], "This picture or scan is damaged"),
        (b"GIF89a" + bytes(20), "This picture or scan is damaged"),
    ],
)
def test_a_damaged_document_is_refused(tesseract, tmp_path, data, reason):
    assert str(read({"broken": data}, tmp_path, tesseract)["broken"]).startswith(reason)
