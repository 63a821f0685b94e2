"""The environment of a box: a neutral one, the same on every machine."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from grader.box.protocol import BOX_CODE, BOX_EVIDENCE, BOX_HOME, BOX_INPUT, BOX_OUTPUT

__all__ = ["THREADS", "WORK", "neutral_environment"]

#: The working folder of programs in a box.
WORK = f"{BOX_HOME}/work"
#: Of TensorFlow, which reads them late, and of what NumPy and others compute with.
_THREADS: Final = (
    *("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"),
    *("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"),
)


#: In this process's own environment: threads that libraries start in each of its boxes; as many as cores without it.
THREADS: Final = "GRADER_THREADS"


def neutral_environment(place: Callable[[str], str] = str, threads: int | None = None) -> dict[str, str]:
    """Variables every box starts with; nothing of this process's own environment is among them, but `THREADS`.

    Args:
        place: tells where a path of a box really stands, for profiles that cannot mount it there.
        threads: goes before `THREADS`.
    """
    number = str(threads or os.environ.get(THREADS, ""))
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        "HOME": place(BOX_HOME),
        "USER": "student",
        "LANG": "C.UTF-8",
        "PYTHONPATH": place(BOX_CODE),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "1",
        "GRADER_EVIDENCE": place(BOX_EVIDENCE),
        "GRADER_INPUT": place(BOX_INPUT),
        "GRADER_OUTPUT": place(BOX_OUTPUT),
        "MPLCONFIGDIR": place(f"{BOX_HOME}/.config/matplotlib"),
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "CUDA_VISIBLE_DEVICES": "-1",
        # so that `!pip install` fails at once, instead of waiting for a network that is not there
        "PIP_NO_INDEX": "1",
        "PIP_RETRIES": "0",
        "PIP_DEFAULT_TIMEOUT": "1",
        "PIP_NO_INPUT": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        **(dict.fromkeys(_THREADS, number) if number.isdecimal() else {}),
    }
