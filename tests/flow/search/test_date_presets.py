"""Date presets narrow a search to the years since a given one."""

import datetime as dt

from bs4 import BeautifulSoup

from webui import create_app

TODAY = dt.date(2026, 11, 24)


def test_date_presets_keep_the_rest_of_the_search(site_settings):
    client = create_app(site_settings, lambda: TODAY).test_client()
    page = BeautifulSoup(client.get("/search?published_from=2023&q=cameras&page=1").text, "html.parser")
    assert [(preset.text, preset.get("href")) for preset in page.select(".date-presets li > *")] == [
        ("Any time", "/search?q=cameras"),
        ("Since 2025", "/search?published_from=2025&q=cameras"),
        ("Since 2023", None),
        ("Since 2021", "/search?published_from=2021&q=cameras"),
    ]
