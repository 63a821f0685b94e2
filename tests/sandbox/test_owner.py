import os
from pathlib import Path

import pytest

from grader.sandbox.disk import remove
from grader.sandbox.unprivileged.owner import Lent

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives folders away")
NOBODY = 60_700


def test_a_folder_is_lent_with_all_that_is_in_it_and_taken_back(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.touch()
    lent = tmp_path / "lent"
    (lent / "in").mkdir(parents=True)
    (lent / "in" / "link").symlink_to(outside)
    folder = Lent(lent, NOBODY)
    assert {path.lstat().st_uid for path in (lent, lent / "in", lent / "in" / "link")} == {NOBODY}
    folder.take_back()
    assert {path.lstat().st_uid for path in (lent, lent / "in", lent / "in" / "link", outside)} == {0}


def test_a_folder_deeper_than_a_path_is_taken_back(tmp_path: Path) -> None:
    lent = tmp_path / "lent"
    lent.mkdir()
    folder = Lent(lent, NOBODY)
    place = os.open(lent, os.O_RDONLY)
    for _ in range(3_000):
        os.mkdir("d", dir_fd=place)
        inner = os.open("d", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inner
    os.fchown(place, NOBODY, NOBODY)
    folder.take_back()
    assert os.fstat(place).st_uid == 0
    os.close(place)
    remove(lent)  # pytest cannot
    assert not lent.exists()
