"""The end of a campaign: no pupil is left in what the program keeps; figures and counts stay."""

import io
import os
from datetime import date
from pathlib import Path

import pytest
from campaigns import blank
from imports import FIRST, SECOND, THIRD, deliver, shown, told
from relaunches import write_now
from twelve import FIRST as FIRST_NAMES
from twelve import LAST, twelve, write_twelve

from passpro_nb.check.campaign import open_campaign
from passpro_nb.commands.main import run
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import listing, long_date
from passpro_nb.export.annotated import write_annotated
from passpro_nb.export.quarantine import write_quarantine
from passpro_nb.panels import fragments
from passpro_nb.relaunch.plan import plan_relaunches
from passpro_nb.store import purge as purging
from passpro_nb.store.history import list_history, open_snapshot
from passpro_nb.store.journal import log_export, read_asked, read_exports, read_journal
from passpro_nb.store.published import PUBLISHED, is_behind, read_published
from passpro_nb.store.purge import plan_purge, purge_campaign
from passpro_nb.store.snapshots import finish_import, undo_import
from passpro_nb.store.upkeep.safety import COPY

ENTERED = {"Avis": "Favorable", "Date de l'avis": "02/04/2025"}
INE = b"99900"  # how every INE of the twelve begins
TODAY = blank(long_date(date.today()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a campaign imported twice, one pack sent and copies given, in folders beside it."""
    folder = tmp_path / "campagne"
    deliver(folder, FIRST)
    campaign = deliver(folder, SECOND, p3=ENTERED, p6={"Date de naissance": "jamais"})
    write_now(campaign, plan_relaunches(campaign, SECOND), tmp_path / "paquet")
    write_annotated(campaign, tmp_path / "rendu")
    write_quarantine(campaign, tmp_path / "ecartees.xlsx")
    (folder / ".passpro" / "magasin.abime-20250401-120000.sqlite").write_bytes(INE)
    return folder


def naming(folder: Path) -> list[Path]:
    """Return the files under a folder in which a pupil of the twelve is named."""
    names = [INE, *(name.encode() for name in (*LAST, *FIRST_NAMES))]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(name in path.read_bytes() for name in names)]


def answer(monkeypatch, said: str, *, terminal: bool = True) -> None:
    """Type an answer, at a terminal or not."""
    typed = io.StringIO(said)
    typed.isatty = lambda: terminal
    monkeypatch.setattr("sys.stdin", typed)


def test_no_pupil_is_left_in_what_is_kept(folder: Path) -> None:
    """Names and INE are in the store before, and in no byte under .passpro/ after."""
    kept = folder / ".passpro"
    assert {path.name for path in naming(kept)} >= {"magasin.sqlite", COPY.name}
    assert run(["purge", str(folder), "--oui"]) == 0
    assert naming(kept) == []
    assert {path.name for path in kept.iterdir()} >= {"magasin.sqlite", "publie"}
    assert list(kept.glob("magasin*")) == [kept / "magasin.sqlite"]


def test_what_is_written_elsewhere_goes_too(folder: Path) -> None:
    """The pack with its folder, the copies given back, the rows set aside."""
    before = folder.parent
    assert {path.name for path in before.iterdir()} == {
        "campagne", "paquet", "rendu", "ecartees.xlsx",
    }  # fmt: skip
    assert list((before / "rendu").iterdir())
    assert run(["purge", str(folder), "--oui"]) == 0
    assert not (before / "paquet").exists()
    assert list((before / "rendu").iterdir()) == []
    assert not (before / "ecartees.xlsx").exists()


def test_figures_counts_and_the_journal_stay(folder: Path) -> None:
    """The page has the figures it had, the history its counts, the journal its schools."""
    page, history = read_published(folder / PUBLISHED), list_history(folder)
    journal, exports = read_journal(folder), read_exports(folder)
    assert len(read_asked(folder)) > 0
    assert run(["purge", str(folder), "--oui"]) == 0
    after = read_published(folder / PUBLISHED)
    assert after.figures.coverage("host").equals(page.figures.coverage("host"))
    assert (after.day, after.closed, page.closed) == (page.day, date.today(), None)
    told_after = list_history(folder)
    assert told_after["event"].tolist() == ["purge", "import", "import"]
    counts = ["rows", "offers", "applications", "set_aside", "errors"]
    assert told_after[counts].iloc[1:].reset_index(drop=True).equals(history[counts])
    assert read_journal(folder).equals(journal)
    assert read_exports(folder).equals(exports)
    assert read_asked(folder).empty


def test_the_page_says_that_the_campaign_is_closed(folder: Path) -> None:
    """Beside its day, on every page; before, nothing is said of it."""
    said = f"Campagne close le {TODAY}."
    assert said not in blank(str(fragments.about(read_published(folder / PUBLISHED))))
    assert run(["purge", str(folder), "--oui"]) == 0
    assert said in blank(str(fragments.about(read_published(folder / PUBLISHED))))


def test_what_goes_and_what_stays_is_listed_first(folder: Path, capsys, monkeypatch) -> None:
    """With numbers and places; another answer than « oui » removes nothing."""
    answer(monkeypatch, "non\n")
    before = sorted(folder.parent.rglob("*"))
    assert run(["purge", str(folder)]) == 0
    place = folder.parent
    plan = plan_purge(folder)
    files = {what: len(paths) for what, paths in plan.files.items()}
    (copy,) = (place / "rendu").iterdir()
    pack = listing((p.relative_to(place / "paquet") for p in sorted(plan.files["relances"])), 10)
    assert blank(capsys.readouterr().out).splitlines() == [
        "Seront supprimés :",
        f"  {plan.rows} lignes de 2 instantanés : élèves, offres et séances de chaque import",
        f"  {plan.opinions} avis demandés, élève par élève, dans le journal des relances",
        f"  copies du magasin : 2 fichiers dans {folder / '.passpro'} : "
        "magasin.abime-20250401-120000.sqlite et magasin.copie.sqlite",
        f"  relances : {files['relances']} fichiers dans {place / 'paquet'} : {pack}",
        f"  copie annotée : 1 fichier dans {place / 'rendu'} : {copy.name}",
        f"  lignes écartées : 1 fichier dans {place} : ecartees.xlsx",
        f"Laissés, à supprimer vous-même : {folder / 'candidatures.csv'}.",
        "À vous aussi : les classeurs renvoyés par les établissements, les méls, vos copies.",
        "Restent : les chiffres publiés, l’historique et ses comptes, le journal sans élèves.",
        "Tapez « oui » pour continuer : Rien n’est supprimé.",
    ]
    assert sorted(folder.parent.rglob("*")) == before
    assert told(folder) == [("import", 1), ("import", 2)]


def test_yes_is_typed(folder: Path, capsys, monkeypatch) -> None:
    """« oui », in any case, removes; it is said that it is done."""
    answer(monkeypatch, "Oui\n")
    assert run(["purge", str(folder)]) == 0
    assert blank(capsys.readouterr().out).endswith(
        "C’est fait : la campagne est close. Un import la rouvrirait.\n"
    )
    assert naming(folder / ".passpro") == []


def test_nobody_there_to_answer(folder: Path, capsys, monkeypatch) -> None:
    """Not at a terminal, without --oui: nothing is removed, exit 2, and a sentence."""
    answer(monkeypatch, "oui\n", terminal=False)
    assert run(["purge", str(folder)]) == 2
    assert blank(capsys.readouterr().err) == (
        "Rien n’est supprimé : personne ne peut répondre ici. Ajoutez « --oui » si c’est voulu.\n"
    )
    assert len(naming(folder / ".passpro")) > 0


def test_what_the_office_wrote_is_left_and_named(folder: Path) -> None:
    """Sources, corrections saved among them, and what somebody put into a pack: left, named."""
    own = [
        folder / "corrections_1.xlsx",
        folder / "avis.csv",
        folder.parent / "paquet" / "note.txt",
    ]
    write_quarantine(open_campaign(folder), own[0])
    for path in own[1:]:
        path.write_text("à nous", "utf-8")
    assert {*own, folder / "candidatures.csv"} == {*plan_purge(folder).left}
    assert run(["purge", str(folder), "--oui"]) == 0
    assert all(path.is_file() for path in own)
    assert sorted(own[2].parent.iterdir()) == [own[2]]


def test_a_file_that_somebody_wrote_again_is_left_and_named(folder: Path) -> None:
    """Written where a list had gone out, more than a minute after: it is not the program's any more."""
    own = folder.parent / "ecartees.xlsx"
    later = own.stat().st_mtime + 90
    os.utime(own, (later, later))
    assert own in plan_purge(folder).left
    assert run(["purge", str(folder), "--oui"]) == 0
    assert own.is_file()


def test_what_is_not_found_any_more_is_said(folder: Path, capsys) -> None:
    """A copy moved elsewhere, a list kept by a browser, a pack moved: named, to be looked for."""
    (folder.parent / "rendu").rename(folder.parent / "ailleurs")
    (folder.parent / "paquet").rename(folder.parent / "envoye")
    log_export(folder, what="réponses non prises", file="reponses.xlsx", rows=1)
    (lost,) = {path.name for path in (folder.parent / "ailleurs").iterdir()}
    assert run(["purge", str(folder), "--oui"]) == 0
    assert (
        "À chercher vous-même (ne sont plus où ils ont été écrits, ou sont sortis par un navigateur) : "
        f"{folder.parent / 'paquet'}, {folder.parent / 'rendu' / lost} et reponses.xlsx.\n"
    ) in blank(capsys.readouterr().out)


def test_a_purge_again_has_nothing_left_to_do(folder: Path, capsys) -> None:
    """Once closed, neither a file to remove nor one to look for; no second event."""
    assert run(["purge", str(folder), "--oui"]) == 0
    capsys.readouterr()
    assert run(["purge", str(folder)]) == 0
    out = blank(capsys.readouterr().out)
    assert "Seront supprimés" not in out
    assert "À chercher" not in out
    assert told(folder)[-1] == ("purge", 2)
    assert len(told(folder)) == 3


def test_a_file_that_is_open_is_said(folder: Path, capsys, monkeypatch) -> None:
    """What the system will not remove is named, exit 2; the rest is gone, and a later purge ends it."""
    held, unlink = folder.parent / "ecartees.xlsx", Path.unlink

    def refuse(path: Path, **options) -> None:
        if path == held:
            raise PermissionError
        unlink(path, **options)

    monkeypatch.setattr(Path, "unlink", refuse)
    assert run(["purge", str(folder), "--oui"]) == 2
    assert blank(capsys.readouterr().err) == (
        f"Pas supprimés, car ouverts ou protégés : {held}. Fermez-les, puis relancez « passpro-nb "
        "purge ».\n"
    )
    monkeypatch.undo()
    assert naming(folder / ".passpro") == []
    assert run(["purge", str(folder), "--oui"]) == 0
    assert not held.exists()


def test_what_came_since_the_list_is_not_removed_unseen(folder: Path) -> None:
    """An import made between the list and the yes: nothing is removed, and it is said."""
    plan = plan_purge(folder)
    deliver(folder, THIRD)
    with pytest.raises(UsageError) as error:
        purge_campaign(folder, plan)
    assert blank(str(error.value)) == (
        "La campagne a changé depuis cette liste, rien n’est supprimé : relancez « passpro-nb purge »."
    )
    assert (folder.parent / "paquet").is_dir()


def test_nothing_was_ever_kept(tmp_path: Path, capsys) -> None:
    """A campaign that was never imported: a sentence."""
    write_twelve(tmp_path)
    assert run(["purge", str(tmp_path), "--oui"]) == 2
    said = "Rien n’est gardé de cette campagne : il n’y a rien à supprimer.\n"
    assert blank(capsys.readouterr().err) == said


def test_a_snapshot_that_was_purged_is_said(folder: Path) -> None:
    """Opened, compared or taken back, it has no rows any more: a sentence that says since when."""
    assert run(["purge", str(folder), "--oui"]) == 0
    with pytest.raises(UsageError) as error:
        open_snapshot(folder, 1)
    assert blank(str(error.value)) == (
        "L’instantané n° 1 (données au 1er avril 2025) n’a plus ses lignes : elles ont été supprimées "
        f"à la clôture de la campagne, le {TODAY}."
    )
    with pytest.raises(UsageError, match="n’a plus ses lignes"):
        undo_import(folder)
    assert shown(folder) == SECOND


def test_an_import_opens_it_again(folder: Path, capsys) -> None:
    """A later delivery is imported, and says that the campaign was closed; the page no longer does."""
    assert run(["purge", str(folder), "--oui"]) == 0
    capsys.readouterr()
    write_twelve(folder, rows=twelve())
    assert run(["import", str(folder), "--on", "2025-04-03"]) == 0
    out = blank(capsys.readouterr().out)
    assert out.startswith(f"Campagne close le {TODAY} : cet import la rouvre.\n")
    assert read_published(folder / PUBLISHED).closed is None
    assert (shown(folder), open_snapshot(folder).day) == (THIRD, THIRD)
    assert told(folder)[-1] == ("import", 3)


def test_a_closed_campaign_waits_for_no_file(folder: Path) -> None:
    """Sources removed after the end do not leave its figures « behind »."""
    assert run(["purge", str(folder), "--oui"]) == 0
    (folder / "candidatures.csv").unlink()
    assert not is_behind(folder)


def test_a_purge_killed_before_the_page_is_finished(folder: Path, monkeypatch) -> None:
    """The store is closed, the page was not told: the next opening tells it."""
    close = purging.close_published
    monkeypatch.setattr(purging, "close_published", lambda *_, **__: None)
    purge_campaign(folder, plan_purge(folder))
    monkeypatch.setattr(purging, "close_published", close)
    assert read_published(folder / PUBLISHED).closed is None
    finish_import(folder)
    assert read_published(folder / PUBLISHED).closed == date.today()
    assert shown(folder) == SECOND
