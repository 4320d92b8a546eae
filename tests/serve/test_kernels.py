"""The kernels of visitors: how many, how long."""

from __future__ import annotations

import threading
from pathlib import Path
from queue import Empty
from typing import Any
from unittest.mock import AsyncMock, Mock

import pytest
from jupyter_client.ioloop.manager import AsyncIOLoopKernelManager
from jupyter_core.utils import run_sync

from passpro_nb.serve.kernels import (
    KEPT_BYTES,
    BeatlessClient,
    KeptMessages,
    TooManyError,
    VisitorKernels,
)
from passpro_nb.serve.server import _server_config


@pytest.fixture
def kernels(monkeypatch: pytest.MonkeyPatch) -> VisitorKernels:
    """Return the kernels of a server, of which none is a process."""
    made = VisitorKernels(most=2)
    for name in ("start_kernel", "shutdown_kernel"):
        monkeypatch.setattr(made, name, AsyncMock())
    monkeypatch.setattr(made, "is_alive", AsyncMock(return_value=True))
    return made


def test_a_kernel_that_starts_is_left_alone(kernels: VisitorKernels) -> None:
    """Whoever looks for kernels without a page while one starts does not take it for such a one."""
    run_sync(kernels.cull_kernel_if_idle)(kernels.reserve())
    kernels.shutdown_kernel.assert_not_awaited()


def test_those_that_start_count_too(kernels: VisitorKernels) -> None:
    """The cap holds for those who come at once; one that is dropped gives its place back."""
    first = kernels.reserve()
    run_sync(kernels.drop)(kernels.reserve())
    second = kernels.reserve()
    with pytest.raises(TooManyError):
        kernels.reserve()
    assert first != second


def test_what_a_page_that_is_away_is_told_is_bounded() -> None:
    """Messages wait for a page that comes back, up to a weight; what is beyond is lost."""
    kept = KeptMessages()
    for _ in range(20):
        kept.append(("iopub", [b"x" * (KEPT_BYTES // 10)]))
    assert len(kept) == 10


def test_no_thread_listens_to_a_heart(tmp_path: Path) -> None:
    """The server talks with its kernels without the thread that fails where one ends as it begins."""
    config = _server_config({}, idle_minutes=1, cell_seconds=1)
    manager = AsyncIOLoopKernelManager(config=config, connection_file=str(tmp_path / "k.json"))
    manager.write_connection_file()
    before = threading.active_count()
    client = manager.client()
    client.start_channels()
    assert threading.active_count() == before
    client.stop_channels()


def said(question: str, state: str) -> dict[str, Any]:
    """Return what a kernel says of itself while it answers a question."""
    return {"parent_header": {"msg_id": question}, "content": {"execution_state": state}}


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> BeatlessClient:
    """Return who asks a kernel that answers each question, numbered, and of which nothing is heard."""
    made, count = BeatlessClient(), iter("123")
    monkeypatch.setattr(made, "kernel_info", lambda: next(count))
    monkeypatch.setattr(made, "_handle_kernel_info_reply", Mock())
    answers = AsyncMock(return_value={"msg_type": "kernel_info_reply"})
    monkeypatch.setattr(made, "get_shell_msg", answers)
    monkeypatch.setattr(made, "get_iopub_msg", AsyncMock(side_effect=Empty))
    monkeypatch.setattr(made, "is_alive", AsyncMock(return_value=True))
    return made


def test_a_kernel_is_heard_to_its_last_word_on_a_question(client: BeatlessClient) -> None:
    """Nothing of it is left for what is asked next, and nothing more is waited for."""
    heard = [said("1", "busy"), said("0", "idle"), said("1", "idle"), said("0", "busy")]
    client.get_iopub_msg.side_effect = heard
    run_sync(client.wait_for_ready)()
    assert client.get_iopub_msg.await_count == 3


def test_a_kernel_that_was_not_heard_is_asked_again(client: BeatlessClient) -> None:
    """Whoever began to listen too late would miss what a cell shows."""
    client.get_iopub_msg.side_effect = [Empty, said("2", "busy"), said("2", "idle")]
    run_sync(client.wait_for_ready)()
    assert client.get_shell_msg.await_count == 2


def test_a_dead_kernel_is_not_waited_for(client: BeatlessClient) -> None:
    """A page whose kernel ends as it starts says so at once."""
    client.is_alive.return_value = False
    with pytest.raises(RuntimeError, match="died"):
        run_sync(client.wait_for_ready)()
