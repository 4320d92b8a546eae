"""The websocket of a page: every frame is weighed, both ways, before Jupyter's server parses it.

Jupyter's own parsers loop as often as a frame says that it has parts: one message of nine bytes
stops the server for everyone. A frame that is not exactly what it says closes its socket here.
"""

import json
import re
from collections import deque
from itertools import pairwise
from time import monotonic
from typing import Any, NamedTuple

from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.iostream import IOStream, StreamBufferFullError
from tornado.web import HTTPError

from passpro_nb.serve.kernels import TooManyError

PROTOCOL = "v1.kernel.websocket.jupyter.org"

# What widgets ask of a kernel; of `comm_open`, only what asks for the state of all widgets at once.
ASKED = {"comm_msg", "comm_info_request", "kernel_info_request"}
CONTROL = "jupyter.widget.control"

# A choice weighs 1 kB; all the states of a page 300 kB, a workbook that is saved some MB.
TAKEN_BYTES, GIVEN_BYTES = 1 << 20, 64 << 20
PARTS = 64  # of a frame: its channel, four of JSON, then buffers
HEADER_BYTES = 8 << 10
# A page asks some 100 things when it comes alive, then one a click: what the kernel has yet to
# answer, what is said at once, what is said in the long run.
WAITING, WAITING_BYTES = 250, 4 << 20
AT_ONCE, A_SECOND = 500, 50
SOCKETS = 4  # of one kernel


class Frame(NamedTuple):
    """A message in the v1 format, unparsed but for its channel and what its header says it is."""

    channel: str
    kind: str
    parts: list[memoryview]


class BadFrameError(ValueError):
    """A frame that is not what it says, or no message of the protocol."""


def read_frame(data: object, most_bytes: int) -> Frame:
    """Return the message of a frame; raises `BadFrameError` before anything is done for it.

    A frame is a count, that many offsets (8 bytes each), then the parts between them, to its end.
    """
    if not isinstance(data, bytes) or not 8 <= len(data) <= most_bytes:
        raise BadFrameError("no binary frame of a known size")
    count = int.from_bytes(data[:8], "little")
    head = 8 * (count + 1)
    if not 6 <= count <= PARTS or head > len(data):
        raise BadFrameError(f"{count} offsets")
    offsets = [int.from_bytes(data[at : at + 8], "little") for at in range(8, head, 8)]
    if offsets[0] != head or offsets[-1] != len(data) or offsets != sorted(offsets):
        raise BadFrameError("offsets out of order")
    whole = memoryview(data)
    channel, *parts = [whole[a:b] for a, b in pairwise(offsets)]
    kind = _read_object(parts[0], HEADER_BYTES).get("msg_type")
    if len(channel) > len("control") or not isinstance(kind, str):
        raise BadFrameError("no message")
    return Frame(bytes(channel).decode("ascii", "replace"), kind, parts)


def _read_object(part: memoryview, most_bytes: int) -> dict[str, Any]:
    if len(part) > most_bytes:
        raise BadFrameError("a part too large")
    try:
        read = json.loads(bytes(part))
    except (ValueError, RecursionError) as error:
        raise BadFrameError("no JSON") from error
    if not isinstance(read, dict):
        raise BadFrameError("no object")
    return read


def is_asked(frame: Frame) -> bool:
    """Tell whether a page may ask this: what widgets need, never to run or to look up code."""
    if frame.channel != "shell":
        return False
    if frame.kind == "comm_open":
        return _read_object(frame.parts[3], HEADER_BYTES).get("target_name") == CONTROL
    return frame.kind in ASKED


def weight(frame: Frame) -> int:
    """Return what a message weighs, in bytes: one that asks for all states, as its answer does."""
    asked = sum(map(len, frame.parts))
    every = frame.kind == "comm_msg" and b"request_states" in bytes(frame.parts[3][:HEADER_BYTES])
    return max(asked, TAKEN_BYTES) if every else asked


class Allowance:
    """What a socket may still say: bounded at once, in the long run, and until it is answered."""

    def __init__(self) -> None:
        self._left, self._at = float(AT_ONCE), monotonic()
        self._waiting: deque[int] = deque()

    def spend(self) -> bool:
        """Count a frame of any kind; False once too many came too fast."""
        now = monotonic()
        self._left = min(AT_ONCE, self._left + (now - self._at) * A_SECOND) - 1
        self._at = now
        return self._left >= 0

    def ask(self, size: int) -> bool:
        """Count what is handed to the kernel; False once too much waits for its answer."""
        self._waiting.append(size)
        return len(self._waiting) <= WAITING and sum(self._waiting) <= WAITING_BYTES

    def answered(self) -> None:
        """Count an answer of the kernel."""
        if self._waiting:
            self._waiting.popleft()


class PageSocket(KernelWebsocketHandler):
    """The socket between a page and its kernel: v1 only, each frame read here first."""

    async def get(self, kernel_id: str) -> None:
        """Accept a socket that speaks v1 and says nothing odd of itself; 400 otherwise."""
        offered = self.request.headers.get("Sec-WebSocket-Protocol", "").split(",")
        session = self.get_argument("session_id", "")
        if PROTOCOL not in [each.strip() for each in offered] or not re.fullmatch(
            r"[\w-]{0,64}", session, re.ASCII
        ):
            raise HTTPError(400)
        self.allowance = Allowance()
        try:
            with self.settings["kernel_manager"].socket(kernel_id, SOCKETS):
                await super().get(kernel_id)
        except TooManyError as error:
            raise HTTPError(429) from error

    async def open(self, kernel_id: str) -> None:
        """Open; what the visitor does not fetch stays bounded too."""
        if stream := self._stream():
            stream.max_write_buffer_size = GIVEN_BYTES
        await super().open(kernel_id)

    def on_message(self, ws_message: bytes | str) -> None:
        """Hand the kernel what widgets need; pass over the rest; cut off who does not play by it."""
        try:
            frame = read_frame(ws_message, TAKEN_BYTES)
            asked = is_asked(frame)
        except BadFrameError:
            self.cut()
            return
        if not self.allowance.spend() or (asked and not self.allowance.ask(weight(frame))):
            self.cut()
        elif asked and self.connection:
            super().on_message(ws_message)

    def on_ping(self, data: bytes) -> None:
        """Count a ping as a message."""
        if not self.allowance.spend():
            self.cut()

    def write_message(self, message: bytes | str | dict[str, Any], binary: bool = False) -> Any:
        """Send what the kernel says, but for the code it runs and what is beyond all measure."""
        try:
            frame = read_frame(message, GIVEN_BYTES)
            if frame.kind == "execute_input":
                return None
            if frame.kind == "status" and b'"idle"' in bytes(frame.parts[3]):
                self.allowance.answered()
            return super().write_message(message, binary)
        except (BadFrameError, StreamBufferFullError):
            return self.cut()

    def cut(self) -> None:
        """Drop the connection at once: nothing more is read, nothing waits to be sent."""
        if stream := self._stream():
            stream.close()

    def _stream(self) -> IOStream | None:
        return self.ws_connection.stream if self.ws_connection else None
