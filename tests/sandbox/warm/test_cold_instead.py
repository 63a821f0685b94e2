"""Where a wall, or the fork server, is not there, nothing runs warm."""

import os
import shutil
import struct
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import psutil
import pytest

from grader.errors import GraderFault, SandboxUnavailable
from grader.i18n import Text, render
from grader.sandbox import Box, Launch, Limits, Sandbox, start
from grader.sandbox.bubblewrap import Bubblewrap
from grader.sandbox.environment import neutral_environment
from grader.sandbox.none import NoSandbox
from grader.sandbox.warm import ForkServer, WarmBoxes, warm_start
from grader.sandbox.warm import box as warm_box

Run: TypeAlias = "Callable[..., subprocess.CompletedProcess[str]]"

DESERT = """
from grader.sandbox import Box, Limits, start
from grader.sandbox.warm import ForkServer, WarmBoxes
with ForkServer(None) as server:
    server.start()
    with start(WarmBoxes(server.address), Box(["/bin/sleep", "600"], [], Limits())):
        print(server.address, flush=True)
        input()
"""
INFER = ["python", "-m", "box.infer", "encode"]


def test_a_killed_server_means_cold_starts_and_is_told(bubblewrap: Sandbox, folder: Path) -> None:
    told: list[Text] = []
    with ForkServer(None) as server:
        server.start()
        sandbox = warm_start(bubblewrap, {"box.infer": server.address}, told.append)
        first = sandbox.launch(Box(INFER, [], Limits()))
        first.clear()
        assert first.enter is not None
        assert not told
        _kill(server)
        for _ in range(2):
            launch = sandbox.launch(Box(INFER, [], Limits()))
            launch.clear()
            assert launch.enter is None
    [message] = told  # once
    assert "box.infer" in render(message, "en")


def test_a_server_that_cannot_import_says_why(bubblewrap: Sandbox) -> None:
    with ForkServer("box.no_such_program") as server:
        server.start()
        with pytest.raises(SandboxUnavailable, match="no_such_program"):
            WarmBoxes(server.address).launch(Box(INFER, [], Limits()))


def test_without_bwrap_there_is_none(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("PATH", str(folder))
    with ForkServer(None) as server:
        server.start()
        monkeypatch.undo()
        with pytest.raises(SandboxUnavailable, match="bubblewrap"):
            WarmBoxes(server.address).launch(Box(INFER, [], Limits()))


def test_a_wall_that_does_not_hold_means_a_cold_start(
    bubblewrap: Sandbox, server: ForkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gains(*_: object) -> Mapping[str, str]:
        return {"files.system": "/usr"}

    told: list[Text] = []
    monkeypatch.setattr(warm_box, "gains_beside", gains)
    address = server.address.parent / "." / "socket"  # not proved yet
    monkeypatch.setattr("grader.sandbox.warm.start._prove_once", lambda address: WarmBoxes(address).check())
    launch = warm_start(bubblewrap, {"box.infer": address}, told.append).launch(Box(INFER, [], Limits()))
    launch.clear()
    assert launch.enter is None
    assert "files.system" in render(told[0], "en")


def test_other_programs_and_profiles_start_cold(bubblewrap: Sandbox, server: ForkServer) -> None:
    assert warm_start(NoSandbox(), {"box.infer": server.address}, print).profile == "none"
    sandbox = warm_start(bubblewrap, {"box.infer": server.address}, print)
    for box in (Box(["python", "-m", "box.kernel"], [], Limits()), Box(INFER, [], Limits(), cold=True)):
        launch = sandbox.launch(box)
        launch.clear()
        assert launch.enter is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"filter": "AAAA"}, "Invalid argument"),
        ({"limits": {"nofile": 10**9}}, "not allowed|Operation not permitted"),
        ({"folder": "/no/such/folder"}, "No such file"),
        ({"kind": "module", "arguments": ["no_such_module"]}, "no_such_module"),
    ],
)
def test_a_wall_that_cannot_be_put_up_means_that_nothing_runs(
    warm: WarmBoxes, run_code: Run, monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], said: str
) -> None:
    job = warm_box._job
    monkeypatch.setattr(warm_box, "_job", lambda box: {**job(box), **changed})
    ran = run_code(warm, "print('it runs')")
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert any(word in ran.stderr for word in said.split("|"))


@pytest.mark.parametrize(
    ("changed", "wall"),
    [
        ({"filter": b64encode(struct.pack("HBBI", 6, 0, 0, 0x7FFF0000)).decode()}, "network.vsock"),  # allows all
        ({"limits": {}}, "surroundings.core_dumps"),
        ({"environment": {**neutral_environment(), "HOME": "/opt"}}, "surroundings.scratch"),
    ],
)
def test_the_gate_names_a_wall_that_a_process_lacks(
    warm: WarmBoxes, monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], wall: str
) -> None:
    job = warm_box._job
    monkeypatch.setattr(warm_box, "_job", lambda box: {**job(box), **changed})
    with pytest.raises(SandboxUnavailable) as caught:
        warm.check()
    assert wall in str(caught.value)


def test_what_cannot_be_held_does_not_run(warm: WarmBoxes, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    launched: list[Launch] = []

    class Watched:
        profile = "bubblewrap"

        def check(self) -> None: ...

        def launch(self, box: Box) -> Launch:
            launched.append(warm.launch(box))
            return launched[0]

    held: list[int] = []

    def add(self: object, pid: int) -> None:
        held.append(pid)
        if len(held) > 1:
            raise GraderFault(Text("no"))

    monkeypatch.setattr("grader.sandbox.cgroup.ControlGroup.add", add)
    monkeypatch.setattr(sys.modules["grader.sandbox.start"], "_lower", lambda pid: add(None, pid))
    with pytest.raises(GraderFault), (folder / "said").open("wb") as said:
        start(Watched(), Box([sys.executable, "-c", "print('it runs', flush=True)"], [], Limits()), stdout=said)
    assert (folder / "said").read_text() == ""
    _until(lambda: not psutil.pid_exists(held[1]))


def test_no_process_and_no_file_stays(bubblewrap: Sandbox, run_code: Run) -> None:
    before, others = len(os.listdir("/proc/self/fd")), set(psutil.Process().children(recursive=True))  # noqa: PTH208
    with ForkServer(None) as server:
        server.start()
        run_code(WarmBoxes(server.address), "pass")
        with start(WarmBoxes(server.address), Box(["/bin/sleep", "600"], [], Limits())) as watchdog:
            children = set(psutil.Process().children(recursive=True)) - others
            assert watchdog.alive
            assert len(children) >= 5  # two of the server, three of the box, and what has entered
    _until(lambda: not any(map(_lives, children)))
    assert not server.address.parent.exists()
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def test_a_server_dies_with_its_grader(bubblewrap: Sandbox) -> None:
    with subprocess.Popen([sys.executable, "-c", DESERT], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as grader:
        assert grader.stdout is not None
        address = Path(grader.stdout.readline().decode().strip())
        family = [psutil.Process(grader.pid), *psutil.Process(grader.pid).children(recursive=True)]
        assert len(family) >= 6  # itself, two of the server, three of a box
        grader.kill()
    _until(lambda: not any(map(_lives, family)))
    shutil.rmtree(address.parent)  # the dead cannot


def test_a_cold_start_is_as_it_was() -> None:
    launch = Bubblewrap().launch(Box(INFER, [], Limits()))
    launch.clear()
    assert launch.enter is None


def _kill(server: ForkServer) -> None:
    assert server.process is not None
    [inside] = psutil.Process(server.process.pid).children()
    inside.kill()
    server.process.wait(10)


def _lives(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def _until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
