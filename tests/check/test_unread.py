"""Tests of what one unread column does to the rows of its sheet: said once, with the column."""

from collections import Counter
from pathlib import Path

import openpyxl
from faults_cases import write_campaign

from passpro_nb.check.campaign import Campaign, check_folder

PROGRAMMES = ("CAP fleuriste", "CAP cuisine", "CAP coiffure", "2de pro mode", "2de pro bois")
OFFERS = {f"C!D{row}": label for row, label in enumerate(PROGRAMMES, 2)}
CODES = {f"C!E{row}": None for row in range(3, 7)}
DAYS = {f"C!H{row}": f"{row + 10}/03/2025 de 14h à 17h" for row in range(3, 7)}
SEVERAL = {**OFFERS, **CODES, **DAYS}


def _said(campaign: Campaign, *codes: str) -> list[str]:
    """Return the sentences of some kinds, with ordinary blanks."""
    return [f.message.replace("\xa0", " ") for f in campaign.faults if f.code in codes]


def test_one_finding_for_dates_that_wait(tmp_path: Path) -> None:
    """The warning about the column of dates says how many offers wait; no offer is told apart."""
    campaign = check_folder(write_campaign(tmp_path, {**SEVERAL, "C!H1": "Zone libre"}))
    assert _said(campaign, "no_session", "unread_column", "open_column") == [
        "Ligne 1 : la colonne « Zone libre » n’est pas reconnue, mais 5 valeurs sur 5 sont des "
        "dates : c’est peut-être « Dates et horaires des entretiens ». Elle peut "
        "manquer à ces chiffres : séances et capacité d’entretien. Confirmez-la (carnet 15 – "
        "Correspondances) ou renommez-la. En attendant, 5 offres de Passpro sont sans séance "
        "(lignes 2, 3, 4, 5 et 6)."
    ]
    [told] = [fault for fault in campaign.faults if fault.code == "open_column"]
    assert [row for _, _, row in told.also] == [2, 3, 4, 5, 6]


def test_dates_in_another_sheet_are_no_unread_column(tmp_path: Path) -> None:
    """Where another sheet of the catalogue has the dates, an offer without any is told by itself."""
    write_campaign(tmp_path, SEVERAL)
    book = openpyxl.load_workbook(tmp_path / "catalogue.xlsx")
    more = book.create_sheet("Suite")
    more.append(["UAI", "Établissement", "Formation", "Statut"])
    for label in ("CAP vente", "CAP peinture", "CAP boucher"):
        more.append(["0930125F", "LP Ada Lovelace", label, "scolaire"])
    book.save(tmp_path / "catalogue.xlsx")
    counts = Counter(fault.code for fault in check_folder(tmp_path).faults)
    assert (counts["no_session"], counts["unread_column"]) == (3, 0)


def test_few_rows_are_told_one_by_one(tmp_path: Path) -> None:
    """Two offers without session keep each its own finding, whatever the columns."""
    cells = {"C!D3": "CAP cuisine", "C!E3": None, "C!H1": None, "C!H2": None, "C!H3": None}
    campaign = check_folder(write_campaign(tmp_path, cells))
    assert len(_said(campaign, "no_session")) == 2


def test_hours_without_their_days(tmp_path: Path) -> None:
    """Hours whose column of days is not read are one finding, not one a line."""
    cells = {f"C!H{row}": "14h-17h" for row in range(2, 7)}
    campaign = check_folder(write_campaign(tmp_path, {**SEVERAL, **cells, "C!H1": "Horaires"}))
    assert [text.split(" : ", 2)[2][:42] for text in _said(campaign, "unread_column")] == [
        "5 séances sont sans jour (lignes 2, 3, 4, "
    ]
    assert _said(campaign, "unread_session") == []


def test_rows_set_aside_by_an_unread_column_are_an_error(tmp_path: Path) -> None:
    """Rows without a programme, its column unread, are set aside with one error that names them all."""
    cells: dict[str, object] = {f"A!A{row}": f"D{row}" for row in range(2, 7)}
    cells |= {f"A!B{row}": None for row in range(2, 7)}
    cells |= {f"A!K{row}": None for row in range(1, 7)}  # the labels would be read as such
    cells |= {"A!L1": "Code vœu", "A!L2": "93000001"}
    campaign = check_folder(write_campaign(tmp_path, cells))
    assert _said(campaign, "missing_programme", "unread_key_column") == [
        "Ligne 1 : aucune colonne n’est lue comme « Formation » : 4 lignes sans formation sont "
        "écartées (lignes 3, 4, 5 et 6). Confirmez la bonne colonne (carnet 15 – Correspondances) "
        "ou corrigez son titre ; s’il n’y en a pas, donnez-y la formation, le MEF ou le code vœu."
    ]
    assert len(campaign.set_aside) == 4


def test_a_school_known_by_name_only_is_told_once(tmp_path: Path) -> None:
    """Without a column of UAI a name in doubt is one finding for the rows that write it."""
    cells: dict[str, object] = {f"A!A{row}": f"D{row}" for row in range(2, 6)}
    cells |= {f"A!B{row}": None for row in range(2, 6)}
    cells |= {f"A!J{row}": None for row in range(1, 6)}
    campaign = check_folder(write_campaign(tmp_path, {**cells, "A!H1": "Zone libre"}))
    assert _said(campaign, "doubtful_school") == [
        "Ligne 2, colonne Établissement d'accueil : « LP Ada Lovelace » : sans commune, le nom ne "
        "suffit pas ; est-ce LP Ada Lovelace (Montreuil), 0930125F ? La ligne est écartée ; donnez "
        "l’UAI ou confirmez l’établissement (carnet 15 – Correspondances). 3 autres lignes "
        "l’écrivent de même (3, 4 et 5)."
    ]
    assert len(campaign.set_aside) == 4


def test_a_read_column_has_its_findings_row_by_row(tmp_path: Path) -> None:
    """Blanks of a column that is read stay a finding each: the cells are to be filled."""
    cells: dict[str, object] = {f"C!H{row}": None for row in range(3, 7)}
    campaign = check_folder(write_campaign(tmp_path, {**SEVERAL, **cells}))
    assert len(_said(campaign, "no_session")) == 4
