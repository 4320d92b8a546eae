"""The catalogue's lines to sessions: the columns that state them, their seats, their doubts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from faults_cases import write_campaign

from passpro_nb.check.campaign import Campaign, check_folder

START = {"C!H1": "Jour", "C!O1": "Heure de début", "C!P1": "Heure de fin"}


def stated(campaign: Campaign) -> list[str]:
    """Write the sessions of a campaign: « 03-12 14:00-17:00 x12 », « ? » without a day."""
    return [
        " ".join(
            [
                f"{s.day:%m-%d} {'-'.join(f'{h:%H:%M}' if h else '' for h in (s.start, s.end))}"
                if s.day == s.day
                else "?",
                *([] if s.declared is None or s.declared != s.declared else [f"x{s.declared}"]),
            ]
        )
        for s in campaign.sessions.astype({"declared": object}).itertuples()
    ]


@pytest.mark.parametrize(
    ("day", "start", "end", "session"),
    [
        (dt.datetime(2025, 3, 12), dt.time(9, 30), dt.time(12), "03-12 09:30-12:00 x12"),
        ("12/03/2025", 0.375, 0.5, "03-12 09:00-12:00 x12"),
        ("mercredi 12 mars 2025", "9h", "11h30", "03-12 09:00-11:30 x12"),
        ("12/03/2025", "09:00", "12:00", "03-12 09:00-12:00 x12"),
        (dt.datetime(2025, 3, 12), 9, 12, "03-12 09:00-12:00 x12"),
        ("12/03/2025", "14h", None, "03-12 14:00- x12"),
        ("12/03/2025", None, "17h", "03-12 -17:00 x12"),
        (dt.datetime(2025, 3, 12, 14), None, None, "03-12 14:00- x12"),
    ],
)
def test_hours_in_columns_of_their_own(
    tmp_path: Path, day: object, start: object, end: object, session: str
):
    """« Heure de début » and « Heure de fin » are read as typed hours, fractions or words."""
    cells = {**START, "C!H2": day, "C!O2": start, "C!P2": end}
    assert stated(check_folder(write_campaign(tmp_path, cells))) == [session]
