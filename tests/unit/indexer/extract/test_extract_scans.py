"""Scanned pages: which pages are drawn for text recognition, how large, and what is kept of its output."""

from dataclasses import replace

import pytest
from PIL import Image

import document_bytes
from catalog.model import Locator, LocatorKind
from indexer.extract import extract
from indexer.extract.result import ExtractedSection, Extraction
from indexer.extract.scans.image import MAX_PIXELS
from indexer.extract.scans.merging import with_recognized_pages
from indexer.extract.scans.page_images import page_images
from indexer.extract.scans.recognized_text import recognized_text
from scans import saved, scan, scanned_pdf

PICTURE = scan("Words")


def numbers(data, name="x.pdf"):
    return [image.number for image in page_images(data, name)]


def test_pages_with_pictures_and_without_text_are_drawn():
    assert numbers(scanned_pdf("Typed", PICTURE, "Typed", PICTURE)) == [2, 4]


def test_a_page_with_a_few_characters_on_a_large_picture_is_drawn():
    assert numbers(scanned_pdf((PICTURE, "Page 3"), (PICTURE, "A text layer of a scan, " * 5), "Page 3")) == [1]


def test_a_cover_with_a_title_on_a_picture_is_not_drawn():
    assert numbers(scanned_pdf((PICTURE, "ANNUAL REPORT"))) == []


def test_recognized_text_that_the_page_has_already_is_left_out():
    section = ExtractedSection(Locator(LocatorKind.PAGE, "p. 1", "page=1"), "Exhibit 12, filed in 2019")
    read = Extraction(media_type="application/pdf", sections=(section,), pages=1, scanned_pages=(1,))
    recognized = replace(read, sections=(replace(section, text="EXHIBIT 12"),))
    assert with_recognized_pages(read, recognized) == read
    recognized = replace(read, sections=(replace(section, text="Exhibit 13"),))
    assert len(with_recognized_pages(read, recognized).sections) == 2


def test_a_page_is_drawn_with_300_dots_per_inch():
    (image,) = page_images(scanned_pdf(PICTURE), "x.pdf")
    assert (image.width, image.page_count) == (1250, 1)
    assert len(image.pixels) == image.width * image.height


def test_a_huge_page_is_drawn_smaller():
    data = document_bytes.drawn_pdf("0 0 100 100 re f").replace(b"[0 0 612 792]", b"[0 0 9e3 9e3]")
    (image,) = page_images(data, "x.pdf")
    assert image.width * image.height <= MAX_PIXELS * 1.01


@pytest.mark.parametrize("file_format", ["png", "jpeg", "gif", "tiff", "webp", "bmp"])
def test_every_format_of_pictures_is_drawn_once(file_format):
    (image,) = page_images(saved(PICTURE, file_format), "x")
    assert (image.media_type, image.width >= 1250) == (f"image/{file_format}", True)


def test_a_small_picture_is_enlarged_and_an_animation_has_one_page():
    frames = [Image.new("L", (100, 50), shade) for shade in (0, 255)]
    (image,) = page_images(saved(frames[0], "gif", save_all=True, append_images=frames[1:]), "x.gif")
    assert (image.width, image.height) == (300, 150)


def test_a_transparent_picture_is_drawn_on_white():
    letters = PICTURE.point(lambda shade: 255 - shade)
    (image,) = page_images(saved(Image.merge("LA", (Image.new("L", PICTURE.size), letters)), "png"), "x.png")
    assert max(image.pixels) == 255


def test_a_picture_is_turned_as_its_camera_says():
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turned by 90 degrees
    (image,) = page_images(saved(PICTURE, "jpeg", exif=exif), "x.jpg")
    assert image.height > image.width


def test_a_document_of_another_type_has_no_pages_to_draw():
    assert numbers(document_bytes.word(), "x.docx") == []


def tsv(*words):
    rows = (
        "\t".join((*map(str, ("5", 1, *position, 1, 0, 0, 9, 9)), confidence, text))
        for *position, confidence, text in words
    )
    return "\n".join(
        ("level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext", *rows)
    )


def test_words_become_lines_and_paragraphs():
    output = tsv((1, 1, 1, "96", "Two"), (1, 1, 1, "95", "words"), (1, 1, 2, "91", "more"), (1, 2, 1, "90", "Next"))
    assert recognized_text(output) == "Two words more\n\nNext"


def test_a_word_divided_between_paragraphs_stays_together():
    output = tsv((1, 1, 1, "96", "investi-"), (2, 1, 1, "95", "gate"), (3, 1, 1, "91", "Trial-"), (4, 1, 1, "91", "By"))
    assert recognized_text(output) == "investi-\ngate\n\nTrial-\n\nBy"


def test_lines_that_are_probably_noise_are_left_out():
    output = tsv((1, 1, 1, "96", "Words"), (2, 1, 1, "12", "xyz"), (2, 1, 1, "20", "abc"), (3, 1, 1, "95", "|"))
    assert recognized_text(output) == "Words"


@pytest.mark.parametrize("output", ["", "nonsense", "5\t1\t1", "\t" * 11, "4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t"])
def test_other_output_has_no_text(output):
    assert recognized_text(output) == ""


SUBSET = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Sans /CIDSystemInfo "
    b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
    b"/FontDescriptor << /Type /FontDescriptor /FontName /AAAAAA+Sans /Flags 4 >> >>"
)
WITHOUT_LETTERS = {
    3: b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Sans /Encoding /Identity-H /DescendantFonts [10 0 R] >>",
    10: SUBSET,
}


def drawn_with_subset(text):
    codes = "".join(f"{ord(character):04X}" for character in text)
    return document_bytes.drawn_pdf(f"BT /F1 12 Tf 72 700 Td <{codes}> Tj ET", objects=WITHOUT_LETTERS)


@pytest.mark.parametrize("text", ["\x01\x04\x05\x06\x07\x08\x09", "7KH SODQ RI WKH FLW\\", "$%&'()"])
def test_a_page_whose_fonts_do_not_say_which_letters_they_draw_is_drawn(text):
    assert numbers(drawn_with_subset(text)) == [1]


def test_a_page_whose_letters_are_in_their_usual_places_is_not_drawn():
    assert numbers(drawn_with_subset("The plan of the city is to be read by all.")) == []


def test_letters_that_cannot_be_read_are_noted():
    assert extract(drawn_with_subset("7KH SODQ"), "x.pdf").notes == (
        "1 of 1 pages contain only pictures, or letters that cannot be read.",
    )
