"""Campaigns in every state for tests of the report, and the words of a report, however it is set."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from campaigns import blank, copy_example
from faults_cases import FILES, write_campaign
from imports import FIRST, SECOND, deliver
from twelve import twelve, write_twelve

from passpro_nb.check.campaign import open_campaign
from passpro_nb.report.blocks import Report
from passpro_nb.report.to_pdf import source
from passpro_nb.store.purge import plan_purge, purge_campaign
from passpro_nb.store.snapshots import import_campaign


def catalogue_alone(folder: Path) -> Path:
    """Write a campaign before any application came in."""
    write_campaign(folder)
    for table in ("A", "D"):
        (folder / FILES[table]).unlink()
    return folder


def after_the_end(folder: Path) -> Path:
    """Write a campaign whose interviews and opinions are over on the day of its data."""
    settings = write_campaign(folder) / "campagne.toml"
    ended = {"2025-05-07": "2025-03-12", "2025-05-14": "2025-03-12"}
    text = settings.read_text(encoding="utf-8")
    for was, now in ended.items():
        text = text.replace(was, now)
    settings.write_text(text, encoding="utf-8")
    return folder


def closed(folder: Path) -> Path:
    """Write a campaign that was imported twice, then purged, its nominative files taken away."""
    deliver(folder, FIRST)
    deliver(folder, SECOND)
    purge_campaign(folder, plan_purge(folder))
    for path in folder.glob("candidatures*"):
        path.unlink()
    return folder


def imported(folder: Path) -> Path:
    """Write a campaign imported once on an earlier day."""
    campaign = open_campaign(write_twelve(folder))
    import_campaign(campaign, date(2025, 3, 16))
    return folder


def cancelled(folder: Path) -> Path:
    """Write a campaign all of whose applications are cancelled."""
    gone = {"Annulée": "oui", "Présence": "", "Avis": "", "Date de l'avis": ""}
    changes = {f"p{number}": gone for number in range(1, 13)}
    return write_twelve(folder, rows=twelve(**changes))


STATES: dict[str, Callable[[Path], Path]] = {
    "example": copy_example, "tiny": write_twelve, "one": write_campaign,
    "no_session": lambda folder: write_campaign(folder, {"C!H2": None, "C!I2": None}),
    "outside": lambda folder: write_campaign(folder, {"C!F2": "non"}),
    "catalogue_alone": catalogue_alone, "after_the_end": after_the_end, "closed": closed,
    "imported": imported, "cancelled": cancelled,
}  # fmt: skip


def words(report: Report) -> str:
    """Return every text of a report, as the PDF is given them, its pictures left out."""
    return blank(re.sub(r'"svg": "(?:[^"\\]|\\.)*"', "", source(report)))


def document_words(content: bytes) -> str:
    """Return the text of a Word document."""
    return blank("\n".join(text for text in _texts(content) if text))


def _texts(content: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith(".xml"):
                for element in ElementTree.fromstring(parts.read(name)).iter():
                    yield from (element.text or "", *element.attrib.values())


def whole(**changes: Any) -> dict[str, Any]:
    """Return the figures of a whole, with some changed: ten registered, six opinions of ten."""
    figures = {
        "registered": 10, "interviewed": 8, "absent": 0, "expected": 10, "entered": 6,
        "coverage": 0.6, "overdue": 0, "awaiting": 4, "not_convened": 0, "to_interview": 0,
        "lateness_max": None, "sessions_to_add": 0, "shortfall": 0,
    }  # fmt: skip
    return figures | changes
