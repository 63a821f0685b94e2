import errno
import os
import subprocess
import sys
from collections.abc import Callable
from typing import TypeAlias

import pytest

from grader.errors import SandboxUnavailable
from grader.sandbox import Sandbox
from grader.sandbox.seccomp import ANY_FAMILY, LOCAL_FAMILY, SHARED_OBJECTS, compiled

pytestmark = pytest.mark.skipif(os.uname().machine != "x86_64", reason="the numbers are those of x86-64")
Run: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]

TRY = """
import ctypes, os, socket, sys
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    done = libc.syscall(number, *map(ctypes.c_long, arguments))
    return 0 if done >= 0 else ctypes.get_errno()
"""


def _answer(bubblewrap: Sandbox, run_in: Run, expression: str) -> int:
    ran = run_in(bubblewrap, [sys.executable, "-S", "-c", f"{TRY}\nprint({expression})"])
    return int(ran.stdout)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("ptrace", "call(101, 0, 0, 0, 0)"),
        ("unshare", "call(272, 0x10000000)"),
        ("clone into a user namespace", "call(56, 0x10000000 | 17, 0, 0, 0, 0)"),
        ("mount", "call(165, 0, 0, 0, 0, 0)"),
        ("keyctl", "call(250, 0, -3, 0)"),
        ("bpf", "call(321, 0, 0, 0)"),
        ("perf_event_open", "call(298, 0, 0, -1, -1, 0)"),
        ("userfaultfd", "call(323, 1)"),
        ("io_uring_setup", "call(425, 1, 0)"),
        ("process_vm_readv", "call(310, os.getpid(), 0, 0, 0, 0, 0)"),
        ("kexec_load", "call(246, 0, 0, 0, 0)"),
        ("init_module", "call(175, 0, 0, 0)"),
        ("fsopen", "call(430, 0, 0)"),
        ("TIOCSTI", "call(16, 0, 0x5412, 0)"),
        ("TIOCSTI with a high bit set", "call(16, 0, 0x100005412, 0)"),
    ],
)
def test_denies(bubblewrap: Sandbox, run_in: Run, name: str, call: str) -> None:
    assert _answer(bubblewrap, run_in, call) == errno.EPERM


def test_clone3_is_not_there_so_that_clone_is_used(bubblewrap: Sandbox, run_in: Run) -> None:
    assert _answer(bubblewrap, run_in, "call(435, 0, 0)") == errno.ENOSYS


@pytest.mark.parametrize("family", ["AF_ALG", "AF_VSOCK", "AF_PACKET"])
def test_denies_unusual_sockets(bubblewrap: Sandbox, run_in: Run, family: str) -> None:
    assert _answer(bubblewrap, run_in, f"call(41, socket.{family}, 3, 0)") == errno.EAFNOSUPPORT


@pytest.mark.parametrize("family", ["AF_UNIX", "AF_INET", "AF_INET6", "AF_NETLINK"])
def test_leaves_the_usual_ones(bubblewrap: Sandbox, run_in: Run, family: str) -> None:
    assert _answer(bubblewrap, run_in, f"call(41, socket.{family}, 2, 0)") == 0


def test_threads_and_processes_start_as_ever(bubblewrap: Sandbox, run_in: Run) -> None:
    script = "import threading, subprocess; t = threading.Thread(target=print, args=(1,)); t.start(); t.join()"
    ran = run_in(bubblewrap, [sys.executable, "-S", "-c", f"{script}; subprocess.run(['echo', '2'], check=True)"])
    assert sorted(ran.stdout.split()) == ["1", "2"]


def test_a_filter_that_shares_a_network_denies_more() -> None:
    assert compiled(LOCAL_FAMILY, SHARED_OBJECTS) != compiled(ANY_FAMILY)
    assert len(compiled(ANY_FAMILY)) % 8 == 0


def test_without_libseccomp_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None if name == "seccomp" else "libc.so.6")
    monkeypatch.delitem(sys.modules, "pyseccomp", raising=False)
    with pytest.raises(SandboxUnavailable, match="apt install libseccomp2"):
        compiled.__wrapped__(ANY_FAMILY)
