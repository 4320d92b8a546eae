"""A dashboard computed for a visitor: with a kernel of its own, piece by piece, until he is gone."""

import asyncio
import logging
import os
from collections.abc import AsyncGenerator
from pathlib import Path

from jupyter_core.utils import ensure_async
from voila.handler import VoilaHandler
from voila.notebook_renderer import NotebookRenderer
from voila.utils import get_page_config

from passpro_nb.panels.page import PAGES_VARIABLE
from passpro_nb.panels.widgets import PUBLISHED_VARIABLE
from passpro_nb.serve.kernels import VisitorKernels

HEARTBEAT_SECONDS = 10
HEARTBEAT = " \n"  # shows nothing, and proxies see that something comes

OWN_KEYS = {"token", "demande"}  # of an address: the server's own words

LOG = logging.getLogger(__name__)
SILENT = logging.Logger(__name__)  # no one's child: it reaches no log
SILENT.addHandler(logging.NullHandler())


def state_asked(query: str) -> str:
    """Return what a query says of the state of a page, without what is the server's own."""
    return "&".join(p for p in query.split("&") if p.partition("=")[0] not in OWN_KEYS)


class BrokenPageError(Exception):
    """The computation of a page ended before its end."""


class Visit:
    """What is computed for one visitor of a dashboard; `leave` stops it at any time."""

    def __init__(self, handler: VoilaHandler, notebook: str, published: Path) -> None:
        """Prepare what is computed; `published` is the only file that the kernel is told of."""
        self._kernels: VisitorKernels = handler.kernel_manager
        self._renderer = _renderer_for(handler, notebook)
        self._env = {
            **os.environ,
            "QUERY_STRING": state_asked(handler.request.query),
            PUBLISHED_VARIABLE: str(published.resolve()),
            PAGES_VARIABLE: handler.base_url,
        }
        self._pieces: asyncio.Queue[str | None] = asyncio.Queue()

    def leave(self) -> None:
        """Stop: the visitor is gone."""
        self._pieces.put_nowait(None)

    async def pieces(self) -> AsyncGenerator[str]:
        """Yield the page as it is computed, a heartbeat where nothing comes, until its end.

        First, before its kernel is started, yields nothing: the headers then go, and the browser asks
        for the scripts that they name. Raises `TooManyError` where no kernel may be started, before
        anything is yielded, and `BrokenPageError` where the page is not whole. Its kernel then is ended.
        """
        await self._renderer.initialize()
        kernel_id = self._kernels.reserve()
        starting = asyncio.create_task(self._start(kernel_id))
        computing = asyncio.create_task(self._compute(kernel_id, starting))
        computing.add_done_callback(lambda _: self._pieces.put_nowait(None))
        try:
            yield ""
            while (piece := await self._next()) is not None:
                yield piece
            if not _succeeded(computing):
                raise BrokenPageError from _failure(computing)
            self._kernels.computed(kernel_id)
        finally:
            if not _succeeded(computing):
                await self._stop(computing)
                await asyncio.wait([starting])  # what is half started could not be ended
                _succeeded(starting)
                await self._kernels.drop(kernel_id)

    async def _next(self) -> str | None:
        try:
            return await asyncio.wait_for(self._pieces.get(), HEARTBEAT_SECONDS)
        except TimeoutError:
            return HEARTBEAT

    async def _start(self, kernel_id: str) -> None:
        name = self._renderer.notebook.metadata.kernelspec.name
        asked = {"kernel_name": name, "path": "", "env": self._env}
        await self._kernels.start_kernel(kernel_id=kernel_id, **asked)

    async def _compute(self, kernel_id: str, starting: asyncio.Task[None]) -> None:
        await asyncio.shield(starting)
        kernel = self._kernels.get_kernel(kernel_id)
        generated = self._renderer.generate_content_generator(kernel_id, kernel)
        async for piece, _ in generated:
            self._pieces.put_nowait(piece)

    async def _stop(self, computing: asyncio.Task[None]) -> None:
        """End the computation and its talk with the kernel; nobody is left to read of a failure."""
        executor = getattr(self._renderer, "executor", None)
        for speaker in filter(None, (self._renderer, executor)):
            speaker.log = SILENT
        while not computing.done():
            computing.cancel()  # Voila goes on to the next cell
            await asyncio.wait([computing], timeout=0.2)
        _succeeded(computing)  # asked, or asyncio would tell the log of it
        if client := getattr(executor, "kc", None):
            await ensure_async(client.stop_channels())


def _succeeded(computing: asyncio.Task[None]) -> bool:
    return computing.done() and not computing.cancelled() and not computing.exception()


def _failure(computing: asyncio.Task[None]) -> BaseException | None:
    """Return what ended a computation, if not the visitor, and tell the log."""
    error = computing.exception() if computing.done() and not computing.cancelled() else None
    if error:
        LOG.error("Un tableau de bord a échoué. %s", type(error).__name__)
    return error


def _renderer_for(handler: VoilaHandler, notebook: str) -> NotebookRenderer:
    """Return what renders a notebook of the served folder for a request, as Voila sets it up."""
    shared = {"base_url": handler.base_url, "voila_configuration": handler.voila_configuration}
    return NotebookRenderer(
        request_handler=handler,
        notebook_path=notebook,
        traitlet_config=handler.traitlet_config,
        template_paths=handler.template_paths,
        config_manager=handler.config_manager,
        contents_manager=handler.contents_manager,
        kernel_spec_manager=handler.kernel_spec_manager,
        page_config=get_page_config(settings=handler.settings, log=handler.log, **shared),
        **shared,
    )
