"""What the invented campaign is set to: its `campagne.toml`, its day, the doses of its mess."""

from dataclasses import dataclass
from datetime import date

from passpro_nb.domain.settings import Calendar, Campaign, Opinions, Relaunches, Settings
from passpro_nb.domain.workdays import Period

OPENING, CLOSING = date(2025, 2, 3), date(2025, 3, 21)
INTERVIEWS = Period(date(2025, 3, 10), date(2025, 5, 7))
SPRING_BREAK = Period(date(2025, 4, 12), date(2025, 4, 27))
# Few register then; interviews have not begun.
WINTER_BREAK = Period(date(2025, 2, 15), date(2025, 3, 2))
SETTINGS = Settings(
    campagne=Campaign(
        "Passpro 2025 (campagne inventée)", mel_etablissement="ce.{uai}@exemple.invalid"
    ),
    calendrier=Calendar(
        ouverture_inscriptions=OPENING,
        cloture_inscriptions=CLOSING,
        debut_entretiens=INTERVIEWS.start,
        fin_entretiens=INTERVIEWS.end,
        limite_avis=date(2025, 5, 14),
        conges=(SPRING_BREAK,),
    ),
    avis=Opinions(variantes={"Réservé": ("assez favorable",)}),
    relances=Relaunches(
        mel_expediteur="prebac@exemple.invalid",
        mel_ien_io={d: f"ien-io{d}@exemple.invalid" for d in ("77", "93", "94")},
    ),
)
LAST_DAY = date(2025, 4, 30)  # the day of the data: late enough to steer, early enough to act


@dataclass(frozen=True, slots=True)
class Doses:
    """How much of each mess of life: shares from 0 to 1, of what the name says."""

    # what happens
    outside_offers: float = 0.35  # offers hors Passpro
    apprenticeships: float = 0.04  # offers that exist in apprenticeship too
    short_hosts: float = 0.22  # hosts with too few seats
    undated_offers: float = 0.06  # « à définir », « sur convocation »
    silent_offers: float = 0.03  # no session announced at all
    split_offers: float = 0.06  # one line of the catalogue per session
    unknown_mode: float = 0.07
    declared_seats: float = 0.45
    outside_choices: float = 0.004  # applications on offers hors Passpro
    cancelled: float = 0.03
    absent: float = 0.045
    excused: float = 0.5  # of the absent
    without_ine: float = 0.02  # pupils
    # what moves between two deliveries: of the offers, then of the pupils, each day
    sessions_added: float = 0.001
    sessions_withdrawn: float = 0.0005
    interview_moved: float = 0.0006
    withdrawn: float = 0.0004
    host_changed: float = 0.0004
    registered_late: float = 0.0006
    opinion_corrected: float = 0.0008
    opinion_lost: float = 0.0004
    passing: float = 0.0004  # of the pupils' number: they come, withdraw and vanish
    # how it is written: of the catalogue's lines
    line_repaired_uai: float = 0.02
    line_wrong_letter: float = 0.008  # only offers that nobody asks for
    line_unknown_places: float = 0.02
    # how it is written: of the applications
    label_only: float = 0.12  # no code vœu
    undated_opinion: float = 0.05
    convened_without_day: float = 0.01
    repaired_uai: float = 0.012
    origin_unknown: float = 0.006
    origin_wrong: float = 0.004
    host_wrong: float = 0.002
    host_missing: float = 0.0015
    programme_unknown: float = 0.0015
    no_key: float = 0.0005
    impossible_date: float = 0.003
    odd_opinion: float = 0.003
    odd_attendance: float = 0.002
    absent_with_opinion: float = 0.0015
    twin: float = 0.004
    clash: float = 0.0015
    truncated: float = 0.4  # rows lost by the one delivery that is cut short


DOSES = Doses()
