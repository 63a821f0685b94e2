"""Only regular files with one name and a bounded size are read, and nothing is followed."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import BadArtefact, GraderFault
from grader.exchange import MissingArtefact, read_bytes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A box's folder beside a secret of ours."""
    (tmp_path / "secret").write_bytes(b"secret")
    inside = tmp_path / "evidence"
    (inside / "arrays").mkdir(parents=True)
    (inside / "arrays" / "0001.npy").write_bytes(b"content")
    return inside


def test_reads_a_regular_file(folder: Path) -> None:
    assert read_bytes(folder, "arrays/0001.npy", 7) == b"content"


def test_reads_below_an_open_descriptor_and_leaves_it_open(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        assert read_bytes(descriptor, "arrays/0001.npy", 7) == b"content"
        assert os.fstat(descriptor)
    finally:
        os.close(descriptor)


def test_reads_an_empty_file(folder: Path) -> None:
    (folder / "empty").touch()
    assert read_bytes(folder, "empty", 0) == b""


def test_one_byte_too_many_is_refused(folder: Path) -> None:
    with pytest.raises(BadArtefact, match="too large: 7 bytes, at most 6"):
        read_bytes(folder, "arrays/0001.npy", 6)


def test_a_sparse_giant_is_refused(folder: Path) -> None:
    (folder / "giant").touch()
    os.truncate(folder / "giant", 2**40)
    with pytest.raises(BadArtefact, match="too large: 1,099,511,627,776 bytes"):
        read_bytes(folder, "giant", 2**30)


@pytest.mark.parametrize("target", ["../secret", "arrays/0001.npy", "/dev/zero", "nowhere"])
def test_a_link_is_refused(folder: Path, target: str) -> None:
    (folder / "link").symlink_to(target)
    with pytest.raises(BadArtefact, match="link"):
        read_bytes(folder, "link", 100)


@pytest.mark.parametrize("target", ["..", "arrays", "/"])
def test_a_link_on_the_way_is_refused(folder: Path, target: str) -> None:
    (folder / "way").symlink_to(target)
    with pytest.raises(BadArtefact, match="link"):
        read_bytes(folder, "way/secret", 100)


def test_a_hard_link_is_refused(folder: Path) -> None:
    os.link(folder.parent / "secret", folder / "hard")
    with pytest.raises(BadArtefact, match="more than one name"):
        read_bytes(folder, "hard", 100)


def test_what_is_no_regular_file_is_refused_without_waiting(folder: Path) -> None:
    os.mkfifo(folder / "fifo")
    (folder / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "socket"))
        for name in ("fifo", "folder", "socket"):
            with pytest.raises(BadArtefact):
                read_bytes(folder, name, 100)


def test_a_file_where_a_folder_should_be_is_refused(folder: Path) -> None:
    with pytest.raises(BadArtefact, match="no folder"):
        read_bytes(folder, "arrays/0001.npy/x", 100)


@pytest.mark.parametrize("name", ["nothing", "nowhere/nothing"])
def test_a_missing_file_is_told_apart(folder: Path, name: str) -> None:
    with pytest.raises(MissingArtefact, match=f"{name} is missing"):
        read_bytes(folder, name, 100)


@pytest.mark.parametrize(
    "name", ["", "/etc/passwd", "../secret", "arrays/../../secret", "./arrays", "a//b", "a/", "a\0b"]
)
def test_a_name_that_leaves_the_folder_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(BadArtefact, match="no file name the exchange allows"):
        read_bytes(folder, name, 100)


@given(st.text(alphabet="a./\0ñ\ud800\n", max_size=300) | st.text())
def test_no_name_reaches_out_or_breaks_it(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    with pytest.raises(BadArtefact):
        read_bytes(tmp_path_factory.getbasetemp(), name, 100)


def test_a_missing_folder_is_our_fault(tmp_path: Path) -> None:
    with pytest.raises(GraderFault, match="cannot be opened"):
        read_bytes(tmp_path / "nowhere", "x", 100)


def test_a_file_with_more_in_it_than_its_size_says_is_refused() -> None:
    with pytest.raises(BadArtefact, match="changed while it was read"):
        read_bytes(Path("/proc/self"), "status", 10**6)


def test_no_descriptor_stays_open(folder: Path) -> None:
    (folder / "link").symlink_to("x")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for name in ("arrays/0001.npy", "link", "arrays", "nothing"):
        try:
            read_bytes(folder, name, 100)
        except BadArtefact:
            continue
    assert len(list(Path("/proc/self/fd").iterdir())) == before
