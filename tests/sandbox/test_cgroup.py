import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.errors import GraderFault
from grader.sandbox import cgroup
from grader.sandbox.cgroup import ControlGroup

FORK = """
import os, sys, time
sys.stdin.read(1)
for forked in range(100):
    try:
        if os.fork() == 0:
            time.sleep(60)
    except BlockingIOError:
        print(forked)
        break
"""
GROW = "import sys; sys.stdin.read(1); x = b'x' * (200 << 20)"


@pytest.fixture
def group() -> Iterator[ControlGroup]:
    made = ControlGroup.make(tasks=20, memory=50 << 20)
    if made is None:
        pytest.skip("this machine or user cannot make control groups")
    yield made
    for pid in made.close():
        os.kill(pid, signal.SIGKILL)
    made.remove()


def _run_in(group: ControlGroup, script: str) -> "subprocess.Popen[bytes]":
    """Let `script` go on once it is in the group."""
    process = subprocess.Popen(
        [sys.executable, "-S", "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
    group.add(process.pid)
    assert process.stdin is not None
    process.stdin.write(b"x")
    process.stdin.close()
    return process


def test_a_group_holds_what_is_born_in_it(group: ControlGroup) -> None:
    with _run_in(group, FORK) as process:
        assert process.stdout is not None
        assert int(process.stdout.readline()) <= 20
        assert group.passed() == "processes"
        os.killpg(process.pid, signal.SIGKILL)


def test_a_group_holds_memory(group: ControlGroup) -> None:
    if not any((folder / "memory.oom_control").exists() or (folder / "memory.max").exists() for folder in _of(group)):
        pytest.skip("no controller of memory here")
    with _run_in(group, GROW) as process:
        assert process.wait(60) == -signal.SIGKILL
        assert group.passed() == "memory"


def test_a_quiet_group_has_passed_nothing(group: ControlGroup) -> None:
    with _run_in(group, "import sys; sys.stdin.read(1)") as process:
        assert process.wait(60) == 0
    assert group.passed() is None


def test_in_a_closed_group_nothing_is_born(group: ControlGroup) -> None:
    with subprocess.Popen(["sleep", "60"]) as process:
        group.add(process.pid)
        assert group.close() == {process.pid}
        assert all((folder / "pids.max").read_text().strip() == "0" for folder in _of(group) if "pids" in str(folder))
        process.kill()


def test_what_cannot_join_is_a_fault(group: ControlGroup) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    with pytest.raises(GraderFault, match="control group"):
        group.add(gone.pid)


def test_a_group_whose_dead_nobody_reaped_is_taken_away_later(
    group: ControlGroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cgroup, "_left", set())
    process = subprocess.Popen(["sleep", "60"])
    group.add(process.pid)
    group.remove()
    assert cgroup._left == set(_of(group))
    assert all(map(Path.exists, _of(group)))
    process.kill()
    process.wait()
    later = ControlGroup.make(tasks=20, memory=50 << 20)
    assert later is not None
    later.remove()
    assert not any(map(Path.exists, _of(group)))
    assert not cgroup._left


def test_a_group_that_is_left_is_taken_away_at_exit() -> None:
    script = """
import subprocess
from grader.sandbox.cgroup import ControlGroup
group = ControlGroup.make(tasks=20, memory=50 << 20)
if group is not None:
    group.add(subprocess.Popen(["sleep", "0.5"]).pid)
    group.remove()
    print(*group._folders, sep="\\n")
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not any(Path(folder).exists() for folder in ran.stdout.split())


def test_what_a_killed_grader_left_is_taken_away_when_it_is_old(group: ControlGroup) -> None:
    old, young = ControlGroup.make(tasks=20, memory=50 << 20), ControlGroup.make(tasks=20, memory=50 << 20)
    assert old is not None
    assert young is not None
    with _run_in(group, "import time; time.sleep(60)") as process:
        for folder in (*_of(old), *_of(group)):
            os.utime(folder, (0, 0))
        cgroup._clear_stale.cache_clear()
        later = ControlGroup.make(tasks=20, memory=50 << 20)
        assert later is not None
        later.remove()
        assert not any(map(Path.exists, _of(old)))
        assert all(map(Path.exists, [*_of(young), *_of(group)]))
        process.kill()
    young.remove()


def test_a_group_is_made_below_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit on the grader as a whole holds its boxes too."""
    (tmp_path / "cgroup").write_text("0::/ours\n")
    (tmp_path / "cgroup.controllers").touch()
    (tmp_path / "ours").mkdir()
    tried: list[Path] = []
    monkeypatch.setattr(cgroup, "_ROOT", tmp_path)
    monkeypatch.setattr(cgroup, "_MEMBERSHIP", tmp_path / "cgroup")
    monkeypatch.setattr(cgroup, "_is_controlled", tried.append)
    assert ControlGroup.make(tasks=1, memory=1) is None
    assert [folder.parent for folder in tried] == [tmp_path / "ours", tmp_path]
    assert not any(map(Path.exists, tried))


def _of(group: ControlGroup) -> list[Path]:
    return list(group._folders)
