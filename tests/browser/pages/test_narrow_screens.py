"""No page scrolls sideways on a narrow screen or with large text."""

import pytest

from accessibility import FRAME_PAGES, PAGES, SPANISH_PAGES

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize("url", [*PAGES.values(), *SPANISH_PAGES.values(), *FRAME_PAGES.values()])
def test_no_page_scrolls_sideways_on_a_narrow_screen_or_with_text_at_200_percent(page, url):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(url)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.set_viewport_size({"width": 360, "height": 640})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("url", ["/about", "/es/about"])
def test_the_links_of_the_header_are_on_one_line_on_a_phone(page, url):
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(url)
    links = page.locator(".nav a, #languages a").all()
    assert len(links) == 4
    assert len({link.bounding_box()["y"] for link in links}) == 1
