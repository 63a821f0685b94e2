"""A program that entered a box stands behind the walls of one that the box started."""

import json
import subprocess
from collections.abc import Callable, Mapping
from typing import TypeAlias

import pytest

from grader.sandbox import Sandbox, choose
from grader.sandbox.bubblewrap import Bubblewrap
from grader.sandbox.conformance import PROMISES, Verdict, examine
from grader.sandbox.conformance.neighbours import gains_beside
from grader.sandbox.warm import WarmBoxes

Run: TypeAlias = "Callable[..., subprocess.CompletedProcess[str]]"

#: What attacks on a neighbour gain where nothing stops them.
SHARED = (
    *("network.unix_path", "network.unix_abstract", "files.students", "processes.memory", "processes.memory_call"),
    *("processes.open_files", "processes.signals", "surroundings.tmp", "surroundings.shm"),
)
#: Prints all that a program can see of how it was started.
LOOK = """
import json, os, resource, signal, sys
status = dict(line.rstrip().split(":", 1) for line in open("/proc/self/status"))
print(json.dumps({
    "variables": dict(os.environ),
    "path": sys.path,
    "arguments": sys.argv,
    "executable": [sys.executable, os.readlink("/proc/self/exe")],
    "folder": os.getcwd(),
    "files": [[name, os.readlink(f"/proc/self/fd/{name}")] for name in ("0",)],
    "descriptors": sorted(map(int, os.listdir("/proc/self/fd"))),
    "status": {name: status[name] for name in status if name.startswith(("Cap", "NoNew", "Secc", "Uid", "Gid", "Groups", "Sig", "Threads"))},
    "limits": open("/proc/self/limits").read(),
    "owner": os.stat("/proc/self/environ").st_uid,
    "group": open("/proc/self/cgroup").read(),
    "root": sorted(os.listdir("/")),
    "niceness": os.getpriority(os.PRIO_PROCESS, 0),
    "umask": os.umask(0),
}))
"""  # noqa: E501


@pytest.fixture(scope="module")
def verdicts(warm: WarmBoxes) -> Mapping[str, Verdict]:
    return {verdict.name: verdict for verdict in examine(warm)}


def test_every_promise_is_examined(verdicts: Mapping[str, Verdict]) -> None:
    assert verdicts.keys() == PROMISES.keys()


@pytest.mark.parametrize("name", PROMISES)
def test_keeps_what_a_box_promises(verdicts: Mapping[str, Verdict], name: str) -> None:
    assert verdicts[name].state == "kept", verdicts[name].gained


def test_reaches_nothing_of_a_program_from_the_same_server(warm: WarmBoxes) -> None:
    assert not {name: gained for name, gained in gains_beside(warm).items() if gained}


def test_reaches_all_of_it_where_nothing_stops_it() -> None:
    found = gains_beside(choose("none"))
    assert {name for name in SHARED if found[name]} == set(SHARED)


def test_starts_with_what_a_cold_start_gives_it(warm: WarmBoxes, run_code: Run) -> None:
    cold, found = (run_code(sandbox, LOOK, ASKED="yes") for sandbox in (Bubblewrap(), warm))
    assert (found.stderr, found.returncode) == ("", 0)
    assert json.loads(found.stdout) == json.loads(cold.stdout)


@pytest.mark.parametrize(
    "attempt",
    [
        "os.chmod('/proc/self/exe', 0o777)",
        "os.utime('/proc/self/exe')",
        "os.fchmod(os.open('/proc/self/exe', os.O_RDONLY), 0o777)",
        "os.open('/proc/self/exe', os.O_RDWR)",
        "os.link('/proc/self/exe', '/tmp/mine')",
    ],
)
def test_its_interpreter_which_lies_outside_cannot_be_changed(warm: WarmBoxes, run_code: Run, attempt: str) -> None:
    assert "OSError" in run_code(warm, f"import os; {attempt}; print('done')").stderr


def test_shares_no_memory_with_others(warm: WarmBoxes, run_code: Run) -> None:
    shared = "print([line for line in open('/proc/self/smaps') if line.startswith('VmFlags') and ' sh ' in line])"
    assert run_code(warm, shared).stdout == "[]\n"


def test_draws_other_numbers_than_its_siblings(warm: WarmBoxes, run_code: Run) -> None:
    code = "import random, uuid, tempfile; print(random.random(), uuid.uuid4(), tempfile.mktemp())"
    assert not set(run_code(warm, code).stdout.split()) & set(run_code(warm, code).stdout.split())


def test_ends_as_its_program_does(warm: WarmBoxes, run_code: Run) -> None:
    assert run_code(warm, "raise SystemExit(3)").returncode == 3
    assert run_code(warm, "1 / 0").returncode == 1
    assert "ZeroDivisionError" in run_code(warm, "1 / 0").stderr
    assert run_code(warm, "import os; os.kill(os.getpid(), 9)").returncode == 128 + 9
    assert run_code(warm, "", command=["/bin/sh", "-c", "echo a program; exit 4"]).stdout == "a program\n"


def test_a_neighbour_is_what_the_sandbox_makes(bubblewrap: Sandbox) -> None:
    assert not {name: gained for name, gained in gains_beside(bubblewrap).items() if gained}
