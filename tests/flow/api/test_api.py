"""The JSON endpoint, asked as a program asks it."""

import pytest

import factories
import web_catalog
from catalog.config import Settings
from catalog.schemas import RelatedAnswerSchema, SearchAnswerSchema, StatusSchema, SuggestAnswerSchema, TaxonomySchema
from webui import create_app

PUBLIC = "https://clearinghouse.example"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = web_catalog.publish(tmp_path_factory.mktemp("api"), public_url=PUBLIC)
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def get(client):
    def answer(address, status=200):
        response = client.get(f"/api/v1/{address}")
        assert response.status_code == status
        assert response.mimetype == ("application/json" if status == 200 else "application/problem+json")
        return response.json

    return answer


@pytest.mark.parametrize(
    ("address", "schema"),
    [
        ("search?q=cameras", SearchAnswerSchema),
        ("suggest?q=lic", SuggestAnswerSchema),
        ("taxonomy", TaxonomySchema),
        ("status", StatusSchema),
    ],
)
def test_an_answer_has_the_shape_of_its_schema(get, address, schema):
    assert schema().validate(get(address)) == {}


def test_addresses_are_those_of_the_public_site_whatever_the_host_header_says(client):
    answer = client.get("/api/v1/search?q=retention", headers={"Host": "evil.example"}).json
    assert answer["links"]["self"] == f"{PUBLIC}/api/v1/search?q=retention"
    assert answer["links"]["html"] == f"{PUBLIC}/search?q=retention"
    urls = [hit["page_url"] for hit in answer["hits"]]
    urls += [snippet["locator"]["url"] for hit in answer["hits"] for snippet in hit["snippets"]]
    assert urls
    assert all(url is None or url.startswith(PUBLIC) for url in urls)


def test_next_and_prev_turn_the_pages(get):
    first = get("search?topic=gun-violence")["links"]
    assert first["prev"] is None
    second = get(first["next"].removeprefix(f"{PUBLIC}/api/v1/"))
    assert (second["query"]["page"], second["links"]["next"]) == (2, None)
    assert second["links"]["prev"] == first["self"]


def test_marks_are_offsets_into_the_text(get):
    (hit,) = get("search?q=hurry")["hits"]
    (snippet,) = hit["snippets"]
    ((start, end),) = snippet["marks"]
    assert snippet["text"][start:end] == "hurry"
    assert snippet["locator"]["url"] == f"{PUBLIC}/documents/guide/guide.pdf#page=1"


def test_a_meaning_that_was_chosen_is_asked_for_by_its_q(published):
    records = [factories.record(title[:5].lower(), title=title) for title in ("Smart policing", "Policing innovation")]
    client = create_app(published(*records)).test_client()
    answer = client.get("/api/v1/search?q=spi").json
    assert SearchAnswerSchema().validate(answer) == {}
    ((first, second),) = [choice["meanings"] for choice in answer["choices"]]
    assert first == {"text": "smart policing", "q": '"smart policing"', "total": 1}
    narrowed = client.get("/api/v1/search", query_string={"q": second["q"]}).json
    assert (narrowed["total"], narrowed["hits"][0]["id"], narrowed["choices"]) == (second["total"], "polic", [])


def test_an_answer_without_an_ambiguous_term_has_no_choices(get):
    assert get("search?q=alpr")["choices"] == []


def test_no_markup_is_in_an_answer_but_what_people_wrote(get):
    (hit,) = get("search?q=alert")["hits"]
    assert hit["title"] == web_catalog.HOSTILE


def test_a_resource_is_found_by_a_former_id(get):
    answer = get("resources/723")
    assert (answer["id"], answer["page_url"]) == ("talk", f"{PUBLIC}/resources/talk")
    assert answer["record"]["format"] == "webinar"
    assert [each["url"] for each in answer["documents"]] == [f"{PUBLIC}/documents/talk/captions.vtt"]


def test_related_resources_come_with_their_reasons_by_a_former_id_too(get):
    answer = get("resources/723/related")
    assert RelatedAnswerSchema().validate(answer) == {}
    assert (answer["id"], answer["related"][0]["id"]) == ("talk", "guide")
    assert (answer["related"][0]["relation"], answer["related"][0]["reason"]) == ("editors-pick", "Editor's pick")
    assert answer["related"][0]["page_url"] == f"{PUBLIC}/resources/guide"


def test_a_wrong_parameter_is_a_problem_that_says_what_is_allowed(get):
    problem = get("search?colour=red&format=webinar,podcast", status=400)
    assert (problem["type"], problem["title"], problem["status"]) == ("about:blank", "Bad Request", 400)
    assert set(problem["errors"]) == {"colour", "format"}
    assert "webinar" in problem["errors"]["format"][0]


@pytest.mark.parametrize(
    "address",
    [
        "suggest?x=1",
        "taxonomy?x=1",
        "status?x=1",
        "resources/guide?x=1",
        "resources/guide/related?x=1",
        "suggest?q=a&q=b",
    ],
)
def test_other_routes_refuse_parameters_they_do_not_know(get, address):
    assert get(address, status=400)["errors"]


@pytest.mark.parametrize("address", ["nothing", "resources/nothing", "resources/nothing/related", "", "search/x"])
def test_what_is_not_there_is_a_problem(get, address):
    assert get(address, status=404)["status"] == 404


def test_programs_are_told_in_words_for_programs(get):
    assert get("nothing", status=404)["detail"] == (
        "There is nothing at this address; /api/v1/openapi.json describes every route."
    )
    assert get("resources/nothing", status=404)["detail"] == "There is no resource 'nothing'."


def test_a_wrong_method_is_a_problem_that_names_the_right_ones(client):
    response = client.post("/api/v1/search", json={})
    assert (response.status_code, response.mimetype) == (405, "application/problem+json")
    assert "GET" in response.headers["Allow"]
    assert response.json["detail"] == "This method is not allowed here; the Allow header names those that are."


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_head_and_options_are_answered_without_a_body(client, method):
    response = client.open("/api/v1/search?q=a", method=method)
    assert (response.status_code, response.data) == (200, b"")


def test_any_site_may_read_answers_and_problems(client):
    for address in ("/api/v1/search", "/api/v1/search?x=1", "/api/v1/nothing"):
        response = client.get(address)
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response.headers


def test_an_unchanged_answer_is_304(client):
    first = client.get("/api/v1/search?q=cameras&topic=technology")
    again = client.get("/api/v1/search?topic=technology&q=cameras", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("form", ["W/{}", "{}", '"other", W/{}', "*"])
def test_a_tag_is_compared_weakly_for_took_ms_may_differ_under_it(client, form):
    tag = client.get("/api/v1/search?q=cameras").headers["ETag"]
    assert tag.startswith('W/"')
    asked = {"If-None-Match": form.format(tag.removeprefix("W/"))}
    assert client.get("/api/v1/search?q=cameras", headers=asked).status_code == 304


def test_another_tag_gets_the_whole_answer(client):
    assert client.get("/api/v1/search?q=cameras", headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_the_status_names_every_limit(get):
    answer = get("status")
    assert answer["records"] == len(web_catalog.RECORDS)
    assert answer["limits"]["query_characters"] == 2000
    assert answer["limits"]["concurrent_searches"] == Settings().concurrent_searches


def test_the_description_is_openapi_and_names_the_values_of_facets(get):
    spec = get("openapi.json")
    assert spec["openapi"] == "3.1.0"
    assert spec["servers"] == [{"url": PUBLIC}]
    (topic,) = [each for each in spec["paths"]["/api/v1/search"]["get"]["parameters"] if each["name"] == "topic"]
    assert topic["schema"]["items"]["enum"] == ["", "crime-analysis", "gun-violence", "technology"]


def test_an_answer_without_hits_says_which_condition_to_let_go_and_what_that_gives(get):
    ways = get("search?q=zzzqqq&topic=technology")["ways_on"]
    assert [(way["total"], way["html"]) for way in ways] == [(3, f"{PUBLIC}/search?topic=technology")]


def test_an_answer_with_hits_has_no_other_ways_to_go_on(get):
    assert get("search?q=cameras")["ways_on"] == []


def test_suggestions_say_how_many_resources_the_text_finds(get):
    assert get("suggest?q=cameras")["total"] == get("search?q=cameras")["total"] > 0


@pytest.mark.parametrize("unfinished", ["", "camer", "cameras zzzq"])
def test_suggestions_for_an_unfinished_text_have_no_total(get, unfinished):
    assert get(f"suggest?q={unfinished}")["total"] is None
