"""Lets the rest of a cell run when one of its import lines fails.

Notebooks start with one big cell of imports. A single line that this version of Keras no longer knows would leave
every name below it undefined, and each later cell would fail for a reason that is not its own.
"""

import ast
import sys
from typing import Any, TypeAlias

from IPython.core.interactiveshell import InteractiveShell

__all__ = ["PassOver", "failed", "install", "rescue", "take_failed"]

Namespace: TypeAlias = dict[str, Any]

#: What was passed over since `take_failed` was last called: `line`, the statement, and `error`.
failed: list[dict[str, str]] = []


def install(shell: InteractiveShell) -> None:
    """Pass over failing imports in every later cell of an IPython shell."""
    shell.ast_transformers.append(PassOver())


def take_failed() -> list[dict[str, str]]:
    """What was passed over, at most 200 statements; the record starts anew."""
    taken = failed[:200]
    failed.clear()
    return taken


class PassOver(ast.NodeTransformer):
    """Wraps the import statements at the top level of a cell, each on its own; others are left alone.

    `import a` becomes, with all its positions kept:

        try:
            import a
        except Exception:
            __import__("box.imports", fromlist=("rescue",)).rescue("import a", globals())
    """

    def visit(self, node: ast.AST) -> ast.AST:
        """The cell, changed in place."""
        if isinstance(node, ast.Module):
            node.body = [_wrapped(statement) if _is_import(statement) else statement for statement in node.body]
        return node


def _is_import(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.ImportFrom):
        return statement.module != "__future__"
    return isinstance(statement, ast.Import)


def _wrapped(statement: ast.stmt) -> ast.stmt:
    call = f"__import__({__name__!r}, fromlist=('rescue',)).rescue({ast.unparse(statement)!r}, globals())"
    wrapped = ast.parse(f"try: pass\nexcept Exception: {call}").body[0]
    for node in ast.walk(wrapped):
        ast.copy_location(node, statement)
    assert isinstance(wrapped, ast.Try)
    wrapped.body = [statement]
    return wrapped


def rescue(line: str, namespace: Namespace) -> None:
    """Called while an import statement's exception is handled: bind what can be bound, note what cannot."""
    error = sys.exc_info()[1]
    parts = _parts(line)
    if len(parts) == 1:
        _note(line, error)
        return
    for part in parts:
        try:
            exec(compile(part, "<import>", "exec"), namespace)
        except Exception as partial:  # an import runs any code, and may fail in any way
            _note(part, partial)


def _parts(line: str) -> list[str]:
    """The statement as one statement per name; whole, if its module is not there at all."""
    [statement] = ast.parse(line).body
    assert isinstance(statement, ast.Import | ast.ImportFrom)
    if isinstance(statement, ast.Import):
        return [ast.unparse(ast.Import([alias])) for alias in statement.names]
    if statement.level or statement.module not in sys.modules:
        return [line]
    return [ast.unparse(ast.ImportFrom(statement.module, [alias], 0)) for alias in statement.names]


def _note(line: str, error: BaseException | None) -> None:
    message = f"{type(error).__name__}: {error}"
    failed.append({"line": line[:2000], "error": message[:2000]})
    print(f"[grader] passed over: {line}\n         {message}", file=sys.stderr)
