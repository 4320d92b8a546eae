"""What is published of what schools wrote: no person, no telephone, no mail but the school's own."""

import pandas as pd
import pytest
from campaigns import on
from relaunches import write_now
from twelve import MODE_HOST, WOOD_HOST, line, twelve, write_twelve

from passpro_nb.check.campaign import open_campaign
from passpro_nb.relaunch.plan import plan_relaunches
from passpro_nb.store.public import (
    PLACES,
    conceal,
    is_of_school,
    line_of_school,
    list_contacts,
    list_places,
)
from passpro_nb.store.published import PUBLISHED, read_published
from passpro_nb.store.snapshots import import_campaign

HIDDEN = (
    ("Contact : Mme DURAND au 01 48 47 12 34, 12 mars 9h", "Contact : … au …, 12 mars 9h"),
    ("12 mars, demander M. Perrin.", "12 mars, demander …"),
    ("mme durand le 14/03", "… le 14/03"),
    ("Monsieur Martin Jean-Paul, salle 12", "…, salle 12"),
    ("M. de La Fontaine le 12 mars", "… le 12 mars"),
    ("M. Mars, tél. 0148471234", "…, …"),
    ("Mmes Dupont, Durand et Petit le 12 mars", "… le 12 mars"),
    ("Mme la proviseure Martin le 12 mars", "… le 12 mars"),
    ("M. Dupont Lundi 12 mars", "… Lundi 12 mars"),
    ("le 12 mars (Mme Lopez, CPE)", "le 12 mars (…, CPE)"),
    ("Auprès de Sophie Martin (CPE)", "Auprès de … (CPE)"),
    ("CPE : Jean DUPONT Mardi 18", "CPE : … Mardi 18"),
    ("M. Costa : 24/03 13h30\nMme Roux : 25/03", "… : 24/03 13h30\n… : 25/03"),
    ("RDV au 01.60.03.04.25 poste 2403", "RDV au … …"),
    ("+33 (0)1 48 47 12 34 ou 01/64/12/03/25", "… ou …"),
    ("sur rendez-vous : jean.dupont @ ac-creteil.fr", "sur rendez-vous : …"),
)  # fmt: skip
KEPT = (
    "lundi 12/03/2025 14h-18h, 24 places",
    "les 03 04 05 06 07 mars",
    "25/03/2025\n26/03/2025\n27/03/2025\nde 8h à 12h",
    "24/03 - 25/03 - 27/03", "17.03.25 / 18.03.25 / 20.03.25", "07/04-08/04-10/04 - 9h30",
    "02/04/2025 09:00-12:00\n03/04/2025 09:00-12:00", "12/03 12/03 12/03", "12 mrs de 9h à 12h",
    "M. le proviseur adjoint, 12 mars", "Mercredi 12 mars : Mme la Proviseure",
    "Madame, Monsieur, les entretiens auront lieu le 12 mars", "2de MODE M Lundi 12",
    "s’adresser à la vie scolaire", "responsable : Salle Polyvalente",
)  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), HIDDEN)
def test_whom_to_call_is_hidden(text: str, shown: str) -> None:
    """Persons, telephones and mails of a text are « … »; what it says of days stays."""
    assert conceal(text) == shown


@pytest.mark.parametrize("text", KEPT)
def test_what_names_nobody_stays(text: str) -> None:
    """Days, hours, seats and offices are left as they are written."""
    assert conceal(text) == text


SCHOOLS = (
    "ce.0930125f@ac-essai.fr", "0930125F@ac-essai.fr", "0930125f-secretariat@ac-essai.fr",
    "contact@lp.fr", "secretariat@lp.fr", "secretariat.lp@ac-essai.fr", "lycee.jean-moulin@x.fr",
    "lyceejeanmoulin@x.fr", "lp-bondy@x.fr", "lycee93@x.fr",
)  # fmt: skip
PERSONS = (
    "marie.dupont@ac-essai.fr", "jean.moulin@x.fr", "mdupont@x.fr", "s.martin-secretariat@x.fr",
    "dupont.0930125f@x.fr", "marie@x.fr", "lp.durand@x.fr", "pas une adresse", "",
)  # fmt: skip


@pytest.mark.parametrize("mail", SCHOOLS)
def test_a_box_of_the_school(mail: str) -> None:
    """A mail made of the UAI, or of an office's words and the school's own, is the school's."""
    assert is_of_school(mail, "Lycée Jean Moulin", "Bondy")


@pytest.mark.parametrize("mail", PERSONS)
def test_a_mail_that_may_be_a_persons(mail: str) -> None:
    """A mail with one word that is neither an office's nor the school's is left out."""
    assert not is_of_school(mail, "Lycée Jean Moulin", "Bondy")


def test_contacts_are_those_of_the_directory() -> None:
    """Each school once, its commune, its own mail or none; without any mail too."""
    rows = {
        "uai": ["0930125F", "0930125F", "0931234X", None],
        "name": ["LP A", "LP A", "LP B", "LP C"],
        "commune": ["Bondy", "Bondy", None, "Melun"],
    }
    mails = ["ce.0930125f@x.fr", "b@x.fr", "marie.dupont@x.fr", "contact@x.fr"]
    found = list_contacts(pd.DataFrame(rows | {"mail": mails}).astype("str"))
    assert found["uai"].tolist() == ["0930125F", "0931234X"]
    assert found["mail"].fillna("").tolist() == ["ce.0930125f@x.fr", ""]
    assert list_contacts(pd.DataFrame(rows).astype("str"))["mail"].isna().all()


@pytest.mark.parametrize(
    "written",
    ["0199000125", "199000125", "01 99 00 01 25", "+33 (0)1.99.00.01.25", "0033199000125"],
)
def test_a_line_of_a_school(written: str) -> None:
    """A fixed line is told in one way, however it is written, its first 0 lost in Excel or not."""
    assert line_of_school(written) == "01 99 00 01 25"


@pytest.mark.parametrize(
    "written", ["06 11 22 33 44", "0711223344", "poste 125", "01 99 00 01", ""]
)
def test_a_number_that_may_be_a_persons(written: str) -> None:
    """A mobile is never a school's line, nor what is no whole number."""
    assert line_of_school(written) is None


def test_lines_are_published_where_they_are_a_schools() -> None:
    """A directory's fixed lines are published, its mobiles are not."""
    rows = {"uai": ["0930125F", "0931234X"], "telephone": ["0199000125", "0611223344"]}
    found = list_contacts(pd.DataFrame(rows, dtype="str"))
    assert found["telephone"].fillna("").tolist() == ["01 99 00 01 25", ""]


def test_places_are_those_of_hosts() -> None:
    """A host is placed where the directory first says; one without degrees, or at another end of the world, is not."""
    told = [
        ("0930125F", 48.90, 2.48),
        ("0940001A", 48.78, 2.45),
        ("0930002B", None, 2.4),
        ("0930002B", 48.95, 2.40),
        ("0930003C", 2.45, 48.9),  # one for the other
        ("0930004D", 0.0, 0.0),
        ("0930005E", None, None),
        ("0931234X", 48.91, 2.50),  # a collège
    ]
    directory = pd.DataFrame(told, columns=PLACES).astype({"latitude": "Float64"})
    hosts = [uai for uai, *_ in told[:-1]]
    found = list_places(directory, hosts)
    assert found["uai"].tolist() == ["0930125F", "0940001A", "0930002B"]
    assert found["latitude"].tolist() == [48.90, 48.78, 48.95]
    assert list_places(directory[["uai"]], hosts).empty


def test_the_published_file_holds_no_person(tmp_path) -> None:
    """Planted names, telephones and mails of a catalogue are in no byte of the published file."""
    said = "14/03/2025 9h-12h, demander Mme Planteval au 01 48 47 12 34 (p.planteval@lp.invalid)"
    beside = {"Contact": "M. Plantacier 06 11 22 33 44", "Remarques": "Voir Plantevert"}
    folder = write_twelve(
        tmp_path / "c", lines=[line(**{"Dates et horaires": said} | beside), line(wood=True)]
    )
    head = "UAI;Nom;Commune;Mail\n"
    mail = f"{MODE_HOST};LP Ada Fictive;Montreuil;planteval.p@lp.invalid\n"
    (folder / "annuaire.csv").write_text(head + mail, encoding="utf-8")
    published = import_campaign(open_campaign(folder), on("01/04"))
    assert "demander … au … (…)" in "".join(published.sessions["text"])
    data = (folder / PUBLISHED).read_bytes().lower()
    planted = (b"plant", b"48 47", b"11 22", b"lp.invalid")
    assert [word for word in planted if word in data] == []


def test_relaunches_are_published_without_names(tmp_path) -> None:
    """The last relaunch of each school travels with its day, its level, what it asked and what came."""
    folder = write_twelve(tmp_path / "c")
    campaign = open_campaign(folder)
    assert import_campaign(campaign, on("01/04")).relaunches.empty
    write_now(campaign, plan_relaunches(campaign, on("01/04")), tmp_path / "p")
    answered = {"p3": {"Avis": "Réservé", "Date de l'avis": "03/04/2025"}}
    write_twelve(folder, rows=twelve(**answered))
    import_campaign(open_campaign(folder), on("04/04"))
    last = read_published(folder / PUBLISHED).relaunches.set_index(["side", "uai"])
    told = {uai: [*last.loc[("accueil", uai)]] for uai in (MODE_HOST, WOOD_HOST)}
    day = pd.Timestamp("2025-04-01")
    assert told == {MODE_HOST: [day, 1, 2, 1], WOOD_HOST: [day, 1, 2, 0]}
