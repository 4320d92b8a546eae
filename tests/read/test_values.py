"""Values: each kind of cell reads as a person reads it, or is refused with its own fault."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passpro_nb.domain import codes
from passpro_nb.domain.codes import NOT_GIVEN, Reading
from passpro_nb.domain.faults import FAULTS
from passpro_nb.domain.french import MONTHS, WEEKDAYS
from passpro_nb.domain.settings import Calendar, Opinions
from passpro_nb.read.dates import campaign_years, read_date
from passpro_nb.read.values import (
    Seats,
    opinion_variants,
    read_attendance,
    read_cancelled,
    read_capacity,
    read_convened,
    read_hours,
    read_integer,
    read_latitude,
    read_longitude,
    read_metres,
    read_mode,
    read_name,
    read_opinion,
    read_passpro,
    read_seats,
    read_sector,
    read_status,
    read_text,
)

CAMPAIGN = Calendar(ouverture_inscriptions=dt.date(2025, 2, 3), limite_avis=dt.date(2025, 5, 14))
DAY = dt.date(2025, 3, 12)
VARIANTS = opinion_variants(Opinions())
READERS: dict[str, Callable[[object], Reading]] = {
    "uai": codes.read_uai,
    "ine": codes.read_ine,
    "mef": codes.read_mef,
    "offer_code": codes.read_offer_code,
    "department": codes.read_department,
    "text": read_text,
    "name": read_name,
    "integer": read_integer,
    "capacity": read_capacity,
    "seats": read_seats,
    "hours": read_hours,
    "latitude": read_latitude,
    "longitude": read_longitude,
    "metres": read_metres,
    "date": read_date,
    "campaign_date": lambda cell: read_date(cell, CAMPAIGN),
    "attendance": read_attendance,
    "mode": read_mode,
    "status": read_status,
    "sector": read_sector,
    "passpro": read_passpro,
    "convened": lambda cell: read_convened(cell, CAMPAIGN),
    "cancelled": lambda cell: read_cancelled(cell, CAMPAIGN),
    "opinion": lambda cell: read_opinion(cell, VARIANTS),
}
cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.text(),
    st.text("0123456789/-. :h,", max_size=20),
    st.sampled_from(["12/03", "mardi", "31/02/2025", "oui", "absent", "12 places", "٣٤"]),
)


@pytest.mark.parametrize("kind", READERS)
@given(cell=cells)
def test_no_cell_makes_a_reader_raise(kind: str, cell: object) -> None:
    """Whatever a cell holds, a reader answers: a value, nothing, or a fault of the catalogue."""
    reading = READERS[kind](cell)
    assert reading.fault is None or (reading.value is None and reading.fault in FAULTS)


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("cell", [None, "", " \u00a0", "#N/A", "-", "n.c."])
def test_what_is_not_given_is_not_a_fault(kind: str, cell: object) -> None:
    """A blank, Excel's #N/A or a dash says nothing, in every kind of column."""
    assert READERS[kind](cell) == NOT_GIVEN


@pytest.mark.parametrize(
    ("cell", "value"), [(12.0, "12"), ("  a\u00a0 b ", "a b"), (3.5, "3,5"), ("n/a", None)]
)
def test_a_text_is_tidied(cell: object, value: str | None) -> None:
    """Blanks are collapsed and a number is written as a person writes it."""
    assert read_text(cell) == Reading(value)


@pytest.mark.parametrize(
    "name", ["NA", "Null", "Nan", "None", "ND", "Nc", "Nr", "Néant", "Vrai", "Exemple"]
)
def test_a_name_is_a_name(name: str) -> None:
    """Words that say « nothing » elsewhere are people's names."""
    assert read_name(f" {name} ") == Reading(name)


@pytest.mark.parametrize("cell", ["-", "?", "??", "…", "#N/A", "#REF!", "N/A", "non renseigné"])
def test_what_cannot_be_a_name_is_not_given(cell: str) -> None:
    """Signs and Excel's errors name nobody."""
    assert read_name(cell) == NOT_GIVEN


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (12, 12), (12.0, 12), ("12", 12), ("12,0", 12), ("12 places", 12), ("1 234", 1234),
        ("1\u202f234", 1234), ("vœu n°2", 2), ("1er", 1), ("env. 12", None), ("2 x 12", None),
        ("-3", None), (-3, None), (12.5, None), ("douze", None), (True, None), ("14h", None),
    ],
)  # fmt: skip
def test_a_whole_number(cell: object, value: int | None) -> None:
    """One number with words that count is read; two numbers, a sign, a fraction are refused."""
    wanted = Reading(value) if value is not None else Reading(fault="unreadable_number")
    assert read_integer(cell) == wanted


@pytest.mark.parametrize("cell", [900, 999.0, "1000", "999 places"])
def test_an_unknown_capacity_is_not_a_size(cell: object) -> None:
    """900, 999 and 1000 mean « unknown » for capacities, and are numbers elsewhere."""
    assert read_capacity(cell) == NOT_GIVEN
    assert read_integer(cell).value in (900, 999, 1000)


@pytest.mark.parametrize(
    ("cell", "seats"),
    [
        (12.0, Seats(12)),
        ("12 places", Seats(12)),
        ("24 au total", Seats(24, total=True)),
        ("total : 30", Seats(30, total=True)),
        ("12 par séance", Seats(12, total=False)),
        ("12/séance", Seats(12, total=False)),
        ("groupes de 12", Seats(12)),
        ("6 par heure", Seats(6, per_minutes=60)),
        ("6 élèves/h", Seats(6, per_minutes=60)),
        ("1 élève toutes les 20 min", Seats(1, per_minutes=20)),
        ("4 par jury", Seats(4, juries=0)),
    ],
)
def test_seats_say_whether_they_are_a_total(cell: object, seats: Seats) -> None:
    """The word « total » and « par séance » are kept; without them the header decides."""
    assert read_seats(cell) == Reading(seats)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (dt.time(9, 30), "09:30"),
        (dt.datetime(1899, 12, 31, 14, 0), "14:00"),
        (0.375, "09:00"),
        ("0,5833333", "14:00"),
        (9.0, "9h"),
        ("14", "14h"),
        ("24", "24"),
        ("9h-12h", "9h-12h"),
        ("matin", "matin"),
    ],
)
def test_hours_become_words(cell: object, words: str) -> None:
    """An hour cell, a fraction of a day and a bare number are hours; words are kept."""
    assert read_hours(cell) == Reading(words)


@pytest.mark.parametrize(
    ("cell", "value"), [("48,85", 48.85), (48.85, 48.85), ("91", None), ("nord", None)]
)
def test_a_latitude_is_in_degrees(cell: object, value: float | None) -> None:
    """A comma or a point; beyond 90° it is none."""
    wanted = Reading(value) if value else Reading(fault="unreadable_coordinate")
    assert read_latitude(cell) == wanted
    assert read_longitude("-179,5") == Reading(-179.5)


@pytest.mark.parametrize(
    ("cell", "value"), [("656789,1", 656789.1), (6866123, 6866123.0), ("est", None), ("2e5", None)]
)
def test_metres_are_a_number(cell: object, value: float | None) -> None:
    """A comma or a point; words and powers of ten are none."""
    wanted = Reading(value) if value else Reading(fault="unreadable_metres")
    assert read_metres(cell) == wanted


@pytest.mark.parametrize(
    "cell",
    [
        "12/03/2025", "12/03/25", "12-03-2025", "12.03.2025", "12 03 2025", "2025-03-12",
        "20250312", "12032025", "12-mars-25", "12 mars 2025", "12 MARS 2025", "mer 12 mars. 2025",
        "mercredi 12 mars 2025", "mer. 12/03/2025", "le 12/03/2025", "12/03/2025 14:30",
        "2025-03-12T14:30:00", "2025-03-12 00:00:00", "12 mars 2025 à 14h30", "12/3/25 14h",
        DAY, dt.datetime(2025, 3, 12, 14, 30), 45728, 45728.6,
    ],
)  # fmt: skip
def test_a_day_in_all_its_writings(cell: object) -> None:
    """Cells, French and ISO texts, Excel serials, with an hour or not: the same day."""
    assert read_date(cell, CAMPAIGN) == Reading(DAY)


@pytest.mark.parametrize(
    "cell",
    ["12/03/2025 - 14h00", "12/03/2025 à 14 h", "2025-03-12T14:00", "12-mars-25",
     "mercredi 12 mars 2025 à 14h00", "12/03/2025 de 14h à 17h", "12/03/2025 (14h30)",
     "12.03.2025 14h-15h30", "12/03/2025-14h00", "Mercredi 12 mars 2025, 9 h 30",
     "12/03/2025 après-midi", "12/03/2025 2:00 PM", "12 mars 2025 - matin"],
)  # fmt: skip
def test_the_hour_beside_a_day_is_dropped(cell: str) -> None:
    """However an hour stands beside a day, the day is read."""
    assert read_date(cell, CAMPAIGN) == Reading(DAY)


@pytest.mark.parametrize("cell", ["12/03", "mer. 12/03", "le mercredi 12 mars", "45728", "12 mars"])
def test_a_day_completed_is_said(cell: str) -> None:
    """A missing year is the campaign's, a serial kept as text is a day: both are reported."""
    assert read_date(cell, CAMPAIGN) == Reading(DAY, repaired=True)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("31/02/2025", "impossible_date"),
        ("03/25/2025", "impossible_date"),
        ("00/03/2025", "impossible_date"),
        ("12/03/1925", "date_out_of_range"),
        ("12/03/2205", "date_out_of_range"),
        (dt.date(1925, 3, 12), "date_out_of_range"),
        (1.0, "unreadable_date"),
        ("mar. 12/03/2025", "contradictory_weekday"),
        ("mardi 12 mars", "contradictory_weekday"),
        ("12/03 et 19/03", "unreadable_date"),
        ("à définir", "unreadable_date"),
        ("12 ma 2025", "unreadable_date"),
        ("01 57 02 68 10", "unreadable_date"),
        ("14:30", "unreadable_date"),
    ],
)
def test_a_day_that_is_none_is_refused(cell: object, fault: str) -> None:
    """Impossible, out of any campaign, contradicted by its weekday, unreadable: four faults."""
    assert read_date(cell, CAMPAIGN) == Reading(fault=fault)


def test_a_day_without_year_needs_a_campaign() -> None:
    """Without bounds the year is not guessed; over two years, the bounds choose it."""
    winter = Calendar(ouverture_inscriptions=dt.date(2024, 11, 4), limite_avis=dt.date(2025, 3, 31))
    assert read_date("12/03") == Reading(fault="date_without_year")
    assert read_date("12/03", winter).value == DAY
    assert read_date("12/12", winter).value == dt.date(2024, 12, 12)
    assert read_date("12/07", winter) == Reading(fault="date_without_year")


def test_a_year_of_two_digits_is_of_this_century() -> None:
    """A birth in « 10 » is in 2010, « 98 » in 1998; neither is a day of the campaign."""
    assert read_date("12/03/10").value == dt.date(2010, 3, 12)
    assert read_date("12/03/98").value == dt.date(1998, 3, 12)
    assert read_date("12/03/98", CAMPAIGN) == Reading(fault="date_out_of_range")


STYLES: list[Callable[[dt.date], object]] = [
    lambda day: day,
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day}/{day.month}/{day:%y}",
    lambda day: f"{day:%d.%m.%Y} 08:30",
    lambda day: day.isoformat(),
    lambda day: f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{WEEKDAYS[day.weekday()][:3]}. {day.day}/{day.month:02}/{day.year}",
    lambda day: f"{day.day}-{MONTHS[day.month - 1][:4]}-{day:%y}",
    lambda day: (day - dt.date(1899, 12, 30)).days,
]


@given(st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31)), st.sampled_from(STYLES))
def test_a_day_written_in_any_style_reads_back(
    day: dt.date, style: Callable[[dt.date], object]
) -> None:
    """What is written in a usual style is read as the same day."""
    assert read_date(style(day), CAMPAIGN).value == day


def _reads(reader: Callable[[object], Reading], expected: dict[object, list[object]]) -> None:
    for value, spellings in expected.items():
        for cell in spellings:
            assert reader(cell) == Reading(value), cell


def _refuses(reader: Callable[[object], Reading], fault: str, spellings: list[object]) -> None:
    for cell in spellings:
        assert reader(cell) == Reading(fault=fault), cell


def test_attendance() -> None:
    """Present or absent; an absence is one, excused or not; an unfilled choice is refused."""
    present = ["P", "Présent", "présent(e)", "présente", "venu", "oui", "présent en retard", "X"]
    absent = ["A", "absent(e)", "ABS", "absence excusée", "excusé", "Absent non excusé", "non"]
    absent += ["non présenté", "ne s’est pas présenté", "pas venu", "abs. justifiée"]
    _reads(read_attendance, {"present": present, "absent": absent})
    _refuses(read_attendance, "unreadable_attendance", ["Présent / Absent", "à voir", "peut-être"])


def test_mode() -> None:
    """Individual or collective; both at once is a fault of its own."""
    individual = ["individuel", "Entretien individuel", "indiv.", "entretiens individuels", "I"]
    collective = ["Collectif", "entretien collectif", "en groupe", "coll.", "petits groupes", "C"]
    _reads(read_mode, {"individual": individual, "collective": collective})
    _refuses(read_mode, "both_modes", ["individuel et collectif", "Collectif puis individuel"])
    _refuses(read_mode, "unreadable_mode", ["sur dossier", "à définir"])


def test_status_and_sector() -> None:
    """Scolaire or apprentissage, public or private; a cell that says both says neither."""
    _reads(read_status, {"scolaire": ["ST", "scolaire", "Sous statut scolaire", "voie scolaire"]})
    _reads(read_status, {"apprentissage": ["A", "APP", "Apprentissage", "apprenti", "alternance"]})
    _reads(read_status, {"scolaire": ["FI", "Formation initiale", "initiale sous statut scolaire"]})
    _reads(read_status, {"scolaire": ["Élève", "élèves", "FS", "FIS"]})
    _reads(read_status, {"apprentissage": ["FA", "UFA du lycée", "initiale par apprentissage"]})
    _refuses(
        read_status,
        "unreadable_status",
        ["ST/APP scolaire et apprentissage", "mixte", "Apporter le carnet"],
    )
    _reads(read_sector, {"public": ["Public", "PU"], "private": ["Privé", "privé sous contrat"]})
    _refuses(read_sector, "unreadable_sector", ["public/privé", "?!"])


def test_passpro() -> None:
    """In or out of Passpro; « hors famille de métiers » is not « hors Passpro »."""
    _reads(read_passpro, {True: ["Passpro", "PassPRO 2025", "Procédure Passpro"]})
    _reads(read_passpro, {True: ["oui", "O", "X", "1", 1.0, "VRAI", "true", True]})
    _reads(
        read_passpro,
        {
            False: [
                "hors Passpro",
                "HP",
                "Hors  PASSPRO",
                "hors pass'pro",
                "Offre hors Passpro",
                "Formation hors procédure",
            ]
        },
    )
    _reads(read_passpro, {False: ["Non", "N", "0", 0, "faux", False]})
    _refuses(read_passpro, "unreadable_passpro", ["Hors famille de métiers", "hors", "oui/non"])
    assert read_passpro("oui", header_says_hors=True) == Reading(value=False)
    assert read_passpro("hors Passpro", header_says_hors=True) == Reading(value=False)


def test_convened() -> None:
    """The day of the convocation, or only that it was sent or not; a bad date is none of both."""
    yes = ["oui", "X", "convoqué", "Convocation envoyée par mél", "fait", 1.0, True]
    no = ["non", "non convoqué", "à convoquer", "pas encore", 0, False]
    day = [
        DAY,
        "12/03/2025",
        "convoquée le 12/03/2025",
        "oui, le 12/03/2025",
        45728.0,
        "mer. 12 mars 2025",
    ]
    _reads(lambda cell: read_convened(cell, CAMPAIGN), {True: yes, False: no, DAY: day})
    _refuses(read_convened, "unreadable_date", ["bientôt", "peut-être", "par mél"])
    _refuses(read_convened, "impossible_date", ["31/02/2025", "oui, le 31/02/2025"])


def test_cancelled() -> None:
    """A word, a cross, the state of an export, or the day it was cancelled."""
    yes = ["oui", "annulé", "Annulée", "Annulation", "X", "désistement", 1, True]
    yes += ["inscription annulée", "annulée le 31/02/2025", "Annulé (dossier 14)"]
    no = ["non", "Validée", "active", "inscrite", "en cours", "non annulée", 0, False]
    no += ["inscrite le 12/03/2025"]
    day = [DAY, "12/03/2025", "annulée le 12/03/2025", 45728.0, dt.datetime(2025, 3, 12, 9)]
    _reads(lambda cell: read_cancelled(cell, CAMPAIGN), {True: yes, False: no, DAY: day})
    _refuses(read_cancelled, "unreadable_cancelled", ["peut-être", "31/02/2025"])


@pytest.mark.parametrize(
    ("value", "spellings"),
    [
        (
            "Très favorable",
            ["TF", "très fav.", "TRES FAVORABLE", "très favorable ", "T.F.", "tfav"],
        ),
        ("Favorable", ["F", "fav", "Favorable", "Avis favorable", "FAV.", "F !", "- F", "« F »"]),
        (
            "Réservé",
            ["R", "réservé", "reserve", "avec réserve", "RÉSERVÉE", "Avis réservé", "rés."],
        ),
        ("Défavorable", ["D", "defavorable", "Défav.", "avis défavorable", "DEF"]),
    ],
)
def test_an_opinion_in_its_variants(value: str, spellings: list[str]) -> None:
    """The values of the scale are known by their initials and usual abbreviations."""
    for cell in spellings:
        assert read_opinion(cell, VARIANTS) == Reading(value), cell


@pytest.mark.parametrize("cell", ["peut-être", "peu favorable", "favorable sous réserve", "15/20"])
def test_an_opinion_off_the_scale_is_never_guessed(cell: str) -> None:
    """A value judgement is not interpreted: it is to be asked again."""
    assert read_opinion(cell, VARIANTS) == Reading(fault="unknown_opinion")


@pytest.mark.parametrize(
    "cell",
    [
        "TF ?",
        "Favorable?",
        "(F)",
        "[R]",
        "F+",
        "F -",
        "TF–",
        "T/F",
        "F/R",
        "~ F",
        "avis favorable ?",
    ],
)
def test_a_sign_of_doubt_beside_an_opinion_refuses_it(cell: str) -> None:
    """A question mark, brackets, a plus or a minus say something else than the bare opinion."""
    assert read_opinion(cell, VARIANTS) == Reading(fault="unknown_opinion")


def test_the_settings_may_give_a_nuance_its_value() -> None:
    """« F+ » is what the settings say, without touching « F »; a scale of signs is a scale."""
    own = opinion_variants(Opinions(variantes={"Très favorable": ("F+", "(très) bien")}))
    assert read_opinion("f +", own).value == "Très favorable"
    assert read_opinion("(TRES) BIEN", own).value == "Très favorable"
    assert read_opinion("F", own).value == "Favorable"


@pytest.mark.parametrize(
    ("read", "cell", "fault"),
    [
        (read_attendance, "présent ?", "unreadable_attendance"),
        (read_attendance, "Absente??", "unreadable_attendance"),
        (read_mode, "individuel ?", "unreadable_mode"),
        (read_status, "apprentissage ?", "unreadable_status"),
    ],
)
def test_a_question_is_no_answer(read, cell: str, fault: str) -> None:
    """What is written with a question mark is refused as not sure."""
    assert read(cell) == Reading(fault=fault)


def test_the_settings_have_the_last_word_on_opinions() -> None:
    """Variants of the settings are added and win; a value not on the scale has no variant."""
    own = opinion_variants(Opinions(variantes={"Réservé": ("assez favorable", "F")}))
    assert read_opinion("Assez Favorable", own).value == "Réservé"
    assert read_opinion("f", own).value == "Réservé"
    short = opinion_variants(Opinions(echelle=("Favorable", "Défavorable")))
    assert read_opinion("TF", short) == Reading(fault="unknown_opinion")
    assert read_opinion("D", short).value == "Défavorable"


def test_campaign_years_are_those_of_the_calendar() -> None:
    """One year around the bounds; without bounds, births and campaigns to come."""
    assert list(campaign_years(CAMPAIGN)) == [2024, 2025, 2026]
    assert {1990, 2049} <= set(campaign_years(Calendar()))
