"""An inference box that fails in every way there is: a fault with the right owner, in time, and nothing left."""

import contextlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
import pytest

from grader.errors import BadArtefact, GradingError, InferenceFault, StudentFault
from grader.inference import infer
from grader.sandbox import Box, Launch, Limits

#: A report of a half that made codes of four values.
_REPORT = (
    '{"code_shape": [4], "narrow": true, "whole": false, "convolutions": 0, "drawn": false, "draws": false, '
    '"structure": {"encoder": [4], "decoder": [784], "parameters": 6276, "tied": 0.0}}'
)


@dataclass(frozen=True)
class ScriptedBoxes:
    """Boxes that run a line of shell, in the folder they may write to."""

    script: str
    profile: str = "scripted"

    def check(self) -> None:
        """There are no walls here."""

    def launch(self, box: Box) -> Launch:
        """The line, for both halves."""
        made = next(mount.source for mount in box.mounts if mount.writable)
        return Launch(["/bin/sh", "-c", f"cd {made}; {self.script}"])


@dataclass(frozen=True)
class Fault:
    """What a box does, and what comes of it."""

    script: str
    error: type[GradingError]
    says: str


FAULTS = {
    "killed": Fault("touch ready; kill -9 $$", InferenceFault, "ended from outside: it was killed"),
    "killed early": Fault("kill -9 $$", InferenceFault, "it was killed"),
    "stopped": Fault("touch ready; kill -STOP $$", StudentFault, "too much wall"),
    "stopped early": Fault("kill -STOP $$", InferenceFault, "did not come up"),
    "crashed": Fault("touch ready; kill -SEGV $$", StudentFault, "could not be run again"),
    "failed": Fault("touch ready; exit 1", StudentFault, "could not be run again"),
    "failed early": Fault("echo broken >&2; exit 1", InferenceFault, "broken"),
    "silent": Fault("touch ready", BadArtefact, "report.json is missing"),
    "empty report": Fault("touch ready report.json", BadArtefact, "report.json is not strict JSON"),
    "link": Fault("touch ready; ln -s /etc/passwd report.json", BadArtefact, "link"),
    "giant code": Fault(
        f"touch ready; echo '{_REPORT.replace('[4]', '[999999, 999999]')}' > report.json", BadArtefact, "at most"
    ),
    "no rows": Fault(f"touch ready; echo '{_REPORT}' > report.json", BadArtefact, "rows.npy is missing"),
    "empty rows": Fault(f"touch ready rows.npy; echo '{_REPORT}' > report.json", BadArtefact, "not an npy file"),
    "folder": Fault(f"touch ready; mkdir rows.npy; echo '{_REPORT}' > report.json", BadArtefact, "regular file"),
    "pipe": Fault(f"touch ready; mkfifo rows.npy; echo '{_REPORT}' > report.json", BadArtefact, "regular file"),
    "sparse giant": Fault(
        f"touch ready; truncate -s 1T rows.npy; echo '{_REPORT}' > report.json", BadArtefact, "too large"
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_it_is_told_whose_fault_it_is_and_nothing_is_left(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    own = psutil.Process()
    before = own.num_fds(), own.num_threads(), _alive(own)
    fault, rows = FAULTS[name], np.zeros((10, 784), np.float32)
    with pytest.raises(fault.error, match=fault.says):
        infer(b"", rows, sandbox=ScriptedBoxes(fault.script), limits=Limits(wall=2))
    assert list(tmp_path.iterdir()) == []
    assert (own.num_fds(), own.num_threads(), _alive(own)) == before


def test_without_descriptors_it_is_our_fault_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    own = psutil.Process()
    before, alive, limits = own.num_fds(), _alive(own), resource.getrlimit(resource.RLIMIT_NOFILE)
    for spare in range(5, 24, 3):  # fewer, and the folder could not be walked to remove it
        resource.setrlimit(resource.RLIMIT_NOFILE, (before + spare, limits[1]))
        try:
            with pytest.raises((OSError, GradingError)):
                infer(b"", np.zeros((1, 784), np.float32), sandbox=ScriptedBoxes("exit 1"), limits=Limits(wall=2))
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        assert list(tmp_path.iterdir()) == []
        assert own.num_fds() == before
        assert not _alive(own) - alive


def _alive(process: psutil.Process) -> set[psutil.Process]:
    """Its descendants, without those that are dead and wait to be noticed."""
    found = set()
    for child in process.children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if child.status() != psutil.STATUS_ZOMBIE:
                found.add(child)
    return found
