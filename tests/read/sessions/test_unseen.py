"""Texts by writers who never saw the code are read as they meant them: everyday, with slips, misleading."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.workdays import Period
from passpro_nb.read.sessions.reader import read_sessions
from passpro_nb.read.sessions.stated import Stated

CAMPAIGN = Calendar(
    ouverture_inscriptions=date(2025, 2, 3),
    cloture_inscriptions=date(2025, 3, 21),
    debut_entretiens=date(2025, 3, 10),
    fin_entretiens=date(2025, 5, 7),
    conges=(Period(date(2025, 4, 12), date(2025, 4, 27)),),
)
UNSEEN = tomllib.loads(Path(__file__).with_name("sessions_unseen.toml").read_text("utf-8"))
RIGHT = {"everyday": 0.97, "slips": 0.9, "misleading": 0.9}  # the least share that is exact


def label(session: Stated) -> str:
    """Write a session as its writer does: « 03-12 14:00-17:00 x8 collective », a rate without seats."""
    start, end = (f"{hour:%H:%M}" if hour else "" for hour in (session.start, session.end))
    rated = session.per_minutes is not None or session.juries is not None
    hours = f"{start}-{end}" if start or end else ""
    seats = f"x{session.seats}" if session.seats and not rated else ""
    mode = session.mode or ("collective" if session.in_groups else "")
    return " ".join(part for part in (f"{session.day:%m-%d}", hours, seats, mode) if part)


def read(text: str) -> tuple[Counter[str], set[str]]:
    """Return the sessions of a text that are sure, and the days that are doubted."""
    found = [s for s in read_sessions(text, CAMPAIGN, CAMPAIGN.workdays) if s.day]
    sure = Counter(label(session) for session in found if not session.doubt)
    return sure, {label(session)[:5] for session in found if session.doubt}


def is_exact(text: str, *labels: str) -> bool:
    """Tell whether a text gives its sessions, and no doubt but of days that its writer doubts."""
    doubtful = {each[:5] for each in labels if each.endswith(" ?")}
    sure, doubted = read(text)
    truth = Counter(each for each in labels if not each.endswith(" ?"))
    return sure == truth and doubted <= doubtful


@pytest.mark.parametrize("kind", RIGHT)
def test_exact(kind: str) -> None:
    """The days, hours, seats and modes are those of the writer, in a share that each kind allows."""
    texts = UNSEEN[kind]
    wrong = [text for text, *labels in texts if not is_exact(text, *labels)]
    assert len(texts) >= 39
    assert len(wrong) <= (1 - RIGHT[kind]) * len(texts), wrong


@pytest.mark.parametrize(
    "text", [each for kind in RIGHT for each in UNSEEN[kind]], ids=lambda text: text[0][:60]
)
def test_no_wrong_day_is_sure(text: list[str]) -> None:
    """No day counts that is none of the writer's interviews."""
    words, *labels = text
    known = {each[:5] for each in labels if not each.endswith(" ?")}
    assert {each[:5] for each in read(words)[0]} <= known
