"""The analysts' panel of relaunches, without widgets: what is chosen → what a person decides on."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from pathlib import Path

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.codes import uai_department
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.figures import label, offer_label
from passpro_nb.domain.french import listing, long_date, number, plural, unbreakable
from passpro_nb.measure.asks import LACKS, OPINION_REASONS, REASONS
from passpro_nb.measure.groups import measured_offers
from passpro_nb.measure.over_time.effect import measure_effect
from passpro_nb.relaunch.levels import KEYS, LAST_LEVEL, Wanted
from passpro_nb.relaunch.mails import Mail
from passpro_nb.relaunch.pack import PASSWORDS, Pack
from passpro_nb.relaunch.plan import Plan, plan_relaunches
from passpro_nb.relaunch.synthesis import dry_view, said_filters, say_plan
from passpro_nb.store.journal import last_pack, read_asked, read_history, read_journal
from passpro_nb.store.turns import account

PROGRAMMES = "programmes"  # for which the catalogue is to be completed
REACHED = (("Jamais relancés", 0), ("Une fois", 1), ("Deux fois", 2), ("Trois fois", 3))


@dataclass(frozen=True, repr=False)
class DryView(Discreet):
    """What the panel shows: `table` is the dry view, `sentences` say it in words.

    `after` is the last pack that the journal knew.
    """

    plan: Plan
    after: int
    table: pd.DataFrame
    sentences: list[str]

    @property
    def proposed(self) -> list[int]:
        """Return the positions of the schools that may be relaunched now."""
        keys = {*self.plan.proposed[KEYS].itertuples(index=False, name=None)}
        return [at for at, key in enumerate(self._keys()) if key in keys]

    def only(self, positions: Collection[int]) -> Plan:
        """Return the plan of the schools picked by their positions in the table."""
        keys = self._keys()
        return self.plan.only({keys[at] for at in positions if at < len(keys)})

    def _keys(self) -> list[tuple[str, str]]:
        return [*self.table[KEYS].itertuples(index=False, name=None)]


def measure_screen(campaign: Campaign, day: date, wanted: Wanted, again: bool = False) -> DryView:
    """Return the dry view of a campaign on a day, with what its journal remembers.

    With `again`, those relaunched lately are proposed too.
    """
    after = last_pack(campaign.folder)
    history, asked = read_history(campaign.folder), read_asked(campaign.folder)
    plan = plan_relaunches(campaign, day, wanted, history, asked)
    plan = plan.including_held() if again else plan
    table = dry_view(plan)
    table[PROGRAMMES] = _programmes(plan, table["uai"], wanted.reasons)
    return DryView(plan, after, table, say_plan(plan))


def _programmes(plan: Plan, uais: pd.Series, reasons: Collection[str]) -> list[str]:
    """Return the programmes for which schools are asked what the catalogue lacks, among the reasons chosen."""
    chosen = [reason for reason in LACKS if reason in reasons] or [*LACKS]
    rows = plan.gaps[plan.gaps[chosen].any(axis=1)]
    named = [
        offer_label(*each) for each in zip(rows["programme_label"], rows["status"], strict=True)
    ]
    said = pd.Series(named, rows["host_uai"], dtype="str").groupby(level=0).agg(" ; ".join)
    return [unbreakable(str(said.get(uai, ""))) for uai in uais]


def school_departments(campaign: Campaign) -> list[str]:
    """Return the départements of the schools that may be asked something, hosts and origins."""
    offers = measured_offers(campaign.offers, campaign.settings.campagne.academie)
    schools = {*offers["host_uai"], *campaign.applications["origin_uai"].dropna()}
    return sorted({uai_department(uai) for uai in schools})


def shown_columns(reasons: Collection[str]) -> list[str]:
    """Return what the table shows where some reasons are chosen (none: all): each number asked for them.

    Right of what is asked stands the number by which the worst come first.
    """
    others = [code for code in REASONS if code in reasons and code not in OPINION_REASONS]
    opinions = ["missing", "lateness"] if not reasons or {*OPINION_REASONS} & {*reasons} else []
    programmes = [PROGRAMMES] if {*LACKS} & {*others} else []
    return [
        "name", "uai", "department", "asked", *opinions, *others, *programmes, "stand", "last_day",
        "answered",
    ]  # fmt: skip


def say_view(screen: DryView) -> list[str]:
    """Return what the table shows, a line each: day, filters, schools."""
    plan = screen.plan
    filters = listing(said_filters(plan.wanted, plan.coverage)) or "aucun"
    return [f"Relances au {long_date(plan.day)}.", f"Filtres : {filters}.", *screen.sentences]


def say_picked(plan: Plan) -> str:
    """Return in a sentence what the schools picked amount to."""
    chosen = plan.proposed
    if chosen.empty:
        return "Aucun établissement n’est choisi."
    levels = chosen["level"].value_counts().sort_index()
    parts = [
        f"{plural(int(n), 'pour sa', 'pour leur')} {level}{'re' if level == 1 else 'e'} relance"
        f"{' ou une suivante' if level == LAST_LEVEL else ''}"
        for level, n in levels.items()
    ]
    said = plural(len(chosen), "établissement choisi")
    counts = chosen[["missing", *(code for code in REASONS if code not in OPINION_REASONS)]].sum()
    asked = [f"{label(code).lower()} : {number(int(n))}" for code, n in counts.items() if n]
    return f"{said} ({', '.join(parts)}). {listing(asked).capitalize()}."


def names_given(folder: Path) -> list[str]:
    """Return the names under which relaunches of a campaign were written, the last first; no account's."""
    given = dict.fromkeys(read_journal(folder)["who"])
    return [name for name in given if name != account()]


def default_output(campaign: Campaign, day: date) -> Path:
    """Return a folder that is not there yet, inside the campaign's `relances/`."""
    return free_folder(campaign.folder / "relances" / f"relance-{day.isoformat()}")


def free_folder(wanted: Path) -> Path:
    """Return a folder that is not there yet: the one wanted, else one numbered from 2 on."""
    stem = re.sub(r"-n\d+$", "", wanted.name)
    names = chain([stem], (f"{stem}-n{number}" for number in count(2)))
    return next(path for name in names if not (path := wanted.with_name(name)).exists())


def say_pack(pack: Pack) -> str:
    """Return in a sentence what was written, and what is left to a person."""
    said = (
        f"{plural(len(pack.mails), 'classeur et son mél', 'classeurs et leurs méls')} dans "
        f"« {pack.folder} » (paquet {pack.number} du journal). Rien n’est envoyé : ouvrez les "
        "brouillons, relisez, envoyez."
    )
    if pack.encrypted:
        said += f" Les mots de passe sont dans « {PASSWORDS} » : donnez-les par une autre voie."
    else:
        said += " Les classeurs ne sont pas chiffrés : aucun n’est joint, déposez-les en lieu sûr."
    if alone := sum(mail.level == LAST_LEVEL and not mail.copy for mail in pack.mails):
        drafts = plural(alone, "brouillon de 3e relance n’a", "brouillons de 3e relance n’ont")
        place = "campagne.toml (mel_ien_io)"
        said += f" {drafts} pas de copie : donnez l’adresse des IEN-IO dans {place}."
    return said


def draft_text(mail: Mail) -> str:
    """Return a draft as it is read before it is sent."""
    copy = f"Copie : {mail.copy}\n" if mail.copy else ""
    return f"À : {mail.mail}\n{copy}Objet : {mail.subject}\n\n{mail.body}"


def effect_table(campaign: Campaign, day: date | None = None) -> pd.DataFrame:
    """Return what the relaunches changed, by level (`measure_effect`)."""
    figures = campaign.figures(day)
    return measure_effect(read_asked(campaign.folder), figures.states, figures.day)
