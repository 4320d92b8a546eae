"""What the panels of relaunches share: the campaign as it is now, and the day it is looked at."""

from collections.abc import Callable
from datetime import date

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.discreet import Discreet
from passpro_nb.measure.figures import CampaignFigures
from passpro_nb.store.turns import account


class Desk(Discreet):
    """A campaign, a day and who is at work; whoever shows them is told when they change.

    Without `day`, that of the data: it moves when the data do.
    """

    def __init__(self, campaign: Campaign, day: date | None = None, who: str = "") -> None:
        self.campaign, self.who = campaign, who or account()
        self.day = campaign.figures(day).day
        self._measured: tuple[tuple[int, date], CampaignFigures] | None = None
        self._told: list[Callable[[], object]] = []

    @property
    def figures(self) -> CampaignFigures:
        """Return the figures of the day, measured once."""
        if self._measured is None or self._measured[0] != (id(self.campaign), self.day):
            self._measured = (id(self.campaign), self.day), self.campaign.figures(self.day)
        return self._measured[1]

    def on_change(self, callback: Callable[[], object]) -> None:
        """Call back after each change."""
        self._told.append(callback)

    def refresh(self, campaign: Campaign | None = None, day: date | None = None) -> None:
        """Take the campaign as it is now, or look at another day; the journal may have moved too."""
        self.campaign, self.day = campaign or self.campaign, day or self.day
        for callback in self._told:
            callback()
