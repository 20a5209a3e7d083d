"""The file of all resources: blocks of lines that can be copied, in one gzip stream."""

import json
import zlib
from itertools import chain

import pytest

from catalog.generations.generation import RESOURCES
from indexer.ingest.files.resource_file import (
    BLOCKS,
    ResourceFile,
    blocks_of_ids,
    compressed_block,
    write_resource_file,
)

GZIP = zlib.MAX_WBITS | 16


@pytest.fixture
def ids():
    return sorted(f"resource-{number}" for number in range(2_000))


def line_of(key):
    return json.dumps({"id": key, "title": f"Title of {key}"}, separators=(",", ":")).encode()


def write(folder, ids):
    folder.mkdir(exist_ok=True)
    write_resource_file(folder, (compressed_block(block, map(line_of, block)) for block in blocks_of_ids(ids)))
    return (folder / RESOURCES).read_bytes()


def test_the_file_is_one_gzip_stream_with_a_line_for_each_resource(tmp_path, ids):
    stream = zlib.decompressobj(GZIP)
    content = stream.decompress(write(tmp_path, ids))
    assert content.splitlines() == list(map(line_of, ids))
    assert stream.eof
    assert stream.unused_data == b""


def test_a_file_without_resources_is_a_valid_stream(tmp_path):
    assert zlib.decompress(write(tmp_path, []), GZIP) == b""


def test_blocks_contain_all_ids_in_order(ids):
    blocks = list(blocks_of_ids(ids))
    assert len(blocks) > 2
    assert list(chain.from_iterable(blocks)) == ids


@pytest.mark.parametrize("position", [0, 700, 1_999])
def test_a_removed_id_changes_at_most_two_blocks(ids, position):
    before = set(map(tuple, blocks_of_ids(ids)))
    after = set(map(tuple, blocks_of_ids(ids[:position] + ids[position + 1 :])))
    assert len(before - after) <= 2
    assert len(after - before) <= 1


def test_every_line_can_be_read_by_its_id(tmp_path, ids):
    write(tmp_path, ids)
    file = ResourceFile(tmp_path)
    assert [file.line(key) for key in ids] == list(map(line_of, ids))
    assert file.line("absent") is None
    assert file.line("zzz") is None


def test_lines_of_a_file_without_a_list_of_blocks_can_be_read(tmp_path, ids):
    write(tmp_path, ids)
    (tmp_path / BLOCKS).unlink()
    file = ResourceFile(tmp_path)
    assert [file.line(key) for key in ids] == list(map(line_of, ids))
    assert file.block(ids) is None


def test_a_block_with_the_same_ids_is_returned_as_it_was_written(tmp_path, ids):
    write(tmp_path, ids)
    file = ResourceFile(tmp_path)
    blocks = list(blocks_of_ids(ids))
    assert [file.block(block) for block in blocks] == [compressed_block(block, map(line_of, block)) for block in blocks]


def test_a_block_with_other_ids_is_not_found(tmp_path, ids):
    write(tmp_path, ids)
    first = next(blocks_of_ids(ids))
    file = ResourceFile(tmp_path)
    assert file.block(first[:-1]) is None
    assert file.block(["0-before-all"]) is None


def test_a_file_of_copied_blocks_has_the_same_bytes(tmp_path, ids):
    content = write(tmp_path / "first", ids)
    file = ResourceFile(tmp_path / "first")
    (tmp_path / "second").mkdir()
    write_resource_file(tmp_path / "second", map(file.block, blocks_of_ids(ids)))
    assert (tmp_path / "second" / RESOURCES).read_bytes() == content
