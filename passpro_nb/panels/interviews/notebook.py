"""What the notebook of interviews shows: a screen, a what-if, and the nominative lists of analysts."""

from datetime import date
from pathlib import Path

import ipywidgets as widgets
import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import HOURS_LABELS
from passpro_nb.domain.french import long_date, number, plural
from passpro_nb.interviews.convocations import list_placed, write_convocations
from passpro_nb.interviews.schedule import schedule_host
from passpro_nb.interviews.what_if import Change
from passpro_nb.measure.clashes import count_clashes, measure_clashes
from passpro_nb.panels import fragments
from passpro_nb.panels.interviews import view
from passpro_nb.panels.interviews.figures import InterviewsScreen, try_change
from passpro_nb.panels.interviews.view import fill_weeks, show_trial, show_weeks
from passpro_nb.panels.opened import open_numbers
from passpro_nb.panels.tables import show_frame
from passpro_nb.panels.widgets import SortableTable, chart_figures, html_view
from passpro_nb.store.published import Published


def show_calendar(published: Published, screen: InterviewsScreen) -> widgets.VBox:
    """Return the headline and the heat calendar of a screen, its figures folded below."""
    chart = html_view(fragments.sentence(screen.sentence) + show_weeks(published, screen))
    numbers = chart_figures()
    fill_weeks(numbers, screen)
    return widgets.VBox([chart, numbers])


def show_load(campaign: Campaign, screen: InterviewsScreen, day: date) -> widgets.VBox:
    """Return the load of each host; a click on a number shows its lines below."""
    table = view.show_load(screen)
    return widgets.VBox([table, open_numbers(table, lambda: (campaign, day, {}))])


def show_what_if(
    published: Published, screen: InterviewsScreen, change: Change
) -> SortableTable | None:
    """Say what a change would do, and return it host by host; None, and why, if it cannot be tried."""
    try:
        trial = try_change(published, screen, change)
    except UsageError as refusal:
        print(refusal)
        return None
    print(trial.sentence)
    return show_trial(trial)


def show_clashes(campaign: Campaign, day: date) -> SortableTable:
    """Return how many pupils have interviews in two hosts on one day to come, by pair of hosts."""
    clashes = measure_clashes(campaign.figures(day).states, campaign.sessions)
    counts = count_clashes(clashes[clashes["day"] > pd.Timestamp(day)])
    names = campaign.offers.drop_duplicates("host_uai").set_index("host_uai")["host_name"]
    columns = {"Établissement": "host_uai", "Autre établissement": "other_host"}
    hosts = {
        heading: [f"{names.get(uai, '')} ({uai})" for uai in counts[column]]
        for heading, column in columns.items()
    }
    hours = counts["hours"].map(HOURS_LABELS)
    said = counts[["day"]].assign(**hosts, hours=hours, pupils=counts["pupils"])
    caption = f"Élèves attendus le même jour dans deux établissements, après le {long_date(day)}"
    return show_frame(said, caption, "cas", of=campaign)


def show_convocations(
    campaign: Campaign, day: date, host_uai: str = "", folder: Path | str = ""
) -> SortableTable | None:
    """Return a host's draft list, and say what it holds; without `host_uai`, of who lacks most seats.

    Written, nominative, only if a folder is given. None where no host has an offer in Passpro.
    """
    hosts = campaign.figures(day).capacity("host")
    if hosts.empty:
        print("Aucun établissement n’a d’offre dans Passpro : personne n’est à convoquer.")
        return None
    uai = host_uai or str(hosts["host_uai"].iloc[0])
    schedule = schedule_host(campaign, uai, day)
    name = str(hosts.set_index("host_uai")["host_name"][uai])
    said = (
        f"{name} : {plural(len(schedule.placed), 'entretien placé')}, "
        f"{number(len(schedule.waiting))} sans place"
    )
    if folder:
        path = write_convocations(schedule, folder, campaign, host_uai=uai, host_name=name, day=day)
        said = f"{said} ; liste nominative écrite dans {path}, notée au journal"
    print(f"{said}.")
    return show_frame(list_placed(schedule), f"Convocations de {name}", "entretien", of=campaign)
