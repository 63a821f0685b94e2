import os
import signal
import subprocess
import sys

import pytest

from grader.sandbox.cgroup import TaskGroup

BOMB = """
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


def test_a_group_holds_what_is_born_in_it() -> None:
    group = TaskGroup.make(20)
    if group is None:
        pytest.skip("this machine or user cannot make control groups")
    bomb = subprocess.Popen(
        [sys.executable, "-S", "-c", BOMB], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
    try:
        group.add([bomb.pid])
        assert bomb.stdin is not None
        assert bomb.stdout is not None
        bomb.stdin.write(b"x")
        bomb.stdin.close()
        assert int(bomb.stdout.readline()) <= 20
    finally:
        os.killpg(bomb.pid, signal.SIGKILL)
        bomb.wait()
        bomb.stdout.close()
    group.remove()
