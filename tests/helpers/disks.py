"""Disks that fill up and folders that take nothing, made by whatever right is there: never none.

A mount needs a right that an ordinary account or a container may lack. Three roads, the first that
works: a mount in a namespace of one's own, a mount as root, and without any mount the limits that the
kernel sets to a process by itself (no file grows past a size; no right but those of the folders).
"""

from __future__ import annotations

import ctypes
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

_NEWNS, _NEWUSER = 0x00020000, 0x10000000  # linux/sched.h
_CAPABILITIES = 0x20080522  # linux/capability.h, version 3
_ROOMY = 1 << 16  # kB


class Mounts:
    """Real disks: a tmpfs of a size, a folder bound over itself read-only."""

    full = ("le disque est plein",)
    closed = "le disque est en lecture seule, choisissez un autre dossier"

    def __init__(self, name: str, flags: int) -> None:
        self.name, self._flags = name, flags

    def enter(self) -> None:
        """Go where mounts are seen by nobody else, and end with the process."""
        uid, gid = os.getuid(), os.getgid()
        _call("unshare", self._flags)
        if self._flags & _NEWUSER:
            Path("/proc/self/setgroups").write_text("deny", "ascii")
            Path("/proc/self/uid_map").write_text(f"0 {uid} 1", "ascii")
            Path("/proc/self/gid_map").write_text(f"0 {gid} 1", "ascii")
        _mount("--make-rprivate", "/")

    def new_disk(self, place: Path) -> None:
        """Lay an empty disk over a folder."""
        _mount("-t", "tmpfs", "-o", f"size={_ROOMY}k", "tmpfs", str(place))

    def leave_room(self, place: Path, room: int | None) -> None:
        """Leave so many kB on a disk; plenty again where none is said."""
        used = -(-shutil.disk_usage(place).used // 1024)
        size = _ROOMY if room is None else used + room
        _mount("-o", f"remount,size={size}k", "tmpfs", str(place))

    def close(self, folder: Path) -> None:
        """Let nothing be written in a folder."""
        _mount("--bind", str(folder), str(folder))
        _mount("-o", "remount,ro,bind", str(folder))

    def reopen(self, folder: Path) -> None:
        """Let it be written again."""
        subprocess.run(["umount", str(folder)], check=True, capture_output=True)


class Limits:
    """Without a mount: a bound on the size of each file, and folders without the right to write."""

    name = "sans montage"
    full = (
        "le fichier dépasse la taille permise sur ce disque",
        "vérifiez le dossier, et la place qui reste sur le disque",
    )
    closed = "fermez-le s’il est ouvert, ou choisissez un autre dossier"

    def enter(self) -> None:
        """Give up what lets root write anywhere; to give up needs no right."""
        _call("capset", (ctypes.c_uint32 * 2)(_CAPABILITIES, 0), (ctypes.c_uint32 * 6)())

    def new_disk(self, place: Path) -> None:
        """Do nothing: the disk is the one that is there."""

    def leave_room(self, place: Path, room: int | None) -> None:
        """Let no file grow past so many kB."""
        import resource  # Windows has none

        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most if room is None else room * 1024, most))

    def close(self, folder: Path) -> None:
        """Let nothing be written in a folder, nor in those below."""
        for place in (folder, *folder.rglob("*")):
            place.chmod(place.stat().st_mode & ~0o222)

    def reopen(self, folder: Path) -> None:
        """Let it be written again."""
        for place in (folder, *folder.rglob("*")):
            place.chmod(place.stat().st_mode | 0o200)


Road = Mounts | Limits
ROADS: tuple[Road, ...] = (
    Mounts("montage dans un espace de noms", _NEWUSER | _NEWNS),
    Mounts("montage de root", _NEWNS),
    Limits(),
)


@cache
def find_roads() -> tuple[Road, ...]:
    """Return the first road that this machine lets us take, and always the last: it needs no right."""
    first = next((road for road in ROADS if _is_open(road)), ROADS[-1])
    return tuple(dict.fromkeys((first, ROADS[-1])))


def _is_open(road: Road) -> bool:
    if sys.platform != "linux":
        return False

    def rehearse(road: Road) -> None:
        road.new_disk(place)
        road.leave_room(place, 0)
        road.close(place)
        road.reopen(place)

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        return isinstance(_ask_apart(road, rehearse), bytes)


def apart(road: Road, scenario: Callable[[Road], Any]) -> Any:
    """Play a scenario on a road, in a process of its own; return what it returns."""
    told = _ask_apart(road, scenario)
    assert isinstance(told, bytes), f"sur la route « {road.name} » : {told}"
    return pickle.loads(told)


def _ask_apart(road: Road, scenario: Callable[[Road], Any]) -> bytes | str:
    """Return what a scenario tells, packed, or the text of its error."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        told = b"!interrompu"
        try:
            road.enter()
            told = b"=" + pickle.dumps(scenario(road))
        except BaseException:
            told = b"!" + traceback.format_exc().encode()
        finally:
            with os.fdopen(write, "wb") as pipe:
                pipe.write(told)
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        told = pipe.read()
    os.waitpid(pid, 0)
    return told[1:] if told.startswith(b"=") else told[1:].decode()


def _call(name: str, *given: Any) -> None:
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*given):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), name)


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True, capture_output=True)
