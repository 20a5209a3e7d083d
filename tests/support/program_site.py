"""A site with all program pages and three sites of the program."""

from __future__ import annotations

from pathlib import Path

import factories
from catalog.program import PAGES
from catalog.settings import Settings

PUBLIC_URL = "https://clearinghouse.example"
APPROACH = "Two levels.\n\n## Diagnostic approach\n\nEighteen months. [The team](/team), <b>not</b> bold."
SITES = (
    factories.site(approach="operations", cohort=2017, source="https://www.example.org/a"),
    factories.site("flint-mi", city="Flint", state="MI", latitude=43.01, longitude=-83.69, cohort=2015),
    factories.site(
        "buffalo-ny",
        city="Buffalo",
        state="NY",
        latitude=42.89,
        longitude=-78.88,
        approach="diagnostic",
        source="https://www.example.org/a",
    ),
)


def write_program(corpus: Path) -> None:
    """Write the pages and the list of sites."""
    for name in PAGES:
        factories.write_page(corpus, name, "Some text.", title=f"On {name}", summary=f"All about {name}.")
    factories.write_page(corpus, "approach", APPROACH, title="The approach", summary="How it works.")
    factories.write_page(corpus, "approach.es", "## Diagnóstico\n\n[El equipo](/team)", title="El enfoque")
    factories.write_sites(corpus, *SITES)


def publish_program(folder: Path) -> Settings:
    """Publish the pages, the sites and two records; return the settings to serve them with."""
    write_program(factories.write_corpus(folder / "corpus"))
    records = [factories.record("a", title="Diagnostic tests"), factories.record("b", title="A liaison approach")]
    assert factories.publish(folder, *records).problems == ()
    return factories.settings(folder, public_url=PUBLIC_URL, contact="desk@example.org")
