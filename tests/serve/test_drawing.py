"""The process that draws the charts of pages."""

import os
import signal
from collections.abc import Iterator
from functools import partial

import pytest

from passpro_nb.serve.drawing import Drawer

WHO = partial(eval, "str(__import__('os').getpid()).encode()")


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    """Return who draws, ended with the test."""
    drawer = Drawer()
    yield drawer
    drawer.stop()


def test_another_process_draws_one_chart_after_the_other(drawer):
    """Charts are drawn by one process, which is not the one that asks."""
    first, second = int(drawer(WHO)), int(drawer(WHO))
    assert first == second != os.getpid()


def test_a_chart_is_drawn_though_its_process_was_killed(drawer):
    """Whoever waits gets a chart when the process that draws dies; the next one has a new process."""
    gone = int(drawer(WHO))
    os.kill(gone, signal.SIGTERM)
    drawer._process.wait()
    assert int(drawer(WHO)) == os.getpid()
    assert int(drawer(WHO)) not in {gone, os.getpid()}


def test_a_chart_that_cannot_be_drawn_raises_here(drawer):
    """A fault in a drawing is the asker's to tell, and the next chart is drawn."""
    with pytest.raises(ZeroDivisionError):
        drawer(partial(eval, "1 / 0"))
    assert drawer(WHO).isdigit()


def test_the_process_ends_with_the_one_that_asks(drawer):
    """Nothing is left when a server is gone, however it ended: its pipe is closed."""
    drawer(WHO)
    drawer._process.stdin.close()
    assert drawer._process.wait(20) == 0
