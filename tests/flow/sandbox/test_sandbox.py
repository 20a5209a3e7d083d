"""Hostile documents are refused with the kind of their error, and do not affect other documents."""

import logging
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.extract.result import Extraction
from indexer.sandbox import landlock, pool
from indexer.sandbox.child import ExtractorProcess
from indexer.sandbox.pool import ExtractorPool, Job
from indexer.sandbox.protocol import from_json
from indexer.sandbox.worker import extract_in_child
from sandbox_runs import EXTRACTOR, PATIENT, QUICK, extracted_text, extraction_error, outcomes


def test_a_harmless_document_is_read(job):
    assert extracted_text(job("read the text", name="notes.txt")) == "notes.txt: read the text"


def test_the_real_extractors_are_the_default(job):
    ((_, result),) = ExtractorPool(limits=PATIENT).run([job("Just a plain text of a few words.\n", name="notes.txt")])
    assert result.sections[0].text == "Just a plain text of a few words."


def test_an_error_of_the_extractor_keeps_its_kind_and_message(job):
    refused = extraction_error(job("refuse"))
    assert (refused.kind, str(refused)) == ("scanned", "This PDF contains only scanned pages.")


def test_a_file_that_cannot_be_read_to_its_end_is_unreadable_rather_than_damaged():
    refused = extraction_error(Job(Path("/proc/self/mem"), "memory.txt", ""))
    assert (refused.kind, str(refused)) == (
        "unreadable",
        "This file cannot be opened (Input/output error): check its name and permissions.",
    )


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("hang", "time"),
        ("hang_after_closing_everything", "time"),
        ("announce_and_hang", "time"),
        ("spin", "time"),
        ("spin_ignoring_signals", "time"),
        ("hog_memory", "memory"),
        ("hog_memory_and_call_it_damage", "memory"),
        ("be_killed", "memory"),
        ("abort", "crash"),
        ("segfault", "crash"),
        ("leave", "crash"),
        ("recurse", "crash"),
        ("raise_an_unexpected_error", "crash"),
        ("answer_nonsense", "crash"),
        ("return_too_much_text", "too-large"),
        ("return_too_many_sections", "too-large"),
        ("write_without_end", "too-large"),
        ("announce_too_much", "too-large"),
    ],
)
def test_a_hostile_document_is_refused_with_the_kind_of_its_error(job, action, kind):
    limits = QUICK if kind == "time" else PATIENT
    assert extraction_error(job(action), limits).kind == kind


def test_the_message_names_the_exceeded_limit(job):
    assert "longer than 0.5 seconds" in str(extraction_error(job("hang"), QUICK))
    assert "more than 400 MB of memory" in str(extraction_error(job("hog_memory")))


def test_the_kernel_limits_processor_time_too(job):
    limits = replace(PATIENT, wall_s=1.0)
    with ExtractorPool(limits=limits, workers=1, extractor=EXTRACTOR) as extractor_pool:
        process = ExtractorProcess(
            job("spin"), extractor_pool._context, extract_in_child, EXTRACTOR, limits, decode=from_json
        )
        process.deadline += 20
        while (result := process.poll()) is None:
            time.sleep(0.05)
        ended_early = time.monotonic() < process.deadline
        process.stop()
    assert (result.kind, ended_early) == ("time", True)


def test_a_bad_document_does_not_affect_the_others(job):
    actions = ["hang", "read one", "hog_memory", "read two", "abort", "write_without_end", "read three"]
    results = {
        finished_job.path.read_text(): result
        for finished_job, result in outcomes([job(action) for action in actions], QUICK)
    }
    assert results.keys() == set(actions)
    assert {action for action, result in results.items() if isinstance(result, Extraction)} == {
        "read one",
        "read two",
        "read three",
    }


def test_a_missing_file_is_refused_as_missing(tmp_path):
    assert extraction_error(Job(tmp_path / "none.pdf", "none.pdf", "")).kind == "missing"


def test_a_folder_is_refused_as_unreadable(tmp_path):
    assert extraction_error(Job(tmp_path, "folder", "")).kind == "unreadable"


def test_a_named_pipe_is_refused_without_waiting_for_a_writer(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert extraction_error(Job(tmp_path / "pipe", "pipe", "")).kind == "unreadable"


def test_a_file_that_is_too_large_is_refused_with_the_limit(job):
    refused = extraction_error(job("read " + "a" * (1 << 20)))
    assert refused.kind == "too-large"
    assert "larger than 1 MB" in str(refused)


def test_missing_protection_is_logged_once(monkeypatch, caplog):
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    pool._warn_about_missing_protection.cache_clear()
    with caplog.at_level(logging.WARNING):
        ExtractorPool(limits=PATIENT)
        ExtractorPool(limits=PATIENT)
    pool._warn_about_missing_protection.cache_clear()
    assert [record.getMessage()[:27] for record in caplog.records] == ["This system has no Landlock"]
