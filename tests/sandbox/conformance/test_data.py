"""The table's data hang together."""

from typing import get_args

from grader.i18n import render
from grader.sandbox import Isolation
from grader.sandbox.conformance import PROMISES, Verdict
from grader.sandbox.conformance.inside.attack import ATTACKS
from grader.sandbox.conformance.known import KNOWN
from grader.sandbox.machine import PROJECT


def test_each_attack_tests_a_promise() -> None:
    assert ATTACKS.keys() <= PROMISES.keys()


def test_each_known_failure_is_of_a_promise_and_a_profile() -> None:
    assert KNOWN.keys() <= set(get_args(Isolation))
    assert all(names.keys() <= PROMISES.keys() for names in KNOWN.values())


def test_promises_differ_in_words() -> None:
    for lang in ("en", "es"):
        assert len({render(promise, lang) for promise in PROMISES.values()}) == len(PROMISES)


def test_a_verdict_tells_what_is_known_from_what_is_not() -> None:
    assert Verdict("bubblewrap", "files.system", "").state == "kept"
    assert Verdict("bubblewrap", "files.system", "/usr").state == "broken"
    assert Verdict("none", "files.system", "/usr").state == "known"
    assert Verdict("none", "files.system", "").state == "better"
    assert Verdict("no such profile", "files.system", "/usr").state == "broken"


def test_each_promise_is_in_the_table_of_the_docs() -> None:
    table = (PROJECT / "docs" / "security.md").read_text().split("```")[1]
    assert {line.split()[0] for line in table.splitlines() if "." in line[:20]} >= PROMISES.keys()
