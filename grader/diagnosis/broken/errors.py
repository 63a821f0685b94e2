"""The first errors of a notebook, told apart from those that only follow from them."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from grader.diagnosis.finding import Place
from grader.diagnosis.source import CodeCell
from grader.diagnosis.symptoms import Symptoms
from grader.execution.record import CellError

__all__ = ["FirstError", "bound", "first_errors", "undefined"]

#: A line of IPython's traceback, as it names a frame of the notebook's own code.
_FRAME: Final = re.compile(r"Cell In\[(\d+)\], line (\d+)")
_UNDEFINED: Final = re.compile(r"name '(\w+)' is not defined")


@dataclass(eq=False)
class FirstError:
    """An error that does not follow from an earlier one.

    Attributes:
        cell: of the line that failed, which a function called elsewhere may hold.
        statement: that line; None where it is not known.
        name, message: of the exception.
        passed_over: whether it was an import that the run went on after.
        followers: numbers of the cells that ended with a NameError for want of what this one was to define.
    """

    cell: CodeCell
    statement: ast.stmt | None
    line: int
    name: str
    message: str
    passed_over: bool = False
    followers: list[int] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)

    @property
    def place(self) -> Place:
        """Where it stands in the notebook."""
        return self.cell.place(self.statement) if self.statement else Place(self.cell.number, self.cell.line(self.line))

    def nodes(self) -> Iterator[ast.AST]:
        """The statement's syntax tree."""
        return ast.walk(self.statement) if self.statement else iter(())

    def calls(self) -> Iterator[ast.Call]:
        """The calls in it."""
        return (node for node in self.nodes() if isinstance(node, ast.Call))


def first_errors(symptoms: Symptoms) -> list[FirstError]:
    """Every such error, in the order in which they came up."""
    found: list[FirstError] = []
    for run in symptoms.run.cells:
        cell = symptoms.code.cells[run.order]
        found += _failed_imports(symptoms, cell)
        if run.status != "error" or run.error is None:
            continue
        wanted = undefined(run.error.name, run.error.value)
        cause = next((error for error in found if wanted in error.lost), None)
        line = _frames(run.error, run.order)[0][1]
        lost = _defined(cell, line)
        if cause is None:
            found.append(_first(symptoms, run.order, run.error, lost))
        else:
            cause.followers.append(cell.number)
            cause.lost |= lost
    return found


def undefined(name: str, message: str) -> str | None:
    """The name that a NameError is about."""
    match = _UNDEFINED.search(message) if name == "NameError" else None
    return match[1] if match else None


def _failed_imports(symptoms: Symptoms, cell: CodeCell) -> Iterator[FirstError]:
    evidence = symptoms.evidence(cell.order)
    for failed in evidence.failed_imports if evidence else []:
        name, _, message = failed.error.partition(": ")
        imports = (node for node in cell.nodes if isinstance(node, ast.Import | ast.ImportFrom))
        statement = next((node for node in imports if _is_import(node, failed.line)), None)
        lost = set(bound(statement)) if statement else set()
        line = statement.lineno if statement else 0
        yield FirstError(cell, statement, line, name, message, passed_over=True, lost=lost)


def _is_import(node: ast.Import | ast.ImportFrom, line: str) -> bool:
    """Whether `line` is this import, or the part of it that failed."""
    if isinstance(node, ast.Import):
        parts: list[ast.stmt] = [ast.Import([alias]) for alias in node.names]
    else:
        parts = [ast.ImportFrom(node.module, [alias], node.level) for alias in node.names]
    return any(ast.unparse(part) == line for part in (node, *parts))


def _first(symptoms: Symptoms, order: int, error: CellError, lost: set[str]) -> FirstError:
    place, line = _frames(error, order)[-1]
    cell = symptoms.code.cells[place if 0 <= place < len(symptoms.code.cells) else order]
    return FirstError(cell, _statement(cell, line), line, error.name, error.value, lost=lost)


def _frames(error: CellError, order: int) -> list[tuple[int, int]]:
    """Cell by its order, and line, of each frame of the notebook's code, the outermost first."""
    frames = [(int(count), int(line)) for count, line in _FRAME.findall(error.traceback)]
    if not frames:
        return [(order, 0)]
    shift = order - frames[0][0]
    return [(count + shift, line) for count, line in frames]


def _statement(cell: CodeCell, line: int) -> ast.stmt | None:
    """The shortest statement that holds a line."""
    holding = [n for n in cell.nodes if isinstance(n, ast.stmt) and n.lineno <= line <= (n.end_lineno or n.lineno)]
    return min(holding, key=lambda node: (node.end_lineno or node.lineno) - node.lineno, default=None)


def _defined(cell: CodeCell, line: int) -> set[str]:
    """Names that the statements of a cell from `line` on were to define."""
    later = [] if cell.tree is None else [s for s in cell.tree.body if (s.end_lineno or s.lineno) >= line]
    return {name for statement in later for name in bound(statement)}


def bound(statement: ast.stmt) -> Iterator[str]:
    """Names that a statement binds, those inside its functions and classes left out."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name.split(".")[0] for alias in statement.names)
    else:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id
