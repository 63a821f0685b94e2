import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from grader.box.hooks import attempt, take_failures, when_imported


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], str]:
    """Writes a module that nobody has imported yet."""
    monkeypatch.syspath_prepend(tmp_path)
    take_failures()

    def write(name: str, source: str) -> str:
        (tmp_path / f"{name}.py").write_text(source)
        importlib.invalidate_caches()
        monkeypatch.delitem(sys.modules, name, raising=False)
        return name

    return write


def test_calls_back_once_the_module_has_run(module: Callable[[str, str], str]) -> None:
    seen: list[int] = []
    name = module("hooked_late", "value = 7")
    when_imported(name, lambda found: seen.append(found.value))
    assert seen == []
    assert name not in sys.modules
    importlib.import_module(name)
    assert seen == [7]


def test_calls_back_at_once_if_it_is_there() -> None:
    seen: list[ModuleType] = []
    when_imported("json", seen.append)
    assert [found.__name__ for found in seen] == ["json"]


def test_every_callback_is_called_and_only_once(module: Callable[[str, str], str]) -> None:
    seen: list[str] = []
    name = module("hooked_twice", "")
    when_imported(name, lambda found: seen.append("first"))
    when_imported(name, lambda found: seen.append("second"))
    importlib.reload(importlib.import_module(name))
    assert seen == ["first", "second"]


def test_a_callback_that_fails_does_not_fail_the_import(module: Callable[[str, str], str]) -> None:
    name = module("hooked_badly", "value = 1")
    when_imported(name, lambda found: found.missing)
    assert importlib.import_module(name).value == 1
    assert len(failures := take_failures()) == 1
    assert "AttributeError" in failures[0]


def test_an_import_that_fails_is_called_back_when_it_succeeds(module: Callable[[str, str], str]) -> None:
    seen: list[str] = []
    name = module("hooked_broken", "1 / 0")
    when_imported(name, lambda found: seen.append(found.__name__))
    with pytest.raises(ZeroDivisionError):
        importlib.import_module(name)
    assert seen == []
    module(name, "fixed = True  # of another length")
    importlib.import_module(name)
    assert seen == [name]


def test_a_missing_module_stays_missing() -> None:
    when_imported("no_such_module_anywhere", lambda found: None)
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("no_such_module_anywhere")


def test_the_module_keeps_its_own_loader(module: Callable[[str, str], str]) -> None:
    name = module("hooked_source", "answer = 42")
    when_imported(name, lambda found: None)
    assert importlib.import_module(name).__spec__.loader.get_source(name) == "answer = 42"


def test_an_attempt_returns_what_the_step_returns_or_none() -> None:
    assert attempt(max, 1, 2) == 2
    assert attempt(int, "x") is None
    assert len(take_failures()) == 1
    assert take_failures() == []
