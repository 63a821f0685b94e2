import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from grader.errors import GraderFault, SandboxUnavailable
from grader.i18n import text
from grader.sandbox import Box, Isolation, Launch, Limits, Mount, Sandbox, start
from grader.sandbox.cgroup import ControlGroup

HOLD = "import time; time.sleep(1000)"
BOMB = """
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
"""
DROP = """
import sys, time
from grader.sandbox import Box, Limits, choose, start
from grader.sandbox.cgroup import ControlGroup
if sys.argv[3] == "ungrouped":
    ControlGroup.make = lambda **_: None
sys.stdin.read(2)
began = time.monotonic()
with start(choose(sys.argv[1]), Box([sys.executable, "-S", "-c", sys.argv[2]], [], Limits())) as watchdog:
    while watchdog.reason is None:
        time.sleep(0.1)
    watchdog.kill()
    print(watchdog.reason, time.monotonic() - began)
"""


def _box(script: str, *mounts: Mount, limits: Limits | None = None) -> Box:
    return Box([sys.executable, "-S", "-c", script], mounts, limits or Limits())


def test_all_of_a_box_is_in_its_group(bubblewrap: Sandbox) -> None:
    with start(bubblewrap, _box(f"import os; os.fork(); {HOLD}")) as watchdog:
        if watchdog._group is None:
            pytest.skip("this machine or user cannot make control groups")
        tree = psutil.Process(watchdog.process.pid)
        _until(lambda: len(tree.children(recursive=True)) >= 3)
        assert {tree.pid, *(p.pid for p in tree.children(recursive=True))} <= watchdog._group.close()


def test_a_box_that_cannot_join_its_group_never_starts(
    bubblewrap: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = ControlGroup([tmp_path / "nothing"])
    monkeypatch.setattr(ControlGroup, "make", lambda **_: group)
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    started = Mount(evidence, "/evidence", writable=True)
    before = set(psutil.Process().children())
    with pytest.raises(GraderFault, match="control group"):
        start(bubblewrap, _box("open('/evidence/x', 'w')", started))
    assert not list(evidence.iterdir())
    assert not [p for p in set(psutil.Process().children()) - before if p.status() != psutil.STATUS_ZOMBIE]


def test_a_box_that_cannot_be_made_leaves_no_group(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing:
        profile = "refusing"

        def check(self) -> None: ...

        def launch(self, box: Box) -> Launch:
            raise SandboxUnavailable(text("no box today"))

    made: list[int] = []
    monkeypatch.setattr(ControlGroup, "make", lambda **_: made.append(1))
    with pytest.raises(SandboxUnavailable, match="no box today"):
        start(Refusing(), _box(HOLD))
    assert not made


def test_memory_beyond_the_limit_is_named_although_the_kernel_was_faster(bubblewrap: Sandbox) -> None:
    limits = Limits(memory=100 << 20)
    with start(bubblewrap, _box(f"x = b'x' * (2 << 30); {HOLD}", limits=limits)) as watchdog:
        _until(lambda: watchdog.reason)
        assert watchdog.reason == "memory"


@pytest.mark.slow
@pytest.mark.parametrize("grouped", ["grouped", "ungrouped"])
@pytest.mark.parametrize("profile", ["bubblewrap", "unprivileged"])
def test_a_fork_bomb_ends_soon_and_leaves_nothing(
    request: pytest.FixtureRequest, profile: Isolation, grouped: str
) -> None:
    """In a group of its own that would hold the bomb if the box's did not."""
    request.getfixturevalue(profile)
    guard = ControlGroup.make(tasks=5_000, memory=8 << 30)
    if guard is None:
        pytest.skip("this machine or user cannot make control groups")
    ran = subprocess.Popen(
        [sys.executable, "-c", DROP, profile, BOMB, grouped], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        guard.add(ran.pid)
        reason, seconds = ran.communicate("go", timeout=120)[0].split()
        assert reason == "processes"
        assert float(seconds) < 30
        assert not [p for p in psutil.process_iter(["cmdline"]) if (p.info["cmdline"] or [""])[-1] == BOMB]
        assert not guard.close()
    finally:
        for pid in guard.close():
            psutil.Process(pid).kill()
        ran.wait()
        guard.remove()


def _until(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
