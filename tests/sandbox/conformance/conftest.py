from typing import get_args

import pytest

from grader.errors import SandboxUnavailable
from grader.sandbox import Isolation, Sandbox, choose

PROFILES = sorted(set(get_args(Isolation)) - {"auto"})


@pytest.fixture(scope="session", params=PROFILES)
def sandbox(request: pytest.FixtureRequest, passable: None) -> Sandbox:
    """Each profile that this machine can have."""
    try:
        return choose(request.param)
    except SandboxUnavailable as error:
        pytest.skip(str(error))
