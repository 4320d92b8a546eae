"""What a hostile or hurried visitor does to the running server, and what it makes of it."""

from __future__ import annotations

import json
import re
import signal
import struct
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPMessage
from pathlib import Path
from socket import create_connection
from time import sleep
from uuid import uuid4

import pytest
import websocket
from browser import Served, running_server, wait_until, write_dashboard
from psutil import Error, NoSuchProcess, Process

from passpro_nb.serve.sockets import PROTOCOL, TAKEN_BYTES, BadFrameError, is_asked, read_frame

LIVE = """
from passpro_nb.panels import widgets as show
from passpro_nb.panels.inputs import number_input
show.widgets.register_comm_target()
number = number_input("Jurys", 2, least=1)
heavy = show.html_view("x" * 3_000_000)
show.show_live(show.widgets.VBox([number]), "<p>chiffre</p>")
"""
SLOW = ["import time; time.sleep(1)"] * 30
TOKEN = "jeton-1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of dashboards: one that comes alive, one that is long to compute, one too large."""
    root = tmp_path_factory.mktemp("served")
    (root / "publie.sqlite").touch()
    (root / "tableaux").mkdir()
    write_dashboard(root / "tableaux" / "vif.ipynb", LIVE, title="Vif")
    write_dashboard(root / "tableaux" / "lent.ipynb", *SLOW, title="Lent")
    write_dashboard(root / "tableaux" / "gros.ipynb", "x = bytes(3 << 30)", title="Gros")
    return root / "tableaux"


@pytest.fixture(scope="module")
def served(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Run the server that most attacks share."""
    log = tmp_path_factory.mktemp("log") / "serve.log"
    with running_server(folder.parent / "publie.sqlite", folder, log) as running:
        yield running


@pytest.fixture(scope="module")
def kernel(served: Served) -> str:
    """Return the kernel of a page, which sockets keep alive."""
    return open_page(served)


@pytest.fixture
def small(folder: Path, tmp_path: Path) -> Iterator[Served]:
    """Run a server with a token, that bears one kernel."""
    published = folder.parent / "publie.sqlite"
    options = {"token": TOKEN, "most_kernels": 1}
    with running_server(published, folder, tmp_path / "log", **options) as running:
        yield running


def ask(address: str, token: str = "", **headers: str) -> tuple[int, HTTPMessage, str]:
    """Return the status, the headers and the text of an answer."""
    if token:
        headers["Authorization"] = f"token {token}"
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, headers=headers), timeout=30
        ) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def open_page(served: Served, token: str = "") -> str:
    """Compute the page that comes alive; return the id of its kernel."""
    status, _, html = ask(served.address("vif"), token)
    assert status == 200
    assert "chiffre" in html
    return re.search(r'"kernelId": "([\w-]+)"', html)[1]


@contextmanager
def opened(
    served: Served,
    kernel: str,
    query: str = "",
    protocols: tuple[str, ...] = (PROTOCOL,),
    **more: str,
) -> Iterator[websocket.WebSocket]:
    """Open a socket on a kernel while the block runs."""
    address = served.address(f"api/kernels/{kernel}/channels{query}").replace("http", "ws", 1)
    headers = [f"{name}: {value}" for name, value in more.items()]
    socket = websocket.create_connection(
        address, subprotocols=[*protocols], timeout=15, header=headers
    )
    try:
        yield socket
    finally:
        socket.shutdown()


def packed(*parts: bytes) -> bytes:
    """Return parts as a v1 frame."""
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return struct.pack(f"<{len(offsets) + 1}Q", len(offsets), *offsets) + b"".join(parts)


def message(
    kind: str, channel: str = "shell", *, metadata: dict[str, str] | None = None, **content: object
) -> bytes:
    """Return a message of Jupyter's as a page sends it."""
    header = {
        "msg_id": uuid4().hex,
        "msg_type": kind,
        "session": "s",
        "username": "",
        "version": "5.3",
    }
    parts = ({**header, "date": ""}, {}, metadata or {}, content)
    return packed(channel.encode(), *[json.dumps(part).encode() for part in parts])


def heard(socket: websocket.WebSocket, until: str) -> list[str]:
    """Return the kinds of what comes, up to the first of a kind."""
    kinds = []
    while until not in kinds:
        kinds.append(read_frame(socket.recv(), 1 << 30).kind)
    return kinds


def is_cut(socket: websocket.WebSocket) -> bool:
    """Tell whether the server has closed a socket, whatever it had said before."""
    with suppress(websocket.WebSocketConnectionClosedException, ConnectionError):
        while socket.recv():
            pass
        return True
    return True


def memory(served: Served) -> int:
    """Return what the server's own process weighs, in bytes."""
    return Process(served.process.pid).memory_info().rss


def kernels_of(served: Served) -> int:
    """Return how many kernels of a server run: the warm process's children, or its own."""
    return sum(_is_kernel(process, served) for process in family(served))


def _is_kernel(process: Process, served: Served) -> bool:
    with suppress(Error):  # one that has just ended is none
        named = "kernel" in " ".join(process.cmdline())
        return named or process.ppid() != served.process.pid
    return False


def family(served: Served) -> list[Process]:
    """Return the processes that a server has started, and those of theirs."""
    with suppress(NoSuchProcess):
        return Process(served.process.pid).children(recursive=True)
    return []


INFO = "kernel_info_request"
BAD = {
    "2^31 parts": struct.pack("<Q", 1 << 31) + b"\0" * 64,
    "2^63 parts": struct.pack("<Q", 1 << 63) + b"\0" * 64,
    "2^31 parts in the older format": struct.pack(">I", (1 << 31) - 1) + b"\0" * 64,
    "no part": struct.pack("<Q", 0),
    "nine bytes": struct.pack("<Q", 1 << 40) + b"\0",
    "nothing": b"",
    "out of order": struct.pack("<7Q", 6, 56, 60, 58, 62, 64, 70) + b"\0" * 14,
    "beyond the frame": struct.pack("<7Q", 6, 56, 61, 63, 65, 67, 1 << 40) + b"shell" + b"{}" * 4,
    "short of the frame": message(INFO) + b"more",
    "offsets far away": struct.pack("<7Q", 6, *[(1 << 62) + n for n in range(6)]) + b"\0" * 14,
    "a header that is no JSON": packed(b"shell", b"{", b"{}", b"{}", b"{}"),
    "a header without a kind": packed(b"shell", b"{}", b"{}", b"{}", b"{}"),
    "a header of no end": packed(b"shell", b"[" * 8000, b"{}", b"{}", b"{}"),
    "a header that is large": packed(b"shell", b'"' + b"x" * 9000 + b'"', b"{}", b"{}", b"{}"),
    "a frame that is large": message("comm_msg", more="x" * TAKEN_BYTES),
    "text": json.dumps({"header": {"msg_type": INFO}}),
}


@pytest.mark.parametrize("frame", BAD.values(), ids=BAD)
def test_a_bad_frame_closes_its_socket_only(
    served: Served, kernel: str, frame: bytes | str
) -> None:
    """What is not a message closes its socket; the server answers on, no heavier than before."""
    before = memory(served)
    with opened(served, kernel) as socket:
        if isinstance(frame, str):
            socket.send(frame)
        else:
            with suppress(ConnectionError):  # the server may hang up before it is all sent
                socket.send_binary(frame)
        assert is_cut(socket)
    assert ask(served.url)[0] == 200
    assert memory(served) - before < 20_000_000
    with opened(served, kernel) as socket:
        socket.send_binary(message(INFO))
        assert "kernel_info_reply" in heard(socket, "kernel_info_reply")


@pytest.mark.parametrize("frame", [f for f in BAD.values() if len(f) < TAKEN_BYTES])
def test_a_bad_frame_is_refused_before_anything_is_done_for_it(frame: bytes | str) -> None:
    """Reading what is not a message raises, whatever the number of parts that it announces."""
    with pytest.raises(BadFrameError):
        read_frame(frame, TAKEN_BYTES)


@pytest.mark.parametrize("protocols", [(), ("v2.kernel.websocket.jupyter.org",)])
def test_a_socket_that_does_not_speak_v1_is_refused(
    served: Served, kernel: str, protocols: tuple[str, ...]
) -> None:
    """Without the v1 subprotocol no socket opens: the older format is never parsed."""
    with pytest.raises(websocket.WebSocketBadStatusException, match="400"), opened(
        served, kernel, protocols=protocols
    ):  # fmt: skip
        pass


@pytest.mark.parametrize("session", ["x" * 300, "a%00b", "%C3%A9"])
def test_an_odd_session_is_refused(served: Served, kernel: str, session: str) -> None:
    """What a socket calls itself becomes an address between processes: short, plain, or refused."""
    with pytest.raises(websocket.WebSocketBadStatusException, match="400"), opened(
        served, kernel, f"?session_id={session}"
    ):  # fmt: skip
        pass
    assert "Traceback" not in served.log.read_text(encoding="utf-8")


def test_sockets_of_a_kernel_are_counted(served: Served, kernel: str) -> None:
    """A visitor opens four sockets, not a fifth; once they are closed, again."""
    with opened(served, kernel), opened(served, kernel), opened(served, kernel), opened(
        served, kernel
    ), pytest.raises(websocket.WebSocketBadStatusException, match="429"), opened(served, kernel):  # fmt: skip
        pass
    wait_until(lambda: _opens(served, kernel))


def _opens(served: Served, kernel: str) -> bool:
    with suppress(websocket.WebSocketBadStatusException), opened(served, kernel):
        return True
    return False


@pytest.mark.parametrize("flood", ["messages", "pings", "ignored"])
def test_a_flood_closes_its_socket(served: Served, kernel: str, flood: str) -> None:
    """Who says too much too fast is cut off; the others are answered meanwhile."""
    before = memory(served)
    wait_until(lambda: _opens(served, kernel))  # those of the tests before are being closed
    with opened(served, kernel) as socket:
        with suppress(ConnectionError):
            for _ in range(3000):
                if flood == "pings":
                    socket.ping()
                else:
                    socket.send_binary(message(INFO if flood == "messages" else "execute_request"))
        assert ask(served.url)[0] == 200
        assert is_cut(socket)
    assert memory(served) - before < 50_000_000


def test_what_a_visitor_does_not_read_is_bounded(served: Served, kernel: str) -> None:
    """Who asks for much and reads nothing is cut off before the server is full of it."""
    before = memory(served)
    with opened(served, kernel) as socket:
        socket.send_binary(control("comm_open"))
        with suppress(ConnectionError):
            for _ in range(60):
                socket.send_binary(control("comm_msg"))
        seen = [memory(served) for _ in range(20) if not sleep(0.1)]
        assert is_cut(socket)
    assert max(seen) - before < 250_000_000
    assert memory(served) - before < 150_000_000  # what the allocator keeps
    assert ask(served.url)[0] == 200


def control(kind: str) -> bytes:
    """Return a message to the target that tells the states of all widgets."""
    target = {"target_name": "jupyter.widget.control"} if kind == "comm_open" else {}
    data = {"method": "request_states"}
    return message(kind, metadata={"version": "1.0.0"}, comm_id="c", data=data, **target)


def test_all_states_are_asked_at_once(served: Served) -> None:
    """One question brings the state of every widget of the page."""
    with opened(served, open_page(served)) as socket:
        socket.send_binary(control("comm_open"))
        socket.send_binary(control("comm_msg"))
        while (frame := read_frame(socket.recv(), 1 << 30)).kind != "comm_msg":
            pass
        states = json.loads(bytes(frame.parts[3]))["data"]["states"]
    assert {"BoundedIntTextModel", "VBoxModel"} <= {s["model_name"] for s in states.values()}


@pytest.mark.parametrize(
    ("kind", "channel", "content", "asked"),
    [
        ("comm_msg", "shell", {}, True),
        ("comm_info_request", "shell", {}, True),
        ("kernel_info_request", "shell", {}, True),
        ("comm_open", "shell", {"target_name": "jupyter.widget.control"}, True),
        ("comm_open", "shell", {"target_name": "jupyter.widget"}, False),
        ("comm_msg", "control", {}, False),
        ("comm_msg", "stdin", {}, False),
        ("execute_request", "shell", {"code": "1"}, False),
        ("inspect_request", "shell", {"code": "1"}, False),
        ("complete_request", "shell", {"code": "1"}, False),
        ("history_request", "shell", {}, False),
        ("debug_request", "control", {}, False),
        ("interrupt_request", "control", {}, False),
        ("shutdown_request", "control", {}, False),
        ("create_subshell_request", "control", {}, False),
    ],
)
def test_only_what_widgets_need_is_asked(
    kind: str, channel: str, content: dict[str, str], asked: bool
) -> None:
    """A page talks of its widgets; it runs, inspects, completes and ends nothing."""
    frame = read_frame(message(kind, channel, **content), TAKEN_BYTES)
    assert is_asked(frame) is asked


def test_code_is_never_run_nor_looked_up(served: Served, kernel: str, tmp_path: Path) -> None:
    """Against the running server: what is not for widgets has neither an effect nor an answer."""
    code = f"open({str(tmp_path / 'written')!r}, 'w').close()"
    with opened(served, kernel) as socket:
        for kind in ("execute", "inspect", "complete", "history", "shutdown"):
            for channel in ("shell", "control"):
                socket.send_binary(message(f"{kind}_request", channel, code=code, cursor_pos=1))
        socket.send_binary(message(INFO))
        kinds = heard(socket, "kernel_info_reply")
    assert {*kinds} <= {"status", "kernel_info_reply"}
    assert not (tmp_path / "written").exists()


def test_the_kernel_of_who_left_goes_while_it_computes(served: Served) -> None:
    """A page closed while it is computed frees its kernel within seconds, without a line in the log."""
    said = served.log.read_text(encoding="utf-8")
    before = kernels_of(served)
    place = served.url.removeprefix("http://").strip("/")
    visitors = [create_connection(tuple(place.split(":"))) for _ in range(3)]
    for visitor in visitors:
        visitor.send(f"GET /lent HTTP/1.1\r\nHost: {place}\r\n\r\n".encode())
    wait_until(lambda: kernels_of(served) == before + 3)
    for visitor in visitors:
        visitor.close()
    wait_until(lambda: kernels_of(served) == before)  # the page takes twice as long
    assert served.log.read_text(encoding="utf-8") == said


def test_the_kernel_of_a_page_that_nobody_opened_goes(served: Served) -> None:
    """A program that fetches a page, and no browser, leaves no kernel behind."""
    before = kernels_of(served)
    open_page(served)
    assert kernels_of(served) > before
    wait_until(lambda: kernels_of(served) <= before, seconds=16)


def test_one_kernel_does_not_take_all_the_memory(served: Served) -> None:
    """A page that asks for gigabytes fails, with its sentence, and no other does (where we fork)."""
    failed = "n’a pas pu être calculé" in ask(served.address("gros"))[2]
    assert failed is (sys.platform == "linux")


def test_one_visitor_too_many_is_told_so(small: Served) -> None:
    """At the cap the next visitor reads a sentence at once; the other pages are answered."""
    with opened(small, open_page(small, TOKEN), Authorization=f"token {TOKEN}"):
        status, headers, html = ask(small.address("vif"), TOKEN)
        assert status == 503
        assert headers["Retry-After"] == "60"
        assert "Trop de pages sont ouvertes" in html
        assert "Le serveur calcule déjà autant de pages qu’il le peut." in html
        assert ask(small.url, TOKEN)[0] == 200


@pytest.mark.parametrize(
    "path",
    ["", "vif", "absente", "login", "passpro/page.js", "voila/static/voila.js", "passpro/alive/x",
     "api/kernels/x-x-x-x-x", "voila/labextensions/absente.js"],
)  # fmt: skip
def test_every_answer_says_its_kind_and_not_its_server(served: Served, path: str) -> None:
    """Pages, files and errors are what they say they are; none tells the server's version."""
    _, headers, _ = ask(served.address(path))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Server"] is None
    cookies = headers.get_all("Set-Cookie") or []
    assert [c for c in cookies if "samesite" not in c.lower()] == []


def test_the_cookie_of_the_token_stays_on_the_site(small: Served) -> None:
    """The cookie that lets a visitor in is not sent by forms of other sites."""
    _, headers, _ = ask(f"{small.url}?token={TOKEN}")
    cookies = headers.get_all("Set-Cookie") or []
    kept = [cookie for cookie in cookies if cookie.startswith("username-")]
    assert len(kept) == 1
    assert "samesite=lax" in kept[0].lower()
    assert [c for c in cookies if "samesite" not in c.lower()] == []


def test_a_large_form_is_refused(served: Served) -> None:
    """Nothing larger than a form is taken in."""
    place = served.url.removeprefix("http://").strip("/")
    with create_connection(tuple(place.split(":"))) as visitor:
        size = "Content-Length: 99999999"
        visitor.send(f"POST /login HTTP/1.1\r\nHost: {place}\r\n{size}\r\n\r\n".encode())
        visitor.settimeout(5)
        assert visitor.recv(100).startswith(b"HTTP/1.1 400") or not visitor.recv(100)


def test_sigterm_ends_it_whatever_goes_on(folder: Path, tmp_path: Path) -> None:
    """With a socket open and a page being computed the server ends, and its kernels with it."""
    with running_server(folder.parent / "publie.sqlite", folder, tmp_path / "log") as served:
        place = served.url.removeprefix("http://").strip("/")
        with opened(served, open_page(served)), create_connection(
            tuple(place.split(":"))
        ) as visitor:  # fmt: skip
            visitor.send(f"GET /lent HTTP/1.1\r\nHost: {place}\r\n\r\n".encode())
            wait_until(lambda: kernels_of(served) == 2)
            started = family(served)
            served.process.send_signal(signal.SIGTERM)
            assert served.process.wait(8) == 0
        wait_until(lambda: not any(process.is_running() for process in started))
        assert "Traceback" not in served.log.read_text(encoding="utf-8")
