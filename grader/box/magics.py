"""Line magics of other places, which would otherwise end the cell they stand in."""

from typing import Any

__all__ = ["install"]

#: Known on Colab only, or of no use without a browser.
_ELSEWHERE = ("tensorflow_version", "tensorboard")


def install(shell: Any) -> None:
    """Make them known to an IPython shell, and do nothing."""
    for name in _ELSEWHERE:
        shell.register_magic_function(lambda line: None, magic_kind="line", magic_name=name)
