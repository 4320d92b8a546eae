"""Small campaigns side by side, and what the work on them gives, for the tests of `nation`."""

import os
import re
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from passpro_nb.check.campaign import open_campaign
from passpro_nb.demo.campaign import write_demo
from passpro_nb.nation.folders import Job
from passpro_nb.nation.totals import Nation, gather
from passpro_nb.nation.work import (
    ADDED,
    FARTHEST,
    KEYS,
    Done,
    OutOfReach,
    Refused,
    Unforeseen,
    count_cells,
)
from passpro_nb.store.published import measure_campaign

PUPIL, INE = "ZZYZXVALDECOURT", "987654321ZZ"  # in no list of names
AT = datetime(2025, 5, 1, 7, 30)


def write_academie(folder: Path, academie: str, seed: int = 2025, size: int = 200) -> Path:
    """Write a small invented campaign of an académie."""
    write_demo(folder, seed=seed, applications=size)
    path = folder / "campagne.toml"
    said = path.read_text(encoding="utf-8")
    path.write_text(re.sub("academie = .*", f'academie = "{academie}"', said), encoding="utf-8")
    return folder


def write_tiny(folder: Path) -> Path:
    """Write a campaign of one host and two pupils; one bears a name that is nowhere else."""
    folder.mkdir(parents=True)
    files = {
        "campagne.toml": '[campagne]\nnom = "Passpro 2025"\nacademie = "Lille"\ndepartements = ["93"]\n',
        "catalogue.csv": "UAI;Établissement;Formation;Code vœu;Dates et horaires\n"
        "0930125F;Lycée Mozart;CAP Mode;93000001;12/03/2025 14h-16h\n",
        "candidatures.csv": "INE;Nom;Prénom;Date de naissance;UAI d'accueil;Code vœu;Inscrit le;Avis\n"
        f"{INE};{PUPIL};Anne;03/04/2010;0930125F;93000001;10/02/2025;Favorable\n"
        "987654322ZZ;Petit;Léo;05/06/2010;0930125F;93000001;11/02/2025;\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def done_alone(folder: Path) -> pd.DataFrame:
    """Return the cells of a campaign that is read by itself, in this process; nothing is kept."""
    return count_cells(measure_campaign(open_campaign(folder)).figures)


def stumble(job: Job) -> Done | Refused:
    """Do as a campaign would that ends its process, that fails each time, or twice; count each time."""
    with (job.folder / "essais").open("a", encoding="utf-8") as file:
        file.write("x")
    times = (job.folder / "essais").stat().st_size
    if job.folder.name == "fatal":
        os._exit(1)
    if job.folder.name == "toujours":
        raise Unforeseen("KeyError")
    if job.folder.name == "partage" or times < 3:
        raise OutOfReach("TimeoutError")
    return Refused(job.folder.name, "fait")


def job_of(folder: Path, pages: Path) -> Job:
    """Return the job of a campaign whose pages go under a folder, which is made."""
    pages.mkdir(exist_ok=True)
    return Job(folder, pages / folder.name)


def done(folder: str, academie: str, day: date = date(2025, 4, 30), **counts: int) -> Done:
    """Return what a campaign of one host gives; what is not said is 0."""
    keys = dict(zip(KEYS, ("93", "0930125F", "Lycée Mozart", "24", "CAP Mode"), strict=True))
    row = {**keys, **dict.fromkeys(ADDED, 0), FARTHEST: None, **counts}
    cells = pd.DataFrame([row]).astype({FARTHEST: "Int64"})
    return Done(folder, folder, "Passpro 2025", academie, day, AT, ("catalogue.csv",), cells)


def nation_of(*outcomes: Done | Refused) -> Nation:
    """Return the campaigns together."""
    return gather(outcomes)
