"""A case of the corpus: a submission as data, and what may come of it."""

import json
import runpy
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import jupytext
import nbformat
import yaml
from pydantic import BaseModel, ConfigDict

CORPUS = Path(__file__).parents[2] / "corpus"


class Expected(BaseModel):
    """`expect.yaml`; the fields are described in tests/corpus/README.md."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    attack: int | None = None
    stopped_by: str = ""
    status: str = "graded"
    accepted: bool = False
    max_score: float
    may_have: set[str] | None = None
    loses: set[str] = set()
    says: list[str] = []
    instead: dict[str, list[str]] = {}
    never: list[str] = []
    ends: str | None = None
    limits: dict[str, Any] = {}
    file: str = "tarea.ipynb"
    known: str | None = None
    guarded: bool = False
    only_in: str | None = None


@dataclass(frozen=True)
class Case:
    """One folder of `tests/corpus/attacks` or `tests/corpus/null`."""

    folder: Path
    expected: Expected

    @classmethod
    def all(cls, kind: str) -> list[Self]:
        """Those of a kind, sorted by name."""
        folders = sorted(path.parent for path in (CORPUS / kind).glob("*/expect.yaml"))
        return [cls(f, Expected.model_validate(yaml.safe_load((f / "expect.yaml").read_text()))) for f in folders]

    @property
    def name(self) -> str:
        return self.folder.name

    def submission(self, facts: Mapping[str, str]) -> bytes:
        """The file as it is handed in.

        Args:
            facts: what the attacker knows; `@NAME@` in the case's source is replaced by it.
        """
        raw = self.folder / "submission.py"
        if raw.exists():
            content = runpy.run_path(str(raw))["CONTENT"]
            return content if isinstance(content, bytes) else json.dumps(content).encode()
        source = (self.folder / "notebook.py").read_text(encoding="utf-8")
        for name, value in facts.items():
            source = source.replace(f"@{name}@", value)
        return nbformat.writes(jupytext.reads(source, fmt="py:percent")).encode()
