"""The pages with the text of a document."""

import pytest


def test_the_text_page_has_a_section_for_each_page_of_the_document(get):
    page = get("/resources/guide/text/1")
    sections = {section["id"]: section.get_text(" ", strip=True) for section in page.select(".text-section")}
    assert list(sections) == ["at-page-1", "at-page-2"]
    assert sections["at-page-2"].startswith("Page 2 Open")
    assert page.find("a", href="/documents/guide/guide.pdf#page=2")


@pytest.mark.parametrize("url", ["/resources/guide/text/0", "/resources/guide/text/2", "/resources/lonely/text/1"])
def test_a_missing_text_page_is_404(get, url):
    get(url, status=404)


def test_a_table_document_is_shown_as_a_table_that_can_be_scrolled_by_keyboard(get):
    table = get("/resources/questions/text/2").select_one('.table-scroll[tabindex="0"] table')
    assert [cell.get_text() for cell in table.select("th[scope=col]")] == ["task", "done"]
    assert [cell.get_text() for cell in table.select("td")] == ["list the partners", "no"]
