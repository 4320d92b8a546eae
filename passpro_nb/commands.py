"""The commands: `passpro-nb …`, in French, with progress on long work (formats.md, Commands).

Each command is a door: it reads its words, calls the package, prints or writes. Exit codes: 0 done,
1 the data are refused (`check`: they hold errors), 2 the call or the settings are wrong.
"""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core

from passpro_nb.errors import PassproError, UsageError
from passpro_nb.french import long_date, number, plural, quoted

if TYPE_CHECKING:
    import pandas as pd

    from passpro_nb.check_campaign import Campaign
    from passpro_nb.measure_groups import Selection
    from passpro_nb.measure_plan import Plan

DONE, REFUSED, WRONG = 0, 1, 2
DEBUG = "PASSPRO_NB_DEBUG"
_INTERRUPTED = 130  # what typer makes of Ctrl-C

# typer's own words, which it looks up here; it has no French
_WORDS = {
    "Arguments": "Arguments",
    "Commands": "Commandes",
    "default: {default}": "par défaut : {default}",
    "required": "obligatoire",
}


def _translate(message: str) -> str:
    return _WORDS.get(message, message)


typer.core._ = _translate


class _Group(typer.core.TyperGroup):
    """The commands, with help in French."""

    def get_help_option(self, ctx: Any) -> Any:
        return _french_help(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, "COMMANDE …", "Usage : ")


class _Command(typer.core.TyperCommand):
    """One command, with help in French."""

    def get_help_option(self, ctx: Any) -> Any:
        return _french_help(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = [piece for piece in self.collect_usage_pieces(ctx) if piece != "[OPTIONS]"]
        words = [piece.strip("{}") for piece in pieces]
        formatter.write_usage(ctx.command_path, " ".join([*words, "[OPTIONS]"]), "Usage : ")

    def get_help(self, ctx: Any) -> str:
        return re.sub(r" <\w+>", "", super().get_help(ctx))  # an argument's type, in English


def _french_help(option: Any) -> Any:
    if option is not None:
        option.help = "Affiche cette aide."
    return option


app = typer.Typer(
    cls=_Group,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Suivi de la campagne Passpro : catalogue, candidatures, entretiens, avis, relances.",
)


def command(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the decorator that makes a function the command `name`."""
    return app.command(name, cls=_Command)


def _option(flag: str, metavar: str | None, explanation: str) -> Any:
    return typer.Option(flag, metavar=metavar, help=explanation)


_GROUPS = "academie, department, district, host, offer, programme, domain, diploma, origin"
Folder = Annotated[Path, typer.Argument(metavar="DOSSIER", help="dossier de la campagne")]
NewFolder = Annotated[Path, typer.Argument(metavar="DOSSIER", help="dossier à créer")]
ServedFolder = Annotated[Path, typer.Argument(metavar="[DOSSIER]", help="dossier de la campagne")]
Seed = Annotated[int, _option("--seed", "N", "graine : la même donne les mêmes fichiers")]
Size = Annotated[int, _option("--candidatures", "N", "nombre de candidatures")]
Deliveries = Annotated[int, _option("--livraisons", "N", "nombre de livraisons quotidiennes")]
Force = Annotated[bool, _option("--force", None, "importe même une livraison qui semble tronquée")]
Port = Annotated[int, _option("--port", "P", "port de la page")]
By = Annotated[str, _option("--by", "GROUPE", f"groupe : {_GROUPS}")]
On = Annotated[
    str | None, _option("--on", "DATE", "jour (AAAA-MM-JJ) ; sans lui, celui des données")
]
To = Annotated[Path | None, _option("--to", "FICHIER", "écrit un .xlsx, un .csv ou un .json")]
GiveBack = Annotated[
    Path | None,
    _option("--rendre", "DIR", "y rend une copie de chaque classeur, cellules marquées"),
]
Quarantine = Annotated[
    Path | None, _option("--ecartees", "FICHIER", "écrit les lignes écartées, à corriger (.xlsx)")
]
Departments = Annotated[list[str] | None, _option("--department", "DEPT", "filtre, répétable")]
Districts = Annotated[list[str] | None, _option("--district", "BASSIN", "filtre, répétable")]
Hosts = Annotated[list[str] | None, _option("--host", "UAI", "filtre, répétable")]
OffersOption = Annotated[list[str] | None, _option("--offer", "OFFRE", "filtre, répétable")]
Programmes = Annotated[list[str] | None, _option("--programme", "CODE", "filtre, répétable")]
Domains = Annotated[list[str] | None, _option("--domain", "DOMAINE", "filtre, répétable")]
Diplomas = Annotated[list[str] | None, _option("--diploma", "DIPLÔME", "filtre, répétable")]
Pack = Annotated[
    Path | None, _option("--to", "DIR", "dossier nouveau ou vide où écrire les listes et les méls")
]
DryRun = Annotated[bool, _option("--dry-run", None, "montre qui serait relancé, n’écrit rien")]
Again = Annotated[
    bool, _option("--again", None, "relance aussi les établissements relancés il y a peu")
]
Encrypt = Annotated[
    bool, _option("--encrypt", None, "chiffre chaque classeur, un mot de passe par établissement")
]
Sides = Annotated[list[str] | None, _option("--side", "RÔLE", "accueil ou origine, répétable")]
Reasons = Annotated[list[str] | None, _option("--reason", "MOTIF", "motif, répétable")]
Lateness = Annotated[int, _option("--lateness", "N", "retard d’au moins N jours ouvrés")]
Missing = Annotated[int, _option("--missing", "N", "au moins N avis manquants")]
Levels = Annotated[
    list[int] | None, _option("--level", "N", "niveau déjà atteint (0 : aucun), répétable")
]
Schools = Annotated[list[str] | None, _option("--school", "UAI", "établissement, répétable")]
Who = Annotated[str | None, _option("--who", "NOM", "qui relance ; sans lui, le compte ouvert")]
Withdraw = Annotated[
    int | None, _option("--withdraw", "N", "retire du journal le paquet N, qui n’a pas été envoyé")
]
Templates = Annotated[
    bool, _option("--templates", None, "écrit les modèles de méls dans modeles/, pour les adapter")
]
ReturnsFolder = Annotated[
    Path, typer.Argument(metavar="RETOURS", help="dossier des classeurs renvoyés")
]
Passwords = Annotated[
    Path | None,
    _option("--passwords", "FICHIER", "le mots-de-passe.csv du paquet, s’il est chiffré"),
]


def main() -> None:
    """Run the command line; every failure is a French sentence and an exit code."""
    gc.set_threshold(200_000, 50, 100)  # millions of cells, hardly a cycle: a sixth of the time
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = app(arguments, prog_name="passpro-nb", standalone_mode=False) or DONE
        if code == _INTERRUPTED:
            raise KeyboardInterrupt
        return int(code)
    except UsageError as error:
        _complain(str(error))
        return WRONG
    except PassproError as error:
        _complain(str(error))
        return REFUSED
    except (typer.Abort, KeyboardInterrupt):
        _complain("Interrompu : rien n’a été laissé à moitié.")
        return REFUSED
    except _wrong_call() as error:
        _complain(_say_wrong_call(error))
        return WRONG
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        _complain(
            f"Un défaut du programme a été rencontré ({type(error).__name__}) : rien n’a été laissé "
            f"à moitié. Relancez avec {DEBUG}=1 et transmettez ce qui s’affiche."
        )
        return WRONG


def _wrong_call() -> type[Exception]:
    """Return the class of the errors that a wrong call raises, wherever typer keeps its click."""
    return typer.BadParameter.__mro__[2]


def _say_wrong_call(error: Any) -> str:
    """Say a wrong call in French; the library's own sentence is English."""
    kind = type(error).__name__
    param = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or (param and (param.metavar or param.opts[0]))
    said = {
        "NoSuchOption": f"L’option {quoted(name)} n’existe pas.",
        "MissingParameter": f"Il manque {quoted(name)}.",
        "BadParameter": f"La valeur donnée pour {quoted(name)} ne convient pas.",
        "BadOptionUsage": f"L’option {quoted(name)} attend une valeur.",
        "NoArgsIsHelpError": "Dites ce que vous voulez faire.",
    }
    return f"{said.get(kind, 'Cette commande n’existe pas, ou a un mot de trop.')} Voir « passpro-nb --help »."


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Yield a function that says what is being done; it shows on a terminal, and goes when done."""
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True)
    with console.status("…") as status:
        yield lambda said: status.update(Text(f"{said}…"))


@contextmanager
def _bar(said: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a function that moves a progress bar; it shows on a terminal, and goes when done."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(said)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _print_table(table: pd.DataFrame, columns: list[str], title: str, limit: int = 200) -> None:
    """Print the main columns of a table, aligned; beyond `limit` rows, say how many are left."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from passpro_nb.definitions import SHARES, label
    from passpro_nb.export_table import in_french, records

    rows = records(in_french(table[columns].head(limit)))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 140
    texts = {name: [_said(name, row[name]) for row in rows] for name in columns}
    words = [" ".join([label(name), *texts[name]]).split(" ") for name in columns]
    widths = [min(24, max(map(len, column))) for column in words]
    fits = sum(widths) + 3 * len(widths) <= console.width
    shown = Table(
        title=Text(title), title_justify="left", header_style="bold", box=SIMPLE_HEAD,
        collapse_padding=True, pad_edge=False,
    )  # fmt: skip
    for name, width in zip(columns, widths, strict=True):
        numeric = name in SHARES or table[name].dtype.kind in "ifu"
        justify: Any = "right" if numeric else "left"
        shown.add_column(
            label(name), justify=justify, overflow="fold", min_width=width if fits else None
        )
    for row in zip(*texts.values(), strict=True):
        shown.add_row(*map(Text, row))
    console.print(shown)
    if len(table) > limit:
        rest = plural(len(table) - limit, "autre ligne")
        console.print(f"… et {rest} : ajoutez --to FICHIER pour tout avoir.")


def _said(name: str, value: Any) -> str:
    """Return one value of a table as a person reads it."""
    from passpro_nb.definitions import SHARES
    from passpro_nb.french import percent, short_date

    if name in SHARES:
        return percent(value)
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float):
        return number(value, 0 if value == int(value) else 1)
    return "" if value is None else str(value)


def _answer(table: pd.DataFrame, columns: list[str], title: str, to: Path | None) -> None:
    """Write the whole table to a file, or print its main columns."""
    if to is None:
        _print_table(table, columns, title)
        return
    from passpro_nb.export_table import write_table

    write_table(table, to, title)
    print(f"{plural(len(table), 'ligne écrite', 'lignes écrites')} dans {to}.")


def _day(text: str | None, campaign: Campaign) -> date:
    from passpro_nb.check_campaign import default_day

    if text is None:
        return default_day(campaign, date.today())
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--on {quoted(text)} : une date comme 2025-04-28 est attendue.") from None


def _selection(*filters: list[str] | None) -> Selection:
    from passpro_nb.measure_groups import Selection

    return Selection(*(tuple(values or ()) for values in filters))


def _load(folder: Path) -> Campaign:
    from passpro_nb.check_campaign import load_campaign

    with _progress() as say:
        return load_campaign(folder, say)


@command("demo")
def demo(
    folder: NewFolder,
    seed: Seed = 2025,
    applications: Size = 12_000,
    deliveries: Deliveries = 1,
) -> None:
    """Écrit une campagne inventée, de taille réelle."""
    from passpro_nb.demo import write_demo

    with _progress() as say:
        files = write_demo(
            folder, seed=seed, applications=applications, deliveries=deliveries, progress=say
        )
    print(f"{plural(len(files), 'fichier écrit', 'fichiers écrits')} dans {folder}.")


@command("check")
def check(
    folder: Folder, to: To = None, give_back: GiveBack = None, quarantine: Quarantine = None
) -> int:
    """Lit et vérifie une campagne, les pires constats d’abord."""
    from passpro_nb.check_campaign import check_folder
    from passpro_nb.export_annotated import write_annotated
    from passpro_nb.export_check import print_check, write_check
    from passpro_nb.export_quarantine import write_quarantine

    with _progress() as say:
        campaign = check_folder(folder, say)
    if to is None:
        print_check(campaign)
    else:
        write_check(campaign, to)
        print(f"Constats écrits dans {to}.")
    if give_back:
        with _progress() as say:
            copies = write_annotated(campaign, give_back, say)
        print(f"{plural(len(copies), 'classeur rendu', 'classeurs rendus')} dans {give_back}.")
    if quarantine:
        count = write_quarantine(campaign, quarantine)
        print(f"{plural(count, 'ligne écartée', 'lignes écartées')} dans {quarantine}.")
    return REFUSED if campaign.has_errors else DONE


@command("import")
def import_(folder: Folder, force: Force = False, on: On = None) -> None:
    """Vérifie, garde un instantané et publie les chiffres."""
    from passpro_nb.store import import_campaign

    campaign = _load(folder)
    with _progress() as say:
        say("Enregistrement et publication")
        published = import_campaign(campaign, _day(on, campaign), force=force)
    errors = sum(1 for fault in campaign.faults if fault.severity == "error")
    print(
        f"{plural(len(campaign.applications), 'candidature')} et "
        f"{plural(len(campaign.offers), 'offre')} importées, au {long_date(published.day)}."
    )
    if errors:
        print(f"{plural(errors, 'erreur')} dans les fichiers : voir « passpro-nb check {folder} ».")


@command("coverage")
def coverage(
    folder: Folder,
    by: By = "host",
    on: On = None,
    to: To = None,
    department: Departments = None,
    district: Districts = None,
    host: Hosts = None,
    offer: OffersOption = None,
    programme: Programmes = None,
    domain: Domains = None,
    diploma: Diplomas = None,
) -> None:
    """Couverture des avis, par groupe, un jour donné."""
    from passpro_nb.measure_coverage import measure_coverage, origins, tally_applications
    from passpro_nb.measure_groups import GROUPS, ORIGIN, check_group, measured_offers
    from passpro_nb.measure_states import measure_states

    check_group(by)
    campaign = _load(folder)
    settings, day = campaign.settings, _day(on, campaign)
    chosen = _selection(department, district, host, offer, programme, domain, diploma)
    offers = measured_offers(campaign.offers, settings.campagne.academie, chosen)
    states = measure_states(campaign.applications, settings, day)
    states = states[states["offer"].isin(offers["offer"])]
    members = origins(states, campaign.directory, offers) if by == ORIGIN else offers
    tally = tally_applications(states, "origin_uai" if by == ORIGIN else "offer")
    table = measure_coverage(tally, members, by, settings, day)
    main_columns = [
        "registered",
        "expected",
        "entered",
        "coverage",
        "overdue",
        "lateness_max",
        "not_convened",
    ]
    title = f"Couverture des avis au {long_date(day)}"
    _answer(table, [*GROUPS[by][:2], *main_columns], title, to)


@command("capacity")
def capacity(
    folder: Folder,
    by: By = "host",
    on: On = None,
    to: To = None,
    department: Departments = None,
    district: Districts = None,
    host: Hosts = None,
    offer: OffersOption = None,
    programme: Programmes = None,
    domain: Domains = None,
    diploma: Diplomas = None,
) -> None:
    """Capacité d’entretien, par groupe, un jour donné."""
    from passpro_nb.measure_capacity import count_capacity, measure_capacity
    from passpro_nb.measure_coverage import tally_applications
    from passpro_nb.measure_groups import GROUPS, check_group, measured_offers, select_offers
    from passpro_nb.measure_states import measure_states

    check_group(by, origins=False)
    campaign = _load(folder)
    settings, day = campaign.settings, _day(on, campaign)
    chosen = _selection(department, district, host, offer, programme, domain, diploma)
    measured_offers(
        campaign.offers, settings.campagne.academie, chosen
    )  # refuses what no offer has
    offers = measured_offers(campaign.offers, settings.campagne.academie)
    tally = tally_applications(measure_states(campaign.applications, settings, day))
    counted = count_capacity(offers, campaign.sessions, tally, settings, day)
    counted = select_offers(counted, chosen)
    main_columns = [
        "capacity",
        "demand",
        "load",
        "to_interview",
        "seats_left",
        "shortfall",
        "sessions_to_add",
        "undated",
    ]
    title = f"Capacité d’entretien au {long_date(day)}"
    _answer(measure_capacity(counted, by), [*GROUPS[by][:2], *main_columns], title, to)


@command("sessions")
def sessions(folder: Folder, to: To = None) -> None:
    """Séances d’entretien lues, et celles restées sans jour."""
    from passpro_nb.measure_capacity import measure_seats

    campaign = _load(folder)
    read = measure_seats(campaign.sessions, campaign.settings.entretiens)
    columns = [
        "host_uai",
        "offer",
        "day",
        "start",
        "end",
        "mode",
        "seats",
        "estimated",
        "text",
        "reason",
    ]
    table = read[columns].sort_values(["host_uai", "offer", "day"]).reset_index(drop=True)
    _answer(table, columns, "Séances d’entretien", to)


@command("relaunch")
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
    """Prépare les relances : qui, pour quoi, avec quel classeur et quel mél."""
    from passpro_nb.export_relaunch import DRY, dry_view, say_plan
    from passpro_nb.measure_plan import plan_relaunches
    from passpro_nb.measure_relaunch import Wanted
    from passpro_nb.store_journal import read_asked, read_history

    if templates or withdraw is not None:
        print(_keep_relaunches(folder, withdraw))
        return
    if to is None and not dry_run:
        raise UsageError("Dites où écrire (--to DIR), ou demandez à voir d’abord (--dry-run).")
    campaign = _load(folder)
    chosen = _selection(department, district, host, offer, programme, domain, diploma)
    wanted = Wanted(
        chosen, tuple(side or ()), tuple(reason or ()), lateness, missing, tuple(level or ()),
        tuple(school or ()),
    )  # fmt: skip
    plan = plan_relaunches(
        campaign, _day(on, campaign), wanted, read_history(folder), read_asked(folder)
    )
    plan = plan.including_held() if again else plan
    for sentence in say_plan(plan):
        print(sentence)
    if dry_run and not plan.silent:
        _answer(dry_view(plan), DRY, f"Relances au {long_date(plan.day)}", to)
    elif to and len(plan.proposed):
        _write_pack(folder, plan, to, who, encrypt)


def _keep_relaunches(folder: Path, withdraw: int | None) -> str:
    """Withdraw a pack from the journal, or write the templates to adapt; return what was done."""
    from passpro_nb.export_mails import OWN, write_templates
    from passpro_nb.settings import read_settings
    from passpro_nb.store_journal import withdraw_relaunch

    read_settings(folder)
    if withdraw is None:
        count = len(write_templates(folder))
        return f"{plural(count, 'modèle écrit', 'modèles écrits')} dans {folder / OWN}."
    if not withdraw_relaunch(folder, withdraw):
        raise UsageError(f"Le journal n’a pas de paquet {withdraw} à retirer.")
    return f"Le paquet {withdraw} est retiré : il ne compte plus comme une relance."


def _write_pack(folder: Path, plan: Plan, to: Path, who: str | None, encrypt: bool) -> None:
    from getpass import getuser

    from passpro_nb.export_pack import write_pack

    with _bar("Écriture des classeurs") as progress:
        pack = write_pack(
            folder, plan, to, who=who or getuser(), encrypt=encrypt, progress=progress
        )
    count = plural(len(pack.mails), "classeur et son mél", "classeurs et leurs méls")
    print(f"{count} dans {to} (paquet {pack.number} du journal). Rien n’est envoyé.")
    if not encrypt:
        print("Les classeurs ne sont pas chiffrés : aucun n’est joint aux méls.")
    print(f"Sans envoi : passpro-nb relaunch {folder} --withdraw {pack.number}")


@command("returns")
def returns(folder: Folder, sent_back: ReturnsFolder, passwords: Passwords = None) -> None:
    """Lit les classeurs renvoyés par les établissements."""
    from passpro_nb.check_returns import check_returns
    from passpro_nb.export_returns import VERDICTS, say_outcome, write_receipts, write_returns
    from passpro_nb.read_returns import list_returns, read_passwords, read_returned

    files = list_returns(sent_back)
    campaign = _load(folder)
    known = read_passwords(passwords) if passwords else {}
    with _bar("Lecture des classeurs") as progress:
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
        print(
            f"{plural(len(receipts), 'accusé écrit', 'accusés écrits')} dans {receipts[0].parent}."
        )
    told = outcome.answers[outcome.answers["verdict"].isin(["refused", "report"])]
    if len(told):
        columns = ["file", "sheet", "row", "column", "value", "verdict", "message"]
        said = told.assign(verdict=told["verdict"].map(VERDICTS))
        _print_table(said, columns, "Ce qui n’a pas été pris")


@command("serve")
def serve(folder: ServedFolder = Path("data/exemple"), port: Port = 8866) -> None:
    """Sert les tableaux de bord et affiche leur adresse."""
    from passpro_nb.serve import serve as serve_dashboards
    from passpro_nb.settings import read_settings
    from passpro_nb.store import PUBLISHED, import_campaign, is_behind, is_published

    settings = read_settings(folder)
    if not is_published(folder):
        campaign = _load(folder)
        import_campaign(campaign, _day(None, campaign))
    elif is_behind(folder):
        print(
            "Des fichiers ont changé depuis le dernier import : "
            f"« passpro-nb import {folder} » les prend en compte."
        )
    serve_dashboards(
        folder / PUBLISHED,
        dashboards=_beside("dashboards"),
        campaign=settings.campagne.nom,
        port=port,
    )


@command("lab")
def lab() -> int:
    """Ouvre JupyterLab sur les carnets des analystes."""
    import subprocess

    notebooks = _beside("notebooks")
    return subprocess.call(
        [sys.executable, "-m", "jupyterlab", f"--notebook-dir={notebooks.parent}"]
    )


def _beside(name: str) -> Path:
    """Return a folder of the workbench: where one works, else beside the package."""
    places = (Path.cwd(), Path(__file__).resolve().parents[1])
    for place in places:
        if any((place / name).glob("*.ipynb")):
            return place / name
    raise UsageError(f"Le dossier « {name} » n’est pas là : lancez la commande depuis l’atelier.")
