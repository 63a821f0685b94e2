"""Which system calls a box may not make, as a filter for the kernel: what no notebook needs and attacks do.

After the lists of Docker's default profile and of Flatpak; libseccomp knows their numbers on each architecture.
"""

import errno
import os
import socket
import stat
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING, Final

from grader.errors import SandboxUnavailable
from grader.i18n import text

if TYPE_CHECKING:
    import pyseccomp

__all__ = ["ANY_FAMILY", "LOCAL_FAMILY", "SHARED_OBJECTS", "compiled"]

#: Families of sockets that may be opened: in a box with a network of its own, and in one that shares the machine's.
ANY_FAMILY: Final = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK)
LOCAL_FAMILY: Final = (socket.AF_UNIX,)
#: Objects that outlive the process that made them, and memory that no folder shows; sockets of other programs.
SHARED_OBJECTS: Final = ("shmget", "msgget", "semget", "mq_open", "memfd_create", "connect")

_DENIED: Final = (
    # looking into other processes, and performance counters
    *("ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "perf_event_open", "userfaultfd", "lookup_dcookie"),
    # other namespaces and other views of the file system
    *("unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "open_by_handle_at", "fanotify_init"),
    # keys, programs and modules in the kernel
    *("add_key", "keyctl", "request_key", "bpf", "kexec_load", "kexec_file_load"),
    *("init_module", "finit_module", "delete_module"),
    # the machine as a whole
    *("reboot", "swapon", "swapoff", "acct", "quotactl", "syslog", "settimeofday", "clock_settime", "personality"),
    *("sethostname", "setdomainname", "vhangup", "nfsservctl", "uselib", "ustat", "sysfs"),
    # the processor; unknown, and without effect, on others than x86
    *("iopl", "ioperm", "modify_ldt"),
)
#: Newer than some libseccomp in use; these numbers are the same on every architecture.
_DENIED_NUMBERS: Final = (
    *(425, 426, 427),  # io_uring_setup, io_uring_enter, io_uring_register
    *(
        428,
        429,
        430,
        431,
        432,
        433,
        442,
        467,
    ),  # open_tree, move_mount, fsopen ... fspick, mount_setattr, open_tree_attr
    *(438, 440, 443),  # pidfd_getfd, process_madvise, quotactl_fd
)
#: Its flags are in memory, where no filter looks; libraries fall back to clone where it is not there.
_CLONE3: Final = 435
#: CLONE_NEWNS, _NEWCGROUP, _NEWUTS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET.
_NAMESPACES: Final = (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)
#: Calls that give a file its mode, with the number of that argument (systemd: RestrictSUIDSGID); 452 is fchmodat2.
#: Those that open files give one only where their flags say so (O_CREAT, O_TMPFILE): with the number of the flags.
_MODES: Final = (
    *(("chmod", 1), ("fchmod", 1), ("fchmodat", 2), (452, 2), ("creat", 1), ("mknod", 1), ("mknodat", 2)),
    *(("mkdir", 1), ("mkdirat", 2)),
)
_OPENING: Final = (("open", 1), ("openat", 2))
_MAKING: Final = (0o100, 0o20000000)
_OF_ITS_OWNER: Final = (stat.S_ISUID, stat.S_ISGID)
#: Its flags and mode are in memory; libraries fall back to openat.
_OPENAT2: Final = 437
#: TIOCSTI and TIOCLINUX: typing into the terminal.
_TYPING: Final = (0x5412, 0x541C)
_KIND: Final = 0xF  # of a socket; the rest are flags
_INT: Final = 0xFFFFFFFF  # the kernel reads 32 bits of these arguments; the rest must not hide them


@cache
def compiled(families: Collection[int], more: Collection[str] = ()) -> bytes:
    """The filter as a classic BPF program (an array of `struct sock_filter`).

    Args:
        families: address families of the sockets that may be opened.
        more: names of system calls to deny beside the usual ones.

    Raises:
        SandboxUnavailable: libseccomp is not installed.
    """
    try:
        import pyseccomp  # looks for the library when it is imported
    except (ImportError, RuntimeError) as error:
        raise SandboxUnavailable(
            text("libseccomp, which filters the system calls of a box, cannot be used: {reason}.", reason=str(error)),
            text("Install it (`apt install libseccomp2`)."),
        ) from error
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    denied = pyseccomp.ERRNO(errno.EPERM)
    for call in (*_DENIED, *_DENIED_NUMBERS, *more):
        rules.add_rule(denied, call)
    for call in (_CLONE3, _OPENAT2):
        rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), call)
    for flag in _NAMESPACES:
        rules.add_rule(denied, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, flag, flag))
    for request in _TYPING:
        rules.add_rule(denied, "ioctl", pyseccomp.Arg(1, pyseccomp.MASKED_EQ, _INT, request))
    _deny_owners_programs(rules)
    _deny_families(rules, families)
    return _program(rules)


def _deny_owners_programs(rules: "pyseccomp.SyscallFilter") -> None:
    """No file that runs with its owner's rights: in a folder that outlives the box, its owner is the grader's user."""
    import pyseccomp

    denied = pyseccomp.ERRNO(errno.EPERM)
    for bit in _OF_ITS_OWNER:
        for call, mode in _MODES:
            rules.add_rule(denied, call, pyseccomp.Arg(mode, pyseccomp.MASKED_EQ, bit, bit))
        for call, flags in _OPENING:
            for flag in _MAKING:
                making = pyseccomp.Arg(flags, pyseccomp.MASKED_EQ, flag, flag)
                rules.add_rule(denied, call, making, pyseccomp.Arg(flags + 1, pyseccomp.MASKED_EQ, bit, bit))


def _deny_families(rules: "pyseccomp.SyscallFilter", allowed: Collection[int]) -> None:
    import pyseccomp

    for call in ("socket", "socketpair"):
        for family in set(range(max(ANY_FAMILY) + 1)).difference(allowed):
            # libzmq, asking for network interfaces, takes this for an answer and aborts on any other
            error = errno.EOPNOTSUPP if family == socket.AF_NETLINK else errno.EAFNOSUPPORT
            rules.add_rule(pyseccomp.ERRNO(error), call, pyseccomp.Arg(0, pyseccomp.EQ, family))
        beyond = pyseccomp.Arg(0, pyseccomp.GT, max(ANY_FAMILY))
        rules.add_rule(pyseccomp.ERRNO(errno.EAFNOSUPPORT), call, beyond)
    if socket.AF_INET not in allowed:  # datagrams need no connection to reach the machine's own sockets
        for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW):
            local = pyseccomp.Arg(0, pyseccomp.EQ, socket.AF_UNIX)
            of_kind = pyseccomp.Arg(1, pyseccomp.MASKED_EQ, _KIND, kind)
            rules.add_rule(pyseccomp.ERRNO(errno.EAFNOSUPPORT), "socket", local, of_kind)


def _program(rules: "pyseccomp.SyscallFilter") -> bytes:
    file = os.memfd_create("filter")
    with os.fdopen(file, "r+b") as program:
        rules.export_bpf(program)
        program.seek(0)
        return program.read()
