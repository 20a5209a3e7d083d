"""Pictures of pages: small enough, and none of what was never drawn."""

import hashlib
import io
import zlib

import pytest
from PIL import Image

from catalog.generations.page_pictures import MAX_PICTURE_BYTES
from document_bytes import pdf
from indexer.extract.pdf.page_rendering import PAGE_WIDTH, RenderedPage, rendered_pages
from indexer.ingest.documents.page_drawing import encode_page

A_MINUTE = 60.0


def drawn(*pages, max_pages=20):
    return list(rendered_pages(pdf(*pages), max_pages, A_MINUTE))


def page_of(pixels, width, height):
    return RenderedPage(1, width, height, 3, zlib.compress(pixels), ())


def noise(size):
    return hashlib.shake_256(b"noise").digest(size)


def test_a_page_becomes_a_webp_of_its_size_within_the_limit():
    (page,) = drawn(("Officers walk their beat.",) * 40)
    picture = encode_page(page)
    image = Image.open(io.BytesIO(picture.content))
    assert (image.format, image.size) == ("WEBP", picture.size)
    assert image.width == PAGE_WIDTH
    assert 0 < len(picture.content) <= MAX_PICTURE_BYTES


def test_a_page_of_photos_loses_quality_until_it_is_small_enough():
    photo = Image.frombytes("RGB", (60, 80), noise(60 * 80 * 3)).resize((760, 1000))
    assert len(encode_page(page_of(photo.tobytes(), *photo.size)).content) <= MAX_PICTURE_BYTES


def test_a_page_that_is_never_small_enough_has_no_picture():
    assert encode_page(page_of(noise(760 * 1500 * 3), 760, 1500)) is None


@pytest.mark.parametrize("count", [0, 29])
def test_a_page_with_too_few_pixels_has_no_picture(count):
    assert encode_page(page_of(bytes(30), 2, 5)) is not None
    assert encode_page(page_of(bytes(count), 2, 5)) is None


def test_pixels_that_are_not_compressed_give_no_picture():
    assert encode_page(RenderedPage(1, 2, 5, 3, b"no zlib", ())) is None


def test_only_the_first_pages_are_drawn():
    assert [page.number for page in drawn(("One",), ("Two",), ("Three",), max_pages=2)] == [1, 2]


def test_no_page_is_begun_after_the_time_is_up():
    assert list(rendered_pages(pdf(("One",)), 20, 0.0)) == []


def test_words_are_in_reading_order_with_boxes_inside_the_picture():
    (page,) = drawn(("Officers walk", "their beat."))
    assert [text for text, _ in page.words] == ["Officers", "walk", "their", "beat."]
    ((left, top, width, height),) = page.words[1][1]
    assert left > page.words[0][1][0][0]
    assert 0 < left + width <= page.width
    assert 0 < top + height <= page.height
    assert page.words[2][1][0][1] > top
