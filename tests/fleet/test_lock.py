"""Two runs do not write into one folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import OutputInUse
from grader.fleet import locked

HOLDS = """
import sys, time
from pathlib import Path
from grader.fleet import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_folder_that_another_process_holds_is_refused_until_that_is_dead(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDS, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(OutputInUse, match=r"Another run is at work in the folder .*\n.*-o"), locked(tmp_path):
            pass
        other.kill()
    with locked(tmp_path):
        pass


def test_a_folder_is_free_again(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path):
            pass
