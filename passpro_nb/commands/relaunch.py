"""The commands `relaunch` and `returns`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from passpro_nb.commands.options import (
    Again,
    Departments,
    Diplomas,
    Districts,
    Domains,
    DryRun,
    Encrypt,
    Folder,
    Hosts,
    Lateness,
    Levels,
    Missing,
    OffersOption,
    On,
    Pack,
    Passwords,
    Programmes,
    Reasons,
    ReturnsFolder,
    Schools,
    Sides,
    Templates,
    Who,
    Withdraw,
    load,
    read_day,
    selection,
)
from passpro_nb.commands.printing import answer, bar, print_table
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import long_date, plural

if TYPE_CHECKING:
    from passpro_nb.relaunch.plan import Plan


def relaunch(
    folder: Folder,
    to: Pack = None,
    dry_run: DryRun = False,
    on: On = None,
    encrypt: Encrypt = False,
    again: Again = False,
    side: Sides = None,
    reason: Reasons = None,
    lateness: Lateness = 0,
    missing: Missing = 0,
    level: Levels = None,
    school: Schools = None,
    department: Departments = None,
    district: Districts = None,
    host: Hosts = None,
    offer: OffersOption = None,
    programme: Programmes = None,
    domain: Domains = None,
    diploma: Diplomas = None,
    who: Who = None,
    withdraw: Withdraw = None,
    templates: Templates = False,
) -> None:
    """Prépare les relances : listes, méls et journal."""
    from passpro_nb.export.files import ENDINGS
    from passpro_nb.relaunch.levels import Wanted
    from passpro_nb.relaunch.plan import plan_relaunches
    from passpro_nb.relaunch.synthesis import DRY, dry_view, say_plan
    from passpro_nb.store.journal import read_asked, read_history

    if templates or withdraw is not None:
        print(_keep_relaunches(folder, withdraw))
        return
    if to is None and not dry_run:
        raise UsageError("Dites où écrire (--to DOSSIER), ou demandez à voir d’abord (--dry-run).")
    campaign = load(folder)
    chosen = selection(department, district, host, offer, programme, domain, diploma)
    wanted = Wanted(
        chosen, tuple(side or ()), tuple(reason or ()), lateness, missing, tuple(level or ()),
        tuple(school or ()),
    )  # fmt: skip
    plan = plan_relaunches(
        campaign, read_day(on, campaign), wanted, read_history(folder), read_asked(folder)
    )
    plan = plan.including_held() if again else plan
    for sentence in say_plan(plan):
        print(sentence)
    if len(plan.held):
        print("Pour les relancer quand même : --again.")
    if to and not dry_run and len(plan.proposed):
        _write_pack(folder, plan, to, who, encrypt)
    elif dry_run and not plan.silent:
        file = to if to and to.suffix.lower() in ENDINGS else None  # else the pack's own folder
        answer(dry_view(plan), DRY, f"Relances au {long_date(plan.day)}", file)
    else:
        print("Rien n’est écrit.")


def _keep_relaunches(folder: Path, withdraw: int | None) -> str:
    """Withdraw a pack from the journal, or write the templates to adapt; return what was done."""
    from passpro_nb.domain.settings import read_settings
    from passpro_nb.relaunch.mails import OWN, write_templates
    from passpro_nb.store.journal import withdraw_relaunch

    read_settings(folder)
    if withdraw is None:
        count = len(write_templates(folder))
        return f"{plural(count, 'modèle écrit')} dans {folder / OWN}."
    if not withdraw_relaunch(folder, withdraw):
        raise UsageError(f"Le journal n’a pas de paquet {withdraw} à retirer.")
    return f"Le paquet {withdraw} est retiré : il ne compte plus comme une relance."


def _write_pack(folder: Path, plan: Plan, to: Path, who: str | None, encrypt: bool) -> None:
    from passpro_nb.panels.relaunch.figures import say_pack
    from passpro_nb.relaunch.pack import write_pack
    from passpro_nb.store.journal import account

    with bar("Écriture des classeurs") as progress:
        pack = write_pack(
            folder, plan, to, who=who or account(), encrypt=encrypt, progress=progress
        )
    print(say_pack(pack))
    print(f"Si rien n’est envoyé : passpro-nb relaunch {folder} --withdraw {pack.number}")


def returns(folder: Folder, sent_back: ReturnsFolder, passwords: Passwords = None) -> None:
    """Lit les classeurs renvoyés par les établissements."""
    from passpro_nb.relaunch.returns.judge import check_returns
    from passpro_nb.relaunch.returns.reader import list_returns, read_passwords, read_returned
    from passpro_nb.relaunch.returns.receipts import (
        VERDICTS,
        say_outcome,
        write_receipts,
        write_returns,
    )

    files = list_returns(sent_back)
    campaign = load(folder)
    known = read_passwords(passwords) if passwords else {}
    with bar("Lecture des classeurs") as progress:
        read = []
        for done, path in enumerate(files, 1):
            read.append(read_returned(path, campaign.settings, known))
            progress(done, len(files))
    outcome = check_returns(read, campaign, date.today())
    written = write_returns(campaign, outcome, date.today())
    receipts = write_receipts(outcome, sent_back)
    print(say_outcome(outcome))
    print(f"Écrit : {written}." if written else "Rien de nouveau : rien n’est écrit.")
    if receipts:
        print(f"{plural(len(receipts), 'accusé écrit')} dans {receipts[0].parent}.")
    told = outcome.answers[outcome.answers["verdict"].isin(["refused", "report"])]
    if len(told):
        columns = ["file", "sheet", "row", "column", "value", "verdict", "message"]
        said = told.assign(verdict=told["verdict"].map(VERDICTS))
        print_table(said, columns, "Non pris, ou à reporter à la main")
