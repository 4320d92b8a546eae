"""The last section of a report: where its figures come from, what they mean, what is not shown."""

from collections.abc import Iterator

from passpro_nb.domain.figures import FIGURES
from passpro_nb.domain.french import listing, long_date, plural
from passpro_nb.domain.settings import Settings
from passpro_nb.report.blocks import Block, Bullets, Heading, Paragraph, Table
from passpro_nb.report.material import Material

DEFINED = (
    "registered", "convoked", "interviewed", "absent", "expected", "entered", "coverage", "overdue",
    "awaiting", "convened", "not_convened", "lateness_max", "pace", "missing_at_limit",
    "late_at_limit", "stalled", "capacity", "to_interview", "seats_left", "shortfall",
    "sessions_to_add",
)  # fmt: skip


def method(material: Material) -> Iterator[Block]:
    """Yield the origin of the figures, the calendar they follow, and each definition."""
    published = material.published
    offers, applications = published.hors_passpro
    yield Heading("Méthode et définitions")
    yield Bullets([
        f"Les chiffres sont ceux du {long_date(published.day, weekday=True)} : ce qui est daté "
        "d’après n’a pas encore eu lieu.",
        f"Ils viennent {_files(published.files)}",
        f"Hors Passpro, comptées à part et dans aucun chiffre : {plural(offers, 'offre')} et "
        f"{plural(applications, 'candidature')}."
        if offers or applications else "Aucune offre ni candidature n’est hors Passpro.",
        *_calendar(published.settings),
        "Une candidature est un élève sur une offre ; un élève qui en a deux compte deux fois, sauf "
        "là où il est question d’élèves.",
        "Ce bilan ne nomme aucun élève. La répartition des avis par valeur n’est pas montrée quand "
        f"elle porte sur moins de {plural(published.settings.secret.seuil_secret, 'avis')}, ni quand une "
        "soustraction la donnerait.",
    ])  # fmt: skip
    yield Table(
        "Ce que veut dire chaque chiffre", ["Chiffre", "Définition"],
        [[FIGURES[code].label, FIGURES[code].meaning] for code in DEFINED], words=2,
    )  # fmt: skip
    yield Paragraph(
        "Les définitions entières et les choix faits là où elles laissent le champ libre sont dans le "
        "glossaire des carnets et au bas des tableaux de bord.",
        "note",
    )


def _files(files: tuple[str, ...]) -> str:
    if len(files) == 1:
        return f"du fichier {files[0]}."
    return f"de {plural(len(files), 'fichier')} : {listing(files, 6)}."


def _calendar(settings: Settings) -> Iterator[str]:
    calendar = settings.calendrier
    if calendar.debut_entretiens or calendar.fin_entretiens:
        yield f"Période des entretiens : {calendar.window}."
    delay = plural(settings.avis.delai_avis_jours_ouvres, "jour ouvré")
    limit = f", au plus tard le {long_date(calendar.limite_avis)}" if calendar.limite_avis else ""
    yield (
        f"Un avis est attendu dans les {delay} qui suivent l’entretien{limit} ; les jours ouvrés vont "
        "du lundi au vendredi, sans les jours fériés ni les congés de la campagne."
    )
