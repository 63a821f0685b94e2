"""Programs and packages."""

import os
import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from typing import Final

from grader.doctor.model import Finding
from grader.i18n import Text, text

__all__ = ["graphviz", "libraries", "python", "tensorflow"]

_OLDEST: Final = (3, 11)
_SECONDS: Final = 180.0  # that TensorFlow may take: from a slow disk it has been seen to take a minute
_QUIET: Final = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
_NAME: Final = re.compile(r"[\w.-]+")  # of a package, where a requirement begins
_SCRIPT: Final = "import tensorflow, keras; print(tensorflow.__version__, keras.__version__)"


def python() -> Finding:
    """The interpreter that runs the grader and, in boxes, the notebooks."""
    found = Text("{version} ({path})", {"version": platform.python_version(), "path": sys.executable})
    if sys.version_info >= _OLDEST:
        return Finding("good", found)
    return Finding("bad", found, text("Install Python {version} or newer.", version=".".join(map(str, _OLDEST))))


def tensorflow() -> Finding:
    """Whether TensorFlow and Keras can be imported: in a process of their own, which may hang or crash."""
    mend = _pip("--force-reinstall tensorflow")
    start = time.monotonic()
    try:
        ran = subprocess.run(
            [sys.executable, "-I", "-c", _SCRIPT],
            env={**os.environ, **_QUIET},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Finding("bad", text("could not be imported within {seconds:.0f} s", seconds=_SECONDS), mend)
    if ran.returncode < 0:
        found = text("its import was ended by signal {number}", number=-ran.returncode)
        return Finding("bad", found, text("Its packages need a processor with AVX, and memory. Or {mend}", mend=mend))
    if ran.returncode > 0:
        said = (ran.stderr.strip().splitlines() or ["?"])[-1]
        return Finding("bad", text("cannot be imported: {reason}", reason=said), mend)
    theirs, keras = ran.stdout.split()[-2:]
    seconds = time.monotonic() - start
    return Finding("good", text("{tf} with Keras {keras}, imported in {s:.0f} s", tf=theirs, keras=keras, s=seconds))


def libraries() -> Finding:
    """What students import beside TensorFlow: the packages of the extra `notebooks`."""
    wanted = [match[0] for line in requires("grader") or [] if "notebooks" in line and (match := _NAME.match(line))]
    missing = [name for name in wanted if not _installed(name)]
    if not missing:
        return Finding("good", text("all {n} are installed", n=len(wanted)))
    return Finding(
        "poor",
        text("missing: {names}; notebooks that import them fail", names=", ".join(missing)),
        _pip(" ".join(missing)),
    )


def _installed(package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True


def _pip(arguments: str) -> Text:
    return Text("`{command}`", {"command": f"{sys.executable} -m pip install {arguments}"})


def graphviz() -> Finding:
    """What `keras.utils.plot_model` calls; without it that line of a notebook fails."""
    missing = list(_missing_for_plots())
    if not missing:
        return Finding("good", text("the program dot and the package pydot are there"))
    return Finding(
        "poor",
        text("missing: {names}; keras.utils.plot_model fails without", names=", ".join(missing)),
        Text("`apt install graphviz`, `pip install pydot`"),
    )


def _missing_for_plots() -> Iterator[str]:
    if shutil.which("dot") is None:
        yield "dot"
    if find_spec("pydot") is None:
        yield "pydot"
