"""YAML as plain values that remember their lines.

Only what JSON has too: no tags, no anchors, no key twice, and the words and numbers of YAML 1.2's core schema, so that
`no` is a text and `1e-3` a number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from grader.i18n import Text, text

__all__ = ["BadYaml", "Document", "Place", "read_document"]

#: Where a value stands: keys of mappings and indices of lists, from the top.
Place: TypeAlias = tuple[str | int, ...]

_YAML: Final = "tag:yaml.org,2002:"
_MAX_DEPTH: Final = 50


@dataclass(frozen=True)
class Document:
    """A YAML document.

    Attributes:
        value: its content in dicts, lists, text, numbers, booleans and None.
        lines: the line of each value (of its key, where it has one), counted from 1.
    """

    value: Any
    lines: Mapping[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """The line of `place`, or of the nearest value around it that is there."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


class BadYaml(Exception):
    """YAML that cannot be read, or more than a rubric needs."""

    def __init__(self, problem: Text, line: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line


def read_document(source: str) -> Document:
    """Read one YAML document.

    Raises:
        BadYaml: a syntax error, a tag, an anchor, a key twice or one that is no text, or no document.
    """
    try:
        node = yaml.compose(source, Loader=_CoreLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadYaml(_syntax(error.problem or error.context or ""), mark.line + 1 if mark else 1) from error
    except yaml.reader.ReaderError as error:
        raise BadYaml(_syntax(error.reason), source.count("\n", 0, int(error.position)) + 1) from error
    except RecursionError as error:
        raise BadYaml(text("more than {limit} levels", limit=_MAX_DEPTH), 1) from error
    if node is None:
        raise BadYaml(text("the file is empty"), 1)
    lines: dict[Place, int] = {(): _line(node)}
    return Document(_value(node, (), lines, set()), lines)


class _CoreLoader(yaml.SafeLoader):
    """Composes only; which plain words are no text is set below."""


_CoreLoader.yaml_implicit_resolvers = {}
for _kind, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    _CoreLoader.add_implicit_resolver(_YAML + _kind, re.compile(rf"^(?:{_pattern})$"), _first)


def _value(node: Node, place: Place, lines: dict[Place, int], seen: set[int]) -> Any:
    if id(node) in seen:
        raise BadYaml(text("anchors and aliases are not read here: write it out"), _line(node))
    seen.add(id(node))
    if len(place) > _MAX_DEPTH:
        raise BadYaml(text("more than {limit} levels", limit=_MAX_DEPTH), _line(node))
    if isinstance(node, MappingNode) and node.tag == _YAML + "map":
        return _mapping(node, place, lines, seen)
    if isinstance(node, SequenceNode) and node.tag == _YAML + "seq":
        lines.update({(*place, index): _line(item) for index, item in enumerate(node.value)})
        return [_value(item, (*place, index), lines, seen) for index, item in enumerate(node.value)]
    if isinstance(node, ScalarNode):
        return _scalar(node)
    raise _tagged(node)


def _mapping(node: MappingNode, place: Place, lines: dict[Place, int], seen: set[int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = _scalar(key_node) if isinstance(key_node, ScalarNode) else None
        if not isinstance(key, str):
            raise BadYaml(text("a key must be text"), _line(key_node))
        if key in found:
            raise BadYaml(text("the key {key} is there twice", key=key), _line(key_node))
        lines[(*place, key)] = _line(key_node)
        found[key] = _value(value_node, (*place, key), lines, seen)
    return found


def _scalar(node: ScalarNode) -> str | int | float | bool | None:
    kind, shown = node.tag.removeprefix(_YAML), node.value
    try:
        match kind:
            case "str":
                return str(shown)
            case "null":
                return None
            case "bool":
                return {"true": True, "false": False}[shown.lower()]
            case "int":
                return int(shown)
            case "float":
                return float(shown)
    except (ValueError, KeyError) as error:
        raise BadYaml(
            text("{value} is not a value of type {kind}", value=shown[:50], kind=kind), _line(node)
        ) from error
    raise _tagged(node)


def _tagged(node: Node) -> BadYaml:
    return BadYaml(text("the tag {tag} is not allowed", tag=str(node.tag)[:80]), _line(node))


def _syntax(problem: str) -> Text:
    return text("YAML syntax: {problem}", problem=problem)


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1
