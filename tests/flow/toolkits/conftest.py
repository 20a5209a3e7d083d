"""Fixtures for the tests of toolkits."""

import pytest

from toolkit_site import ToolkitSite


@pytest.fixture
def site(tmp_path):
    return ToolkitSite(tmp_path)


@pytest.fixture
def visitor(site):
    """A visitor in a browser without scripts."""
    return site.visitor()
