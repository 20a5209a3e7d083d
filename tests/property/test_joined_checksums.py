"""The checksum of two texts one after the other follows from those of each."""

import zlib

from hypothesis import given
from hypothesis import strategies as st

from indexer.ingest.files.joined_checksum import joined_crc32


@given(st.binary(max_size=2_000), st.binary(max_size=2_000), st.integers(1, 50))
def test_a_joined_checksum_is_that_of_both_texts(first, second, times):
    second *= times
    assert joined_crc32(zlib.crc32(first), zlib.crc32(second), len(second)) == zlib.crc32(first + second)
