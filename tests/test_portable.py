"""What runs here must run under Windows, which nobody here can try: the syntax trees are read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import PACKAGE, ROOT

from passpro_nb.export.files import file_name

# Modules and names that Windows lacks, as the documentation of Python says (Availability: Unix).
MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "spwd", "syslog", "termios", "tty"}
NAMES = {
    "os": {
        "chown", "chroot", "fork", "forkpty", "getegid", "geteuid", "getgid", "getgroups",
        "getloadavg", "getpgid", "getpgrp", "getuid", "killpg", "lchown", "mkfifo", "mknod",
        "nice", "openpty", "pidfd_open", "posix_spawn", "sched_getaffinity", "sendfile", "setgid",
        "setpgid", "setsid", "setuid", "statvfs", "sysconf", "uname", "wait", "wait3", "wait4",
    },
    "select": {"epoll", "kqueue", "poll", "select"},  # select: sockets only, no pipe
    "signal": {
        "SIGALRM", "SIGCHLD", "SIGCONT", "SIGHUP", "SIGKILL", "SIGQUIT", "SIGSTOP", "SIGUSR1",
        "SIGUSR2", "alarm", "pause", "pidfd_send_signal", "setitimer", "sigwait",
    },
    "time": {"tzset"},
}  # fmt: skip
ARGUMENTS = {"pass_fds", "preexec_fn", "process_group", "start_new_session", "umask"}
MOVES = {"os.replace", "os.rename", "shutil.move"}  # refused where the file is open elsewhere
# Where one of these stands all the same: the file, and the other road that Windows takes.
ROADS = {
    "serve/drawing.py": "a session of its own keeps Ctrl+C away; without, charts are drawn in the server",
    "serve/forks.py": "`warm_process` gives nothing but on Linux: kernels start Jupyter's own way",
    "serve/server.py": "a server that hangs is ended by the system where it can, else by who closes it",
    "panels/workbench/readings.py": "what is kept is signed everywhere; its owner is looked at besides",
}
REFUSALS = {
    "export/files.py": "`write_atomic` says to close the file that is open",
    "store/upkeep/safety.py": "`taking_place` says to close the store that is open",
    "store/upkeep/upgrade.py": "`taking_place` says so of a copy",
    "relaunch/pack.py": "the folder was made for this, nobody has it open, none is in its place",
}

SOURCES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def nodes_of(path: Path) -> Iterator[ast.AST]:
    """Yield every node of a file's syntax tree."""
    yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def dotted(node: ast.AST) -> str:
    """Return « os.fork » of a call's or an attribute's tree; empty where it is not a plain name."""
    if isinstance(node, ast.Name):
        return node.id
    return f"{dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


def posix_only(node: ast.AST) -> str:
    """Return what a node asks for that Windows lacks, or nothing."""
    if isinstance(node, ast.Import):
        return next((alias.name for alias in node.names if alias.name in MODULES), "")
    if isinstance(node, ast.ImportFrom):
        lacking = NAMES.get(node.module or "", set())
        named = [alias.name for alias in node.names if alias.name in lacking]
        return node.module if node.module in MODULES else ", ".join(named)
    if isinstance(node, ast.Attribute):
        module, _, name = dotted(node).rpartition(".")
        return name if name in NAMES.get(module, ()) or name == "add_signal_handler" else ""
    if isinstance(node, ast.keyword):
        return node.arg if node.arg in ARGUMENTS else ""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if re.fullmatch(r"(?s).*%-[dmjHIMSy].*", node.value) else ""
    return ""


def moves(node: ast.AST) -> str:
    """Return the call by which a node puts a file in the place of another, or nothing."""
    if not isinstance(node, ast.Call):
        return ""
    name = dotted(node.func)
    # of the methods named so, a path's alone takes one thing and nothing by name
    of_a_path = name.endswith((".replace", ".rename")) and len(node.args) == 1 and not node.keywords
    return name if name in MOVES or (of_a_path and not is_text(node.args[0])) else ""


def is_text(node: ast.AST) -> bool:
    """Tell whether a node is a text in the code: pandas renames a column by one."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def unsaid_encoding(node: ast.AST) -> str:
    """Return the call by which a node opens text without saying how it is written, or nothing."""
    if not isinstance(node, ast.Call) or ast.unparse(node.func).startswith("super()."):
        return ""  # a class's own method opens what is its own
    name = dotted(node.func) or getattr(node.func, "attr", "")
    said = {keyword.arg: keyword.value for keyword in node.keywords}
    last = name.rpartition(".")[2]
    if "encoding" in said:
        return ""
    if last in ("read_text", "write_text"):
        return name if len(node.args) < (1 if last == "read_text" else 2) else ""
    if {"text", "universal_newlines"} & set(said) and name.startswith("subprocess."):
        return name
    if last in ("open", "fdopen") and name not in ("os.open", "webbrowser.open", "Image.open"):
        at = 1 if name in ("open", "os.fdopen", "io.open", "gzip.open") else 0
        mode = said.get("mode", node.args[at] if len(node.args) > at else None)
        return "" if isinstance(mode, ast.Constant) and "b" in str(mode.value) else name
    return name if last in ("TextIOWrapper", "FileHandler") else ""


def found(path: Path, look) -> list[str]:
    """Return what a look at each node of a file finds, with its line."""
    seen = ((getattr(node, "lineno", 0), look(node)) for node in nodes_of(path))
    return [f"{path.relative_to(ROOT)}, line {line}: {what}" for line, what in seen if what]


def where(look) -> dict[str, list[str]]:
    """Return what is found in each file of the package that has any."""
    all_of_it = {path.relative_to(PACKAGE).as_posix(): found(path, look) for path in SOURCES}
    return {name: lines for name, lines in all_of_it.items() if lines}


def test_nothing_that_windows_lacks() -> None:
    """What only POSIX has stands in few files, each with its other road."""
    there = where(posix_only)
    assert {name: lines for name, lines in there.items() if name not in ROADS} == {}
    assert set(ROADS) == set(there), "an exception that nothing needs any more"


def test_no_file_takes_the_place_of_an_open_one() -> None:
    """Windows refuses to replace a file that is open: where it is tried, the refusal is said."""
    there = where(moves)
    assert {name: lines for name, lines in there.items() if name not in REFUSALS} == {}
    assert set(REFUSALS) == set(there), "an exception that nothing needs any more"


def test_text_is_opened_with_its_encoding() -> None:
    """No text is read or written in the machine's own encoding, which is another under Windows."""
    assert [line for path in (*SOURCES, *TESTS) for line in found(path, unsaid_encoding)] == []


@pytest.mark.parametrize(
    ("code", "look"),
    [
        ("import fcntl", posix_only),
        ("from pwd import getpwnam", posix_only),
        ("from os import fork", posix_only),
        ("os.getuid()", posix_only),
        ("signal.SIGKILL", posix_only),
        ("Popen(x, start_new_session=True)", posix_only),
        ("f'{day:%-d}'", posix_only),
        ("loop.add_signal_handler(2, x)", posix_only),
        ("os.replace(a, b)", moves),
        ("path.replace(other)", moves),
        ("a.b.rename(other)", moves),
        ("open(path)", unsaid_encoding),
        ("open(path, 'w')", unsaid_encoding),
        ("path.open('w', newline='')", unsaid_encoding),
        ("f().open()", unsaid_encoding),
        ("os.fdopen(handle, 'w')", unsaid_encoding),
        ("(folder / name).read_text()", unsaid_encoding),
        ("path.write_text(x)", unsaid_encoding),
        ("subprocess.run(x, text=True)", unsaid_encoding),
    ],
)
def test_the_looks_see(code: str, look) -> None:
    """Each look finds what it is made to find."""
    assert any(look(node) for node in ast.walk(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "text.replace('a', 'b')",
        "day.replace(day=1)",
        "series.rename('x')",
        "frame.rename(columns=names)",
        "open(path, 'rb')",
        "super().open(name)",
        "path.open('wb')",
        "path.read_text('utf-8')",
        "path.write_text(x, encoding='utf-8')",
        "subprocess.run(x, text=True, encoding='utf-8')",
        "os.open(os.devnull, os.O_RDWR)",
        "hasattr(os, 'pidfd_open')",
        "signal.SIGINT",
        "f'{day:%d}'",
    ],
)
def test_the_looks_do_not_see_ghosts(code: str) -> None:
    """What is the same everywhere is let be."""
    looks = (posix_only, moves, unsaid_encoding)
    assert not any(look(node) for look in looks for node in ast.walk(ast.parse(code)))


# --------------------------------------------------------------------------------- file names


def is_legal(name: str) -> bool:
    """Tell whether Windows takes a file's name."""
    return not (
        re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
        or name.endswith((".", " "))
        or PureWindowsPath(name).is_reserved()
        or len(name) > 255
    )


@given(st.lists(st.text(), min_size=1))
def test_names_out_of_words_are_legal(words: list[str]) -> None:
    """Whatever a school or a filter is called, the file named after it can be written."""
    assert is_legal(f"{file_name('liste', *words)}.xlsx")


def test_names_in_the_repository_are_legal() -> None:
    """A clone can be checked out under Windows, where capital letters do not tell names apart."""
    folders = ("passpro_nb", "notebooks", "dashboards", "tests", "data/exemple", ".github", ".ci")
    there = [path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*")]
    there = [path for path in there if "__pycache__" not in path.parts]
    assert len(there) > 200
    assert [path for path in there if not all(map(is_legal, path.parts))] == []
    assert len({str(path).lower() for path in there}) == len(there)
