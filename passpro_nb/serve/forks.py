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

from passpro_nb import panels

NAME = "passpro-forks"
ANSWER_SECONDS = 2.0
DATA_BYTES = 1 << 30  # that one kernel may ask for: beyond, its page says that it failed
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
def warm_process() -> Iterator[str | None]:
    """Keep a warm process while the block runs; yield the provisioner's name, None elsewhere."""
    if sys.platform != "linux":
        yield None
        return
    target = f"{__name__}:{ForkingProvisioner.__name__}"
    entry = EntryPoint(NAME, target, KernelProvisionerFactory.GROUP_NAME)
    KernelProvisionerFactory.provisioners[NAME] = entry
    # A session of its own: Ctrl+C reaches the server only, which then stops its kernels in order.
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # a fork copies no thread but its own
    command = [sys.executable, "-m", __name__]
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


def answer_requests() -> None:
    """Import what pages use, then fork a kernel for each line asked, until the server is gone."""
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    import_pages()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # dead kernels leave no zombie
    print("ready", flush=True)
    for line in sys.stdin.buffer:
        pid = os.fork()
        if pid == 0:
            _become_kernel(**json.loads(line))
        print(pid, flush=True)


def import_pages() -> None:
    """Import what pages use, and draw once: no fork does it again."""
    from passpro_nb.panels.charts.canvas import new_axes, picture

    import_module("ipykernel.kernelapp")
    for page in Path(panels.__file__).parent.glob("*/view.py"):
        import_module(f"{panels.__name__}.{page.parent.name}.view")
    picture(new_axes())  # the first drawing reads the fonts
    gc.collect()
    gc.freeze()  # objects that the collector leaves alone stay shared between kernels


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
    from ipykernel.kernelapp import IPKernelApp

    np.random.seed()  # forks must not share the state of the generator
    sys.argv = ["ipykernel_launcher", *cmd[cmd.index("-f") :]]
    try:
        IPKernelApp.launch_instance(argv=sys.argv[1:])
    finally:
        os._exit(0)


if __name__ == "__main__":
    answer_requests()
