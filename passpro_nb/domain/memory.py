"""How a process that reads campaigns uses its memory."""

import gc


def collect_rarely() -> None:
    """Look for cycles rarely: millions of cells, hardly a cycle; it takes a sixth of the time."""
    gc.set_threshold(200_000, 50, 100)
