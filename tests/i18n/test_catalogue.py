"""Every message a reader may meet exists in both languages."""

import ast
import io
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import grader
from grader.i18n import render, text

ROOT = Path(grader.__file__).parent
CATALOGUE = {
    message.id: message.string
    for message in read_po(io.BytesIO((ROOT / "i18n" / "es.po").read_bytes()), locale="es")
    if message.id
}


def messages() -> list[str]:
    """The first argument of every call of `text`."""
    calls = [
        node
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "text" and node.args
    ]
    return sorted({call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)})


def fields(message: str) -> list[str]:
    return sorted(re.findall(r"{(\w*)", message))


@pytest.mark.parametrize("message", messages())
def test_each_message_is_in_the_catalogue_with_the_same_fields(message: str) -> None:
    assert CATALOGUE.get(message), "run `make texts` and translate it in es.po"
    assert fields(CATALOGUE[message]) == fields(message)


def test_no_message_stands_in_an_f_string() -> None:
    """`make texts` does not find it there, and would take it out of the catalogue."""
    hidden = [
        call.args[0].value
        for path in ROOT.rglob("*.py")
        for string in ast.walk(ast.parse(path.read_text()))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "text"
    ]
    assert hidden == []


def test_no_message_is_translated_twice() -> None:
    entries = (ROOT / "i18n" / "es.po").read_text(encoding="utf-8").split("\n\n")[1:]
    messages = ["".join(re.findall(r'"(.*)"', entry.split("msgstr")[0])) for entry in entries]
    assert {message for message in messages if messages.count(message) > 1} == set()


def test_values_may_be_messages_themselves() -> None:
    message = text("{first} {second}", first=text("No trained model was found."), second="X")
    assert render(message, "es") == "No se encontró ningún modelo entrenado. X"
    assert render(message, "en") == "No trained model was found. X"


def test_what_is_not_translated_stays_english() -> None:
    assert render(text("never heard of {it}", it="this"), "es") == "never heard of this"
