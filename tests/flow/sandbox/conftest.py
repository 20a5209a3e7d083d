"""Fixtures for the tests of the sandbox."""

import hashlib

import pytest

from indexer.sandbox.pool import Job


@pytest.fixture
def job(tmp_path):
    """A function that makes the job to extract a document with the given text."""

    def make_job(text, name="report.pdf"):
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        path = tmp_path / sha256
        path.write_text(text)
        return Job(path, name, sha256)

    return make_job
