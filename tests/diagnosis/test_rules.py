"""Which rules there are."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any

import grader.diagnosis
from grader.diagnosis import Finding
from grader.diagnosis.rules import RULES


def written() -> Iterator[Any]:
    """All public functions below `grader.diagnosis` that look at symptoms and yield findings."""
    for found in pkgutil.walk_packages(grader.diagnosis.__path__, "grader.diagnosis."):
        module = importlib.import_module(found.name)
        for name in getattr(module, "__all__", []):
            thing = getattr(module, name)
            if inspect.isfunction(thing) and inspect.signature(thing).return_annotation == Iterator[Finding]:
                yield thing


def test_every_rule_that_is_written_is_asked() -> None:
    rules = set(written())
    assert len(rules) > 20
    assert rules == set(RULES)
