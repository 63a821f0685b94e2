import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import psutil
import pytest

from grader.box.protocol import BOX_EVIDENCE, BOX_HOME, BOX_INPUT
from grader.errors import SandboxUnavailable
from grader.sandbox import Box, Launch, Limits, Mount, Reason, Sandbox, start
from grader.sandbox.machine import PROJECT, SYSTEM
from grader.sandbox.selfcheck import prove
from grader.sandbox.unprivileged import Unprivileged
from grader.sandbox.unprivileged.profile import _refused
from grader.sandbox.unprivileged.users import User, _processes

Run: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]
Shell: TypeAlias = Callable[..., str]
HOLD = "import time; time.sleep(1000)"


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that others can pass through, as tmp_path is not."""
    path = Path(tempfile.mkdtemp(prefix="grader-test-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


def _python(script: str, *mounts: Mount, limits: Limits | None = None) -> Box:
    return Box([sys.executable, "-S", "-c", script], mounts, limits or Limits())


def test_runs_as_a_user_of_its_own_in_a_private_working_folder(unprivileged: Sandbox, shell_in: Shell) -> None:
    user, group, here, found = shell_in(unprivileged, "id -u; id -G; pwd; touch x && ls").split()
    assert user == group != "0"
    assert here.endswith(f"{BOX_HOME}/work")
    assert found == "x"


def test_finds_its_mounts_and_gives_what_it_wrote_to_the_grader(
    unprivileged: Sandbox, folder: Path, shell_in: Shell
) -> None:
    for name in ("given", "kept"):
        (folder / name).mkdir()
    (folder / "given" / "data").write_text("some data")
    before = (folder / "kept").stat()
    given, kept = Mount(folder / "given", BOX_INPUT), Mount(folder / "kept", BOX_EVIDENCE, writable=True)
    script = (
        "cat $GRADER_INPUT/data; touch $GRADER_INPUT/x; cd $GRADER_EVIDENCE; mkdir a; echo mine > a/y; ln -s /etc z"
    )
    seen = shell_in(unprivileged, script, given, kept)
    assert seen.startswith("some data")
    assert "Permission denied" in seen
    assert (folder / "kept" / "a" / "y").read_text() == "mine\n"
    assert [path.name for path in (folder / "given").iterdir()] == ["data"]
    after = (folder / "kept").stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert {path.lstat().st_uid for path in (folder / "kept").rglob("*")} == {os.getuid()}


def test_gets_a_copy_of_a_file_that_its_user_cannot_reach(
    unprivileged: Sandbox, tmp_path: Path, shell_in: Shell
) -> None:
    (tmp_path / "data.gz").write_text("some data")
    mount = Mount(tmp_path / "data.gz", f"{BOX_HOME}/.keras/datasets/d/data.gz")
    assert shell_in(unprivileged, "cat ~/.keras/datasets/d/data.gz && touch ~/.keras/keras.json", mount) == "some data"


def test_a_folder_that_its_user_cannot_reach_is_refused(unprivileged: Sandbox, folder: Path) -> None:
    (folder / "closed" / "inner").mkdir(parents=True)
    (folder / "closed").chmod(0o700)
    with pytest.raises(SandboxUnavailable, match=f"chmod o.x {folder}/closed"):
        unprivileged.launch(_python("", Mount(folder / "closed" / "inner", BOX_INPUT)))


def test_what_it_makes_reaches_a_folder_that_its_user_cannot(
    unprivileged: Sandbox, tmp_path: Path, shell_in: Shell
) -> None:
    script = "cd $GRADER_EVIDENCE; mkdir a; echo mine > a/y; mkfifo pipe; ln -s /etc link"
    assert shell_in(unprivileged, script, Mount(tmp_path, BOX_EVIDENCE, writable=True)) == ""
    assert (tmp_path / "a" / "y").read_text() == "mine\n"
    assert {path.name for path in tmp_path.iterdir()} == {"a", "link", "pipe"}
    assert {path.lstat().st_uid for path in tmp_path.rglob("*")} == {os.getuid()}


def test_a_box_whose_grader_is_killed_is_swept_away(unprivileged: Sandbox) -> None:
    script = """
import subprocess, sys
from grader.sandbox import Box, Limits, choose
launch = choose("unprivileged").launch(Box(["sh", "-c", "setsid sleep 1000 & echo $HOME; sleep 1000"], [], Limits()))
process = subprocess.Popen(launch.argv, stdin=subprocess.DEVNULL)
process.wait()
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as grader:
        assert grader.stdout is not None
        box = Path(grader.stdout.readline().strip()).parents[1]
        user = (box / "home").stat().st_uid
        _until(lambda: len(_processes(user)) >= 2)
        grader.kill()
        _until(lambda: not box.exists())
        assert not _processes(user)


def test_sees_nothing_of_the_project_but_the_box_package(
    unprivileged: Sandbox, monkeypatch: pytest.MonkeyPatch, shell_in: Shell
) -> None:
    script = f"ls $PYTHONPATH/box | head -1; cat {PROJECT}/pyproject.toml; cat {PROJECT}/grader/errors.py"
    assert shell_in(unprivileged, script).count("Permission denied") == 2
    monkeypatch.setattr("grader.sandbox.unprivileged.views.SYSTEM", (*SYSTEM, PROJECT))  # as in site-packages
    seen = shell_in(unprivileged, script)
    assert "[project]" in seen
    assert seen.count("Permission denied") == 1


def test_cannot_change_what_it_was_given(unprivileged: Sandbox, shell_in: Shell) -> None:
    folders = ["/", "/usr", "/etc", "/dev", "/tmp", "/dev/shm", "$PYTHONPATH", "$PYTHONPATH/box", sys.prefix]
    seen = shell_in(unprivileged, "; ".join(f"touch {folder}/x" for folder in folders))
    assert seen.count("Permission denied") == len(folders)


@pytest.mark.parametrize(
    ("attempt", "error"),
    [
        ("socket.socket(socket.AF_INET)", errno.EAFNOSUPPORT),
        ("socket.socket(socket.AF_INET6)", errno.EAFNOSUPPORT),
        ("socket.socket(socket.AF_NETLINK)", errno.EOPNOTSUPP),
        ("socket.socket(socket.AF_UNIX).connect('/run/any')", errno.EPERM),
        ("socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)", errno.EAFNOSUPPORT),
        ("socket.socket(socket.AF_UNIX, socket.SOCK_RAW)", errno.EAFNOSUPPORT),
        ("os.memfd_create('any')", errno.EPERM),
        ("socket.socket(socket.AF_UNIX).bind('mine')", None),
        ("socket.socketpair()", None),
    ],
)
def test_opens_local_sockets_only(unprivileged: Sandbox, run_in: Run, attempt: str, error: int | None) -> None:
    script = f"import os, socket\ntry: {attempt}; print(None)\nexcept OSError as error: print(error.errno)"
    assert run_in(unprivileged, [sys.executable, "-S", "-c", script]).stdout.strip() == str(error)


def test_makes_no_object_that_would_outlive_it(unprivileged: Sandbox, run_in: Run) -> None:
    calls = "c.shmget(0, 9, 0o1666), c.semget(0, 1, 0o1666), c.msgget(0, 0o1666)"
    script = f"import ctypes; c = ctypes.CDLL(None); print({calls})"
    assert run_in(unprivileged, [sys.executable, "-S", "-c", script]).stdout.split() == ["-1"] * 3


def test_two_boxes_neither_see_nor_signal_each_other(unprivileged: Sandbox, folder: Path) -> None:
    for name in ("one", "other"):
        (folder / name).mkdir()
    kept = [Mount(folder / name, BOX_EVIDENCE, writable=True) for name in ("one", "other")]
    tell = "import os; open(os.environ['GRADER_EVIDENCE'] + '/up', 'w').write(os.environ['HOME'])"
    with start(unprivileged, _python(f"{tell}\n{HOLD}", kept[0])) as one:
        home = _until(lambda: (folder / "one" / "up").exists() and (folder / "one" / "up").read_text())
        attack = [
            "import os, pathlib, signal",
            "e = pathlib.Path(os.environ['GRADER_EVIDENCE'])",
            f"for attempt in (lambda: os.kill({one.process.pid}, signal.SIGKILL), lambda: os.listdir({home!r}),",
            f"    lambda: open({str(folder)!r} + '/one/up'), lambda: open('/proc/{one.process.pid}/cmdline')):",
            "    try: attempt(); print('open', file=open(e / 'open', 'a'))",
            "    except OSError as error: print(error, file=open(e / 'denied', 'a'))",
        ]
        with start(unprivileged, _python("\n".join(attack), kept[1])) as other:
            _until(lambda: not other.alive)
        assert one.alive
    assert (folder / "other" / "denied").read_text().count("\n") == 4
    assert not (folder / "other" / "open").exists()


def test_nothing_is_left_of_a_box_whose_daemons_left_the_tree(unprivileged: Sandbox, folder: Path) -> None:
    (folder / "kept").mkdir()
    script = "\n".join(
        [
            "import os, pathlib, time",
            "if os.fork() == 0:",
            "    os.setsid()",
            "    if os.fork() == 0:",
            "        pathlib.Path(os.environ['GRADER_EVIDENCE'], 'up').write_text(os.environ['HOME'])",
            "        time.sleep(1000)",
            "    os._exit(0)",
            "time.sleep(1000)",
        ]
    )
    with start(unprivileged, _python(script, Mount(folder / "kept", BOX_EVIDENCE, writable=True))) as watchdog:
        home = Path(_until(lambda: (folder / "kept" / "up").exists() and (folder / "kept" / "up").read_text()))
        user = psutil.Process(watchdog.process.pid).uids().real
        watchdog._group = None  # as where there are no control groups
        assert len(_processes(user)) >= 2
        watchdog.kill()
        assert not _processes(user)
        assert not home.parents[1].exists()


@pytest.mark.parametrize(
    ("script", "limits", "reason"),
    [
        (f"x = b'x' * (200 << 20); {HOLD}", Limits(memory=100 << 20), "memory"),
        (f"import os; [os.fork() for _ in range(5)]; {HOLD}", Limits(processes=20), "processes"),
        (f"open('x', 'wb').write(b'x' * 2_000_000); {HOLD}", Limits(folder=10**6), "folder"),
        (f"import tempfile; x = tempfile.TemporaryFile(); x.write(b'x' * 10); {HOLD}", Limits(wall=2), "wall"),
    ],
)
def test_ends_a_box_that_passes_a_budget(unprivileged: Sandbox, script: str, limits: Limits, reason: Reason) -> None:
    with start(unprivileged, _python(script, limits=limits)) as watchdog:
        assert _until(lambda: watchdog.reason) == reason


def test_interrupts_the_program(unprivileged: Sandbox, folder: Path) -> None:
    (folder / "kept").mkdir()
    script = f"import os, pathlib; pathlib.Path(os.environ['GRADER_EVIDENCE'], 'up').touch(); {HOLD}"
    with start(unprivileged, _python(script, Mount(folder / "kept", BOX_EVIDENCE, writable=True))) as watchdog:
        _until((folder / "kept" / "up").exists)
        watchdog.interrupt()
        assert watchdog.process.wait(30) == -signal.SIGINT


def test_a_user_is_lent_to_one_box_at_a_time() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root lends users")
    users = [User() for _ in range(3)]
    assert len({user.number for user in users}) == 3
    for user in users:
        user.give_back()


class Leaky(Unprivileged):
    """With one wall left out: the text `old` of its command replaced."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new

    def launch(self, box: Box) -> Launch:
        launch = super().launch(box)
        argv = [part.replace(self._old, self._new) for part in launch.argv]
        assert argv != launch.argv
        return replace(launch, argv=argv)


@pytest.mark.parametrize(
    ("old", "new", "wall"),
    [
        ('["/dev/pts", "use"]', '["/tmp", "write"]', "files.shared"),
        ('["/dev/pts", "use"]', f'["{PROJECT}", "read"]', "files.grader"),
        ('["/dev/pts", "use"]', '["/proc", "read"]', "processes.listed"),
        ('/tmp", "write"', '/tmp", "read"', "surroundings.scratch"),
    ],
)
@pytest.mark.usefixtures("unprivileged")
def test_the_self_check_names_the_wall_that_is_open(old: str, new: str, wall: str) -> None:
    with pytest.raises(SandboxUnavailable, match=wall):
        prove(Leaky(old, new), _refused)


def test_only_root_can_change_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SandboxUnavailable, match="as root, as Gradescope does"):
        Unprivileged().launch(_python(""))


@pytest.mark.usefixtures("unprivileged")
def test_a_machine_that_keeps_no_locks_is_refused(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr("grader.sandbox.unprivileged.users._LOCKS", folder / "missing" / "locks")
    with pytest.raises(SandboxUnavailable, match="No such file or directory"):
        Unprivileged().launch(_python(""))


def test_a_kernel_without_landlock_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr("grader.sandbox.unprivileged.enter.landlock_version", lambda: 0)
    with pytest.raises(SandboxUnavailable, match=r"no Landlock.*\n.*5\.13"):
        Unprivileged().launch(_python(""))


def _until(condition: Callable[[], Any]) -> Any:
    end = time.monotonic() + 60
    while not (value := condition()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return value
