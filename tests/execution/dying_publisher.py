"""Run as `python dying_publisher.py FOLDER`: reads as the driver does what waits of a kernel that has died.

In a process of its own, as libzmq ends the whole process where it meets half a message.
"""

import asyncio
import os
import sys
import time
from queue import Empty

import zmq
from jupyter_client.session import Session

from grader.execution.wire import CheckedClient, checked_context

MESSAGES = 100


def publish(folder: str) -> None:
    session = Session(key=b"key")
    socket = zmq.Context().socket(zmq.PUB)
    socket.bind(f"ipc://{folder}/k-2")
    time.sleep(0.5)  # until it is heard
    for number in range(MESSAGES):
        message = session.msg("stream", {"name": "stdout", "text": str(number)})
        socket.send_multipart([b"topic", *session.serialize(message)])
    time.sleep(0.5)  # until they are on their way
    os._exit(1)


async def read(folder: str, publisher: int) -> int:
    """How many messages came."""
    context = checked_context()
    ports = {"iopub_port": 2, "shell_port": 1, "control_port": 3}
    client = CheckedClient(context=context, session=Session(key=b"key"), transport="ipc", ip=f"{folder}/k", **ports)
    client.start_channels()
    listening = asyncio.ensure_future(client.keep_listening())
    await client.iopub_channel.socket.poll()  # fetches the first part of a message
    while os.waitpid(publisher, os.WNOHANG) == (0, 0):
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)  # until the loss has been noticed
    came = 0
    try:
        while True:
            await client.iopub_channel.get_msg(timeout=0.5)
            came += 1
    except Empty:
        listening.cancel()
        client.stop_channels()
        context.destroy(linger=0)
        return came


if __name__ == "__main__":
    child = os.fork()
    if child == 0:
        publish(sys.argv[1])
    sys.exit(asyncio.run(read(sys.argv[1], child)) != MESSAGES)
