"""The convocation list of a host: nominative, written only where the analyst asks."""

from datetime import date, time
from pathlib import Path

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.figures import WAITING_LABELS
from passpro_nb.domain.french import long_date, number, plural
from passpro_nb.export.files import file_name, write_private
from passpro_nb.export.records import records
from passpro_nb.export.workbook import workbook_bytes
from passpro_nb.interviews.schedule import Schedule
from passpro_nb.store.journal import log_export

_PUPIL = ("last_name", "first_name", "origin_class", "origin_name", "programme_label")
LISTED = ("day", "hour", *_PUPIL, "place", "kept")
IN_SESSION = ["hour", *_PUPIL, "kept"]  # its day and place are in the sheet's title
WAITING = [*_PUPIL, "registered_on", "interview_day", "why"]


def write_convocations(
    schedule: Schedule, folder: Path | str, campaign: Campaign, *, host_uai: str, host_name: str,
    day: date, who: str = "",
) -> Path:  # fmt: skip
    """Log a host's draft list in the campaign's journal, and write it as a workbook in `folder`.

    A sheet of everybody by day and hour, one a session to print apart (A4), those without a seat
    and why, how each session fills, and the rules. `day` is the day of the data. Return its path.
    """
    file = f"{file_name('convocations', host_uai, day.isoformat())}.xlsx"
    far_km = campaign.settings.entretiens.eloignement_km
    content = convocations_bytes(schedule, f"{host_name} ({host_uai})", day, far_km)
    rows = len(schedule.placed) + len(schedule.waiting)
    # first: nothing nominative goes out unlogged
    path = Path(folder) / file
    log_export(campaign.folder, who=who, what="convocations", file=path, rows=rows)
    return write_private(path, content)


def convocations_bytes(schedule: Schedule, host: str, day: date, far_km: int) -> bytes:
    """Return the bytes of the workbook of `write_convocations`."""
    listed, waiting = list_placed(schedule), schedule.waiting
    sheets = {"Convocations": listed}
    for rank, row in enumerate(records(schedule.sessions), 1):
        mine = listed[schedule.placed["session"] == row["session"]]
        if len(mine):
            # short enough at its start for a tab, whole at the foot of the page
            start = f"{rank}. {row['day']:%d-%m} {_hour(row['start'], '%Hh%M')}"
            whole = (start, long_date(row["day"], weekday=True), row["place"])
            sheets[" – ".join(filter(None, whole))] = mine[IN_SESSION]
    sheets["Sans place"] = waiting.assign(why=waiting["why"].map(WAITING_LABELS))[WAITING]
    sheets["Séances"] = schedule.sessions.drop(columns="session")
    banner = f"{host} – projet de convocations, données au {long_date(day)} – document nominatif"
    return workbook_bytes(sheets, _notes(schedule, host, day, far_km), banner=banner)


def list_placed(schedule: Schedule) -> pd.DataFrame:
    """Return who is convened, by day and hour, as the list shows it: `LISTED`, days in words."""
    placed = schedule.placed
    days = [long_date(day.date(), weekday=True) for day in placed["day"]]
    hours = [_hour(start, "%H:%M") for start in placed["start"]]
    return placed.assign(day=days, hour=hours)[list(LISTED)]


def _hour(start: object, form: str) -> str:
    return start.strftime(form) if isinstance(start, time) else "à fixer"


def _notes(schedule: Schedule, host: str, day: date, far_km: int) -> list[str]:
    most = (
        "Aucun autre placement ne reçoit plus d’élèves dans ces séances."
        if schedule.proven
        else "Un placement qui reçoit plus d’élèves existe peut-être : relisez la feuille « Sans place »."
    )
    return [
        f"Projet de convocations – {host}",
        f"Données au {long_date(day)}. {plural(len(schedule.placed), 'entretien placé')}, "
        f"{number(len(schedule.waiting))} sans place.",
        "Un projet à relire : l’établissement convoque, et lui seul connaît ses contraintes.",
        f"{most} Qui est déjà convoqué garde son jour ; ensuite, les premiers inscrits d’abord.",
        "Personne n’a deux entretiens à la même heure, ici ou dans un autre établissement. Quand "
        "l’heure d’un autre entretien n’est pas connue, toute sa journée est tenue pour prise.",
        f"À plus de {number(far_km)} km à vol d’oiseau, personne n’est convoqué dans la première heure "
        "d’une séance, sauf s’il n’y a pas d’autre place.",
        "Document nominatif : il concerne des mineurs. À transmettre par un canal sûr, à détruire à la "
        "fin de la campagne.",
    ]
