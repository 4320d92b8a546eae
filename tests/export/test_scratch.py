"""Sheets that are written aside hold pupils: a process that is killed leaves them to nobody for long."""

import os
import stat
import subprocess
import sys
from pathlib import Path

from processes import linux_only

# A process that writes a name into a sheet, and is killed before the workbook is saved.
KILLED = """
import os, signal
from passpro_nb.export.scratch import new_book
sheet = new_book().create_sheet("Noms")
for _ in range(20_000):
    sheet.append(["PLANTENOM"])
os.kill(os.getpid(), signal.SIGKILL)
"""
SOUND = "from passpro_nb.export.workbook import book_bytes; from passpro_nb.export.scratch import new_book; b = new_book(); b.create_sheet('A').append(['x']); book_bytes(b)"


def names(place: Path) -> list[Path]:
    """Return the files under a folder that hold the planted name."""
    files = [path for path in place.rglob("*") if path.is_file()]
    return [path for path in files if b"PLANTENOM" in path.read_bytes()]


def run(code: str, place: Path) -> int:
    """Run Python code in a process of its own, whose temporary folder is `place`."""
    environment = {**os.environ, "TMPDIR": str(place)}
    return subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode


@linux_only
def test_the_next_process_removes_what_a_kill_left(tmp_path: Path) -> None:
    """Killed while a sheet is open, it leaves one folder, its owner's alone; the next one removes it."""
    assert run(KILLED, tmp_path) < 0
    (left,) = names(tmp_path)
    assert stat.S_IMODE(left.parent.stat().st_mode) == 0o700
    assert run(SOUND, tmp_path) == 0
    assert names(tmp_path) == []
    assert list(tmp_path.iterdir()) == [], "nor does it leave its own"


@linux_only
def test_a_process_at_work_keeps_its_folder(tmp_path: Path) -> None:
    """Another process that starts meanwhile leaves it alone: its lock is held."""
    other = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SOUND!r}], check=True)"
    code = f"from passpro_nb.export.scratch import new_book\nb = new_book(); s = b.create_sheet('A'); s.append(['x'])\n{other}\ns.append(['y'])\nimport io; b.save(io.BytesIO())"
    assert run(code, tmp_path) == 0
