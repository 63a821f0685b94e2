import pytest

from grader.sandbox.environment import THREADS, neutral_environment


def test_threads_are_not_limited_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(THREADS, raising=False)
    assert not [name for name in neutral_environment() if "THREADS" in name]


def test_each_library_is_told_its_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(THREADS, "3")
    limited = {name: value for name, value in neutral_environment().items() if "THREADS" in name}
    assert {"TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS"} <= limited.keys()
    assert set(limited.values()) == {"3"}
    assert neutral_environment(threads=1)["OMP_NUM_THREADS"] == "1"


def test_what_is_no_number_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(THREADS, "many; rm -rf /")
    assert not [name for name in neutral_environment() if "THREADS" in name]
