"""A trial measures the product with another value of one parameter."""

import json
import shutil
import subprocess
import sys

import pytest

from paths import ROOT
from tests.relevance.measure import STARTER_FLOORS

pytestmark = pytest.mark.xdist_group("starter relevance")


@pytest.fixture(scope="module")
def folder(starter_data, tmp_path_factory):
    """A folder with the indexed corpus, which each trial finds unchanged."""
    trials = tmp_path_factory.mktemp("trials")
    shutil.copytree(starter_data, trials / "starter")
    return trials


def ndcg(folder, *assignments):
    command = [sys.executable, "-m", "tests.relevance.trial", str(folder), "starter", *assignments]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)["starter"]


@pytest.fixture(scope="module")
def current_ndcg(folder):
    return ndcg(folder)


def test_without_an_assignment_a_trial_measures_the_current_product(current_ndcg):
    assert current_ndcg >= STARTER_FLOORS["ndcg"]


@pytest.mark.parametrize(
    "assignment", ["text.fields.title.weight=0.01", "scoring.bm25f.K1=0.01", "query.rewrite.ENOUGH_MATCHES=1"]
)
def test_a_trial_measures_with_the_assigned_value(folder, current_ndcg, assignment):
    assert ndcg(folder, assignment) < current_ndcg - 0.005
