import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import psutil
import pytest

from grader.box.protocol import BOX_CODE, BOX_EVIDENCE, BOX_HOME
from grader.sandbox import Box, Limits, Mount, Sandbox
from grader.sandbox.machine import PROJECT, SYSTEM

Run: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]
Shell: TypeAlias = Callable[..., str]


def test_runs_a_command_in_a_private_working_folder(bubblewrap: Sandbox, shell_in: Shell) -> None:
    assert shell_in(bubblewrap, "pwd; touch x && ls") == f"{BOX_HOME}/work\nx\n"


def test_shows_the_box_package_and_no_other_code_of_the_project(bubblewrap: Sandbox, shell_in: Shell) -> None:
    seen = shell_in(bubblewrap, f"ls {BOX_CODE}; ls {PROJECT}; ls {PROJECT}/grader; ls {PROJECT}/tests")
    assert seen.splitlines()[0] == "box"
    assert seen.count("No such file or directory") >= 2
    assert "pyproject.toml" not in seen


def test_cannot_import_the_project(bubblewrap: Sandbox, run_in: Run) -> None:
    ran = run_in(bubblewrap, [sys.executable, "-c", "import box.protocol, grader.errors"])
    assert "ModuleNotFoundError: No module named 'grader" in ran.stderr


def test_hides_the_project_where_it_is_installed_below_a_mounted_folder(
    bubblewrap: Sandbox, monkeypatch: pytest.MonkeyPatch, shell_in: Shell
) -> None:
    monkeypatch.setattr("grader.sandbox.bubblewrap.SYSTEM", (*SYSTEM, PROJECT))
    seen = shell_in(
        bubblewrap, f"ls {PROJECT}/pyproject.toml; ls -A {PROJECT}/grader | wc -l; touch {PROJECT}/grader/x"
    )
    assert seen.splitlines()[:2] == [f"{PROJECT}/pyproject.toml", "0"]
    assert "Read-only file system" in seen


def test_starts_with_a_neutral_environment(bubblewrap: Sandbox, monkeypatch: pytest.MonkeyPatch, run_in: Run) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    ran = run_in(bubblewrap, ["/bin/sh", "-c", "env; cat /proc/*/environ"], ASKED_FOR="yes")
    assert "SECRET_TOKEN" not in ran.stdout
    assert "ASKED_FOR=yes" in ran.stdout
    assert f"GRADER_EVIDENCE={BOX_EVIDENCE}" in ran.stdout


def test_inherits_no_open_file(bubblewrap: Sandbox, tmp_path: Path, shell_in: Shell) -> None:
    file = os.open(tmp_path, os.O_RDONLY)
    os.set_inheritable(file, True)
    try:
        assert str(tmp_path) not in shell_in(bubblewrap, "ls -l /proc/*/fd")
    finally:
        os.close(file)


def test_has_no_network(bubblewrap: Sandbox, run_in: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        script = f"import socket; socket.create_connection(('127.0.0.1', {port}), 2)"
        assert "ConnectionRefusedError" in run_in(bubblewrap, [sys.executable, "-S", "-c", script]).stderr


def test_has_no_privileges(bubblewrap: Sandbox, shell_in: Shell) -> None:
    seen = shell_in(bubblewrap, "id -u; grep CapEff /proc/self/status; unshare --user true; mount -t tmpfs x /tmp")
    assert seen.splitlines()[:2] == ["1000", "CapEff:\t0000000000000000"]
    assert "unshare failed" in seen
    assert "mount: /tmp" in seen


def test_cannot_write_to_the_system(bubblewrap: Sandbox, shell_in: Shell) -> None:
    folders = ["/", "/usr", "/etc", "/dev", "/opt", BOX_CODE, f"{BOX_CODE}/box", sys.prefix, sys.base_prefix]
    seen = shell_in(bubblewrap, "; ".join(f"touch {folder}/x" for folder in folders))
    assert seen.count("Read-only file system") == len(folders)


def test_sees_its_mounts_and_can_write_to_the_writable_one_only(
    bubblewrap: Sandbox, tmp_path: Path, shell_in: Shell
) -> None:
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "data").write_text("some data")
    (tmp_path / "kept").mkdir()
    given, kept = Mount(tmp_path / "given", "/input"), Mount(tmp_path / "kept", BOX_EVIDENCE, writable=True)
    seen = shell_in(bubblewrap, f"cat /input/data; touch /input/x; echo mine > {BOX_EVIDENCE}/y", given, kept)
    assert seen.startswith("some data")
    assert "Read-only file system" in seen
    assert (tmp_path / "kept" / "y").read_text() == "mine\n"
    assert not (tmp_path / "given" / "x").exists()


def test_home_stays_writable_around_a_file_mounted_in_it(bubblewrap: Sandbox, tmp_path: Path, shell_in: Shell) -> None:
    (tmp_path / "data.gz").write_text("x")
    mount = Mount(tmp_path / "data.gz", f"{BOX_HOME}/.keras/datasets/d/data.gz")
    seen = shell_in(
        bubblewrap, "touch ~/.keras/keras.json ~/.keras/datasets/other && find ~/.keras -type f | sort", mount
    )
    assert [Path(line).name for line in seen.split()] == ["data.gz", "other", "keras.json"]


@pytest.mark.parametrize("folder", ["/tmp", "/dev/shm", BOX_HOME])
def test_scratch_folders_are_private_and_limited(
    bubblewrap: Sandbox, folder: str, monkeypatch: pytest.MonkeyPatch, shell_in: Shell
) -> None:
    monkeypatch.setattr("grader.sandbox.bubblewrap._SCRATCH", 2**20)
    seen = shell_in(
        bubblewrap, f"ls {folder}; head -c 1000000 /dev/zero > {folder}/a; head -c 100000 /dev/zero > {folder}/b"
    )
    assert seen.count("No space left on device") == 1


def test_limits_the_size_of_a_file(bubblewrap: Sandbox, shell_in: Shell) -> None:
    seen = shell_in(bubblewrap, "head -c 2000 /dev/zero > x; stat -c %s x", limits=Limits(file_size=1000))
    assert seen.split()[-1] == "1000"


def test_killing_its_process_kills_daemons_too(bubblewrap: Sandbox) -> None:
    seconds = str(10_000 + secrets.randbelow(10**6))
    script = f"setsid sh -c 'setsid sleep {seconds} & sleep {seconds}' & sleep {seconds}"
    process = subprocess.Popen(bubblewrap.launch(Box(["/bin/sh", "-c", script], [], Limits())).argv)
    try:
        _until(lambda: len(_running(seconds)) == 3)
    finally:
        process.kill()
        process.wait()
    _until(lambda: not _running(seconds))


def _running(seconds: str) -> list[psutil.Process]:
    return [p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] == ["sleep", seconds]]


def _until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
