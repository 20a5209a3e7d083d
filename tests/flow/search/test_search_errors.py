"""A search page with an invalid parameter names it and keeps the rest of the search."""


def titles(page):
    return [title.get_text() for title in page.select(".card-title")]


def test_an_invalid_parameter_is_named_and_the_page_links_to_the_search_without_it(get):
    page = get("/search?q=guns&topic=technologie&published_from=then", status=400)
    text = page.get_text(" ", strip=True)
    assert "Topic ( topic )" in text
    assert "did you mean 'technology'?" in text
    assert "From year ( published_from )" in text
    assert page.find("a", href="/search?q=guns")


def test_an_invalid_year_is_explained_in_the_form_and_keeps_what_was_typed(get):
    page = get("/search?q=plate&topic=technology&published_from=last+year", status=400)
    reason = "nter a year such as 2015 (or 2015-06, or 2015-06-30), not 'last year'"
    (link,) = page.select('.error-summary [role="alert"] a')
    assert (link["href"], link.get_text()) == ("#published_from", f"From year: e{reason}")
    field = page.find(id="published_from")
    assert (field["value"], field["aria-invalid"]) == ("last year", "true")
    assert page.find(id=field["aria-describedby"]).get_text() == f"Error: E{reason}."
    assert page.title.get_text().startswith("Error: ")
    assert page.select_one("details.filters").has_attr("open")


def test_the_results_without_the_invalid_field_are_shown_below_the_error(get):
    page = get("/search?q=plate&topic=technology&sworn=many", status=400)
    assert titles(page) == ["License plate readers for violence reduction"]
    assert page.find(id="q")["value"] == "plate"
    assert page.select_one('input[name="topic"][value="technology"]').has_attr("checked")
    assert [link["href"] for link in page.select(".error-summary a")] == ["#sworn"]


def test_a_from_year_after_the_to_year_is_explained_and_both_are_kept(get):
    page = get("/search?published_from=2020&published_to=2015", status=400)
    assert (
        "the start date is after the end date: enter the earlier date, 2015, first"
        in page.select_one(".error-summary").get_text()
    )
    assert [page.find(id=name)["value"] for name in ("published_from", "published_to")] == ["2020", "2015"]


def test_an_invalid_field_is_a_problem_in_json_and_the_page_is_not_cached(client):
    response = client.get("/api/v1/search?published_from=last+year")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    page = client.get("/search?published_from=last+year")
    assert (page.headers["Cache-Control"], page.headers.get("ETag")) == ("no-store", None)
