"""Each reader of hostile bytes, fuzzed for a moment; `make fuzz` takes longer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.readers import READERS

RUNS = 500
#: The others read JSON too, with less to it.
QUICK = ("notebook", "cell", "npy", "message")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in QUICK else pytest.mark.slow) for name in READERS]
)
def test_only_errors_of_ours_come_out(name: str, tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="atheris is built for x86-64 Linux only")
    # A process begins with the largest size its parent ever had; one between them keeps ours from the fuzzer's limit.
    between = ["/bin/sh", "-c", '"$@"; exit $?', "sh"]
    command = [
        *between,
        sys.executable,
        "-m",
        "tests.fuzz",
        name,
        "--corpus",
        str(tmp_path / "corpus"),
        "--runs",
        str(RUNS),
    ]
    done = subprocess.run(
        command, env={**os.environ, "TMPDIR": str(tmp_path)}, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    assert "DONE" in done.stderr


@pytest.mark.parametrize("name", READERS)
def test_every_reader_accepts_its_seeds(name: str) -> None:
    assert all(READERS[name].accepts(seed) for seed in READERS[name].seeds())
