"""A campaign whose every header is written in other words gives the same figures."""

from pathlib import Path

import openpyxl
import pytest
from campaigns import copy_example
from places import EXAMPLE

from passpro_nb.check.campaign import open_campaign

CANDIDATURES = {
    "N° de dossier": "Réf. dossier *", "INE": "Identifiant unique*", "Nom de l’élève": "Nom de famille*",
    "Prénom 1": "Premier prénom*", "Né(e) le": "Date de naissance (jj/mm/aaaa)",
    "Code UAI étab. origine": "UAI", "Libellé étab. origine": "Collège fréquenté",
    "Division": "Classe actuelle", "Rang du vœu": "Vœu n°", "Code UAI étab. Accueil": "RNE du lycée demandé",
    "Libellé établissement Accueil": "Établissement", "Code vœu": "Offre (code)",
    "Formation demandée": "Spécialité souhaitée", "Inscrit le": "Date et heure d'inscription",
    "Convoqué le": "Convocation adressée le", "Date d’entretien": "Entretien fixé le",
    "Présence": "Venu à l'entretien", "Avis": "Avis du chef d'établissement", "Avis saisi le": "Saisi le",
    "Annulée": "État de la candidature",
}  # fmt: skip
CATALOGUE = {
    "Dépt": "Dpt", "Bassin": "District", "N° UAI": "Code établissement",
    "Nom de l’établissement": "Lycée d'accueil", "Ville": "Localité",
    "Public/Privé": "Secteur (public / privé)", "Diplôme": "Type de formation",
    "Libellé de la formation": "Spécialité", "Code MEF": "N° MEF", "Voie": "Statut",
    "Domaine professionnel": "Famille", "Passpro / hors Passpro": "Concerné par Passpro ?",
    "Modalités d’entretien": "Individuel ou collectif", "Dates et horaires": "Calendrier et horaires",
    "Places d’entretien par séance": "Effectif par séance", "Capacité d’accueil": "Capacité",
    "Lieu": "Salle", "Courriel": "Mél de contact", "Observations": "Consignes",
}  # fmt: skip
DAY = "2025-04-28"


def reword(path: Path, words: dict[str, str]) -> int:
    """Rename the headers of a workbook; return how many were."""
    book = openpyxl.load_workbook(path)
    cells = [
        c for sheet in book for row in sheet.iter_rows(max_row=6) for c in row if c.value in words
    ]
    for cell in cells:
        cell.value = words[cell.value]
    book.save(path)
    return len(cells)


@pytest.mark.parametrize("group", ["host", "offer", "origin"])
def test_a_campaign_in_other_words_has_the_same_figures(tmp_path: Path, group: str):
    """Coverage, and capacity where it has a sense, are those of the campaign in our own words."""
    folder = copy_example(tmp_path / "autre")
    (catalogue,), (applications,) = folder.glob("catalogue*"), folder.glob("candidatures*")
    assert reword(catalogue, CATALOGUE) == len(CATALOGUE)
    assert reword(applications, CANDIDATURES) == len(CANDIDATURES)
    ours, theirs = (open_campaign(place).figures(DAY) for place in (EXAMPLE, folder))
    assert theirs.coverage(group).equals(ours.coverage(group))
    if group != "origin":
        assert theirs.capacity(group).equals(ours.capacity(group))
