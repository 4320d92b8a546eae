"""The command on many campaigns at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from passpro_nb.commands.printing import print_lines, print_table
from passpro_nb.commands.shell import DONE, REFUSED
from passpro_nb.domain.errors import RefusedData
from passpro_nb.domain.french import plural, quoted

if TYPE_CHECKING:
    from passpro_nb.nation.work import Done, Refused


def nation(folder: Path, scheduler: str, to: Path | None) -> int:
    """Lit et publie toutes les campagnes d’un dossier, et leur page."""
    from passpro_nb.nation import totals
    from passpro_nb.nation.edition import prepare, write_nation
    from passpro_nb.nation.engine import do_campaigns
    from passpro_nb.nation.folders import list_jobs
    from passpro_nb.nation.page import SHOWN, TITLE

    to = to or folder
    jobs = list_jobs(folder, to)
    prepare(to)
    found = totals.gather(do_campaigns(jobs, scheduler, _say))
    if not found.done:
        raise RefusedData("Aucune campagne n’a pu être lue : rien n’est écrit.")
    page, workbook = write_nation(found, to)
    told = [totals.say_nation(found), totals.say_left_out(found), *totals.say_twins(found)]
    print_lines([*filter(None, told)])
    print_table(found.academies(), list(SHOWN), TITLE)
    print(f"{page.name} et {workbook.name} écrits dans {quoted(to, 200)}.")
    return REFUSED if found.refused else DONE


def _say(outcome: Done | Refused, left: int) -> None:
    """Say what a campaign gave as soon as it did, and how many are left."""
    said = getattr(outcome, "said", "") or "publié."
    after = f"Reste {plural(left, 'dossier')}." if left else "C’était le dernier."
    print(f"{outcome.folder} : {said} {after}", file=sys.stderr, flush=True)
