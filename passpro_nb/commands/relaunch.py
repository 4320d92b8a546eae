"""The commands `relaunch`, in its four ways, and `returns`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from passpro_nb.commands.campaign import day_of, load
from passpro_nb.commands.printing import answer, bar
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import long_date, plural

if TYPE_CHECKING:
    from passpro_nb.panels.relaunch.figures import DryView

Words = list[str] | None  # a repeatable option; None where it is not given


def relaunch(
    folder: Path, to: Path | None, dry_run: bool, withdraw: int | None, templates: bool,
    who: str | None, encrypt: bool, **asked: Any,
) -> None:  # fmt: skip
    """Prépare les relances : listes, méls et journal."""
    if withdraw is not None:
        _withdraw_pack(folder, withdraw)
    elif templates:
        _write_templates(folder)
    elif dry_run:
        _show_plan(_look(folder, **asked), to)
    elif to:
        _write_pack(folder, to, who, encrypt, **asked)
    else:
        raise UsageError("Dites où écrire (--to DOSSIER), ou demandez à voir d’abord (--dry-run).")


def _withdraw_pack(folder: Path, number: int) -> None:
    from passpro_nb.domain.settings import read_settings
    from passpro_nb.store.journal import withdraw_relaunch

    read_settings(folder)  # refuses what is no campaign
    if not withdraw_relaunch(folder, number):
        raise UsageError(f"Le journal n’a pas de paquet {number} à retirer.")
    print(f"Le paquet {number} est retiré : il ne compte plus comme une relance.")


def _write_templates(folder: Path) -> None:
    from passpro_nb.domain.settings import read_settings
    from passpro_nb.relaunch.mails import OWN, write_templates

    read_settings(folder)  # refuses what is no campaign
    print(f"{plural(len(write_templates(folder)), 'modèle écrit')} dans {folder / OWN}.")


def _show_plan(view: DryView, to: Path | None) -> None:
    """Print who would be relaunched, or write it to a file; `to` may be the folder of the pack."""
    from passpro_nb.export.files import ENDINGS
    from passpro_nb.relaunch.synthesis import DRY

    if view.plan.silent:
        print("Rien n’est écrit.")
        return
    file = to if to and to.suffix.lower() in ENDINGS else None
    answer(view.table, DRY, f"Relances au {long_date(view.plan.day)}", file)


def _write_pack(folder: Path, to: Path, who: str | None, encrypt: bool, **asked: Any) -> None:
    from passpro_nb.domain.settings import read_settings
    from passpro_nb.panels.relaunch.figures import say_pack
    from passpro_nb.relaunch.pack import write_pack
    from passpro_nb.store.turns import account, writing_alone

    read_settings(folder)  # refuses what is no campaign
    who = who or account()
    with writing_alone(
        folder, "une relance", who
    ):  # whoever comes second sees what the first wrote
        view = _look(folder, **asked)
        if view.plan.proposed.empty:
            print("Rien n’est écrit.")
            return
        with bar("Écriture des classeurs") as progress:
            pack = write_pack(
                folder, view.plan, to, who=who, after=view.after, encrypt=encrypt, progress=progress
            )
    print(say_pack(pack))
    print(f"Si rien n’est envoyé : passpro-nb relaunch {folder} --withdraw {pack.number}")


def _look(
    folder: Path, on: date | None, again: bool, side: Words, reason: Words, lateness: int,
    missing: int, level: list[int] | None, school: Words, **filters: Words,
) -> DryView:  # fmt: skip
    """Return the dry view asked for, and say what a person must know before deciding."""
    from passpro_nb.measure.groups import Selection
    from passpro_nb.panels.relaunch.figures import measure_screen
    from passpro_nb.relaunch.levels import Wanted

    campaign = load(folder)
    hosts = filters.pop("host") or ()
    offers = {name: tuple(values or ()) for name, values in filters.items()}
    wanted = Wanted(
        Selection(host_uai=tuple(hosts), **offers), tuple(side or ()), tuple(reason or ()), lateness, missing,
        tuple(level or ()), tuple(school or ()),
    )  # fmt: skip
    view = measure_screen(campaign, day_of(campaign, on), wanted, again=again)
    for sentence in view.sentences:
        print(sentence)
    if len(view.plan.held):
        print("Pour les relancer quand même : --again.")
    return view


def returns(folder: Path, sent_back: Path, passwords: Path | None, to: Path | None) -> None:
    """Lit les classeurs renvoyés par les établissements."""
    from passpro_nb.domain.settings import read_settings
    from passpro_nb.export import check
    from passpro_nb.panels.relaunch import replies as returned
    from passpro_nb.relaunch.returns import receipts
    from passpro_nb.store.journal import log_export
    from passpro_nb.store.turns import writing_alone

    read_settings(folder)  # refuses what is no campaign
    found, known = returned.list_replies(sent_back, passwords)
    today = date.today()
    with writing_alone(folder, "des réponses d’établissements"):  # a second one reads what it wrote
        campaign = load(folder)
        with bar("Lecture des classeurs") as progress:
            read = returned.read_replies(campaign, sent_back, found, known, today, progress)
        accepted = returned.accept_replies(read, today)
    print(receipts.say_outcome(read.outcome))
    for sentence in [*returned.say_accepted(read, accepted), found.said]:
        if sentence:
            print(sentence)
    refused = receipts.list_refused(read.outcome)
    if len(refused) or to:
        title = "Non pris, ou à reporter à la main"
        if to:
            log_export(folder, what=returned.LOG, file=to, rows=len(refused))
        answer(refused, returned.REFUSED_COLUMNS, title, to, private=True)
    for line in check.explain_kinds(fault.code for fault in read.outcome.faults)[: check.REASONS]:
        print(f"Pourquoi ? {line}")
