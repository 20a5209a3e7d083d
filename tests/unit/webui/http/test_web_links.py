"""The Link header (RFC 8288)."""

from webui.http.web_links import MAX_LINK_HEADER, WebLink, link_header


def test_a_link_has_its_relation_type_and_profile():
    links = [WebLink("item", "https://a.example/b.pdf", "application/pdf"), WebLink("type", "x:y", profile="p:q")]
    assert link_header(links) == (
        '<https://a.example/b.pdf>; rel="item"; type="application/pdf", <x:y>; rel="type"; profile="p:q"'
    )


def test_no_url_or_type_can_end_its_link():
    links = [WebLink("item", 'https://a.example/é>"\r\n;,%20?a=b#c', 'text/html"; rel="author')]
    assert link_header(links) == '<https://a.example/%C3%A9%3E%22%0D%0A;,%20?a=b#c>; rel="item"'


def test_links_that_would_make_the_header_too_long_are_left_out():
    header = link_header(WebLink("item", f"https://a.example/{number}/{'x' * 100}") for number in range(100))
    assert MAX_LINK_HEADER - 200 < len(header) <= MAX_LINK_HEADER
    assert header.endswith('>; rel="item"')


def test_no_links_are_an_empty_header():
    assert link_header([]) == ""
