"""A headless Chromium, driven over its debugging pipe: what a page does in it, and what axe-core finds."""

import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium")
#: axe.min.js, as `npm install axe-core` leaves it.
AXE = os.environ.get("GRADER_AXE", "")
_SECONDS = 120.0
_FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe"]


@dataclass(frozen=True)
class Seen:
    """What came of a page: axe's violations, console messages, requests, and how wide it is."""

    violations: list[str]
    messages: list[str]
    requests: list[str]
    width: int


class Browser:
    """One tab. Nothing of it is bound by the page's own policy."""

    def __init__(self, incoming: int, outgoing: int) -> None:
        self._in, self._out = incoming, outgoing
        self._number, self._rest, self._session = 0, b"", ""
        self.events: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **params: Any) -> Any:
        """Send a command and wait for its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]
            self.events.append(answer)

    def wait_for(self, method: str) -> None:
        """Wait for an event that was not there when the events were last looked at."""
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self._next())

    def run(self, script: str) -> Any:
        """The value of an expression on the page, awaited."""
        answer = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def look(self, page: Path, *, width: int, dark: bool) -> Seen:
        """Show a page, every part of it opened, and examine it."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.events.clear()
        self.ask("Page.navigate", url=page.as_uri())
        self.wait_for("Page.loadEventFired")
        self.run("document.querySelectorAll('details').forEach(each => each.open = true)")
        self.run(Path(AXE).read_text() + ";0")
        found = self.run("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 200)))")
        requests = [
            e["params"]["request"]["url"] for e in self.events if e.get("method") == "Network.requestWillBeSent"
        ]
        said = [
            json.dumps(e["params"])
            for e in self.events
            if e.get("method") in ("Log.entryAdded", "Runtime.consoleAPICalled")
        ]
        return Seen(found, said, requests, self.run("document.documentElement.scrollWidth"))

    def _next(self) -> dict[str, Any]:
        end = time.monotonic() + _SECONDS
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._in], [], [], max(0.0, end - time.monotonic()))
            assert ready, "the browser does not answer"
            self._rest += os.read(self._in, 1 << 20)
        message, _, self._rest = self._rest.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A browser with a profile of its own, ended when it is left."""
    (browser_in, ours_out), (ours_in, browser_out) = os.pipe(), os.pipe()
    command = [str(CHROMIUM), *_FLAGS, f"--user-data-dir={profile}"]
    wired = ["bash", "-c", f'exec "$@" 3<&{browser_in} 4>&{browser_out}', "bash", *command]
    process = subprocess.Popen(wired, pass_fds=(browser_in, browser_out), stderr=subprocess.DEVNULL)
    os.close(browser_in)
    os.close(browser_out)
    try:
        yield Browser(ours_in, ours_out)
    finally:
        process.terminate()
        process.wait()
        os.close(ours_in)
        os.close(ours_out)
