"""The JSON API: search, suggestions, resources, taxonomy and status."""

import pytest

import factories
import web_catalog
from catalog.schemas import RelatedAnswerSchema, SearchAnswerSchema, StatusSchema, SuggestAnswerSchema, TaxonomySchema
from catalog.settings import Settings
from webui import create_app

PUBLIC_URL = "https://clearinghouse.example"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = web_catalog.publish(tmp_path_factory.mktemp("api"), public_url=PUBLIC_URL)
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def get(client):
    def json_of(path, status=200):
        response = client.get(f"/api/v1/{path}")
        assert response.status_code == status
        assert response.mimetype == ("application/json" if status == 200 else "application/problem+json")
        return response.json

    return json_of


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("search?q=cameras", SearchAnswerSchema),
        ("suggest?q=lic", SuggestAnswerSchema),
        ("taxonomy", TaxonomySchema),
        ("status", StatusSchema),
    ],
)
def test_a_response_matches_its_schema(get, path, schema):
    assert schema().validate(get(path)) == {}


def test_urls_use_the_public_site_and_ignore_the_host_header(client):
    body = client.get("/api/v1/search?q=retention", headers={"Host": "evil.example"}).json
    assert body["links"]["self"] == f"{PUBLIC_URL}/api/v1/search?q=retention"
    assert body["links"]["html"] == f"{PUBLIC_URL}/search?q=retention"
    urls = [hit["page_url"] for hit in body["hits"]]
    urls += [snippet["locator"]["url"] for hit in body["hits"] for snippet in hit["snippets"]]
    assert urls
    assert all(url is None or url.startswith(PUBLIC_URL) for url in urls)


def test_next_and_prev_link_to_the_neighboring_pages(get):
    first = get("search?topic=gun-violence")["links"]
    assert first["prev"] is None
    second = get(first["next"].removeprefix(f"{PUBLIC_URL}/api/v1/"))
    assert (second["query"]["page"], second["links"]["next"]) == (2, None)
    assert second["links"]["prev"] == first["self"]


def test_marks_are_offsets_into_the_text(get):
    (hit,) = get("search?q=hurry")["hits"]
    (snippet,) = hit["snippets"]
    ((start, end),) = snippet["marks"]
    assert snippet["text"][start:end] == "hurry"
    assert snippet["locator"]["url"] == f"{PUBLIC_URL}/documents/guide/guide.pdf#page=1"


def test_a_meaning_of_an_ambiguous_term_can_be_searched_by_its_q(publish_records):
    records = [factories.record(title[:5].lower(), title=title) for title in ("Smart policing", "Policing innovation")]
    client = create_app(publish_records(*records)).test_client()
    body = client.get("/api/v1/search?q=spi").json
    assert SearchAnswerSchema().validate(body) == {}
    ((first, second),) = [choice["meanings"] for choice in body["choices"]]
    assert first == {"text": "smart policing", "q": '"smart policing"', "total": 1}
    narrowed = client.get("/api/v1/search", query_string={"q": second["q"]}).json
    assert (narrowed["total"], narrowed["hits"][0]["id"], narrowed["choices"]) == (second["total"], "polic", [])


def test_a_search_without_an_ambiguous_term_has_no_choices(get):
    assert get("search?q=alpr")["choices"] == []


def test_an_agency_size_in_the_text_is_offered_as_a_filter(get):
    body = get("search?q=plate+readers+for+a+40+officer+agency")
    assert body["stated_size"] == {"typed": "40 officer agency", "value": "small", "sworn": 40, "q": "plate readers"}
    assert get("search?q=plate+readers+for+a+40+officer+agency&sworn=40")["stated_size"] is None


def test_a_title_is_returned_as_written_without_escaping(get):
    (hit,) = get("search?q=alert")["hits"]
    assert hit["title"] == web_catalog.HOSTILE


def test_a_resource_is_found_by_a_former_id(get):
    body = get("resources/723")
    assert (body["id"], body["page_url"]) == ("talk", f"{PUBLIC_URL}/resources/talk")
    assert body["record"]["format"] == "webinar"
    assert [document["url"] for document in body["documents"]] == [f"{PUBLIC_URL}/documents/talk/captions.vtt"]


def test_related_resources_and_their_reasons_are_found_by_a_former_id(get):
    body = get("resources/723/related")
    assert RelatedAnswerSchema().validate(body) == {}
    assert (body["id"], body["related"][0]["id"]) == ("talk", "guide")
    assert (body["related"][0]["relation"], body["related"][0]["reason"]) == ("editors-pick", "Editor's pick")
    assert body["related"][0]["page_url"] == f"{PUBLIC_URL}/resources/guide"


def test_an_invalid_parameter_is_a_problem_that_names_the_allowed_values(get):
    problem = get("search?colour=red&format=webinar,podcast", status=400)
    assert (problem["type"], problem["title"], problem["status"]) == ("about:blank", "Bad Request", 400)
    assert set(problem["errors"]) == {"colour", "format"}
    assert "webinar" in problem["errors"]["format"][0]


@pytest.mark.parametrize(
    "path",
    [
        "suggest?x=1",
        "taxonomy?x=1",
        "status?x=1",
        "resources/guide?x=1",
        "resources/guide/related?x=1",
        "suggest?q=a&q=b",
    ],
)
def test_other_routes_refuse_unknown_parameters(get, path):
    assert get(path, status=400)["errors"]


@pytest.mark.parametrize("path", ["nothing", "resources/nothing", "resources/nothing/related", "search/x"])
def test_an_unknown_url_is_a_problem(get, path):
    assert get(path, status=404)["status"] == 404


def test_a_problem_is_worded_for_programs(get):
    assert get("nothing", status=404)["detail"] == (
        "There is nothing at this address; /api/v1/openapi.json describes every route."
    )
    assert get("resources/nothing", status=404)["detail"] == "There is no resource 'nothing'."


def test_a_wrong_method_is_a_problem_and_the_allow_header_names_the_right_ones(client):
    response = client.post("/api/v1/search", json={})
    assert (response.status_code, response.mimetype) == (405, "application/problem+json")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json["detail"] == "This method is not allowed here; the Allow header names those that are."


def test_the_methods_of_a_route_are_in_alphabetical_order(client):
    assert client.options("/api/v1/search").headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_head_and_options_responses_have_no_body(client, method):
    response = client.open("/api/v1/search?q=a", method=method)
    assert (response.status_code, response.data) == (200, b"")


def test_scripts_of_any_site_may_read_responses_and_problems(client):
    for url in ("/api/v1/search", "/api/v1/search?x=1", "/api/v1/nothing"):
        response = client.get(url)
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response.headers


def test_an_unchanged_response_is_304(client):
    first = client.get("/api/v1/search?q=cameras&topic=technology")
    again = client.get("/api/v1/search?topic=technology&q=cameras", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("header", ["W/{}", "{}", '"other", W/{}', "*"])
def test_etags_are_compared_weakly_because_took_ms_may_differ(client, header):
    etag = client.get("/api/v1/search?q=cameras").headers["ETag"]
    assert etag.startswith('W/"')
    headers = {"If-None-Match": header.format(etag.removeprefix("W/"))}
    assert client.get("/api/v1/search?q=cameras", headers=headers).status_code == 304


def test_a_different_etag_gets_the_full_response(client):
    assert client.get("/api/v1/search?q=cameras", headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_the_status_names_every_limit(get):
    body = get("status")
    assert body["records"] == len(web_catalog.RECORDS)
    assert body["limits"]["query_characters"] == 2000
    assert body["limits"]["concurrent_searches"] == Settings().concurrent_searches


def test_a_search_without_hits_says_how_many_it_finds_without_each_constraint(get):
    removals = get("search?q=zzzqqq&topic=technology")["ways_on"]
    assert [(removal["total"], removal["html"]) for removal in removals] == [
        (3, f"{PUBLIC_URL}/search?topic=technology")
    ]


def test_a_search_with_hits_suggests_no_constraints_to_remove(get):
    assert get("search?q=cameras")["ways_on"] == []


def test_every_value_that_a_facet_counts_can_be_searched_even_if_no_vocabulary_lists_it(get):
    values = [count["value"] for count in get("search?per_page=1")["facets"]["media"]]
    assert "spreadsheet" in values
    assert "spreadsheet" not in [term["value"] for term in factories.TAXONOMY["media"]]
    assert get("search?media=spreadsheet")["total"] == 1


def test_suggestions_say_how_many_resources_match_the_text(get):
    assert get("suggest?q=cameras")["total"] == get("search?q=cameras")["total"] > 0


@pytest.mark.parametrize("unfinished", ["", "camer", "cameras zzzq"])
def test_suggestions_for_an_unfinished_text_have_no_total(get, unfinished):
    assert get(f"suggest?q={unfinished}")["total"] is None
