"""A sweep measures the product with another value of a parameter, and touches nothing else."""

import json
import subprocess
import sys

import pytest

from paths import ROOT

pytestmark = pytest.mark.xdist_group("starter relevance")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("trials")


def ndcg(folder, *changed):
    command = [sys.executable, "-m", "tests.relevance.trial", str(folder), "starter", *changed]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)["starter"]


@pytest.fixture(scope="module")
def unchanged(folder):
    return ndcg(folder)


def test_without_a_change_a_trial_measures_the_product_as_it_is(unchanged):
    assert unchanged >= 0.90


@pytest.mark.parametrize(
    "changed", ["text.fields.title.weight=0.01", "scoring.bm25f.K1=0.01", "query.rewrite.ENOUGH_MATCHES=1"]
)
def test_a_trial_measures_with_the_changed_value(folder, unchanged, changed):
    assert ndcg(folder, changed) < unchanged - 0.005
