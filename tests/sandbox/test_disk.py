"""What a box leaves on the disk is counted and removed, however it was made."""

import os
from pathlib import Path

from grader.sandbox.disk import remove, used

MIB = 2**20


def dig(folder: Path, levels: int, name: str) -> int:
    """Make folders within folders, deeper than a path can say; gives a descriptor of the last."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(levels):
        os.mkdir(name, dir_fd=here)
        deeper = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    return here


def test_every_entry_takes_a_block_at_least(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / str(number)).touch()
    (tmp_path / "full").write_bytes(bytes(MIB))
    assert MIB + 10 * 4096 <= used([tmp_path], 10**9) <= MIB + 20 * 4096


def test_a_sparse_file_takes_what_it_takes(tmp_path: Path) -> None:
    (tmp_path / "sparse").touch()
    os.truncate(tmp_path / "sparse", 2**40)
    assert used([tmp_path], 10**15) <= 4096


def test_a_folder_deeper_than_a_path_counts_as_full(tmp_path: Path) -> None:
    os.close(dig(tmp_path, 100, "d" * 60))
    assert used([tmp_path], 10**9) > 10**9
    remove(tmp_path)


def test_folders_of_any_depth_are_removed_and_nothing_behind_a_link(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").touch()
    folder = tmp_path / "folder"
    folder.mkdir()
    here = dig(folder, 3_000, "d" * 60)
    os.symlink(kept, "link", dir_fd=here)
    os.mkdir("closed", 0, dir_fd=here)
    os.mkfifo("pipe", dir_fd=here)
    os.close(here)
    (folder / "link").symlink_to(kept)
    remove(folder)
    assert not folder.exists()
    assert (kept / "file").exists()


def test_a_folder_that_is_not_there_is_removed_already(tmp_path: Path) -> None:
    remove(tmp_path / "nowhere")
