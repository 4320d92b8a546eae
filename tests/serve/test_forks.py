"""Kernels forked from a warm process, and what happens where that cannot be."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import AsyncMock

import pytest
from browser import wait_until
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.connect import write_connection_file
from jupyter_client.provisioning import LocalProvisioner
from places import DASHBOARDS
from processes import linux_only
from psutil import Process

from passpro_nb.serve.forks import NAME, ForkedKernel, ForkingProvisioner, ask_fork, warm_process

# A fork turns into the kernel that this command asks for: here one that cannot even start.
NO_KERNEL = [sys.executable, "-m", "ipykernel_launcher", "-f", "/nowhere/kernel.json"]
REQUEST = {"env": dict(os.environ), "cwd": "/"}


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


@linux_only
def test_a_kernel_holds_no_more_than_its_own(tmp_path: Path) -> None:
    """A fork answers, imports nothing by itself, knows no debugger, keeps no history of what was run."""
    place = tmp_path / "kernel.json"
    write_connection_file(str(place), transport="ipc", ip=str(tmp_path / "k"), key=b"key")
    with warm_process():
        command = [*NO_KERNEL[:-1], str(place)]
        pid = ask_fork(ForkingProvisioner.parent_process, command, REQUEST)
        assert pid is not None
        client = BlockingKernelClient()
        client.load_connection_file(str(place))
        client.start_channels()
        client.wait_for_ready(30)
        asked = "sys.modules.get('debugpy'), get_ipython().history_manager.enabled, 'holidays' in sys.modules"
        said: list[str] = []
        client.execute_interactive(
            f"import sys; print({asked})",
            output_hook=lambda m: said.append(m["content"].get("text", "")),
        )
        client.stop_channels()
        own = Process(pid).memory_full_info().uss
        os.kill(pid, signal.SIGKILL)
    assert "".join(said).strip() == "None False False"  # holidays are worked out, not looked up
    assert own < 26 << 20


@linux_only
def test_others_are_served_while_a_fork_is_awaited(monkeypatch: pytest.MonkeyPatch) -> None:
    """A warm process that is slow to answer holds up nobody but the page that waits for it."""
    monkeypatch.setattr("passpro_nb.serve.forks.ANSWER_SECONDS", 0.5)
    monkeypatch.setattr(LocalProvisioner, "launch_kernel", AsyncMock(return_value={"started": 1}))
    turns = []

    async def serve_others() -> None:
        while True:
            await asyncio.sleep(0.01)
            turns.append(1)

    async def visit() -> object:
        others = asyncio.create_task(serve_others())
        try:
            return await ForkingProvisioner().launch_kernel(NO_KERNEL, **REQUEST)
        finally:
            others.cancel()

    with warm_process():
        warm = ForkingProvisioner.parent_process
        assert warm is not None
        warm.send_signal(signal.SIGSTOP)
        assert asyncio.run(visit()) == {"started": 1}
    assert len(turns) > 10


@linux_only
def test_many_at_once_each_have_their_fork() -> None:
    """Those who ask together are answered one by one: no answer is taken for another's."""
    with warm_process(), ThreadPoolExecutor(5) as threads:
        warm = ForkingProvisioner.parent_process
        asked = [threads.submit(ask_fork, warm, NO_KERNEL, REQUEST) for _ in range(20)]
        pids = {one.result() for one in asked}
    assert len(pids - {None}) == 20


def test_a_dead_kernel_is_known_before_anyone_buries_it() -> None:
    """A process that ended is known to have, and takes signals in silence."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    kernel = ForkedKernel(child.pid)
    wait_until(lambda: kernel.poll() == 0)
    child.wait()
    assert kernel.poll() == 0
    kernel.send_signal(signal.SIGTERM)
    assert kernel.wait() == 0


def test_older_systems_have_what_is_asked() -> None:
    """Neither the import nor a kernel's life asks for what only recent Linux has."""
    script = (
        "import os, signal, sys\n"
        "for module, name in ((os, 'fork'), (os, 'setsid'), (os, 'pidfd_open'),"
        " (signal, 'SIGCHLD'), (signal, 'pidfd_send_signal')):\n"
        "    vars(module).pop(name, None)\n"
        "from passpro_nb.serve.forks import ForkedKernel, warm_process\n"
        "assert ForkedKernel(os.getpid()).poll() is None\n"
        "sys.platform = 'win32'\n"
        "with warm_process() as name:\n"
        "    assert name is None\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_elsewhere_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """On other systems no warm process runs, and Jupyter starts kernels as it always did."""
    monkeypatch.setattr(sys, "platform", "win32")
    with warm_process() as name:
        assert name is None
        assert ForkingProvisioner.parent_process is None
    assert ask_fork(None, NO_KERNEL, REQUEST) is None
