"""`passpro-nb …`: the commands in the order of the work, and the words that each takes."""

import os
import sys
from contextlib import suppress

from passpro_nb.commands import campaign, history, nation, pages, relaunch, report, shell
from passpro_nb.commands import words as w
from passpro_nb.commands.shell import Command
from passpro_nb.domain.memory import collect_rarely

COMMANDS = {
    "demo": Command(campaign.demo, w.NEW_FOLDER, w.SEED, w.SIZE, w.DELIVERIES),
    "check": Command(campaign.check, w.FOLDER, w.TO, w.COPIES, w.SET_ASIDE),
    "import": Command(
        history.import_, w.FOLDER, w.PREVIEW, w.ACCEPT, w.FORCE, w.UNDO, w.ON
    ),
    "history": Command(history.history, w.FOLDER, w.REPAIR, w.TO),
    "changes": Command(history.changes, w.FOLDER, w.SINCE, w.TO),
    "compare": Command(history.compare, w.OLDER, w.NEWER, w.BY, w.LANDMARK, w.ON, w.TO),
    "purge": Command(history.purge, w.FOLDER, w.YES),
    "coverage": Command(campaign.coverage, w.FOLDER, w.BY, w.ON, w.TO, *w.FILTERS, w.STATUS, w.ORIGIN),
    "capacity": Command(campaign.capacity, w.FOLDER, w.BY_OFFERS, w.ON, w.TO, *w.FILTERS, w.STATUS),
    "sessions": Command(campaign.sessions, w.FOLDER, w.TO),
    "relaunch": Command(
        relaunch.relaunch, w.FOLDER, w.PACK, w.DRY_RUN, w.ON, w.ENCRYPT, w.AGAIN,
        *w.WANTED, *w.ASKED_FILTERS, w.WHO, w.WITHDRAW, w.TEMPLATES,
    ),
    "returns": Command(relaunch.returns, w.FOLDER, w.SENT_BACK, w.PASSWORDS, w.TO),
    "report": Command(report.report, w.FOLDER, w.REPORT, w.ON, w.BEFORE),
    "publish": Command(pages.publish, w.FOLDER, w.EDITION, w.ALONE),
    "nation": Command(nation.nation, w.CAMPAIGNS, w.SCHEDULER, w.NATION),
    "serve": Command(
        pages.serve, w.SERVED, w.HOST, w.PORT, w.TOKEN, w.PREFIX, w.PROXIES, w.HUB
    ),
    "lab": Command(pages.lab, w.CHOSEN),
}  # fmt: skip
LASTING = (["serve"], ["lab"])  # they close what they opened


def main() -> None:
    """Run the command line."""
    collect_rarely()
    code = run(sys.argv[1:])
    if sys.argv[1:2] not in LASTING:
        _leave(code)
    sys.exit(code)


def _leave(code: int) -> None:
    """Leave at once: to free millions of cells one by one takes a fifteenth of the time."""
    if scratch := sys.modules.get("passpro_nb.export.scratch"):
        scratch.end_writing()
    with suppress(OSError):  # nobody reads on: Python says so in its own way
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    return shell.run(COMMANDS, arguments)
