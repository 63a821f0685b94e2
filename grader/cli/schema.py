"""`grader schema`: the formats this package reads and writes."""

import json

import click

__all__ = ["command"]


@click.command("schema")
@click.argument("kind", type=click.Choice(["assignment", "criteria", "result"]))
def command(kind: str) -> None:
    """Print the JSON Schema of assignment.yaml or of result.json, or the list of all kinds of criteria."""
    click.echo(_schema(kind))


def _schema(kind: str) -> str:
    if kind == "criteria":
        from grader.criteria.listing import listing

        return listing()
    if kind == "assignment":
        from grader.assignment import json_schema

        return _json(json_schema())
    from grader.result import Result

    return _json(Result.model_json_schema(by_alias=True))


def _json(schema: dict[str, object]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False)
