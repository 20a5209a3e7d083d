"""Pages and JSON link to every format of a search and of a resource."""

from bs4 import BeautifulSoup

PUBLIC_URL = "https://clearinghouse.example"


def test_the_links_of_a_json_response_lead_to_every_format_of_its_search(client):
    body = client.get("/api/v1/search?q=review&format=podcast&sort=title&page=2&per_page=5&explain=1").json
    query = "format=podcast&q=review"
    assert {name: body["links"][name] for name in ("atom", "rss", "csv", "ris", "bibtex", "csl_json")} == {
        "atom": f"{PUBLIC_URL}/search.atom?{query}",
        "rss": f"{PUBLIC_URL}/search.rss?{query}",
        "csv": f"{PUBLIC_URL}/search.csv?{query}&sort=title",
        "ris": f"{PUBLIC_URL}/search.ris?{query}&sort=title",
        "bibtex": f"{PUBLIC_URL}/search.bib?{query}&sort=title",
        "csl_json": f"{PUBLIC_URL}/search.csl.json?{query}&sort=title",
    }
    for name in ("atom", "csv", "bibtex", "csl_json"):
        assert client.get(body["links"][name].removeprefix(PUBLIC_URL)).status_code == 200


def test_the_search_page_links_to_every_format_of_its_search(get, client):
    downloads = BeautifulSoup(get("/search?q=review&page=2&sort=title"), "html.parser").select_one("details.disclosure")
    urls = [link["href"] for link in downloads.select(".link-row a")]
    assert urls == [
        "/search.atom?q=review",
        "/search.rss?q=review",
        "/search.csv?q=review&sort=title",
        "/search.ris?q=review&sort=title",
        "/search.bib?q=review&sort=title",
        "/search.csl.json?q=review&sort=title",
        "/embed?mode=list&q=review&sort=title",
        "/embed",
        "/api/v1/search?page=2&per_page=20&q=review&sort=title",
    ]
    assert all(client.get(url).status_code == 200 for url in urls)


def test_a_search_without_results_offers_feeds_but_no_downloads(get):
    downloads = BeautifulSoup(get("/search?q=zzzqqq"), "html.parser").select_one("details.disclosure")
    assert downloads.select_one('a[href="/search.atom?q=zzzqqq"]')
    assert not downloads.select('a[href^="/search.csv"]')


def test_a_resource_page_links_to_its_references(get):
    links = [link["href"] for link in BeautifulSoup(get("/resources/guide"), "html.parser").select(".properties a")]
    for url in ("/resources/guide.ris", "/resources/guide.bib", "/resources/guide.csl.json"):
        assert url in links
        assert get(url)
