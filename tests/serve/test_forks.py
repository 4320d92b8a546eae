"""Kernels forked from a warm process, and what happens where that cannot be."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys

import pytest
from browser import wait_until
from places import DASHBOARDS

from passpro_nb.serve.forks import NAME, ForkedKernel, ForkingProvisioner, ask_fork, warm_process

# A fork turns into the kernel that this command asks for: here one that cannot even start.
NO_KERNEL = [sys.executable, "-m", "ipykernel_launcher", "-f", "/nowhere/kernel.json"]
REQUEST = {"env": dict(os.environ), "cwd": "/"}
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="Linux forks; others do not")


@linux_only
def test_a_fork_is_followed_to_its_end() -> None:
    """A forked process is known to live, takes signals, and is known to have ended."""
    with warm_process() as name:
        assert name == NAME
        pid = ask_fork(ForkingProvisioner.parent_process, NO_KERNEL, REQUEST)
        assert pid is not None
        kernel = ForkedKernel(pid)
        kernel.send_signal(signal.SIGKILL)
        wait_until(lambda: kernel.poll() == 0)
        assert kernel.wait() == 0


@linux_only
def test_a_dead_warm_process_is_not_asked() -> None:
    """When the warm process is gone there is no fork: the caller starts a kernel its own way."""
    with warm_process():
        warm = ForkingProvisioner.parent_process
        assert warm is not None
        warm.kill()
        warm.wait()
        assert ask_fork(warm, NO_KERNEL, REQUEST) is None
    assert ForkingProvisioner.parent_process is None


@linux_only
def test_a_silent_warm_process_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A warm process that does not answer in time is killed, lest its answer serve another."""
    monkeypatch.setattr("passpro_nb.serve.forks.ANSWER_SECONDS", 0.2)
    with warm_process():
        warm = ForkingProvisioner.parent_process
        assert warm is not None
        warm.send_signal(signal.SIGSTOP)
        assert ask_fork(warm, NO_KERNEL, REQUEST) is None
        assert warm.wait(5) == -signal.SIGKILL


def test_the_warm_process_has_imported_the_pages() -> None:
    """What the dashboards import is there before any page is asked for."""
    pages = "".join(path.read_text(encoding="utf-8") for path in DASHBOARDS.glob("*.ipynb"))
    asked = set(re.findall(r"from (passpro_nb[\w.]+) import", pages))
    assert len(asked) >= 3
    code = "import sys; from passpro_nb.serve.forks import import_pages; import_pages(); "
    code += f"sys.exit(str({asked!r} - set(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert ended.stderr.strip() == "set()"


def test_elsewhere_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """On other systems no warm process runs, and Jupyter starts kernels as it always did."""
    monkeypatch.setattr(sys, "platform", "win32")
    with warm_process() as name:
        assert name is None
        assert ForkingProvisioner.parent_process is None
    assert ask_fork(None, NO_KERNEL, REQUEST) is None
