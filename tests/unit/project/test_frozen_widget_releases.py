"""Pages everywhere name the hashes of released files, so their bytes never change; and the widget stays small."""

import gzip
import re

import pytest

from webui.embed.releases import widget_releases

SEARCH, RESULTS, FRAME = "clearinghouse-search.js", "clearinghouse-results.js", "clearinghouse-frame.js"
FROZEN: dict[str, dict[str, str]] = {
    "1.0.0": {
        "clearinghouse-frame.js": "sha384-oUbSZ54zGtlqKGl6MMYveIdS7wQcpZUEzK8FvtBxs2ZvO06WbSO49RL0Pb4bzaOo",
        "clearinghouse-results.js": "sha384-TlrriY+dnPfSykqK5s560X6FNyXoniwcaA6WsjSmt2xkkbsrIE9e2NTwD+pByroU",
        "clearinghouse-search.d.ts": "sha384-tvo1s9qkEsngbo6mbQ7CBAcepTslSWd2IXONZdy/Xc1Y0C3PTpNJl92VC43ZDlNY",
        "clearinghouse-search.js": "sha384-ASUp7w0Zm9BFJRJ4TJ+DF6AHYwuuWP1kYO+TaHdHZtclVGXhtv/BmycK7tFGR2q5",
        "custom-elements.json": "sha384-bHFsSAyb8HL5+cjIXhc7WfmWEzLiJVWeba+3LUQQbGT6fMjguygCWnKcp7WoyxQA",
    },
}
"""The hash of every file of every finished release. Never change an entry; a change of the widget is a new release."""
UNFINISHED = ""
"""The release that is being written, if any. To finish it, move its hashes from /embed/versions.json to FROZEN."""
MAX_SEARCH_BYTES, MAX_BYTES, MAX_FRAME_BYTES = 6_000, 12_000, 1_000
"""Compressed bytes of what a page loads for suggestions, for all modes, and for the height of a frame."""

RELEASES = [pytest.param(release, id=release.version) for release in widget_releases().newest_first]


def compressed_size(file):
    return len(gzip.compress(file.content, 9))


def test_the_files_of_finished_releases_never_change_and_never_vanish():
    hashes = {
        release.version: {name: file.integrity for name, file in release.files.items()}
        for release in widget_releases().newest_first
        if release.version != UNFINISHED
    }
    assert hashes == FROZEN


@pytest.mark.parametrize("release", RELEASES)
def test_the_first_file_is_small(release):
    assert compressed_size(release.files[SEARCH]) <= MAX_SEARCH_BYTES


@pytest.mark.parametrize("release", RELEASES)
def test_the_script_for_the_height_of_frames_is_tiny(release):
    assert compressed_size(release.files[FRAME]) <= MAX_FRAME_BYTES


@pytest.mark.parametrize("release", RELEASES)
def test_both_files_together_are_small(release):
    assert sum(compressed_size(file) for name, file in release.files.items() if name in (SEARCH, RESULTS)) <= MAX_BYTES


@pytest.mark.parametrize("release", RELEASES)
def test_the_first_file_names_the_hash_of_the_second(release):
    hashes = re.findall(r"sha384-[\w+/]{64}", release.files[SEARCH].content.decode())
    assert hashes == ([release.files[RESULTS].integrity] if RESULTS in release.files else [])
