"""Date presets narrow a search to the years since a given one."""

import datetime as dt

from bs4 import BeautifulSoup

from catalog.model import PartialDate
from factories import record
from webui import create_app

TODAY = dt.date(2026, 11, 24)


def test_date_presets_keep_the_rest_of_the_search_and_count_its_resources(publish_records):
    settings = publish_records(
        *(record(f"r{year}", title="Cameras", published=PartialDate(year)) for year in (2012, 2021, 2023, 2025))
    )
    client = create_app(settings, lambda: TODAY).test_client()
    page = BeautifulSoup(client.get("/search?published_from=2023&q=cameras&page=1").text, "html.parser")
    presets = page.select(".date-presets li")
    assert [(preset.get_text(" ", strip=True), preset.contents[0].get("href")) for preset in presets] == [
        ("Any time", "/search?q=cameras"),
        ("Since 2025 (1 resource )", "/search?published_from=2025&q=cameras"),
        ("Since 2023 (2 resources )", None),
        ("Since 2021 (3 resources )", "/search?published_from=2021&q=cameras"),
    ]
