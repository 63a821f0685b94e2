"""Whatever bytes a kernel sends, only well-formed messages get through."""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
import zmq
import zmq.asyncio
from hypothesis import given
from hypothesis import strategies as st
from jupyter_client.session import Session

from grader.execution.wire import CheckedChannel

SESSION = Session(key=b"key")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=9) | st.sampled_from(["data", "text", "name"]), inner)
    ),
    max_leaves=8,
)
KINDS = [
    "stream",
    "display_data",
    "execute_result",
    "update_display_data",
    "error",
    "status",
    "execute_reply",
    "comm_open",
]


@contextmanager
def opened() -> Iterator[CheckedChannel]:
    context = zmq.asyncio.Context()
    try:
        yield CheckedChannel(context.socket(zmq.SUB), SESSION.clone())
    finally:
        context.destroy(linger=0)


@pytest.fixture
def channel() -> Iterator[CheckedChannel]:
    with opened() as channel:
        yield channel


def parts(kind: str, content: dict[str, Any], parent: Any = None) -> list[bytes]:
    message = SESSION.msg(kind, content, parent=parent or {"header": {"msg_id": "asked"}})
    return [b"topic", *SESSION.serialize(message)]


def stream(text: str) -> list[bytes]:
    return parts("stream", {"name": "stdout", "text": text})


def test_a_well_formed_message_gets_through(channel: CheckedChannel) -> None:
    message = channel.read(stream("hola"))
    assert message is not None
    assert message["content"] == {"name": "stdout", "text": "hola"}
    assert message["parent_header"] == {"msg_id": "asked"}


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_any_other_bytes_do_not(junk: list[bytes]) -> None:
    with opened() as channel:
        assert channel.read(junk) is None
        assert channel.read([b"<IDS|MSG>", *junk]) is None


@given(
    st.sampled_from(KINDS),
    st.dictionaries(st.sampled_from(["data", "metadata", "text", "name", "ename", "transient"]), JSON),
)
def test_what_gets_through_has_its_types(kind: str, content: dict[str, Any]) -> None:
    with opened() as channel:
        message = channel.read(parts(kind, content))
    if message is None:
        return
    content = message["content"]
    if kind == "stream":
        assert isinstance(content["text"], str)
    if "data" in content:
        assert all(isinstance(value, str) for value in content["data"].values())
        assert isinstance(content["transient"].get("display_id", ""), str)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("stream", {}),
        ("stream", {"name": "stdlog", "text": "x"}),
        ("stream", {"name": "stdout", "text": 3}),
        ("display_data", {"data": "x"}),
        ("error", {"ename": "E", "evalue": "", "traceback": "x"}),
        ("status", {"execution_state": None}),
        ("execute_reply", {}),
        ("comm_open", {"data": {}}),
        ("shutdown_reply", {}),
    ],
)
def test_a_malformed_message_does_not(channel: CheckedChannel, kind: str, content: dict[str, Any]) -> None:
    assert channel.read(parts(kind, content)) is None


def test_deeply_nested_json_does_not(channel: CheckedChannel) -> None:
    signed = [b"{}", b"{}", b"{}", b"[" * 100_000]
    assert channel.read([b"<IDS|MSG>", SESSION.sign(signed), *signed]) is None


def test_a_message_with_another_key_does_not(channel: CheckedChannel) -> None:
    message = Session(key=b"other").msg("stream", {"name": "stdout", "text": "x"})
    assert channel.read(Session(key=b"other").serialize(message)) is None


def test_of_what_is_shown_only_text_and_images_are_taken(channel: CheckedChannel) -> None:
    data = {"text/plain": "x", "text/html": "<b>", "image/png": "aaaa", "image/svg+xml": "<svg>", "image/jpeg": ["a"]}
    message = channel.read(parts("display_data", {"data": data, "metadata": {"x": 1}, "transient": {"display_id": []}}))
    assert message is not None
    assert message["content"] == {"data": {"text/plain": "x", "image/png": "aaaa"}, "metadata": {}, "transient": {}}


def test_beyond_its_limit_output_is_dropped_and_replies_are_not(channel: CheckedChannel) -> None:
    channel.limit = 2_000
    assert channel.read(stream("x" * 1_000)) is not None
    assert channel.read(stream("x" * 1_000)) is None
    assert channel.dropped == 1
    assert channel.read(parts("execute_reply", {"status": "ok"})) is not None


def test_a_flood_is_told_once(channel: CheckedChannel) -> None:
    told: list[int] = []
    channel.limit = 1_000
    channel.flooded = lambda: told.append(1)
    for _ in range(5):
        channel.read(stream("x" * 10_000))
    assert told == [1]


def test_waiting_ends_although_junk_keeps_coming() -> None:
    async def wait() -> None:
        context = zmq.asyncio.Context()
        receiver, sender = context.socket(zmq.PAIR), context.socket(zmq.PAIR)
        receiver.bind("inproc://test")
        sender.connect("inproc://test")
        sending = asyncio.ensure_future(_send_junk(sender))
        try:
            with pytest.raises(Empty):
                await CheckedChannel(receiver, SESSION.clone()).get_msg(timeout=0.3)
        finally:
            sending.cancel()
            context.destroy(linger=0)

    asyncio.run(wait())


async def _send_junk(socket: zmq.asyncio.Socket) -> None:
    while True:
        await socket.send_multipart([b"junk"])
        await asyncio.sleep(0.01)


def test_what_a_dead_kernel_said_is_read_to_the_end() -> None:
    with tempfile.TemporaryDirectory(prefix="grader-") as folder:  # short: a socket's path has room for 107 bytes
        program = Path(__file__).with_name("dying_publisher.py")
        assert subprocess.run([sys.executable, str(program), folder], check=False).returncode == 0
