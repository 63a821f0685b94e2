"""What must hold after any grading, whatever was handed in."""

import io
import json
import re
from collections.abc import Iterator, Sequence, Set
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NoReturn

import psutil
from rich.console import Console

from grader.report.terminal import render_terminal
from grader.result import Result

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_DECEIVING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_ACTIVE = {"script", "iframe", "object", "embed", "form", "base", "link"}
_OURS = ("#", "report.html", "annotated.html", "data:image/png;base64,", "data:image/jpeg;base64,")


def survivors(folder: Path, before: Set[psutil.Process]) -> list[str]:
    """Processes that a grading below `folder` left: children of ours not seen `before`, and who sees that folder."""
    ours = psutil.Process()
    children = [child.pid for child in set(ours.children(recursive=True)) - before]
    return [_shown(pid) for pid in {*children, *(p for p in psutil.pids() if p != ours.pid and _sees(p, folder))}]


def _sees(pid: int, folder: Path) -> bool:
    for name in ("mountinfo", "environ"):
        try:
            content = Path("/proc", str(pid), name).read_bytes()
        except OSError:
            continue
        if str(folder).encode() in content:
            return True
    return False


def _shown(pid: int) -> str:
    try:
        process = psutil.Process(pid)
        return f"{pid} {process.status()} {' '.join(process.cmdline())[:200]}"
    except psutil.Error:
        return str(pid)


def strict_result(folder: Path) -> Result:
    """`result.json`, which has to be strict JSON and to follow its schema."""
    text = (folder / "result.json").read_text(encoding="utf-8")
    json.loads(text, parse_constant=_refuse, object_pairs_hook=_unique)
    return Result.model_validate_json(text)


def _refuse(constant: str) -> NoReturn:
    raise AssertionError(f"{constant} in result.json")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(dict(pairs)) == len(pairs), "a key twice in result.json"
    return dict(pairs)


def deceptions(result: Result, pages: Sequence[str]) -> list[str]:
    """What a student's text could do to who reads the pages or the terminal."""
    console = Console(file=io.StringIO(), force_terminal=True, width=100)
    render_terminal(result, "en", console=console)
    shown = _COLOUR.sub("", console.file.getvalue())  # type: ignore[attr-defined]
    found = [f"terminal: {mark!r}" for mark in _DECEIVING.findall(shown)]
    found += [f"page: {mark!r}" for page in pages for mark in _DECEIVING.findall(page)]
    reader = _Page()
    for page in pages:
        reader.feed(page)
    return [*found, *reader.found]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [f"page: <{tag}>"] if tag in _ACTIVE else []
        self.found += [f"page: {name}={value}" for name, value in attrs if _acts(name, value or "")]


def _acts(name: str, value: str) -> bool:
    return name.startswith("on") or (name in ("href", "src") and not value.startswith(_OURS))


def said(result: Result, folder: Path) -> str:
    """All that a grading says: the message, criteria, diagnoses, and what the driver saw of each cell."""
    return "\n".join([result.message or "", *_judged(result), *_seen(folder / "evidence" / "run.json")])


def _judged(result: Result) -> Iterator[str]:
    for task in result.tasks:
        for criterion in task.criteria:
            yield f"{criterion.id}: {criterion.outcome} {criterion.points:g}: {criterion.message}"
    for diagnosis in result.diagnoses:
        yield f"{diagnosis.symptom} {diagnosis.cause} {diagnosis.fix}"


def _seen(file: Path) -> Iterator[str]:
    if file.exists():
        run = json.loads(file.read_text(encoding="utf-8"))
        yield f"run: {run['status']}"
        for cell in run["cells"]:
            yield f"cell {cell['order']}: {cell['status']}: {cell['text'][:3000]}"
            yield f"{cell['error']['name']}: {cell['error']['value'][:300]}" if cell["error"] else ""
