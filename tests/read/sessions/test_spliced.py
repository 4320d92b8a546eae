"""Texts of writers cut up and put together anew: whatever a cell holds, its reading goes to its end."""

from __future__ import annotations

import json
import re
from random import Random

import pytest

from passpro_nb.read.sessions.reader import read_sessions
from tests.read.sessions.learned.learning import TEXTS
from tests.read.sessions.test_unseen import CAMPAIGN

SPLICES = 1500


@pytest.mark.parametrize("way", ["parts", "halves", "words"])
def test_spliced_texts_are_read(way: str) -> None:
    """Sentences of several texts, two halves of texts, texts without some words: each gives sessions, or none."""
    texts = [json.loads(line)[2] for line in TEXTS.read_text("utf-8").splitlines()]
    parts = [part for text in texts for part in re.split(r"(?<=[,;:.()\n])", text) if part.strip()]
    random = Random(f"2025 {way}")
    for _ in range(SPLICES):
        text = splice(way, texts, parts, random)
        for session in read_sessions(text, CAMPAIGN, CAMPAIGN.workdays):
            assert session.day or session.reason, text


def splice(way: str, texts: list[str], parts: list[str], random: Random) -> str:
    """Return one text made of others."""
    if way == "parts":
        return "".join(random.choices(parts, k=random.randint(2, 6)))
    one, other = random.choices(texts, k=2)
    if way == "halves":
        return one[: random.randint(0, len(one))] + other[random.randint(0, len(other)) :]
    return " ".join(word for word in one.split(" ") if random.random() > 0.15)
