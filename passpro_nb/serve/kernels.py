"""The kernels that pages and notebooks run on: this very Python, and for visitors never too many."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import inf
from queue import Empty
from time import monotonic
from typing import Any

import psutil
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError
from traitlets import Int

KERNEL_BYTES = 200 << 20  # what one may come to weigh, what it shares with the others left out
MOST = 60  # more at once is not a matter of memory but of processors

# Of a page that was sent and never said that it is open (a scanner, a program), then of one that was
# open and is no more (a tab that could not say so, a cut: pages try again for half a minute).
UNOPENED_SECONDS, UNSEEN_SECONDS = 10, 40
LOOK_SECONDS = 3
HEARD_SECONDS = 0.2  # within which a kernel that has answered says that it is idle
KEPT_BYTES = 8 << 20  # of what is said to a page meanwhile


class OwnKernelOnly(KernelSpecManager):
    """Run the notebooks with this very Python, whatever kernels the account has installed."""

    def _kernel_dirs_default(self) -> list[str]:
        return []


class BeatlessClient(AsyncKernelClient):
    """Talks with a kernel without listening to its heart: its process says whether it is alive.

    The heart has a thread, which fails into the log where its kernel is ended meanwhile.
    """

    def start_channels(self, *channels: bool, **named: bool) -> None:
        """Open the channels, that of the heart left out."""
        super().start_channels(*channels, **named | {"hb": False})

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until a kernel has answered, and its last word on that was heard.

        The library then listens for a fifth of a second more, in case of others. Raises RuntimeError
        as it does.
        """
        until = monotonic() + (timeout or inf)
        while True:
            asked = self.kernel_info()
            with suppress(Empty):
                reply = await self.get_shell_msg(timeout=1)
                if reply["msg_type"] == "kernel_info_reply":
                    await self._hear_out(asked)
                    self._handle_kernel_info_reply(reply)
                    return
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if monotonic() > until:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _hear_out(self, asked: str) -> None:
        """Hear what is said of a question, to the end; `Empty` where nobody was listening yet."""
        idle = False
        while not idle:
            said = await self.get_iopub_msg(timeout=HEARD_SECONDS)
            answers = said["parent_header"].get("msg_id") == asked
            idle = answers and said["content"].get("execution_state") == "idle"


class TooManyError(Exception):
    """As many as this machine bears are there already."""


def bearable() -> int:
    """Return how many kernels at once this machine bears: half of the memory that is free now."""
    return max(4, min(MOST, psutil.virtual_memory().available // 2 // KERNEL_BYTES))


class KeptMessages(list[tuple[str, list[bytes]]]):
    """What was said to a page that does not listen for now; what is beyond `KEPT_BYTES` is lost."""

    weight = 0

    def append(self, said: tuple[str, list[bytes]]) -> None:
        """Keep a message: its channel and its parts."""
        self.weight += sum(map(len, said[1]))
        if self.weight <= KEPT_BYTES:
            super().append(said)


class VisitorKernels(AsyncMappingKernelManager):
    """A kernel a visitor: up to `most`, each only as long as its page is there."""

    most = Int(MOST, config=True, help="How many kernels run at once.")

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._computing: set[str] = set()
        self._gone_at: dict[str, float] = {}
        self._sockets = Counter[str]()

    def reserve(self) -> str:
        """Return the name of a kernel that may be started for a page; raises `TooManyError` at the cap."""
        if len({*self.list_kernel_ids()} | self._computing) >= self.most:
            raise TooManyError
        kernel_id: str = self.new_kernel_id()
        self._computing.add(kernel_id)  # before it is there: nobody is to end it meanwhile
        return kernel_id

    def computed(self, kernel_id: str) -> None:
        """Take note that the page of a kernel was sent whole."""
        self._computing.discard(kernel_id)
        self._keep(kernel_id, UNOPENED_SECONDS)

    def seen(self, kernel_id: str) -> None:
        """Take note that the page of a kernel is open in a browser."""
        self._keep(kernel_id, UNSEEN_SECONDS)

    def _keep(self, kernel_id: str, seconds: float) -> None:
        if kernel_id in self:
            until = monotonic() + seconds
            self._gone_at[kernel_id] = max(until, self._gone_at.get(kernel_id, 0))

    @contextmanager
    def socket(self, kernel_id: str, most: int) -> Iterator[None]:
        """Count a socket of a kernel while the block runs; raises `TooManyError` beyond `most`."""
        if self._sockets[kernel_id] >= most:
            raise TooManyError
        self._sockets[kernel_id] += 1
        try:
            yield
        finally:
            self.seen(kernel_id)
            self._sockets[kernel_id] -= 1
            self._sockets += Counter()  # forgets those without any

    def start_buffering(self, kernel_id: str, session_key: str, channels: dict[str, Any]) -> None:
        """Keep what a kernel says to a page whose connection is cut: so much, and no more."""
        super().start_buffering(kernel_id, session_key, channels)
        self._kernel_buffers[kernel_id]["buffer"] = KeptMessages()

    async def drop(self, kernel_id: str) -> None:
        """End a kernel at once, whatever it is doing; it may have ended by itself meanwhile."""
        self._computing.discard(kernel_id)
        self._gone_at.pop(kernel_id, None)
        with suppress(HTTPError, KeyError):
            await self.shutdown_kernel(kernel_id, now=True)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel whose page is gone, or that died; else one that nobody uses."""
        if kernel_id in self._computing:  # its visit sees to it
            return
        there = self._sockets[kernel_id] > 0 or self._gone_at.get(kernel_id, 0) > monotonic()
        with suppress(HTTPError, KeyError):  # gone meanwhile
            if not there or not await self.is_alive(kernel_id):
                await self.drop(kernel_id)
            else:
                await super().cull_kernel_if_idle(kernel_id)
