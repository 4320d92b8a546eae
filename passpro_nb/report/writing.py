"""A campaign's report in one go: gathered, told, written by the ending of the file."""

from datetime import date
from importlib import import_module
from pathlib import Path

from passpro_nb.domain.french import fold, long_date
from passpro_nb.export.files import REPORTS, check_ending, file_name, write_atomic
from passpro_nb.report.blocks import Report
from passpro_nb.report.material import Material, Progress, gather
from passpro_nb.report.sections import essential, groups, method, over_time


def tell(material: Material) -> Report:
    """Return the report of a campaign: the one source of what every format says."""
    published = material.published
    campaign = published.settings.campagne
    sections = (
        essential.first_page, groups.departments, over_time.moved, groups.programmes, groups.hosts,
        over_time.beside, method.method, groups.annex,
    )  # fmt: skip
    about = f"{_academie(campaign.academie)} – chiffres au {long_date(published.day)}"
    blocks = [block for section in sections for block in section(material)]
    return Report(f"Bilan – {campaign.nom}", about, blocks)


def _academie(name: str) -> str:
    """Return « Académie de Créteil », « Académie d’Amiens »."""
    said = fold(name)
    if said.startswith("academie"):
        return name
    return f"Académie {'d’' if said[:1] in 'aeiouy' else 'de '}{name}"


def report_bytes(material: Material, ending: str) -> bytes:
    """Return a report as a file of one of `REPORTS`."""
    writer = import_module(f"passpro_nb.report.to_{ending.removeprefix('.')}")
    content: bytes = writer.write(tell(material))
    return content


def report_file(material: Material, ending: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a report, to be saved by who asks for it."""
    published = material.published
    name = file_name("bilan", published.settings.campagne.nom, published.day.isoformat())
    return f"{name}{ending}", report_bytes(material, ending)


def write_report(
    folder: Path, path: Path, on: date | str | None = None, before: Path | None = None,
    progress: Progress = lambda _: None,
) -> Path:  # fmt: skip
    """Write the report of a campaign's folder where `path` says, in the format of its ending.

    `before`: the folder of the campaign before. Raises `UsageError` for another ending, for a file
    that cannot be written (open in Word), and what `gather` raises.
    """
    ending = check_ending(path, REPORTS)
    material = gather(folder, on, before, progress)
    progress("Mise en page")
    return write_atomic(path, report_bytes(material, ending))
