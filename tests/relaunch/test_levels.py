"""Who is asked for what: each rule, on both sides of its bound, and the counts of the dashboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pandas as pd
import pytest
from relaunches import DAY, write_small

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.errors import SettingsError, UsageError
from passpro_nb.domain.settings import parse_settings
from passpro_nb.measure.asks import HOST, LACKS, ORIGIN, REASONS, list_concerned, list_gaps
from passpro_nb.measure.coverage import measure_coverage, tally_applications
from passpro_nb.measure.groups import Selection, measured_offers
from passpro_nb.measure.over_time.effect import measure_effect
from passpro_nb.measure.states import measure_states
from passpro_nb.panels.academie.figures import measure_screen
from passpro_nb.panels.filters import Filters
from passpro_nb.relaunch.levels import Wanted, measure_relaunches, why_silent
from passpro_nb.relaunch.plan import plan_relaunches
from passpro_nb.relaunch.synthesis import said_filters, say_plan, synthesis_notes, synthesis_table
from passpro_nb.store.published import measure_campaign

NAMED = {
    "ine": "123456789AB", "last_name": "Exemple", "first_name": "Camille",
    "birth_date": pd.Timestamp("2010-09-01"),
}  # fmt: skip


@pytest.fixture(scope="module")
def campaign(tmp_path_factory) -> Campaign:
    """Return a small invented campaign."""
    return write_small(tmp_path_factory.mktemp("relances") / "campagne", 900, 14)


def settings(**relaunches):
    """Return settings whose interviews end on Friday 28 March 2025."""
    return parse_settings(
        {
            "campagne": {"nom": "essai"},
            "calendrier": {
                "cloture_inscriptions": date(2025, 3, 7),
                "debut_entretiens": date(2025, 3, 10),
                "fin_entretiens": date(2025, 3, 28),
            },
            "relances": relaunches,
        }
    )


def states(*rows: dict) -> pd.DataFrame:
    """Return applications with a state, complete but for what each row says."""
    common = {
        "in_passpro": True, "state": "overdue", "lateness": 3, "opinion_unreadable": False,
        "host_uai": "0930125F", "origin_uai": "0931234X", "offer": "A", "origin_class": "3A",
        "file_number": "D1", **NAMED,
    }  # fmt: skip
    filled = [{**common, "pupil": f"P{at}", **row} for at, row in enumerate(rows)]
    return pd.DataFrame(filled)


def reasons(frame: pd.DataFrame, day: date = date(2025, 3, 20), **relaunches) -> list[str]:
    """Return the reasons for which somebody is asked."""
    return list_concerned(frame, settings(**relaunches), day)["reason"].tolist()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, ["avis_en_retard"]),
        ({"opinion_unreadable": True}, ["avis_illisibles"]),
        ({"state": "absent"}, ["a_reconvoquer"]),
        ({"state": "awaiting"}, []),
        ({"state": "awaiting", "opinion_unreadable": True}, []),
        ({"state": "convened"}, []),
        ({"state": "entered"}, []),
        ({"state": "cancelled"}, []),
        ({"in_passpro": False}, []),
        ({"birth_date": pd.NaT}, ["avis_en_retard", "dossiers_incomplets"]),
        ({"birth_date": pd.NaT, "origin_uai": None}, ["avis_en_retard"]),
        ({"state": "cancelled", "ine": None}, []),
    ],
)
def test_one_application_one_reason(row, expected):
    """Late, unreadable and absent are apart; what is not due, cancelled or outside asks nobody."""
    assert reasons(states(row)) == expected


def test_convocations_are_asked_when_the_window_closes():
    """Ten working days before the end of the interviews, not eleven, and after the end too."""
    row = states({"state": "not_convened"})
    assert reasons(row, date(2025, 3, 13)) == []
    assert reasons(row, date(2025, 3, 14)) == ["non_convoques"]
    assert reasons(row, date(2025, 4, 2)) == ["non_convoques"]
    assert reasons(row, date(2025, 3, 14), convocation_jours_ouvres=9) == []


def test_lateness_has_a_threshold():
    """An opinion is asked from `retard_min_jours_ouvres` working days on."""
    assert reasons(states({"lateness": 3}), retard_min_jours_ouvres=3) == ["avis_en_retard"]
    assert reasons(states({"lateness": 2}), retard_min_jours_ouvres=3) == []


def test_files_are_asked_after_the_closing():
    """Until registrations close, a pupil's file is still being made."""
    row = states({"state": "convened", "first_name": None})
    assert reasons(row, date(2025, 3, 7)) == []
    assert reasons(row, date(2025, 3, 10)) == ["dossiers_incomplets"]


def test_an_unknown_field_of_a_file_is_refused():
    """The sentence names the key and what may be written."""
    with pytest.raises(SettingsError, match=r"champs_dossier.*Taille.*INE"):
        reasons(states({}), champs_dossier=["Taille"])


def test_nobody_is_asked_during_a_break(campaign):
    """Inside `conges` nothing is proposed, and the day when schools are back is said."""
    inside, after = date(2025, 4, 27), date(2025, 4, 28)
    assert why_silent(campaign.settings, after) is None
    assert "avant le 28 avril 2025" in why_silent(campaign.settings, inside)
    plan = plan_relaunches(campaign, inside)
    assert plan.proposed.empty
    assert say_plan(plan) == [plan.silent]


def test_gaps_say_what_a_line_lacks():
    """A mode or a day said by a session is enough."""
    offers = pd.DataFrame({"offer": list("ABCD"), "mode": ["individual", None, None, None]})
    sessions = pd.DataFrame(
        {
            "offer": ["A", "B", "C", "D"],
            "day": pd.to_datetime([None, "2025-03-12", None, "2025-03-12"]),
            "mode": [None, None, None, "collective"],
        }
    )
    gaps = dict(zip(*list_gaps(offers, sessions)[["offer", "lacks"]].T.to_numpy(), strict=True))
    assert gaps == {"A": "les dates", "B": "la modalité", "C": "la modalité et les dates"}


def test_dates_and_mode_are_reasons_of_their_own(campaign):
    """A line without date nor mode asks for both; one that lacks one of them, for that one."""
    plan = plan_relaunches(campaign, date(2025, 4, 8))
    assert plan.gaps["lacks"].isin(["les dates", "la modalité", "la modalité et les dates"]).all()
    for reason, said in LACKS.items():
        mine = plan.gaps[plan.gaps["lacks"].str.contains(said)]
        assert plan.schools[reason].sum() == len(mine) > 0
        alone = plan_relaunches(campaign, date(2025, 4, 8), Wanted(reasons=(reason,)))
        assert set(alone.gaps["offer"]) == set(mine["offer"])
        assert set(alone.asks["reason"]) == {reason}


# ------------------------------------------------------------------------------------- levels


def history(*rows) -> pd.DataFrame:
    """Return a journal of one school: (day, level, reasons)."""
    frame = pd.DataFrame(rows, columns=["day", "level", "reasons"])
    return frame.assign(
        side=HOST, uai="0930125F", day=pd.to_datetime(frame["day"]).astype("datetime64[s]")
    )


def one_school(past: pd.DataFrame, day: date = date(2025, 3, 20)):
    """Return the line of a school asked for two opinions."""
    schools = pd.DataFrame(
        [[HOST, "0930125F", "LP", "Bondy", "93", "a@b.invalid", "c@d.invalid"]],
        columns=["side", "uai", "name", "commune", "department", "mail", "copy"],
    )
    asks = pd.DataFrame(
        [[HOST, "0930125F", "A", "avis_en_retard", 2, 4]],
        columns=["side", "uai", "offer", "reason", "count", "lateness"],
    )
    return measure_relaunches(asks, schools, past, settings(), day).iloc[0]


@pytest.mark.parametrize(
    ("past", "level", "stand"),
    [
        ([], 1, "ask"),
        ([("2025-03-13", 1, "avis_en_retard")], 2, "ask"),
        ([("2025-03-14", 1, "avis_en_retard")], 2, "recent"),
        ([("2025-03-03", 1, "dates_manquantes")], 1, "ask"),
        ([("2025-03-03", 1, "avis_en_retard"), ("2025-03-10", 2, "avis_en_retard")], 3, "ask"),
        ([(f"2025-02-0{n}", 3, "avis_en_retard") for n in range(1, 6)], 3, "ask"),
        ([("2025-03-21", 1, "avis_en_retard")], 1, "ask"),
    ],
)
def test_levels_follow_the_journal(past, level, stand):
    """A level counts relaunches for the same reason, up to three; seven days must lie between two."""
    row = one_school(history(*past))
    assert (row.level, row.stand) == (level, stand)


def test_a_journal_of_before_names_what_lines_lack():
    """A relaunch for an incomplete catalogue, as it was noted then, counts for dates and for mode."""
    asks = pd.DataFrame(
        [[HOST, "0930125F", "A", reason, 1, 0] for reason in LACKS],
        columns=["side", "uai", "offer", "reason", "count", "lateness"],
    )
    schools = (
        one_school(history())
        .to_frame()
        .T[["side", "uai", "name", "commune", "department", "mail", "copy"]]
    )
    past = history(("2025-03-03", 1, "catalogue_incomplet"))
    for reason in LACKS:
        mine = asks[asks["reason"].eq(reason)]
        row = measure_relaunches(mine, schools, past, settings(), date(2025, 3, 20)).iloc[0]
        assert row.level == 2


def test_the_effect_counts_each_opinion_once():
    """An opinion counts for the latest relaunch before it, within 3, 7 and 14 days."""
    asked = pd.DataFrame(
        [(1, "P1", 1), (1, "P2", 1), (1, "P3", 1), (1, "P4", 1), (2, "P2", 2), (2, "P4", 2)],
        columns=["pack", "pupil", "level"],
    ).assign(side=HOST, uai="X", offer="A")
    days = {1: "2025-03-03", 2: "2025-03-10"}
    asked = asked.assign(day=pd.to_datetime(asked["pack"].map(days)).astype("datetime64[s]"))
    entered = pd.DataFrame(
        {
            "pupil": ["P1", "P2", "P3"],
            "offer": "A",
            "state": "entered",
            "opinion_on": pd.to_datetime(["2025-03-06", "2025-03-15", None]),
        }
    )
    table = measure_effect(asked, entered, date(2025, 3, 20)).set_index("level")
    assert table.loc[1].tolist() == [1, 4, 1, 1, 1, 1]
    assert table.loc[2].tolist() == [1, 2, 0, 1, 1, 0]


def test_an_opinion_asked_twice_in_a_day_counts_once():
    """Of two relaunches on one day the second has the answer; so has the last, of one without a date."""
    asked = pd.DataFrame(
        [(1, "P1", 1), (2, "P1", 2), (1, "P2", 1), (2, "P2", 2)], columns=["pack", "pupil", "level"]
    ).assign(side=HOST, uai="X", offer="A", day=np.datetime64("2025-03-03", "s"))
    entered = pd.DataFrame(
        {"pupil": ["P1", "P2"], "offer": "A", "state": "entered",
         "opinion_on": pd.to_datetime(["2025-03-04", None])}
    )  # fmt: skip
    table = measure_effect(asked, entered, date(2025, 3, 20)).set_index("level")
    assert table.loc[1].tolist() == [1, 2, 0, 0, 0, 0]
    assert table.loc[2].tolist() == [1, 2, 1, 1, 1, 1]


# ------------------------------------------------------------------------------ sums and filters


def some_filter(rng: Random, campaign: Campaign) -> Selection:
    """Return a filter drawn at random among those that some offer has."""
    offers = measured_offers(campaign.offers, "Créteil")
    columns = ["department", "district", "host_uai", "programme", "domain", "diploma"]
    chosen = rng.sample(columns, rng.randint(0, 2))
    row = offers.iloc[rng.randrange(len(offers))]
    return Selection(**{column: (row[column],) for column in chosen})


@pytest.mark.parametrize("seed", range(10))
def test_synthesis_dashboard_and_coverage_agree(campaign, seed):
    """On a random filter, the three say the same to the unit, and the reasons add up to them."""
    selection = some_filter(Random(seed), campaign)
    plan = plan_relaunches(campaign, DAY, Wanted(selection))
    hosts = plan.schools[plan.schools["side"].eq(HOST)]
    offers = measured_offers(campaign.offers, "Créteil", selection)
    applied = measure_states(campaign.applications, campaign.settings, DAY)
    tally = tally_applications(applied[applied["offer"].isin(offers["offer"])])
    coverage = measure_coverage(tally, offers, "host", campaign.settings, DAY)
    for name in ("registered", "expected", "entered", "overdue", "not_convened", "absent"):
        assert hosts[name].sum() == coverage[name].sum() == plan.total[name]
        assert (
            hosts.set_index("uai")[name].to_dict() == coverage.set_index("host_uai")[name].to_dict()
        )
    assert hosts[["avis_en_retard", "avis_illisibles"]].sum().sum() == plan.total["overdue"]
    assert hosts["a_reconvoquer"].sum() == plan.total["absent"]
    assert hosts["non_convoques"].sum() == plan.total["not_convened"]
    assert plan.programmes["overdue"].sum() == plan.total["overdue"]
    assert plan.programmes["avis_en_retard"].sum() == hosts["avis_en_retard"].sum()
    known = {k: v[0] for k, v in selection.active().items() if k in Filters.__annotations__}
    if len(known) == len(selection.active()):
        screen = measure_screen(measure_campaign(campaign, DAY), Filters(**known))
        assert hosts["places_insuffisantes"].sum() == screen.total["shortfall"]
        for name in ("registered", "entered", "overdue"):
            assert screen.total[name] == plan.total[name]


def test_the_lists_are_what_is_counted(campaign):
    """Each school has as many pupils in its list as its line counts."""
    plan = plan_relaunches(campaign, DAY)
    listed = plan.concerned.groupby(["side", "uai", "reason"]).size()
    pupils = ["avis_en_retard", "avis_illisibles", "non_convoques", "a_reconvoquer"]
    for row in plan.schools.itertuples():
        for reason in [*pupils, "dossiers_incomplets"]:
            assert listed.get((row.side, row.uai, reason), 0) == getattr(row, reason)


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        (Wanted(sides=(ORIGIN,)), lambda t: t["side"].eq(ORIGIN).all()),
        (Wanted(Selection(department=("93",))), lambda t: t["registered"].notna().any()),
        (Wanted(least_lateness=8), lambda t: t["lateness"].ge(8).all()),
        (Wanted(least_missing=3), lambda t: t["missing"].ge(3).all()),
        (Wanted(levels=(0,)), lambda t: t["last_level"].eq(0).all()),
        (Wanted(levels=(2,)), lambda t: t.empty),
        (Wanted(reasons=("avis_en_retard",)), lambda t: t["non_convoques"].eq(0).all()),
        (Wanted(schools=("0939003F",)), lambda t: set(t["uai"]) <= {"0939003F"}),
    ],
)
def test_a_filter_keeps_what_it_says_and_adds_nobody(campaign, wanted, holds):
    """Every filter only takes away, and what is left passes it."""
    every = plan_relaunches(campaign, DAY).schools
    kept = plan_relaunches(campaign, DAY, wanted).schools
    assert holds(kept)
    assert set(kept["uai"]) <= set(every["uai"])


def test_picking_a_host_leaves_its_origins_out(campaign):
    """A filter on a host asks that host; colleges are asked when they are named."""
    host = campaign.offers.loc[campaign.offers["in_passpro"], "host_uai"].iloc[0]
    picked = Selection(host_uai=(host,))
    assert set(plan_relaunches(campaign, DAY, Wanted(picked)).schools["uai"]) == {host}
    both = plan_relaunches(campaign, DAY, Wanted(picked, sides=(HOST, ORIGIN)))
    assert set(both.schools["side"]) == {HOST, ORIGIN}


def other_department(campaign: Campaign) -> tuple[str, str]:
    """Return two départements: of collèges whose pupils apply to hosts of another one, and that one."""
    concerned = plan_relaunches(campaign, DAY).concerned
    asked = concerned[concerned["side"].eq(ORIGIN)]
    crossing = asked[asked["uai"].str[:3].ne(asked["host_uai"].str[:3])].iloc[0]
    return crossing["uai"][1:3], crossing["host_uai"][1:3]


def test_a_departement_is_that_of_the_school_asked(campaign):
    """94 relaunches no collège of 77, and asks its own about pupils who apply in another one."""
    origin, host = other_department(campaign)
    mine = plan_relaunches(campaign, DAY, Wanted(Selection(department=(origin,))))
    assert set(mine.schools["uai"].str[1:3]) == set(mine.schools["department"]) == {origin}
    assert host in set(mine.concerned["host_uai"].str[1:3])
    every = plan_relaunches(campaign, DAY)
    own = every.schools["department"].eq(origin)
    assert set(mine.schools["uai"]) == set(every.schools.loc[own, "uai"])
    columns = ["side", "uai", "missing", "dossiers_incomplets"]
    assert (
        mine.schools[columns].to_numpy().tolist()
        == every.schools.loc[own, columns].to_numpy().tolist()
    )


def test_programmes_that_only_origins_are_asked_about(campaign):
    """Under a département, the sheet of programmes adds up to the schools, also where no host is covered."""
    for department in ("77", "93", "94"):
        plan = plan_relaunches(campaign, DAY, Wanted(Selection(department=(department,))))
        for reason in REASONS:
            assert plan.programmes[reason].sum() == plan.schools[reason].sum()
        assert plan.programmes["programme_label"].notna().all()
        assert plan.programmes["expected"].sum() == plan.total["expected"]


def test_several_values_of_a_filter_add_up(campaign):
    """Two départements, two domains, two levels: what each of them gives, together."""
    domains = tuple(campaign.offers["domain"].dropna().unique()[:2])
    for wanted in (
        [Wanted(Selection(department=(value,))) for value in ("77", "94")],
        [Wanted(Selection(domain=(value,))) for value in domains],
        [Wanted(reasons=(value,)) for value in ("avis_en_retard", "non_convoques")],
        [Wanted(levels=(value,)) for value in (0, 1)],
    ):
        apart = [set(plan_relaunches(campaign, DAY, one).proposed["uai"]) for one in wanted]
        both = Wanted(
            Selection(
                department=tuple(v for w in wanted for v in w.selection.department),
                domain=tuple(v for w in wanted for v in w.selection.domain),
            ),
            reasons=tuple(v for w in wanted for v in w.reasons),
            levels=tuple(v for w in wanted for v in w.levels),
        )
        assert set(plan_relaunches(campaign, DAY, both).proposed["uai"]) == set.union(*apart)


def test_picking_a_district_leaves_origins_out(campaign):
    """No file says the bassin of a collège: one is asked under a bassin only if origins are named."""
    district = campaign.offers["district"].dropna().iloc[0]
    asked = plan_relaunches(campaign, DAY, Wanted(Selection(district=(district,)))).schools
    assert set(asked["side"]) == {HOST}
    named = Wanted(Selection(district=(district,)), sides=(ORIGIN,))
    assert set(plan_relaunches(campaign, DAY, named).schools["side"]) == {ORIGIN}


def test_filters_take_labels(campaign):
    """A programme, a host, a reason, a role may be said in words; what is two things is refused."""
    offer = campaign.offers[campaign.offers["in_passpro"]].iloc[0]
    said = Wanted(
        Selection(programme=(offer["programme_label"].upper(),), host_uai=(offer["host_name"],)),
        sides=("Établissement d’accueil",), reasons=("Dates manquantes", "places", "modalité"),
    )  # fmt: skip
    wanted = plan_relaunches(campaign, DAY, said).wanted
    assert wanted.selection.programme == (offer["programme"],)
    assert offer["host_uai"] in wanted.selection.host_uai
    assert wanted.sides == (HOST,)
    assert wanted.reasons == ("dates_manquantes", "places_insuffisantes", "modalite_manquante")
    with pytest.raises(
        UsageError, match=r"Le motif «.avis.» est ambigu\. Possibles : avis_en_retard,"
    ):
        plan_relaunches(campaign, DAY, Wanted(reasons=("avis",)))


def test_a_departement_without_a_host(campaign):
    """A département without any host is asked for its collèges, and covers nothing."""
    moved = campaign.applications.assign(origin_uai="0752704Y", ine=None)
    elsewhere = replace(campaign, applications=moved)
    plan = plan_relaunches(elsewhere, DAY, Wanted(Selection(department=("75",))))
    assert set(plan.schools["uai"]) == {"0752704Y"}
    assert plan.total["expected"] == 0
    assert synthesis_notes(plan)


def test_a_filter_that_no_offer_has_is_refused(campaign):
    """The sentence says which values there are."""
    with pytest.raises(UsageError, match="Aucune offre"):
        plan_relaunches(campaign, DAY, Wanted(Selection(department=("75",))))


def test_a_school_picked_by_hand_must_be_there(campaign):
    """An UAI is taken in any case; one that the campaign does not know is refused by name."""
    host = campaign.offers.loc[campaign.offers["in_passpro"], "host_uai"].iloc[0]
    picked = plan_relaunches(campaign, DAY, Wanted(schools=(f" {host.lower()}",)))
    assert set(picked.schools["uai"]) == {host}
    name = campaign.offers.set_index("host_uai")["host_name"][host]
    name = name if isinstance(name, str) else name.iloc[0]
    named = plan_relaunches(campaign, DAY, Wanted(schools=(name.upper(),)))
    assert host in set(named.schools["uai"])
    with pytest.raises(UsageError, match=r"9999999X.* n’est pas dans la campagne"):
        plan_relaunches(campaign, DAY, Wanted(schools=("9999999X",)))


def test_schools_picked_on_screen_count_alone(campaign):
    """Picking schools leaves the others out of the programmes' counts too, and the notes say which."""
    plan = plan_relaunches(campaign, DAY)
    first = plan.proposed.iloc[0]
    one = plan.only({(first["side"], first["uai"])})
    assert one.programmes["avis_en_retard"].sum() == first["avis_en_retard"]
    assert plan.programmes["avis_en_retard"].sum() == plan.schools["avis_en_retard"].sum()
    assert said_filters(one.wanted) == [f"établissements choisis {first['uai']}"]
    assert plan.only(set(zip(plan.schools["side"], plan.schools["uai"], strict=True))) is plan


def test_a_school_that_is_host_and_origin_counts_apart(campaign):
    """A filter met by its pupils as a host does not bring its own collège's pupils in."""
    own = campaign.applications.assign(origin_uai=campaign.applications["host_uai"], ine=None)
    both = replace(campaign, applications=own)
    assert set(plan_relaunches(both, DAY).asks["side"]) == {HOST, ORIGIN}
    assert set(plan_relaunches(both, DAY, Wanted(least_missing=1)).asks["side"]) == {HOST}


def test_the_plan_is_said_reason_by_reason(campaign):
    """What is asked in all, in the words of the reasons; nobody to ask is a sentence of its own."""
    plan = plan_relaunches(campaign, DAY)
    late = int(plan.proposed["avis_en_retard"].sum())
    assert f"{late}\u00a0avis en retard" in say_plan(plan)[0]
    nobody = plan_relaunches(campaign, DAY, Wanted(least_missing=9999))
    assert say_plan(nobody) == [
        "Aucun établissement n’est à relancer au 30 avril 2025 pour ce choix."
    ]


def test_nothing_late_shows_no_lateness(campaign):
    """Where no opinion is missing, or none was ever asked for, the cell is empty, not 0."""
    table = synthesis_table(plan_relaunches(campaign, DAY), ["missing", "lateness", "answered"])
    assert table.loc[table["missing"].eq(0), "lateness"].isna().all()
    assert table.loc[table["missing"].gt(0), "lateness"].notna().all()
    assert table["answered"].isna().all()


def test_worst_first_and_in_words(campaign):
    """The synthesis begins with the school that misses most; its « Statut » is a short list."""
    table = synthesis_table(plan_relaunches(campaign, DAY))
    assert table["missing"].is_monotonic_decreasing
    assert set(table["stand"]) <= {"à relancer (1re)", "rien à demander"}
    assert table.filter(items=["last_name", "pupil", "ine"]).empty


def test_the_provenance_reconciles(campaign):
    """The notes give the day, the files, the filters, and the sum that makes the late opinions."""
    wanted = Wanted(Selection(department=("93",)), reasons=("avis_en_retard",))
    notes = "\n".join(synthesis_notes(plan_relaunches(campaign, DAY, wanted)))
    for said in (
        "30 avril 2025",
        "candidatures_2025-04-30.xlsx",
        "département 93",
        "Avis à saisir",
    ):
        assert said in notes
    assert said_filters(Wanted()) == []


def test_a_programme_chosen_is_said_by_its_label(campaign):
    """Nobody knows a MEF by heart: the filters of the synthesis name what was chosen."""
    offers = campaign.offers[campaign.offers["in_passpro"].astype(bool)]
    for code, named in offers.groupby("programme")["programme_label"].agg(set).items():
        plan = plan_relaunches(campaign, DAY, Wanted(Selection(programme=(code,))))
        (line,) = (note for note in synthesis_notes(plan) if note.startswith("Filtres"))
        assert line.partition(" : ")[2].removeprefix("formation ") in named


def test_one_alone_is_said_in_the_singular(campaign):
    """One school held, one opinion asked for: words that agree with one."""
    plan = plan_relaunches(campaign, DAY)
    one = plan.schools.index == plan.proposed.index[0]
    held = replace(plan, schools=plan.schools.assign(stand=np.where(one, "recent", "nothing")))
    notes = "\n".join(synthesis_notes(held)).replace("\u00a0", " ")
    assert "0 établissement proposé à la relance ; 1 laissé de côté, déjà relancé il y a" in notes
    (least,) = said_filters(Wanted(least_missing=1))
    assert least.replace("\u00a0", " ") == "au moins 1 avis manquant"


def test_nothing_given_is_changed(campaign):
    """A plan leaves the campaign as it was."""
    before = campaign.applications.copy()
    plan_relaunches(campaign, DAY)
    pd.testing.assert_frame_equal(before, campaign.applications)


def test_every_reason_has_a_definition():
    """Headings and meanings of reasons come from the page of definitions."""
    from passpro_nb.domain.figures import FIGURES

    assert set(REASONS) <= set(FIGURES)
    assert np.all([reason.one and reason.many for reason in REASONS.values()])
