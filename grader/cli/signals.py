"""Being told to stop by a program is the same as being told by a person."""

import signal
from types import FrameType
from typing import Final

__all__ = ["stop_as_interrupted"]

_STOP: Final = (signal.SIGTERM, signal.SIGHUP)


def stop_as_interrupted() -> None:
    """Let SIGTERM (a scheduler, a container that ends) and SIGHUP (a closed terminal) do what Ctrl-C does.

    By default they would end this process on the spot: boxes would stay until they notice, temporary folders for good.
    What was asked to be ignored, as by nohup, stays so.
    """
    for number in _STOP:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    for other in _STOP:
        signal.signal(other, signal.SIG_IGN)  # once is enough: a second one must not break the cleaning up
    handler = signal.getsignal(signal.SIGINT)
    if callable(handler):  # such as that of asyncio, which ends its tasks first
        handler(signal.SIGINT, frame)
    else:
        raise KeyboardInterrupt
