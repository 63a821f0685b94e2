"""For all tests."""

import signal

import hypothesis
import pytest

from grader.errors import SandboxUnavailable
from grader.sandbox import Sandbox, choose

from .passable import make_passable

# Started in the background of a shell, tests find SIGINT ignored, and programs under test would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes is no matter for tests: a machine may be busy.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def passable() -> None:
    """The interpreter is where a box's own user can reach it."""
    make_passable()


@pytest.fixture(scope="session")
def unprivileged(passable: None) -> Sandbox:
    try:
        return choose("unprivileged")
    except SandboxUnavailable as error:
        pytest.skip(str(error))
