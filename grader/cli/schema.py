"""`grader schema`: the formats this package reads and writes."""

import json
from typing import Any

import click

__all__ = ["command"]


@click.command("schema")
@click.argument("kind", type=click.Choice(["assignment", "result"]))
def command(kind: str) -> None:
    """Print the JSON Schema of assignment.yaml or of result.json."""
    click.echo(json.dumps(_schema(kind), indent=2, ensure_ascii=False))


def _schema(kind: str) -> dict[str, Any]:
    if kind == "assignment":
        from grader.assignment import json_schema

        return json_schema()
    from grader.result import Result

    return Result.model_json_schema(by_alias=True)
