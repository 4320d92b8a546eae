"""What schools sent back, on screen: read without a change, accepted, and what it moved."""

from __future__ import annotations

import io
import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from campaigns import blank
from openpyxl import load_workbook
from panels import said as shown_text
from relaunches import DAY, send_ten_back, workbooks, write_small, write_small_pack

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.panels.relaunch.asking import RelaunchPanel
from passpro_nb.panels.relaunch.desk import Desk
from passpro_nb.panels.relaunch.notebook import show_record, show_replies
from passpro_nb.panels.relaunch.receiving import RepliesPanel
from passpro_nb.panels.relaunch.replies import say_there, usual_passwords, usual_place
from passpro_nb.panels.widgets import find_tables
from passpro_nb.store.journal import read_exports


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> tuple[Campaign, dict]:
    """Return a campaign whose schools sent ten replies back, three of them odd, and what was entered."""
    campaign = write_small(tmp_path_factory.mktemp("reponses") / "campagne", 900, 14)
    _, pack = write_small_pack(campaign.folder / "relances" / "p", campaign)
    given = send_ten_back(pack.folder / "classeurs", usual_place(campaign), Random(1))
    return campaign, given


@pytest.fixture
def own(sent, tmp_path) -> Campaign:
    """Return the campaign and its replies in a folder that a test may write to."""
    shutil.copytree(sent[0].folder, tmp_path / "campagne")
    return open_campaign(tmp_path / "campagne")


def files_of(folder: Path) -> set[Path]:
    """Return every file of a folder."""
    return {path for path in folder.rglob("*") if path.is_file()}


def said(panel: RepliesPanel, box: str = "result") -> str:
    """Return what a part of the panel says in words."""
    shown = getattr(panel, box).children
    return blank(" ".join(child.value for child in shown if hasattr(child, "value")))


def test_reading_changes_nothing(own, sent):
    """Cell by cell, conflicts first: what would be taken, what not and why; no file is touched."""
    panel = RepliesPanel(Desk(own, DAY, "Camille"))
    assert "10 fichiers à lire : 9 .xlsx et 1 .pdf." in blank(panel.there.value)
    before = files_of(own.folder)
    panel.read.click()
    assert files_of(own.folder) == before
    assert f"9 classeurs lus, 1 fichier non lu, {len(sent[1])} avis pris" in said(panel)
    files, answers = find_tables(panel.result.children)
    assert len(files.rows) == 10
    found = {(record["verdict"], record["value"], record["column"]) for record in answers.records}
    assert ("refusé", "bof", "Avis") in found
    reasons = " ".join(record["message"] for record in answers.records)
    assert "scan.pdf" in {record["file"] for record in answers.records}
    assert "Passpro 2019" in " ".join(str(record["value"]) for record in answers.records)
    assert "échelle" in reasons
    verdicts = [record["verdict"] for record in answers.records]
    assert verdicts == sorted(verdicts, key=["conflit", "refusé", "à reporter", "pris"].index)
    assert not answers.exported


def test_no_pupil_is_named_where_it_is_not_needed(own):
    """The tables of replies tell a workbook and its rows, no name."""
    panel = RepliesPanel(Desk(own, DAY, "Camille"))
    panel.read.click()
    shown = {
        str(cell)
        for table in find_tables(panel.result.children)
        for row in table.rows
        for cell in row
    }
    pupils = own.applications
    for column in ("ine", "file_number"):
        assert not shown & {*pupils[column].dropna()}
    assert not any(
        f"{p.last_name} {p.first_name}" in " ".join(shown) for p in pupils.head(200).itertuples()
    )


def test_accepting_writes_and_coverage_rises(own, sent):
    """The opinions are in the campaign, receipts beside the replies; every panel follows."""
    desk = Desk(own, who="Camille")
    asking, panel, record = RelaunchPanel(desk), RepliesPanel(desk), show_record(desk)
    steps = re.findall(r"<h3>(\d)\.", shown_text(asking.box) + shown_text(panel.box))
    assert steps == ["1", "2", "3", "4", "5"]
    missing = sum(int(row["missing"]) for row in asking.table.records)
    panel.read.click()
    panel.accept.click()
    again = open_campaign(own.folder)
    entered = len(sent[1])
    assert (
        again.applications["opinion"].notna().sum()
        == own.applications["opinion"].notna().sum() + entered
    )
    told = said(panel, "change")
    assert f"({entered} avis de plus, " in told
    assert "accusés écrits dans" in told
    (table,) = [shown.records for shown in find_tables(panel.change.children)]
    assert table[0]["name"] == "Toute la campagne"
    assert table[0]["entered"] - table[0]["entered_before"] == entered
    assert table[0]["coverage"] > table[0]["coverage_before"]
    assert sum(row["entered"] - row["entered_before"] for row in table[1:]) == entered
    assert len(table) > 3
    assert (
        desk.campaign.applications["opinion"].notna().sum()
        == again.applications["opinion"].notna().sum()
    )
    assert sum(int(row["missing"]) for row in asking.table.records) < missing
    since = [row["within_14"] for row in record.children[1].records]
    assert 0 < sum(since) < entered  # some opinions are of days before the relaunch
    assert len([*(usual_place(own) / "accuses").glob("*.txt")]) >= 7
    assert panel.accept.disabled
    panel.read.click()
    assert "0 avis pris" in said(panel)


def test_what_is_refused_goes_out_and_is_logged(own):
    """Nothing refused is lost: a button writes it all, and the log knows."""
    panel = RepliesPanel(Desk(own, DAY, "Camille"))
    panel.read.click()
    name, content = panel.result.children[-1].make_file()
    rows = [*load_workbook(io.BytesIO(content))["Non pris"].values]
    assert rows[0] == ("Fichier", "Feuille", "Ligne", "Colonne", "Valeur", "Sort", "Constat")
    assert any("bof" in row for row in rows)
    assert name == f"reponses-non-prises-{date.today().isoformat()}.xlsx"
    logged = read_exports(own.folder).iloc[0]
    assert (logged["what"], logged["file"], logged["rows"]) == (
        "réponses non prises",
        name,
        len(rows) - 1,
    )


def test_a_campaign_that_changed_meanwhile_is_read_again(own):
    """Between reading and accepting, another wrote: nothing is written, and the sentence says what to do."""
    panel = RepliesPanel(Desk(own, DAY, "Camille"))
    panel.read.click()
    (own.folder / "avis_2.csv").write_text("INE;UAI d'accueil;Formation;Avis\n", encoding="utf-8")
    panel.accept.click()
    assert "Lisez-les de nouveau" in said(panel, "change")
    assert not [*own.folder.glob("avis-retournes*")]
    panel.read.click()
    panel.accept.click()
    assert len([*own.folder.glob("avis-retournes*")]) == 1


def test_a_folder_is_told_before_it_is_read(own, tmp_path):
    """One that is not there, one without a reply: a sentence, and reading says it too."""
    panel = RepliesPanel(Desk(own, DAY, "Camille"), str(tmp_path / "ailleurs"))
    assert "n’existe pas encore : déposez-y" in blank(panel.there.value)
    panel.read.click()
    assert "n’existe pas" in said(panel)
    (tmp_path / "ailleurs").mkdir()
    assert "ne contient aucun classeur" in blank(say_there(tmp_path / "ailleurs"))
    panel.folder.value = " "
    assert "Dites dans quel dossier" in panel.place.children[0].value
    panel.read.click()
    assert "Dites dans quel dossier" in said(panel)
    panel.folder.value = str(usual_place(own))
    panel.passwords.value = str(tmp_path / "nulle-part.csv")
    panel.read.click()
    assert "nulle-part.csv" in said(panel)
    panel.passwords.value = ""
    panel.read.click()
    assert "9 classeurs lus, 1 fichier non lu" in said(panel)


def test_files_are_dropped_from_the_screen(own, tmp_path):
    """What a person chooses is put into the folder, made if need be; nothing is ever written over."""
    folder = tmp_path / "ailleurs"
    panel = RepliesPanel(Desk(own, DAY, "Camille"), str(folder))
    for content in (b"un", b"un", b"deux"):
        panel.drop.value = [
            {"name": "../scan.pdf", "type": "", "size": 2, "content": memoryview(content),
             "last_modified": datetime(2025, 5, 2, tzinfo=UTC)}
        ]  # fmt: skip
    found = {path.name: path.read_bytes() for path in files_of(tmp_path / "ailleurs")}
    assert found == {"scan.pdf": b"un", "scan-2.pdf": b"deux"}
    assert panel.drop.value == ()
    assert "ne contient aucun classeur" in blank(panel.there.value)
    assert not (tmp_path / "scan.pdf").exists()


def test_passwords_open_what_is_encrypted(own, tmp_path):
    """The passwords of the last encrypted pack are proposed; without them, a reply is refused and said."""
    _, pack = write_small_pack(own.folder / "relances" / "q", own, only=2, encrypt=True)
    shutil.copytree(pack.folder / "classeurs", tmp_path / "clos")
    assert usual_passwords(own) == str(pack.folder / "mots-de-passe.csv")
    panel = RepliesPanel(Desk(own, DAY, "Camille"), str(tmp_path / "clos"))
    panel.read.click()
    assert "0 non prise" in said(panel)
    panel.passwords.value = ""
    panel.read.click()
    assert "2 non prises" in said(panel)
    assert workbooks(pack)


def test_a_pack_encrypted_meanwhile_proposes_its_passwords(own):
    """Written encrypted in the panel above, a pack can be read below without looking for anything."""
    desk = Desk(own, DAY, "Camille")
    panel, asking = RepliesPanel(desk), RelaunchPanel(desk)
    assert panel.passwords.value == ""
    asking.again.value = asking.encrypt.value = True
    asking.table.picked = asking.table.picked[:1]
    written = Path(asking.folder.value)
    asking.write.click()
    assert panel.passwords.value == str(written / "mots-de-passe.csv")


def test_the_door_opens_without_any_reply(own):
    """Before anything came back, the notebook shows the panel and an empty record."""
    shutil.rmtree(usual_place(own))
    desk = Desk(own, DAY, "Camille")
    assert show_replies(desk).children
    assert show_record(desk).children
