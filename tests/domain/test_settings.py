"""Settings: the contract's keys and defaults, and a clear sentence for each wrong campagne.toml."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from campaigns import blank, on
from hypothesis import given
from hypothesis import strategies as st

from passpro_nb.domain.errors import SettingsError, UsageError
from passpro_nb.domain.settings import (
    FILE,
    KEYS,
    Settings,
    parse_settings,
    read_settings,
    settings_text,
)
from passpro_nb.domain.workdays import Period

NAMED = '[campagne]\nnom = "Essai"\n'
# formats.md, A campaign is a folder: its example, whose values are the defaults where it has any
CONTRACT = """
[campagne]
nom = "Passpro 2025"
academie = "Créteil"
departements = ["77", "93", "94"]
mel_etablissement = "ce.{uai}@ac-creteil.fr"

[calendrier]
ouverture_inscriptions = 2025-02-03
cloture_inscriptions = 2025-03-21
debut_entretiens = 2025-03-10
fin_entretiens = 2025-05-07
limite_avis = 2025-05-14
conges = [{debut = 2025-04-12, fin = 2025-04-27}]

[avis]
echelle = ["Très favorable", "Favorable", "Réservé", "Défavorable"]
delai_avis_jours_ouvres = 5
[avis.variantes]
"Réservé" = ["assez favorable"]

[entretiens]
duree_individuel_min = 15
jurys = 1
duree_collectif_min = 60
taille_groupe = 12
duree_seance_min = 180
seances_communes = false

[secret]
seuil_secret = 5

[relances]
delai_entre_relances_jours = 7
"""


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """Return a campaign's folder with these settings."""
    (folder / FILE).write_bytes(text.encode(encoding))
    return folder


def refusal(folder: Path, text: str, encoding: str = "utf-8") -> str:
    """Return the sentence that refuses these settings."""
    with pytest.raises(SettingsError) as error:
        read_settings(written(folder, text, encoding))
    return blank(str(error.value))


def test_the_contract(tmp_path) -> None:
    """Every key of the contract is read."""
    read = read_settings(written(tmp_path, CONTRACT))
    assert read.campagne.departements == ("77", "93", "94")
    assert read.calendrier.cloture_inscriptions == on("21/03")
    assert read.calendrier.conges == (Period(on("12/04"), on("27/04")),)
    assert read.avis.variantes == {"Réservé": ("assez favorable",)}
    assert read.secret.seuil_secret == 5


def test_the_defaults_are_those_of_the_contract(tmp_path) -> None:
    """Only the campaign's name is needed: all else is as the contract's example, no calendar."""
    least = read_settings(written(tmp_path, NAMED))
    example = read_settings(written(tmp_path, CONTRACT))
    assert least.entretiens == example.entretiens
    assert least.secret == example.secret
    assert least.relances == example.relances
    assert least.avis.echelle == example.avis.echelle
    assert least.avis.delai_avis_jours_ouvres == 5
    assert least.avis.variantes == {}
    assert least.calendrier == type(least.calendrier)()
    assert least.calendrier.limite_avis is None
    assert least.campagne == type(least.campagne)("Essai", "Créteil", ("77", "93", "94"), "ce.{uai}@ac-creteil.fr")  # fmt: skip


def test_the_contract_of_the_office(shared) -> None:
    """Every key of formats.md is a key of the program; later issues add theirs."""
    import tomllib

    text = (shared / "formats.md").read_text(encoding="utf-8").split("```toml")[1].split("```")[0]
    said = {(section, key) for section, keys in tomllib.loads(text).items() for key in keys}
    known = {(key.section, key.name) for key in KEYS}
    assert said <= known
    assert parse_settings(tomllib.loads(text)).campagne.nom == "Passpro 2025"


def test_bom_and_blanks(tmp_path) -> None:
    """A file saved by the Windows notepad, with its mark, is read."""
    assert read_settings(written(tmp_path, NAMED, "utf-8-sig")).campagne.nom == "Essai"


# ------------------------------------------------------------------------------ the sentences


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            NAMED + "[avi]\n",
            "campagne.toml : la section « avi » est inconnue. Vouliez-vous « avis » ?",
        ),
        (
            NAMED + "[zzz]\n",
            "campagne.toml : la section « zzz » est inconnue. Connues : campagne, calendrier, avis, "
            "entretiens, secret, relances et livraisons.",
        ),
        (
            NAMED + "[entretiens]\njury = 2\n",
            "campagne.toml : la clé « jury » de [entretiens] est inconnue. Vouliez-vous « jurys » ?",
        ),
        (
            NAMED + "[secret]\nzzz = 2\n",
            "campagne.toml : la clé « zzz » de [secret] est inconnue. Connues : seuil_secret.",
        ),
        (
            "[campagne]\n",
            "campagne.toml : la clé « nom » de [campagne] manque : donnez-la.",
        ),
        ("", "campagne.toml : la clé « nom » de [campagne] manque : donnez-la."),
        (
            '[campagne]\nnom = " "\n',
            "campagne.toml : la clé « nom » de [campagne] vaut « \" \" » : il faut un texte entre "
            "guillemets.",
        ),
        (
            "[campagne]\nnom = 2025\n",
            "campagne.toml : la clé « nom » de [campagne] vaut « 2025 » : il faut un texte entre "
            "guillemets.",
        ),
        (
            "campagne = 3\n",
            "campagne.toml : [campagne] doit être une section, avec ses clés dessous.",
        ),
        (
            NAMED + '[entretiens]\njurys = "deux"\n',
            "campagne.toml : la clé « jurys » de [entretiens] vaut « \"deux\" » : il faut un nombre entier.",
        ),
        (
            NAMED + "[entretiens]\njurys = 1.5\n",
            "campagne.toml : la clé « jurys » de [entretiens] vaut « 1.5 » : il faut un nombre entier.",
        ),
        (
            NAMED + "[entretiens]\njurys = true\n",
            "campagne.toml : la clé « jurys » de [entretiens] vaut « true » : il faut un nombre entier.",
        ),
        (
            NAMED + "[entretiens]\nseances_communes = 1\n",
            "campagne.toml : la clé « seances_communes » de [entretiens] vaut « 1 » : il faut true ou "
            "false.",
        ),
        (
            NAMED + '[calendrier]\nlimite_avis = "14/05/2025"\n',
            "campagne.toml : la clé « limite_avis » de [calendrier] vaut « \"14/05/2025\" » : il faut une "
            "date (2025-03-10).",
        ),
        (
            NAMED + "[calendrier]\nlimite_avis = 2025-05-14T12:00:00\n",
            "campagne.toml : la clé « limite_avis » de [calendrier] vaut « 2025-05-14 12:00:00 » : il "
            "faut une date (2025-03-10).",
        ),
        (
            NAMED + "[calendrier]\nconges = [{debut = 2025-04-27, fin = 2025-04-12}]\n",
            "campagne.toml : la clé « conges » de [calendrier] vaut « [{debut = 2025-04-27, fin = "
            "2025-04-12}] » : il faut une liste de {debut = 2025-04-12, fin = 2025-04-27}.",
        ),
        (
            NAMED + "[calendrier]\nconges = [{debut = 2025-04-27}]\n",
            "campagne.toml : la clé « conges » de [calendrier] vaut « [{debut = 2025-04-27}] » : il "
            "faut une liste de {debut = 2025-04-12, fin = 2025-04-27}.",
        ),
        (
            NAMED + "[avis]\nechelle = []\n",
            "campagne.toml : la clé « echelle » de [avis] vaut « [] » : il faut une liste de textes, "
            "non vide.",
        ),
        (
            NAMED + '[avis]\nechelle = ["Oui", 3]\n',
            "campagne.toml : la clé « echelle » de [avis] vaut « [\"Oui\", 3] » : il faut une liste de "
            "textes, non vide.",
        ),
        (
            NAMED + '[avis]\nechelle = ["Oui", "Oui"]\n',
            "campagne.toml : « echelle » de [avis] donne deux fois la même valeur.",
        ),
        (
            NAMED + '[avis]\nechelle = ["Oui", "OUI "]\n',
            "campagne.toml : « echelle » de [avis] donne deux fois la même valeur.",
        ),
        (
            NAMED + 'departements = ["77", "093"]\n',
            "campagne.toml : la clé « departements » de [campagne] : « 093 » n’est pas un numéro de "
            "département, comme « 93 ». Écrivez « 93 ».",
        ),
        (
            NAMED + '[relances.mel_ien_io]\nSarcelles = "ien@exemple.invalid"\n',
            "campagne.toml : la clé « mel_ien_io » de [relances] : « Sarcelles » n’est pas un numéro de "
            "département, comme « 93 ».",
        ),
        (
            NAMED + '[avis.variantes]\n"Réservé" = "bof"\n',
            "campagne.toml : la clé « variantes » de [avis] vaut « {\"Réservé\" = \"bof\"} » : il faut des "
            "listes de textes, une par valeur de l’avis.",
        ),
        (
            NAMED + '[avis.variantes]\n"Moyen" = ["bof"]\n',
            "campagne.toml : [avis.variantes] parle de « Moyen », qui n’est pas dans « echelle » (Très "
            "favorable, Favorable, Réservé et Défavorable).",
        ),
        (
            NAMED + '[campagne.zzz]\n',
            "campagne.toml : la clé « zzz » de [campagne] est inconnue. Connues : nom, academie, "
            "departements et mel_etablissement.",
        ),
    ],
)  # fmt: skip
def test_sentence(tmp_path, text, said) -> None:
    """A wrong key is refused with the file, the key, what it is and what was expected."""
    assert refusal(tmp_path, text) == said


@pytest.mark.parametrize(
    ("section", "key", "least"),
    [
        ("avis", "delai_avis_jours_ouvres", 0),
        ("avis", "arret_jours_ouvres", 1),
        ("entretiens", "duree_individuel_min", 1),
        ("entretiens", "jurys", 1),
        ("entretiens", "duree_collectif_min", 1),
        ("entretiens", "taille_groupe", 1),
        ("entretiens", "duree_seance_min", 1),
        ("entretiens", "eloignement_km", 0),
        ("secret", "seuil_secret", 0),
        ("relances", "delai_entre_relances_jours", 0),
    ],
)
def test_too_small(tmp_path, section, key, least) -> None:
    """A number below its least is refused with that least; the least itself is taken."""
    said = refusal(tmp_path, f"{NAMED}[{section}]\n{key} = {least - 1}\n")
    wanted = f"la clé « {key} » de [{section}] vaut {least - 1} : il faut au moins {least}."
    assert said == f"campagne.toml : {wanted}"
    taken = read_settings(written(tmp_path, f"{NAMED}[{section}]\n{key} = {least}\n"))
    assert getattr(getattr(taken, section), key) == least


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ouverture_inscriptions", "cloture_inscriptions"),
        ("debut_entretiens", "fin_entretiens"),
        ("ouverture_inscriptions", "fin_entretiens"),
        ("ouverture_inscriptions", "limite_avis"),
        ("debut_entretiens", "limite_avis"),
    ],
)
def test_calendar_out_of_order(tmp_path, first, second) -> None:
    """A calendar out of order is refused with both days; the same day for both is taken."""
    text = f"{NAMED}[calendrier]\n{first} = 2025-03-11\n{second} = 2025-03-10\n"
    assert refusal(tmp_path, text) == (
        f"campagne.toml : le calendrier est dans le désordre : « {first} » (11/03/2025) vient après "
        f"« {second} » (10/03/2025)."
    )
    read_settings(written(tmp_path, text.replace("03-11", "03-10")))


def test_overlapping_periods_are_taken(tmp_path) -> None:
    """Interviews may begin before registrations close, and end after the limit for opinions."""
    days = "cloture_inscriptions = 2025-03-21\ndebut_entretiens = 2025-03-10\n"
    ends = "limite_avis = 2025-05-14\nfin_entretiens = 2025-05-20\n"
    read = read_settings(written(tmp_path, f"{NAMED}[calendrier]\n{days}{ends}"))
    assert read.calendrier.fin_entretiens == on("20/05")


def test_not_utf8(tmp_path) -> None:
    """A file in another encoding is refused with what to do."""
    said = refusal(tmp_path, '[campagne]\nnom = "Été"\n', "cp1252")
    assert said == "campagne.toml : enregistrez ce fichier en UTF-8."


def test_not_toml(tmp_path) -> None:
    """What is not TOML is refused with the line, in French."""
    said = refusal(tmp_path, '[campagne]\nnom = "Essai\n')
    assert said == (
        "campagne.toml : ce fichier n’est pas du TOML valide, vers la ligne 2 : vérifiez les "
        "guillemets, les crochets, les dates (2025-03-10), et qu’aucune clé n’est donnée deux fois."
    )


def test_a_missing_folder(tmp_path) -> None:
    """A folder that is not there is a wrong call."""
    with pytest.raises(UsageError) as error:
        read_settings(Path("nulle part"))
    assert blank(str(error.value)) == (
        "Le dossier « nulle part » n’existe pas : indiquez celui d’une campagne."
    )


def test_a_folder_that_is_no_campaign(tmp_path, monkeypatch) -> None:
    """A folder without its settings is a wrong call, which says how to begin."""
    monkeypatch.chdir(tmp_path)
    Path("vide").mkdir()
    with pytest.raises(UsageError) as error:
        read_settings(Path("vide"))
    assert blank(str(error.value)) == (
        "Le dossier « vide » n’a pas de fichier campagne.toml : ce n’est pas une campagne. "
        'Créez-y ce fichier avec deux lignes, « [campagne] » et « nom = "Passpro 2025" » ; '
        "« passpro-nb demo DOSSIER » en écrit un exemple complet."
    )


def test_nothing_may_be_given_where_nothing_is_the_default() -> None:
    """An address left empty is no address; a name left empty is refused."""
    text = NAMED + '[relances]\nmel_expediteur = ""\n'
    assert parse_settings(tomllib.loads(text)).relances.mel_expediteur == ""
    with pytest.raises(SettingsError, match="expediteur"):
        parse_settings(tomllib.loads(NAMED + '[relances]\nexpediteur = ""\n'))


# ------------------------------------------------------------------------------------ derived


@pytest.mark.parametrize(
    ("day", "inside"), [("09/03", False), ("10/03", True), ("07/05", True), ("08/05", False)]
)
def test_interview_window(day, inside) -> None:
    """Both bounds of the interview window are in it."""
    calendar = {"debut_entretiens": date(2025, 3, 10), "fin_entretiens": date(2025, 5, 7)}
    read = parse_settings({"campagne": {"nom": "Essai"}, "calendrier": calendar})
    assert read.calendrier.in_window(on(day)) is inside


def test_a_missing_bound_is_open() -> None:
    """A window without a bound is open on that side."""
    read = parse_settings({"campagne": {"nom": "Essai"}})
    assert read.calendrier.in_window(date(1999, 1, 1))
    assert read.calendrier.in_window(date(2099, 1, 1))


def test_breaks_are_not_worked() -> None:
    """The breaks of the calendar are those of its working days."""
    read = parse_settings(
        {"campagne": {"nom": "Essai"}, "calendrier": {"conges": [{"debut": on("12/04"), "fin": on("27/04")}]}}
    )  # fmt: skip
    assert not read.calendrier.workdays.is_working(on("14/04"))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_settings_written_then_read(word: str) -> None:
    """Settings written as `campagne.toml` read back the same, whatever the texts hold."""
    contract = tomllib.loads(CONTRACT)
    contract["avis"] |= {"variantes": {"Réservé": [word]}}
    settings = parse_settings(contract | {"relances": {"expediteur": word}})
    assert parse_settings(tomllib.loads(settings_text(settings))) == settings
    bare = parse_settings({"campagne": {"nom": word}})
    assert parse_settings(tomllib.loads(settings_text(bare))) == bare


def test_every_key_is_explained() -> None:
    """Each key says what it is and why it is only a setting, in French, once."""
    keys = [(key.section, key.name) for key in KEYS]
    assert len(set(keys)) == len(keys) > 30
    assert {section for section, _ in keys} == set(Settings.__dataclass_fields__)
    for text in (text for key in KEYS for text in (key.explanation, key.why)):
        assert text[0].islower(), text
        assert not text.endswith("."), text
    assert len({key.explanation for key in KEYS}) == len(KEYS)


def test_the_keys_are_those_of_the_settings() -> None:
    """A key is listed with the default that the settings take without it."""
    bare = parse_settings({"campagne": {"nom": "Essai"}})
    for key in KEYS:
        taken = getattr(getattr(bare, key.section), key.name)
        assert taken == ("Essai" if key.name == "nom" else key.default), key.name
