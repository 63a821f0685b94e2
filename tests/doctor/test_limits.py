"""Limits of control groups, in trees like those of a container, a service and a machine of either version."""

from pathlib import Path

import pytest

from grader.doctor.limits import memory_limit, processor_limit


@pytest.fixture
def membership(tmp_path: Path) -> Path:
    return tmp_path / "membership"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "cgroup"


def write(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_text(content + "\n")


def test_a_container_sees_its_own_group_as_the_root(root: Path, membership: Path) -> None:
    membership.write_text("0::/\n")
    write(root, memory__max="805306368", cpu__max="50000 100000")
    assert memory_limit(root, membership) == 805_306_368
    assert processor_limit(root, membership) == 0.5


def test_the_path_of_the_host_does_not_hide_the_limits_of_a_container(root: Path, membership: Path) -> None:
    membership.write_text("12:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n")
    write(root / "memory", memory__limit_in_bytes="1073741824")
    write(root / "cpu", cpu__cfs_quota_us="150000", cpu__cfs_period_us="100000")
    assert memory_limit(root, membership) == 2**30
    assert processor_limit(root, membership) == 1.5


def test_the_smallest_limit_on_the_way_up_counts(root: Path, membership: Path) -> None:
    membership.write_text("0::/user.slice/session\n")
    write(root / "user.slice", memory__max="1000", cpu__max="max 100000")
    write(root / "user.slice" / "session", memory__max="max", cpu__max="200000 100000")
    write(root / "other", memory__max="10", cpu__max="1 100000")
    assert memory_limit(root, membership) == 1000
    assert processor_limit(root, membership) == 2.0


def test_no_limit_is_none(root: Path, membership: Path) -> None:
    membership.write_text("4:memory:/\n1:cpu:/\n0::/\n")
    write(root / "memory", memory__limit_in_bytes="9223372036854771712")
    write(root / "cpu", cpu__cfs_quota_us="-1", cpu__cfs_period_us="100000")
    assert memory_limit(root, membership) is None
    assert processor_limit(root, membership) is None


def test_without_control_groups_there_is_no_limit(root: Path, membership: Path) -> None:
    assert memory_limit(root, membership) is None
    assert processor_limit(root, membership) is None


def test_this_machine_can_be_read() -> None:
    limit = memory_limit()
    assert limit is None or limit > 0
