"""Found by a grader under test through PYTHONPATH: makes one function of it fail, as GRADER_TEST_FAULT says.

`grader.module:function=fault`: when the module is imported, its function is wrapped; the fault happens each time before
the function itself runs. `enospc`, `emfile`, `memory`, `defect` raise; `descriptors` leaves no file to be opened;
`vanish=NAME` and `cut=NAME` remove or halve the files of that name below GRADER_TEST_OUT; `hang` says so in the file
`hanging` there, and waits.
"""

import errno
import functools
import importlib.abc
import importlib.util
import os
import resource
import sys
import time
from pathlib import Path

OUT = Path(os.environ.get("GRADER_TEST_OUT", "/nowhere"))


def happen(fault):
    kind, _, name = fault.partition("=")
    if kind in ("enospc", "emfile"):
        code = getattr(errno, kind.upper())
        raise OSError(code, os.strerror(code))
    if kind == "memory":
        raise MemoryError
    if kind == "defect":
        raise ZeroDivisionError("a defect")
    if kind == "descriptors":
        resource.setrlimit(resource.RLIMIT_NOFILE, (len(list(Path("/proc/self/fd").iterdir())) + 1,) * 2)
    elif kind == "hang":
        (OUT / "hanging").touch()
        time.sleep(600)
    else:
        for path in list(OUT.rglob(name)):
            path.unlink() if kind == "vanish" else os.truncate(path, path.stat().st_size // 2)


class Failing(importlib.abc.MetaPathFinder):
    def __init__(self, module, function, fault):
        self.module, self.function, self.fault = module, function, fault

    def find_spec(self, name, path, target=None):
        if name != self.module:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        execute = spec.loader.exec_module

        def exec_module(module):
            execute(module)
            real = getattr(module, self.function)

            @functools.wraps(real)
            def failing(*args, **kwargs):
                happen(self.fault)
                return real(*args, **kwargs)

            setattr(module, self.function, failing)

        spec.loader.exec_module = exec_module
        return spec


if "GRADER_TEST_FAULT" in os.environ:
    place, _, fault = os.environ["GRADER_TEST_FAULT"].partition("=")
    sys.meta_path.insert(0, Failing(*place.split(":"), fault))
