"""Notebooks really run, in boxes, and found again."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.execution.record import RunRecord
from grader.execution.setup import Setup
from grader.sandbox import choose
from grader.sandbox.protocol import Limits
from grader.store.keep import Keep
from grader.store.runs import run_or_find

LIMITS = Limits(wall=120, cell=60)


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    return Keep(tmp_path / ".store")


def run(
    folder: Path, keep: Keep, source: str, limits: Limits = LIMITS, *, fresh: bool = False
) -> tuple[RunRecord, bool]:
    (folder / "box").mkdir(parents=True)
    return run_or_find(
        [(0, source)],
        keep=keep,
        fresh=fresh,
        sandbox=choose("auto"),
        folder=folder,
        limits=limits,
        datasets=[],
        setup=Setup(),
        progress=lambda done, total: None,
    )


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_run_is_found_again_by_all_it_depends_on(tmp_path: Path, keep: Keep) -> None:
    source = "import os\nprint(1)\nopen(os.environ['GRADER_EVIDENCE'] + '/no name', 'w')"
    first, found = run(tmp_path / "1", keep, source)
    assert not found
    second, found = run(tmp_path / "2", keep, source)
    assert found
    assert second == first
    assert files(tmp_path / "1").keys() - files(tmp_path / "2").keys() == {"box/no name"}  # nothing can read it
    assert files(tmp_path / "2").items() <= files(tmp_path / "1").items()
    assert not run(tmp_path / "3", keep, source + " ")[1]
    assert not run(tmp_path / "4", keep, source, replace(LIMITS, cell=61))[1]
    assert not run(tmp_path / "5", keep, source, fresh=True)[1]


def test_a_run_that_ran_out_of_time_is_made_again(tmp_path: Path, keep: Keep) -> None:
    short = replace(LIMITS, cell=1)
    for folder in ("1", "2"):
        record, found = run(tmp_path / folder, keep, "import time; time.sleep(60)", short)
        assert not record.ended_by_itself
        assert not found
