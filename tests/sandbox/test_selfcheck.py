import os
from collections.abc import Callable
from dataclasses import replace

import pytest

from grader.errors import SandboxUnavailable
from grader.sandbox import Box, Launch, Sandbox
from grader.sandbox.machine import PROJECT
from grader.sandbox.refusals import refused_by_bwrap
from grader.sandbox.selfcheck import prove

Argv = list[str]


class Leaky:
    """A sandbox with one wall left out."""

    profile = "leaky"

    def __init__(self, sandbox: Sandbox, leave_out: Callable[[Argv], Argv]) -> None:
        self._sandbox = sandbox
        self._leave_out = leave_out

    def check(self) -> None: ...

    def launch(self, box: Box) -> Launch:
        launch = self._sandbox.launch(box)
        return replace(launch, argv=self._leave_out(launch.argv))


def _share_network(argv: Argv) -> Argv:
    all_of_them = argv.index("--unshare-all")
    return [*argv[:all_of_them], "--unshare-ipc", "--unshare-pid", "--unshare-uts", *argv[all_of_them + 1 :]]


def _show_project(argv: Argv) -> Argv:
    end = argv.index("--chdir") - 2  # before the root becomes read-only
    return [*argv[:end], "--ro-bind", str(PROJECT), str(PROJECT), *argv[end:]]


def _writable_root(argv: Argv) -> Argv:
    end = argv.index("--chdir")
    return [*argv[: end - 2], *argv[end:]]


def _writable_settings(argv: Argv) -> Argv:
    end = argv.index("--remount-ro")  # the first is that of /proc
    return [*argv[:end], *argv[end + 2 :]]


def _own_environment(argv: Argv) -> Argv:
    end = argv.index("--chdir")
    return [
        *argv[:end],
        *(part for name, value in os.environ.items() for part in ("--setenv", name, value)),
        *argv[end:],
    ]


def _any_system_call(argv: Argv) -> Argv:
    end = argv.index("--seccomp")
    return [*argv[:end], *argv[end + 2 :]]


def _as_root(argv: Argv) -> Argv:
    uid = argv.index("--uid")
    return [*argv[: uid + 1], "0", *argv[uid + 2 :]]


def _no_home(argv: Argv) -> Argv:
    end = argv.index("--chdir")
    return [*argv[:end], "--remount-ro", "/home/student", *argv[end:]]


def test_a_box_with_all_its_walls_passes(bubblewrap: Sandbox) -> None:
    bubblewrap.check()


@pytest.mark.parametrize(
    ("leave_out", "wall"),
    [
        (_share_network, "network.ipv4"),
        (_share_network, "privileges.namespaces"),
        (_show_project, "files.grader"),
        (_writable_root, "files.system"),
        (_own_environment, "surroundings.variables"),
        (_as_root, "privileges.root"),
        (_any_system_call, "privileges.io_uring"),
        (_writable_settings, "files.settings"),
        (_no_home, "surroundings.scratch"),
    ],
)
def test_names_the_wall_that_is_open(bubblewrap: Sandbox, leave_out: Callable[[Argv], Argv], wall: str) -> None:
    with pytest.raises(SandboxUnavailable) as caught:
        prove(Leaky(bubblewrap, leave_out), refused_by_bwrap)
    assert wall in str(caught.value)
