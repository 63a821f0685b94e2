"""The notebook's code as syntax trees, with the names its imports gave to modules."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

from grader.diagnosis.finding import Place
from grader.exchange.plain import plain
from grader.intake import Notebook, parse_cell

__all__ = ["Code", "CodeCell", "keyword", "last_name", "number"]

#: Characters of a whole notebook that are parsed; longer ones are read up to there.
_MOST: Final = 500_000
_SAME: Final = {"tensorflow.keras": "keras", "tensorflow.python.keras": "keras", "tf_keras": "keras"}


@dataclass(frozen=True, eq=False)
class CodeCell:
    """One code cell. `order` is its place among the code cells, from 0; `number` among all cells, from 1.

    `tree` is None where the cell is no Python.
    """

    order: int
    number: int
    source: str
    tree: ast.Module | None

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of the tree, in the order of the source."""
        found = [] if self.tree is None else list(ast.walk(self.tree))
        return sorted(found, key=lambda node: (getattr(node, "lineno", 0), getattr(node, "col_offset", 0)))

    def line(self, number: int) -> str:
        """A line of the source, from 1, without indent; empty beyond its end."""
        lines = self.source.splitlines()
        return plain(lines[number - 1].strip()) if 0 < number <= len(lines) else ""

    def place(self, node: ast.AST) -> Place:
        """The line on which `node` begins."""
        return Place(self.number, self.line(getattr(node, "lineno", 0)))


@dataclass(frozen=True, eq=False)
class Code:
    """All code cells, in order."""

    cells: Sequence[CodeCell]

    @classmethod
    def of(cls, notebook: Notebook) -> Self:
        """Those of a notebook."""
        cells, read = [], 0
        for order, cell in enumerate(cell for cell in notebook.cells if cell.kind == "code"):
            read += len(cell.source)
            tree = parse_cell(cell.source) if read <= _MOST else None
            cells.append(CodeCell(order, cell.index + 1, cell.source, tree))
        return cls(cells)

    def calls(self, *names: str) -> Iterator[tuple[CodeCell, ast.Call]]:
        """Calls of what is called one of `names`, whatever stands before the last dot; all calls without names."""
        for cell in self.cells:
            for node in cell.nodes:
                if isinstance(node, ast.Call) and (not names or last_name(node.func) in names):
                    yield cell, node

    def callers(self, *names: str) -> set[str]:
        """The notebook's own functions and methods in which one of `names` is called."""
        definitions = (node for cell in self.cells for node in cell.nodes if isinstance(node, ast.FunctionDef))
        return {
            one.name
            for one in definitions
            if any(isinstance(node, ast.Call) and last_name(node.func) in names for node in ast.walk(one))
        }

    def values(self, name: str) -> list[ast.expr]:
        """Every expression that `name` is assigned, anywhere; of `a, b = x, y` each its own, of `a, b = x` none."""
        return list(self._assigned.get(name, []))

    def path(self, node: ast.AST) -> str:
        """The dotted path of a name, through the imports: `np.random.normal` is `numpy.random.normal`.

        Paths of Keras begin with `keras`, whichever of its packages they came from. Empty for anything but names and
        attributes.
        """
        path = self.raw_path(node)
        for package, keras in _SAME.items():
            if path == package or path.startswith(package + "."):
                return keras + path[len(package) :]
        return path

    def raw_path(self, node: ast.AST) -> str:
        """The same with the package as it was imported."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        return ".".join([self._modules.get(node.id, node.id), *reversed(parts)])

    @cached_property
    def _modules(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for cell in self.cells:
            for node in cell.nodes:
                if isinstance(node, ast.Import):
                    found.update((a.asname, a.name) for a in node.names if a.asname)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found.update((a.asname or a.name, f"{node.module}.{a.name}") for a in node.names)
        return found

    @cached_property
    def _assigned(self) -> dict[str, list[ast.expr]]:
        found: dict[str, list[ast.expr]] = {}
        for cell in self.cells:
            for node in cell.nodes:
                if isinstance(node, ast.Assign):
                    for target, value in _pairs(node):
                        if isinstance(target, ast.Name):
                            found.setdefault(target.id, []).append(value)
                elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
                    found.setdefault(node.target.id, []).append(node.value)
        return found


def _pairs(node: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What is assigned, and its value; item by item where both are tuples of one length."""
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            if len(target.elts) == len(node.value.elts):
                yield from zip(target.elts, node.value.elts, strict=True)
        else:
            yield target, node.value


def number(code: Code, node: ast.AST | None) -> int | None:
    """The whole number that an expression stands for: a literal, a product of such, or a name that is always one."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, int) and not isinstance(node.value, bool) else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        left, right = number(code, node.left), number(code, node.right)
        return None if left is None or right is None else left * right
    if isinstance(node, ast.Name):
        values = {value.value for value in code.values(node.id) if isinstance(value, ast.Constant)}
        found = values.pop() if len(values) == 1 == len(code.values(node.id)) else None
        return found if isinstance(found, int) and not isinstance(found, bool) else None
    return None


def last_name(node: ast.AST) -> str:
    """`fit` of `model.fit` and of `fit`; empty for anything else."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """The value of a keyword argument."""
    return next((given.value for given in call.keywords if given.arg == name), None)
