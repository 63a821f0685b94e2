"""For tests of the command `grader`."""

from collections.abc import Callable

import pytest

from grader.cli.main import main


@pytest.fixture
def grader(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """Call `grader` with some arguments: its exit code, what it printed, and what it said on stderr."""
    monkeypatch.delenv("GRADER_LANG", raising=False)

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return call
