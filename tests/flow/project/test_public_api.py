"""The catalog as a library: its public names, and the example in the README."""

import os
import re
import subprocess
import sys

import pytest

import catalog
from factories import publish, record
from paths import ROOT

IS_SEARCH_LOADED = "import catalog.errors, sys; print('numpy' in sys.modules or 'whoosh' in sys.modules)"


def run(program, folder):
    """Run a Python program on the data of a folder. Return its output."""
    environment = {**os.environ, "CATALOG_DATA": str(folder / "data")}
    command = [sys.executable, "-c", program]
    process = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return process.stdout


def test_the_example_in_the_readme_works(folder):
    publish(
        folder,
        record("a", title="License plate readers in practice", format="webinar", topics=("technology",)),
        record("b", title="License plate reader policy", format="publication", topics=("technology",)),
    )
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert run(example, folder).splitlines()[:2] == ["1 webinars", "License plate readers in practice None"]


@pytest.mark.parametrize("name", catalog.__all__)
def test_every_public_name_can_be_imported_from_the_catalog(name):
    assert getattr(catalog, name).__name__ == name


def test_an_unknown_name_raises_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'open_catalogue'"):
        getattr(catalog, "open_catalogue")  # noqa: B009  # the lookup is what is tested


def test_importing_one_module_does_not_load_the_search(tmp_path):
    assert run(IS_SEARCH_LOADED, tmp_path) == "False\n"
