"""A client that openapi-python-client generates from the description searches, and survives new values."""

import importlib
import sys

import httpx
import pytest
import yaml
from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType

import factories
from catalog.model import Document
from indexer.ingest.pipeline import ingest
from webui import create_app

pytestmark = pytest.mark.xdist_group("generated client")

PACKAGE = "generated_clearinghouse"
OTHER_OPERATIONS = (
    *("resources.get_resource", "resources.get_related", "vocabularies.get_taxonomy", "search.suggest"),
    *("service.get_status", "service.get_overview", "resources.get_toolkit"),
)
NEW_FORMAT = {"value": "hologram", "label": "Holograms"}


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The name of a package, generated from the description of a site with one resource, which can be imported."""
    folder = tmp_path_factory.mktemp("generated")
    factories.publish(folder, factories.record("first", title="First", publishers=("BJA",), format="webinar"))
    spec = folder / "openapi.json"
    spec.write_bytes(create_app(factories.settings(folder)).test_client().get("/api/v1/openapi.json").data)
    config = Config.from_sources(
        ConfigFile(post_hooks=[]), MetaType.NONE, spec, "utf-8", overwrite=False, output_path=folder / PACKAGE
    )
    problems = generate(config=config)
    assert [problem for problem in problems if "application/gzip" not in problem.detail] == []
    sys.path.insert(0, str(folder))
    yield PACKAGE
    sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def operation(package):
    """A function that imports an operation of the client by its module."""
    return lambda name: importlib.import_module(f"{package}.api.{name}")


@pytest.fixture(scope="module")
def later_client(package, tmp_path_factory):
    """The client, connected to a site with a format and publishers that were unknown when it was generated."""
    folder = tmp_path_factory.mktemp("later")
    records = [
        factories.record(
            f"new-{number:02}",
            title=f"Cameras, part {number}",
            format="hologram",
            publishers=("A New Publisher",),
            documents=(Document(path="a.txt"),),
            related=("new-00",),
        )
        for number in range(12)
    ]
    factories.write_corpus(folder / "corpus", *records, documents={"a.txt": "How to hold cameras steady."})
    factories.write_toolkit(
        folder / "corpus",
        "start",
        title="Start",
        purpose="To begin.",
        sections=[{"title": "Begin", "items": [{"record": "new-00"}]}],
    )
    taxonomy = {**factories.TAXONOMY, "formats": [*factories.TAXONOMY["formats"], NEW_FORMAT]}
    (folder / "corpus" / "taxonomy.yaml").write_text(yaml.safe_dump(taxonomy), "utf-8")
    settings = factories.settings(folder)
    assert ingest(settings).published
    transport = httpx.WSGITransport(app=create_app(settings))
    return importlib.import_module(package).Client("http://127.0.0.1", httpx_args={"transport": transport})


def test_the_client_searches_a_catalog_with_new_formats_and_publishers(operation, later_client):
    answer = operation("search.search").sync(client=later_client, q="cameras", format_=["hologram"])
    assert (answer.total, len(answer.hits), answer.did_you_mean) == (12, 10, None)
    hit = answer.hits[0]
    assert (hit.format_, hit.publishers, hit.labels.format_) == ("hologram", ["A New Publisher"], "Holograms")
    assert hit.snippets[0].locator.kind == "none"
    assert [count.value for count in answer.facets.publisher] == ["a-new-publisher"]
    assert answer.query.filters.format_ == ["hologram"]
    assert (answer.links.prev, "page=2" in answer.links.next_) == (None, True)


def test_the_client_gets_the_fields_and_facets_that_it_chooses(package, operation, later_client):
    unset = importlib.import_module(f"{package}.types").UNSET
    choice = {"fields": "title", "facets": "none", "snippets": 0}
    hit, *_ = (answer := operation("search.search").sync(client=later_client, q="cameras", **choice)).hits
    assert (hit.title[:7], hit.format_, hit.snippets, answer.facets) == ("Cameras", unset, unset, unset)


def test_the_client_reads_every_other_answer(operation, later_client):
    sync = {name.rpartition(".")[2]: operation(name).sync for name in OTHER_OPERATIONS}
    assert sync["get_resource"]("new-00", client=later_client).record.format_ == "hologram"
    assert len(sync["get_related"]("new-00", client=later_client).related) == 6
    assert "hologram" in [term.value for term in sync["get_taxonomy"](client=later_client).facets[1].values]
    assert sync["suggest"](client=later_client, q="came").resources[0].labels.format_ == "Holograms"
    assert len(sync["suggest"](client=later_client, q="came", format_=["hologram"], limit=5).resources) == 5
    assert sync["get_toolkit"]("start", client=later_client).sections[0].items[0].labels.format_ == "Holograms"
    assert sync["get_status"](client=later_client).records == 12
    assert sync["get_overview"](client=later_client).endpoints


def test_the_client_reads_a_refusal(operation, later_client):
    problem = operation("search.search").sync(client=later_client, format_=["podcst"])
    assert (problem.status, problem.errors["format"]) == (400, ["Format 'podcst': did you mean 'podcast'?"])


def test_the_client_reads_a_missing_resource(operation, later_client):
    problem = operation("resources.get_resource").sync("nothing", client=later_client)
    assert (problem.status, problem.detail) == (404, "There is no resource 'nothing'.")
