"""The campaign before: the same working day, or what its curves alone can tell."""

import json
from datetime import date
from pathlib import Path

import pytest
from campaigns import blank
from reports import STATES, words
from twelve import write_twelve

from passpro_nb.commands.main import run
from passpro_nb.domain.errors import UsageError
from passpro_nb.report.blocks import Report
from passpro_nb.report.material import Material, gather
from passpro_nb.report.sections.essential import say_earlier
from passpro_nb.report.sections.over_time import beside, signed


def years(folder: Path, **changes: str) -> tuple[Path, Path]:
    """Write two years of the twelve; the older one has other words in its settings."""
    older, newer = write_twelve(folder / "a"), write_twelve(folder / "b")
    settings = older / "campagne.toml"
    text = settings.read_text(encoding="utf-8").replace("Essai", "Essai d’avant")
    for was, now in changes.items():
        text = text.replace(was.replace("_", "-"), now)
    settings.write_text(text, encoding="utf-8")
    return older, newer


def told(material: Material) -> str:
    """Return the texts of the section."""
    return words(Report("", "", [*beside(material)]))


def test_a_campaign_beside_itself(tmp_path: Path) -> None:
    """Nothing differs: as many opinions, as many registered, no difference anywhere."""
    older, newer = years(tmp_path)
    material = gather(newer, "2025-04-01", older)
    assert material.earlier is not None
    assert (material.earlier.table["before"] == material.earlier.table["now"]).all()
    assert blank(say_earlier(material)) == (
        "Comparé à Essai d’avant au même jour ouvré : autant d’avis, pour 12 inscrits comme alors."
    )
    assert '["Couverture", "66,7 %", "66,7 %", "0,0 point"]' in told(material)


def test_its_figures_are_those_of_compare(tmp_path: Path) -> None:
    """Each figure of either campaign is what `compare` answers for the whole."""
    older, newer = years(tmp_path, **{"2025_02_03": "2025-02-10"})
    to = tmp_path / "a.json"
    asked = ["compare", str(older), str(newer), "--by", "academie", "--on", "2025-04-01"]
    assert run([*asked, "--to", str(to)]) == 0
    (row,) = json.loads(to.read_text(encoding="utf-8"))
    earlier = gather(newer, "2025-04-01", older).earlier
    assert earlier is not None
    for code, before, now in earlier.table.itertuples(index=False):
        assert (row[f"{code}_before"], row[code]) == pytest.approx((before, now), abs=1e-6)
    assert len(earlier.table) == 9


def test_its_day_is_the_same_working_day(tmp_path: Path) -> None:
    """An older campaign that opened a week later is looked at a week later."""
    older, newer = years(tmp_path, **{"2025_02_03": "2025-02-10"})
    earlier = gather(newer, "2025-04-01", older).earlier
    assert earlier is not None
    assert earlier.days.older == date(2025, 4, 8)


def test_of_a_closed_one_the_curves(tmp_path: Path) -> None:
    """Purged, it still tells who was registered, received and entered that day; no more is claimed."""
    older, (_, newer) = STATES["closed"](tmp_path / "close"), years(tmp_path)
    earlier = gather(newer, "2025-04-01", older).earlier
    assert earlier is not None
    assert list(earlier.table["figure"]) == ["registered", "interviewed", "entered"]
    assert list(earlier.table["before"]) == [12, 12, 8]
    said = told(gather(newer, "2025-04-01", older))
    assert "Essai est close : il n’en reste que les courbes publiées" in said


def test_no_bound_in_common(tmp_path: Path) -> None:
    """Calendars without a bound in common: the sentence names both campaigns and what to give."""
    older, newer = years(tmp_path, ouverture_inscriptions="cloture_inscriptions")
    settings = older / "campagne.toml"
    lines = settings.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("cloture", "limite", "ouverture"))]
    settings.write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        gather(newer, "2025-04-01", older)
    assert blank(str(refused.value)) == (
        "« Essai d’avant » et « Essai » ne peuvent être comparées : donnez « ouverture_inscriptions » "
        "ou « limite_avis » dans les deux campagne.toml."
    )


@pytest.mark.parametrize(("change", "said"), [(1200, "+1\u202f200"), (-3, "−3"), (0, "0")])
def test_signed(change: int, said: str) -> None:
    """A difference has its sign, and nothing has none."""
    assert signed(change) == said
