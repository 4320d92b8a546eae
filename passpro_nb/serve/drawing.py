"""Charts drawn in a process of their own: those who wait for a page do not wait for another's chart."""

import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from subprocess import PIPE, Popen
from threading import Lock

Draw = Callable[[], bytes]


class Drawer:
    """Draws one chart at a time in a process of its own, here where that one fails."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._process: Popen[bytes] | None = None

    def __call__(self, draw: Draw) -> bytes:
        """Return what `draw` makes; it is sent as it is, with the little that it draws from."""
        with self._turn:
            drawn = self._ask(draw)
        return draw() if drawn is None else drawn

    def _ask(self, draw: Draw) -> bytes | None:
        with suppress(OSError, EOFError, pickle.UnpicklingError):
            asked = self._started()
            assert asked.stdin is not None
            assert asked.stdout is not None
            pickle.dump(draw, asked.stdin)
            asked.stdin.flush()
            drawn: bytes = pickle.load(asked.stdout)  # of our own process
            return drawn
        self.stop()
        return None

    def _started(self) -> Popen[bytes]:
        """Return the process that draws, started where there is none."""
        if self._process is None:
            # A session of its own: Ctrl+C reaches the server only.
            command = [sys.executable, "-m", __name__]
            self._process = Popen(command, stdin=PIPE, stdout=PIPE, start_new_session=True)
        return self._process

    def stop(self) -> None:
        """End the process; it would end by itself with the one that asks."""
        if (process := self._process) is not None:
            self._process = None
            process.kill()
            process.wait()


def answer_requests() -> None:
    """Draw each chart asked, until nobody is there to ask."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    with suppress(EOFError):
        while True:
            pickle.dump(pickle.load(asked)(), answers)
            answers.flush()


if __name__ == "__main__":
    answer_requests()
