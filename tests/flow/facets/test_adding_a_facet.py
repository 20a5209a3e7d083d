"""Adding a facet takes three lines of code: a copy of the product gets `region` and has it everywhere."""

import csv
import json
import re
from io import StringIO
from urllib.parse import urlencode

import pytest
import yaml
from bs4 import BeautifulSoup

from edited_product import EditedProduct
from factories import TAXONOMY, record, write_corpus

EDITS = {
    "catalog/facets.py": 'Facet("region", "Region", "regions", FromRecord("regions"), Panel.MORE),',
    "catalog/model.py": "regions: tuple[str, ...] = ()",
    "catalog/schemas/records/record.py": 'regions = list_of(VocabularyValue("region"))',
}
REGIONS = [
    {"value": "south", "label": "The South", "es": {"label": "El sur"}},
    {"value": "west", "label": "The West"},
    {"value": "north", "label": "The North"},
]
SERIES_FACET = 'Facet("series", "Series", None, FromRecord("series"), Panel.MORE),'


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    """The product with the facet, and an index of three records: two in the South, one of them in the West, too."""
    edited = EditedProduct(tmp_path_factory.mktemp("region"))
    edited.add_line("catalog/facets.py", EDITS["catalog/facets.py"], after='Facet("rating"')
    edited.add_line("catalog/model.py", EDITS["catalog/model.py"], after="engagement: tuple[str, ...] = ()")
    edited.add_line(
        "catalog/schemas/records/record.py", EDITS["catalog/schemas/records/record.py"], after="engagement = list_of("
    )
    write_corpus(edited.corpus, record("c", title="Elsewhere", series="Guides"))
    (edited.corpus / "taxonomy.yaml").write_text(yaml.safe_dump({**TAXONOMY, "regions": REGIONS}), "utf-8")
    for key, regions in {"a": ["south", "west"], "b": ["south"]}.items():
        content = {"id": key, "title": f"Title of {key}", "regions": regions}
        (edited.corpus / "records" / f"{key}.json").write_text(json.dumps(content), "utf-8")
    edited.run("index")
    return edited


@pytest.fixture(scope="module")
def get(product):
    """A function that fetches the text of a path from the product's server."""
    with product.serving() as fetch:

        def text(path, status=200):
            actual_status, content = fetch(path)
            assert actual_status == status, content
            return content

        yield text


def soup(page):
    return BeautifulSoup(page, "html.parser")


def values_with_counts(page):
    """Return the label and the count of each value of the facet."""
    values = {}
    for box in page.select('fieldset.facet input[name="region"]'):
        label, count = box.parent.select_one(".choice-label"), box.parent.select_one(".count")
        values[box["value"]] = (label.get_text(strip=True), int(re.search(r"\d+", count.get_text()).group()))
    return values


def test_adding_a_facet_takes_three_lines_of_code(product):
    assert product.changes() == {file: [f"+    {line}"] for file, line in EDITS.items()}


def test_the_search_page_lists_the_facet_with_its_counts(get):
    page = soup(get("/search"))
    assert "Region" in [legend.get_text(strip=True) for legend in page.select("#more-filters legend")]
    assert values_with_counts(page) == {"south": ("The South", 2), "west": ("The West", 1)}


def test_selecting_a_value_gives_the_number_of_resources_shown_and_it_stays_selected(get):
    box = soup(get("/search")).select_one('input[name="region"][value="west"]')
    form = soup(get("/search")).find(id=box["form"])
    results = soup(get(f"{form['action']}?{urlencode([(box['name'], box['value'])])}"))
    assert [title.get_text(strip=True) for title in results.select(".card-title")] == ["Title of a"]
    assert [box["value"] for box in results.select('input[name="region"][checked]')] == ["west"]
    assert "Region: The West" in " ".join(results.select_one(".constraint").get_text(" ", strip=True).split())


def test_spanish_pages_have_the_spanish_labels_of_the_facet(get):
    assert values_with_counts(soup(get("/es/search")))["south"] == ("El sur", 2)


def test_the_api_filters_by_the_facet_and_counts_its_values(get):
    body = json.loads(get("/api/v1/search?region=west"))
    assert (body["query"]["filters"], body["total"]) == ({"region": ["west"]}, 1)
    assert body["facets"]["region"] == [
        {"value": "south", "label": "The South", "count": 2, "selected": False},
        {"value": "west", "label": "The West", "count": 1, "selected": True},
    ]
    assert body["hits"][0]["regions"] == ["south", "west"]


def test_the_query_text_may_filter_by_the_facet(get):
    assert json.loads(get("/api/v1/search?q=region:west"))["total"] == 1


def test_the_api_suggests_a_value_for_a_misspelled_one(get):
    assert "south" in json.loads(get("/api/v1/search?region=soth", 400))["errors"]["region"][0]


def test_the_api_has_the_facet_in_a_record_and_in_the_taxonomy(get):
    assert json.loads(get("/api/v1/resources/b"))["record"]["regions"] == ["south"]
    facets = {facet["name"]: facet for facet in json.loads(get("/api/v1/taxonomy"))["facets"]}
    assert (facets["region"]["label"], facets["region"]["closed"]) == ("Region", True)
    assert [term["value"] for term in facets["region"]["values"]] == ["south", "west", "north"]


def test_openapi_describes_the_parameter_and_the_responses(get):
    description = json.loads(get("/api/v1/openapi.json"))
    parameters = {
        parameter["name"]: parameter for parameter in description["paths"]["/api/v1/search"]["get"]["parameters"]
    }
    assert (parameters["region"]["schema"]["type"], parameters["region"]["example"]) == ("array", ["south"])
    schemas = description["components"]["schemas"]
    assert "region" in schemas["Facets"]["properties"]
    assert "regions" in schemas["Hit"]["properties"]
    assert "regions" in schemas["Record"]["properties"]


def test_the_csv_file_has_a_column_for_the_facet(get):
    rows = csv.DictReader(StringIO(get("/search.csv").removeprefix("\ufeff"), newline=""))
    assert {row["Id in this catalog"]: row["Region"] for row in rows} == {
        "a": "The South; The West",
        "b": "The South",
        "c": "",
    }


def test_the_resource_page_has_a_row_of_links_for_the_facet(get):
    page = soup(get("/resources/a"))
    (region,) = (term for term in page.select("dt") if term.get_text(strip=True) == "Region")
    links = region.parent.select("dd a")
    assert {link.get_text(strip=True): link["href"] for link in links} == {
        "The South": "/search?region=south",
        "The West": "/search?region=west",
    }


def test_the_command_has_an_option_for_the_facet(product):
    output = product.run("search", "--region", "west", "--json")
    assert ([hit["id"] for hit in output["hits"]], output["query"]["filters"]) == (["a"], {"region": ["west"]})


def test_a_record_with_an_unknown_value_is_refused_with_the_nearest_one(product):
    path = product.corpus / "records" / "wrong.json"
    path.write_text('{"id": "wrong", "title": "Wrong", "regions": ["suth"]}', "utf-8")
    (problem,) = product.run("index", "--dry-run", "--json", code=1)["problems"]
    path.unlink()
    assert "did you mean 'south'" in problem["message"]


def test_a_facet_of_an_existing_field_takes_one_line_and_the_next_run_rebuilds_the_index(tmp_path):
    edited = EditedProduct(tmp_path)
    write_corpus(edited.corpus, record("a", series="Guides"), record("b", title="Other"))
    edited.run("index")
    assert edited.run("index", "--json")["published"] is False
    edited.add_line("catalog/facets.py", SERIES_FACET, after='Facet("rating"')
    assert edited.changes() == {"catalog/facets.py": [f"+    {SERIES_FACET}"]}
    with edited.serving() as fetch:  # the old index does not have the facet
        assert [fetch(path)[0] for path in ("/", "/search", "/api/v1/search?series=Guides")] == [503, 503, 503]
        assert "run 'clearinghouse index'" in (tmp_path / "server.log").read_text("utf-8")
        report = edited.run("index", "--json")
        assert (report["published"], report["records"]["added"]) == (True, 2)
        assert json.loads(fetch("/api/v1/search?series=Guides")[1])["total"] == 1
    assert edited.run("index", "--json")["published"] is False
    assert [hit["id"] for hit in edited.run("search", "--series", "Guides", "--json")["hits"]] == ["a"]
