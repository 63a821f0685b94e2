"""When a cell of the notebook begins and ends, as its author would count."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from IPython.core.interactiveshell import InteractiveShell

__all__ = ["on_cells"]


def on_cells(shell: InteractiveShell, start: Callable[[], None], end: Callable[[], None]) -> None:
    """Call `start` before and `end` after each cell that is sent to an IPython shell.

    A cell can run others (`%%capture` does, and `get_ipython().run_cell`): those are part of it, and not counted.
    An interrupt for a cell that is out of time does not reach `end`, which may be writing down what it trained.
    """
    depth = 0

    def before(info: object) -> None:
        nonlocal depth
        depth += 1
        if depth == 1:
            start()

    def after(result: object) -> None:
        nonlocal depth
        depth -= 1
        if depth == 0:
            with _uninterrupted():
                end()

    shell.events.register("pre_run_cell", before)
    shell.events.register("post_run_cell", after)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
