"""What all campaigns give, written: nation.html, nation.xlsx, and beside them what the page opens."""

from pathlib import Path

from passpro_nb.export.files import told, write_atomic
from passpro_nb.nation.folders import PAGES
from passpro_nb.nation.page import PAGE, WORKBOOK, nation_files
from passpro_nb.nation.sheet import nation_workbook
from passpro_nb.nation.totals import Nation


def prepare(to: Path) -> None:
    """Make the folder of the académies' pages: a machine that does not see it must not make its own."""
    with told(to):
        (to / PAGES).mkdir(parents=True, exist_ok=True)


def write_nation(nation: Nation, to: Path) -> tuple[Path, Path]:
    """Write the page and the workbook, each at one stroke, the page last; return where they are."""
    workbook = write_atomic(to / WORKBOOK, nation_workbook(nation))
    for name, content in nation_files(nation).items():
        write_atomic(to / name, content)
    return to / PAGE, workbook
