"""What may come in from a kernel.

Student code runs in the kernel and can send any bytes in its name, so each message is bounded in size and must have
the shape that the Jupyter protocol gives it before anything else sees it; what has not is dropped.
"""

import asyncio
import time
from collections.abc import Callable
from queue import Empty
from typing import Any, Final, Literal

import zmq
import zmq.asyncio
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from pydantic import BaseModel
from zmq.utils.monitor import recv_monitor_message

__all__ = ["CheckedChannel", "CheckedClient", "checked_context"]

#: Bytes of one message that are taken in, that are read, and that are read even when the output limit is reached.
_LARGEST: Final = 64 * 2**20
_READABLE: Final = 8 * 2**20
_SMALL: Final = 64 * 2**10
#: Messages that wait in memory until they are read.
_WAITING: Final = 256
#: Lost connections that are made anew: more than an honest notebook, few enough for what each holds in memory.
_CONNECTIONS: Final = 20
#: A notebook may print this many times its limit, unread, before it is stopped for it.
_FLOOD: Final = 20


class _Data(BaseModel):
    data: dict[str, Any]
    metadata: dict[str, Any] = {}
    transient: dict[str, Any] | None = None

    def model_post_init(self, context: object) -> None:
        self.data = {kind: value for kind, value in self.data.items() if kind in _SHOWN and isinstance(value, str)}
        self.metadata = {}
        display = (self.transient or {}).get("display_id")
        self.transient = {"display_id": display} if isinstance(display, str) else {}


class _Result(_Data):
    execution_count: int | None = None


class _Stream(BaseModel):
    name: Literal["stdout", "stderr"]
    text: str


class _Error(BaseModel):
    ename: str
    evalue: str
    traceback: list[str]


class _Status(BaseModel):
    execution_state: str


class _Clear(BaseModel):
    wait: bool = False


class _Reply(BaseModel):
    status: str
    ename: str = ""
    evalue: str = ""
    traceback: list[str] = []


class _KernelInfo(BaseModel):
    protocol_version: str


_SHOWN: Final = frozenset({"text/plain", "image/png", "image/jpeg"})
_SCHEMAS: Final[dict[str, type[BaseModel]]] = {
    "stream": _Stream,
    "display_data": _Data,
    "execute_result": _Result,
    "update_display_data": _Data,
    "error": _Error,
    "status": _Status,
    "clear_output": _Clear,
    "execute_reply": _Reply,
    "kernel_info_reply": _KernelInfo,
}
_OUTPUT: Final = frozenset({"stream", "display_data", "execute_result", "update_display_data", "error"})


class CheckedChannel(AsyncZMQSocketChannel):  # type: ignore[misc]
    """A channel that gives well-formed messages only, and output only up to a limit.

    Attributes:
        limit: bytes of output messages to let through, in all.
        flooded: called, once, when far more than that has come in.
        dropped: number of messages that were not let through for their size, so far.
    """

    limit: int = _READABLE
    flooded: Callable[[], None] = staticmethod(lambda: None)
    dropped = 0
    _received = 0
    _passed = 0

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """The next well-formed message.

        Raises:
            Empty: none came within `timeout` seconds.
        """
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            left = None if end is None else max(0, int((end - time.monotonic()) * 1000))
            if not await self.socket.poll(left):
                raise Empty
            parts = await self.socket.recv_multipart()
            await asyncio.sleep(0)  # a flood must not keep the clocks of the other tasks from ticking
            message = self.read(parts)
            if message is not None:
                return message

    def read(self, parts: list[bytes]) -> dict[str, Any] | None:
        """The message that came as `parts`, or None if it is not to be let through."""
        size = sum(map(len, parts))
        self._count(size)
        full = self._passed + size > self.limit
        if size > (_SMALL if full else _READABLE):
            self.dropped += 1
            return None
        try:
            _, rest = self.session.feed_identities(parts)
            message = self.session.deserialize(rest)
            message = self._well_formed(message)
        except Exception:  # bytes that no kernel sends can break the parser in any way; they count for nothing
            return None
        return self._within_limit(message, size, full)

    def lost(self) -> None:
        """Count a message that was too large to come in at all."""
        self.dropped += 1
        self._count(_LARGEST)

    def _count(self, size: int) -> None:
        already = self._received > _FLOOD * self.limit
        self._received += size
        if not already and self._received > _FLOOD * self.limit:
            self.flooded()

    def _well_formed(self, message: dict[str, Any]) -> dict[str, Any]:
        """The message with what its kind allows as content, and no more; an exception where it is anything else."""
        content = _SCHEMAS[message["msg_type"]].model_validate(message["content"], strict=True)
        parent = str(message["parent_header"].get("msg_id", ""))
        return {**message, "parent_header": {"msg_id": parent}, "content": content.model_dump()}

    def _within_limit(self, message: dict[str, Any], size: int, full: bool) -> dict[str, Any] | None:
        if message["msg_type"] not in _OUTPUT:
            return message
        if full:
            self.dropped += 1
            return None
        self._passed += size
        return message


class CheckedClient(AsyncKernelClient):  # type: ignore[misc]
    """A kernel client with checked channels, and none for input or heartbeats, which nobody here answers or needs."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        for channel in ("shell", "iopub", "control"):
            setattr(self, f"{channel}_channel_class", CheckedChannel)

    def start_channels(self, **kwargs: bool) -> None:
        """Start shell, iopub and control."""
        super().start_channels(stdin=False, hb=False)

    async def keep_listening(self) -> None:
        """Connect iopub anew when it is lost, a few times; ends when cancelled.

        ZeroMQ gives a connection up for good when too large a message comes in. The lost connection is never
        disconnected: with part of a message read, that drops its rest, and libzmq aborts (its issue 2163).
        """
        folder, _, name = self._make_url("iopub").rpartition("/")
        socket = self.iopub_channel.socket
        monitor = socket.get_monitor_socket(zmq.EVENT_CONNECTED | zmq.EVENT_DISCONNECTED)
        connections = 1
        lost = False
        while True:
            event = (await recv_monitor_message(monitor))["event"]
            if event == zmq.EVENT_DISCONNECTED:
                lost = True
                if connections <= _CONNECTIONS:
                    connections += 1
                    # ZeroMQ passes over an address that it has, so each spells the path in a way of its own
                    socket.connect(folder + connections * "/" + name)
            elif lost:  # a dead kernel never gets here
                lost = False
                self.iopub_channel.lost()


def checked_context() -> zmq.asyncio.Context:
    """A ZeroMQ context whose sockets hold little in memory."""
    context = zmq.asyncio.Context()
    context.setsockopt(zmq.MAXMSGSIZE, _LARGEST)
    context.setsockopt(zmq.RCVHWM, _WAITING)
    context.setsockopt(zmq.LINGER, 0)
    return context
