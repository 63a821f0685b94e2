"""The idx parser takes what it should, and nothing else."""

import gzip

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.datasets import InvalidIdx, parse_idx
from grader.datasets.idx import idx_bytes, read_idx_gz

IMAGES = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)
CONTENT = idx_bytes(IMAGES)


def test_images_come_back_as_they_were():
    np.testing.assert_array_equal(parse_idx(CONTENT), IMAGES)


def test_labels_come_back_as_they_were():
    labels = np.array([3, 1, 2], np.uint8)
    np.testing.assert_array_equal(parse_idx(idx_bytes(labels)), labels)


def test_the_array_is_read_only():
    assert not parse_idx(CONTENT).flags.writeable


@pytest.mark.parametrize(
    "content",
    [
        b"",
        CONTENT[:3],
        CONTENT[:10],
        CONTENT[:-1],
        CONTENT + b"\0",
        b"\0\0\x0d\x03" + CONTENT[4:],  # float32
        b"\0\0\x08\x02" + CONTENT[4:],  # two axes
        b"\0\0\x08\x03" + b"\0\0\0\0" + CONTENT[8:],  # no images
        b"\0\0\x08\x03" + b"\xff" * 12,  # 2**96 values
    ],
)
def test_anything_else_is_refused(content):
    with pytest.raises(InvalidIdx):
        parse_idx(content)


@given(st.integers(0, len(CONTENT) - 1), st.integers(1, 255))
def test_one_changed_byte_is_refused_or_changes_one_value(position, change):
    mutated = bytearray(CONTENT)
    mutated[position] ^= change
    try:
        array = parse_idx(bytes(mutated))
    except InvalidIdx:
        assert position < 16
    else:
        assert array.size == IMAGES.size
        assert np.count_nonzero(array.ravel() != IMAGES.ravel()) == (position >= 16)


@given(st.binary(max_size=64))
def test_random_bytes_are_refused_or_wholly_used(content):
    try:
        array = parse_idx(content)
    except InvalidIdx:
        return
    assert idx_bytes(array) == content


def test_a_file_that_unpacks_to_more_than_allowed_is_refused(tmp_path):
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(idx_bytes(np.zeros(50_000, np.uint8))))
    with pytest.raises(InvalidIdx, match="more than 1000 bytes"):
        read_idx_gz(path, 1000)


@given(st.integers(0, 200), st.integers(1, 255))
def test_a_damaged_gzip_file_is_refused_or_read_right(tmp_path_factory, position, change):
    content = bytearray(gzip.compress(CONTENT, mtime=0))
    content[position % len(content)] ^= change
    path = tmp_path_factory.mktemp("idx") / "images.gz"
    path.write_bytes(content)
    try:
        array = read_idx_gz(path, 1000)
    except InvalidIdx:
        return
    np.testing.assert_array_equal(array, IMAGES)


def test_a_truncated_gzip_file_is_refused(tmp_path):
    path = tmp_path / "images.gz"
    path.write_bytes(gzip.compress(CONTENT)[:-9])
    with pytest.raises(InvalidIdx, match="gzip"):
        read_idx_gz(path, 1000)
