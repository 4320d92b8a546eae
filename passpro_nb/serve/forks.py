"""Start kernels by forking a process that has already imported everything (Linux only).

A page then waits for no import, and a kernel shares most of its memory with the others. Wherever
this cannot be, and whenever the fork does not answer, kernels start the ordinary way.
"""

import asyncio
import gc
import json
import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Lock
from typing import Any, ClassVar, cast

import psutil
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner
from traitlets.config import Config

from passpro_nb import panels
from passpro_nb.domain.errors import UsageError

NAME = "passpro-forks"
ANSWER_SECONDS = 2.0
DATA_BYTES = 1 << 30  # that one kernel may ask for: beyond, its page says that it failed
# What a kernel imports once it runs, which each would hold by itself.
_LATE = (
    "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.logger",
    "IPython.core.oinspect", "encodings.idna", "faulthandler", "ipykernel.debugger",
    "pandas.core.reshape.reshape", "pydoc", "tornado.gen", "tornado.locks",
    "tornado.platform.asyncio", "tornado.queues",
)  # fmt: skip
_TURN = Lock()


class ForkedKernel(psutil.Process):
    """A kernel that is not this process's child, with the methods of `Popen` that Jupyter calls.

    It is known by its number and its birth: whoever is given that number later is left alone.
    """

    stdin = stdout = stderr = None

    def poll(self) -> int | None:
        """Return None while the process lives."""
        with suppress(psutil.NoSuchProcess):
            if self.is_running() and self.status() != psutil.STATUS_ZOMBIE:
                return None
        return 0

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end of the process."""
        super().wait(timeout)
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal to this very process, to nobody once it has ended."""
        with suppress(psutil.NoSuchProcess):
            super().send_signal(number)


class ForkingProvisioner(LocalProvisioner):
    """Jupyter's extension point for how a kernel starts."""

    parent_process: ClassVar[Popen[bytes] | None] = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Ask the warm process for a fork; start the ordinary way when it does not answer."""
        pid = await asyncio.to_thread(ask_fork, self.parent_process, cmd, kwargs)
        if pid is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process = cast(Any, ForkedKernel(pid))
        self.pid = pid
        return self.connection_info


def ask_fork(warm: Popen[bytes] | None, cmd: list[str], kwargs: dict[str, Any]) -> int | None:
    """Return the pid of a fork that becomes the kernel of `cmd`; None if there is none.

    Waits for its turn, then for the answer: not to be called where others are answered.
    """
    with _TURN:
        if warm is None or warm.poll() is not None or warm.stdin is None or warm.stdout is None:
            return None
        request = {"cmd": cmd, "env": dict(kwargs["env"]), "cwd": os.fspath(kwargs["cwd"])}
        with suppress(OSError, ValueError):
            warm.stdin.write(json.dumps(request).encode() + b"\n")
            warm.stdin.flush()
            if select.select([warm.stdout], [], [], ANSWER_SECONDS)[0]:
                return int(warm.stdout.readline())
        # An answer that comes late would be taken for the next one's: this process is done with.
        warm.kill()
        return None


@contextmanager
def warm_process(ahead: Path | None = None) -> Iterator[str | None]:
    """Keep a warm process while the block runs; yield the provisioner's name, None elsewhere.

    `ahead`: published figures that it reads before it forks, for kernels to share: those that
    every visitor may see whole, for each fork inherits them.
    """
    if sys.platform != "linux":
        yield None
        return
    target = f"{__name__}:{ForkingProvisioner.__name__}"
    entry = EntryPoint(NAME, target, KernelProvisionerFactory.GROUP_NAME)
    KernelProvisionerFactory.provisioners[NAME] = entry
    # A session of its own: Ctrl+C reaches the server only, which then stops its kernels in order.
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # a fork copies no thread but its own
    command = [sys.executable, "-m", __name__, *([str(ahead)] if ahead else [])]
    warm = Popen(command, stdin=PIPE, stdout=PIPE, env=alone, start_new_session=True)
    assert warm.stdout is not None
    warm.stdout.readline()
    ForkingProvisioner.parent_process = warm
    try:
        yield NAME
    finally:
        ForkingProvisioner.parent_process = None
        warm.kill()
        warm.wait()


def answer_requests(ahead: Path | None) -> None:
    """Import what pages use, then fork a kernel for each line asked, until the server is gone."""
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    import_pages()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # dead kernels leave no zombie
    _read(ahead)
    print("ready", flush=True)
    for line in sys.stdin.buffer:
        _read(ahead)
        pid = os.fork()
        if pid == 0:
            _become_kernel(**json.loads(line))
        print(pid, flush=True)


def _read(ahead: Path | None) -> None:
    """Read figures that were published since the last fork, and measure them once."""
    from passpro_nb.panels.page import read_ahead

    with suppress(OSError, UsageError):  # their pages will say why they cannot be read
        if ahead and read_ahead(ahead):
            _share()


def _share() -> None:
    """Leave all there is now alone: what the collector does not touch stays shared between kernels."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def import_pages() -> None:
    """Import what pages use, also late, and draw once: no fork does it again."""
    from passpro_nb.panels.charts.canvas import new_axes, picture

    sys.modules["debugpy"] = cast(Any, None)  # no visitor debugs: it would be imported for each
    for name in ("ipykernel.kernelapp", *_LATE):
        import_module(name)
    for page in Path(panels.__file__).parent.glob("*/view.py"):
        import_module(f"{panels.__name__}.{page.parent.name}.view")
    picture(new_axes())  # the first drawing reads the fonts
    _share()


class _Modules:
    """What `ipykernel.ipkernel` takes for `sys`.

    It lists the files of all modules, for the debugger alone, and by looking at each would take a
    copy of its memory: 9 MB a kernel.
    """

    modules: ClassVar[dict[str, Any]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


def _become_kernel(cmd: list[str], env: dict[str, str], cwd: str) -> None:
    """Turn this fork into the kernel that `cmd` would have started; never returns."""
    import resource  # where there is no fork there is none either

    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_DATA, (DATA_BYTES, DATA_BYTES))
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)  # what was the pipe of answers
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    import numpy as np
    from ipykernel import ipkernel
    from ipykernel.kernelapp import IPKernelApp

    class Kernel(IPKernelApp):
        """A kernel of which only the connection is asked: reading a command line costs 4 MB."""

        def parse_command_line(self, argv: list[str] | None = None) -> None:
            """Ask nothing."""

    vars(ipkernel)["sys"] = _Modules()
    np.random.seed()  # forks must not share the state of the generator
    sys.argv = ["ipykernel_launcher", *cmd[cmd.index("-f") :]]
    try:
        Kernel.launch_instance(
            connection_file=cmd[cmd.index("-f") + 1],
            default_extensions=[],
            config=Config(HistoryManager={"enabled": False}),
        )
    finally:
        os._exit(0)


if __name__ == "__main__":
    answer_requests(Path(sys.argv[1]) if sys.argv[1:] else None)
