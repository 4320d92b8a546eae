"""Where replies lie: every one is found, under a name of its own; nothing else is read."""

from __future__ import annotations

import email.message
import io
import zipfile
from pathlib import Path

import pytest
from processes import links_only
from relaunches import edit_largest, read_all, workbooks

from passpro_nb.domain.errors import UsageError
from passpro_nb.relaunch.pack import Pack
from passpro_nb.relaunch.returns import arrivals
from passpro_nb.relaunch.returns.arrivals import list_returns
from passpro_nb.relaunch.returns.receipts import write_receipts


def answered(pack: Pack, target: Path, row: int, opinion: str = "Favorable") -> Path:
    """Write the largest workbook, with the opinion of one row; return its path."""
    return edit_largest(pack, target, lambda page: page.cell(row, 11, opinion))


def names(folder: Path) -> list[str]:
    """Return the names of the replies found."""
    return [reply.name for reply in list_returns(folder).replies]


def zipped(path: Path, files: dict[str, bytes], **options: object) -> Path:
    """Write an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def plain(text: str) -> str:
    """Return a text with ordinary blanks for the no-break ones."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_replies_in_folders_of_their_schools_are_read(campaign, pack, tmp_path):
    """At any depth; two of one name are two, each with its receipt, and each says where it lies."""
    answered(pack, tmp_path / "r.xlsx", 4)
    answered(pack, tmp_path / "LP Ada Fictive" / "r.xlsx", 5)
    answered(pack, tmp_path / "LP Ada Fictive" / "relance 2" / "r.xlsx", 6, "bof")
    outcome = read_all(tmp_path, campaign)
    deep = "LP Ada Fictive/relance 2/r.xlsx"
    assert outcome.files == ("r.xlsx", "LP Ada Fictive/r.xlsx", deep)
    assert len(outcome.taken) == 2
    assert [(found.code, found.file) for found in outcome.faults] == [("unknown_opinion", deep)]
    written = [
        path.relative_to(tmp_path).as_posix()
        for path in write_receipts(campaign, outcome, tmp_path)[0]
    ]
    assert written == [
        "accuses/accuse-r.xlsx.txt",
        "accuses/LP Ada Fictive/accuse-r.xlsx.txt",
        "accuses/LP Ada Fictive/relance 2/accuse-r.xlsx.txt",
    ]
    assert names(tmp_path) == [*outcome.files]
    text = (tmp_path / written[1]).read_text(encoding="utf-8-sig")
    assert "Nous avons bien reçu votre classeur « r.xlsx »." in text
    assert write_receipts(campaign, read_all(tmp_path, campaign), tmp_path / "ailleurs")[0]


def test_replies_in_an_archive_are_read_in_memory(campaign, pack, tmp_path):
    """« Télécharger tout » gives a .zip: its workbooks are read, nothing is unpacked on the disk."""
    one = answered(pack, tmp_path / "un.xlsx", 4).read_bytes()
    two = answered(pack, tmp_path / "un.xlsx", 5, "Réservé").read_bytes()
    (tmp_path / "un.xlsx").unlink()
    zipped(tmp_path / "pieces.zip", {"a/r.xlsx": one, "b.xlsx": two, "__MACOSX/._r.xlsx": b"x"})
    outcome = read_all(tmp_path, campaign)
    assert sorted(outcome.files) == ["pieces.zip/a/r.xlsx", "pieces.zip/b.xlsx"]
    assert sorted(outcome.taken["opinion"]) == ["Favorable", "Réservé"]
    assert outcome.faults == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pieces.zip"]
    write_receipts(campaign, outcome, tmp_path)
    assert (tmp_path / "accuses" / "pieces.zip" / "a" / "accuse-r.xlsx.txt").is_file()


def test_an_archive_never_leads_out_of_its_folder(pack, tmp_path, campaign):
    """Names with dots, drives and backslashes give receipts below the folder, and no other file."""
    content = answered(pack, tmp_path / "x.xlsx", 4).read_bytes()
    (tmp_path / "x.xlsx").unlink()
    evil = ["../../dehors.xlsx", "/etc/r.xlsx", "C:\\temp\\r.xlsx", "a/../..\\b?.xlsx"]
    zipped(tmp_path / "z.zip", dict.fromkeys(evil, content))
    outcome = read_all(tmp_path, campaign)
    assert sorted(outcome.files) == [
        "z.zip/C_/temp/r.xlsx", "z.zip/a/b_.xlsx", "z.zip/dehors.xlsx", "z.zip/etc/r.xlsx",
    ]  # fmt: skip
    inside = [path.resolve() for path in write_receipts(campaign, outcome, tmp_path)[0]]
    assert all((tmp_path / "accuses" / "z.zip").resolve() in path.parents for path in inside)


@pytest.mark.parametrize("bound", ["MAX_UNPACKED", "MAX_FILE", "MOST_FILES"])
def test_an_archive_too_large_is_named_before_it_is_unpacked(
    campaign, tmp_path, monkeypatch, bound
):
    """Sizes are known before anything is unpacked."""
    monkeypatch.setattr(arrivals, bound, 1)
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    zipped(tmp_path / "gros.zip", {"a.xlsx": b"0" * 5000, "b.xlsx": b"0" * 5000})
    outcome = read_all(tmp_path, campaign)
    assert [plain(found.said) for found in outcome.faults] == [
        "« gros.zip » : l’archive, une fois décompressée, est démesurée : déposez les classeurs "
        "qu’elle contient."
    ]


def test_an_archive_with_a_password_is_named(campaign, tmp_path):
    """What is locked is not called damaged."""
    path = zipped(tmp_path / "clos.zip", {"a.xlsx": b"abc"})
    content = bytearray(path.read_bytes())
    content[6] |= 1  # the flag, in the entry's own header
    content[content.rfind(b"PK\1\2") + 8] |= 1  # and in the list of entries
    path.write_bytes(content)
    outcome = read_all(tmp_path, campaign)
    assert [plain(found.said) for found in outcome.faults] == [
        "« clos.zip » : un mot de passe protège cette archive : ouvrez-la, et déposez les classeurs "
        "qu’elle contient."
    ]


def test_what_an_archive_holds_and_cannot_be_read_is_named(campaign, pack, tmp_path):
    """A damaged entry, an archive in an archive, an archive that is none: one sentence each."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("r.xlsx", b"x")
    path = zipped(tmp_path / "a.zip", {"dedans.zip": inner.getvalue(), "r.xlsx": b"y" * 3000})
    content = bytearray(path.read_bytes())
    at = content.find(b"r.xlsx", content.find(b"PK\3\4", 10)) + 8
    content[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    (tmp_path / "b.zip").write_bytes(b"PK\3\4 rien")
    outcome = read_all(tmp_path, campaign)
    assert sorted((found.code, found.file) for found in outcome.faults) == [
        ("unreadable_file", "a.zip/dedans.zip"),
        ("unreadable_file", "a.zip/r.xlsx"),
        ("unreadable_file", "b.zip"),
    ]


def test_a_workbook_under_another_ending_is_a_workbook(campaign, pack, tmp_path):
    """A mail program that says .zip of an .xlsx changes nothing."""
    answered(pack, tmp_path / "r.zip", 4)
    assert len(read_all(tmp_path, campaign).taken) == 1


def mail_with(*attached: Path, inline: bytes = b"") -> bytes:
    """Return a saved mail with files attached, and a picture in its signature."""
    mail = email.message.EmailMessage()
    mail["Subject"] = "Re: relance"
    mail.set_content("Bonjour, ci-joint notre réponse.")
    for path in attached:
        mail.add_attachment(
            path.read_bytes(), maintype="application", subtype="octet-stream", filename=path.name
        )
    if inline:
        mail.add_attachment(inline, maintype="image", subtype="png", filename="logo.png")
    return mail.as_bytes()


@pytest.mark.parametrize("zipped", [False, True])
def test_what_is_attached_to_a_saved_mail_is_read(campaign, pack, tmp_path, zipped):
    """The workbook of a mail, by itself or in an archive, is a reply; the logo of its signature is not."""
    answered(pack, tmp_path / "ailleurs" / "Reponse.xlsx", 4)
    folder, content = (
        tmp_path / "retours",
        mail_with(tmp_path / "ailleurs" / "Reponse.xlsx", inline=b"x"),
    )
    folder.mkdir()
    if zipped:
        with zipfile.ZipFile(folder / "m.zip", "w") as archive:
            archive.writestr("Re relance.eml", content)
    else:
        (folder / "Re relance.eml").write_bytes(content)
    assert len(read_all(folder, campaign).taken) == 1
    place = "m.zip/Re relance.eml" if zipped else "Re relance.eml"
    found = list_returns(folder)
    assert [reply.name for reply in found.replies] == [f"{place}/Reponse.xlsx"]
    assert found.said == (f"Passés sans être lus : images jointes à un message ({place}/logo.png).")


def test_mails_without_a_workbook_are_named_with_what_to_do(campaign, tmp_path):
    """A mail that only speaks, an archive attached, Outlook's own format: each is named."""
    (tmp_path / "LP").mkdir()
    (tmp_path / "a.zip").write_bytes(b"PK")
    (tmp_path / "LP" / "1.eml").write_bytes(mail_with())
    (tmp_path / "LP" / "2.eml").write_bytes(mail_with(tmp_path / "a.zip"))
    (tmp_path / "LP" / "3.msg").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "a.zip").unlink()
    assert [plain(found.said) for found in read_all(tmp_path, campaign).faults] == [
        "« LP/1.eml » : aucun classeur n’est joint à ce message : lisez-le, et reportez ce qu’il répond.",
        "« LP/2.eml/a.zip » : une archive est jointe à ce message : enregistrez-la dans le dossier des "
        "réponses.",
        "« LP/3.msg » : c’est un message : enregistrez ses pièces jointes dans le dossier des réponses.",
    ]


def test_what_is_no_reply_is_passed_over_with_a_word(campaign, pack, tmp_path):
    """Locks, receipts, hidden folders, traces of the system: counted by what they are."""
    answered(pack, tmp_path / "r.xlsx", 4)
    write_receipts(campaign, read_all(tmp_path, campaign), tmp_path)
    for name in ("~$r.xlsx", ".~lock.r.ods#", "Thumbs.db", "desktop.ini"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".cache").mkdir()
    answered(pack, tmp_path / ".cache" / "r.xlsx", 5)
    answered(pack, tmp_path / "accuses" / "r.xlsx", 6)
    found = list_returns(tmp_path)
    assert [reply.name for reply in found.replies] == ["r.xlsx", "accuses/r.xlsx"]
    assert found.said == (
        "Passés sans être lus : fichiers cachés (.cache), verrous de classeurs ouverts "
        "(.~lock.r.ods# et ~$r.xlsx), traces de Windows (Thumbs.db et desktop.ini), accusés déjà "
        "écrits (accuses/accuse-r.xlsx.txt)."
    )


def test_the_pack_that_was_sent_is_not_read_as_replies(campaign, pack, tmp_path):
    """Its workbooks are blank; a folder inside it that holds replies is read."""
    with pytest.raises(UsageError, match=r"ne contient aucun classeur.*paquet envoyé"):
        list_returns(pack.folder)
    place = pack.folder / "retours"
    try:
        answered(pack, place / "r.xlsx", 4)
        assert names(pack.folder) == ["retours/r.xlsx"]
    finally:
        (place / "r.xlsx").unlink()
        place.rmdir()
    assert len(names(pack.folder / "classeurs")) == len(workbooks(pack)) + len(
        workbooks(pack, "origine")
    )


@links_only
def test_links_are_not_followed(pack, tmp_path):
    """A folder that leads back to itself is named, not walked for ever."""
    answered(pack, tmp_path / "r.xlsx", 4)
    (tmp_path / "boucle").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "perdu.xlsx").symlink_to(tmp_path / "rien.xlsx")
    found = list_returns(tmp_path)
    assert [reply.name for reply in found.replies] == ["r.xlsx"]
    assert found.passed == {"liens": ("boucle", "perdu.xlsx")}


def test_a_folder_of_everything_is_refused(tmp_path, monkeypatch):
    """Whoever gives their whole disk is told so, before it is read."""
    monkeypatch.setattr(arrivals, "MOST_FILES", 3)
    for number in range(5):
        (tmp_path / f"{number}.csv").write_bytes(b"")
    with pytest.raises(UsageError, match="contient plus de 3 fichiers"):
        list_returns(tmp_path)


def test_a_folder_without_replies_is_refused(tmp_path):
    """No folder, nothing in it, or letters only: what was expected is said."""
    (tmp_path / "lettre.pdf").write_bytes(b"%PDF")
    with pytest.raises(UsageError, match="ne contient aucun classeur"):
        list_returns(tmp_path)
    with pytest.raises(UsageError, match="n’existe pas"):
        list_returns(tmp_path / "rien")
