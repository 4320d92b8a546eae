"""The kernels of visitors: how many, how long."""

from __future__ import annotations

import threading
from pathlib import Path
from unittest.mock import AsyncMock

import pytest
from jupyter_client.ioloop.manager import AsyncIOLoopKernelManager
from jupyter_core.utils import run_sync

from passpro_nb.serve.kernels import KEPT_BYTES, KeptMessages, TooManyError, VisitorKernels
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
