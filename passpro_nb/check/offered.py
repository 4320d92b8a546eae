"""The offers as rows name them: by code vœu, by MEF, by label, each with its status."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import pandas as pd

from passpro_nb.check.once import Answer
from passpro_nb.check.statuses import TAUGHT
from passpro_nb.domain.faults import Fault, Place, fault_about, places_of
from passpro_nb.domain.french import fold, plural, quoted
from passpro_nb.read.names import Match, match_programme, normal_programme
from passpro_nb.read.statuses import split_status

COMPLETE = "complétez le catalogue ou corrigez la ligne."
ASKED = ["host_uai", "offer_code", "mef", "programme_label", "status"]


class Offered:
    """The catalogue as rows name it, and the analyst's own labels (folded)."""

    def __init__(self, offers: pd.DataFrame, programmes: Mapping[str, str]) -> None:
        self.programmes = programmes
        self.host_of = dict(zip(offers["offer"], offers["host_uai"], strict=True))
        self.status = dict(zip(offers["offer"], offers["status"], strict=True))
        self.programme = dict(zip(offers["offer"], offers["programme"], strict=True))
        self.hosts = dict(zip(offers["host_uai"], offers["host_name"], strict=True))
        self.by_key: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.labels: dict[str, dict[str, str]] = defaultdict(dict)
        self.label_of: dict[str, str] = {}
        for offer in offers.itertuples():
            for key in {offer.programme, normal_programme(offer.programme_label)}:
                self.by_key[offer.host_uai, key].append(offer.offer)
            self.labels[offer.host_uai][offer.programme] = offer.programme_label
            self.label_of[offer.programme] = offer.programme_label
        self.normal = {key: normal_programme(label) for key, label in self.label_of.items()}
        self.known_labels = frozenset(self.normal.values())
        self._near = cache(lambda host, label: match_programme(label, self.labels[host]))

    def match(
        self,
        host: str | None,
        code: str | None,
        mef: str | None,
        label: str | None,
        status: str | None,
        own: Sequence[str] | None = None,
    ) -> Answer:
        """Match by code vœu, else by host and MEF, else by host and label; then by status.

        `own`: the offers that the pupil of an opinion's row asked for, which settle a doubt.
        """
        if code is not None and code in self.host_of:
            return self._by_code(host, code)
        if host is None and code is not None:
            return Answer(None, "lone_code", {"value": code, "column": "offer_code"})
        if host is None:
            return Answer(None, "missing_host", {"column": "host_uai"})
        if host not in self.hosts:
            return Answer(None, "unknown_host", {"value": host, "column": "host_uai"})
        if mef is None and label is None:
            if code is None:
                return Answer(None, "missing_programme", {"column": "programme_label"})
            details = {"value": code, "host": self.hosts[host], "hint": COMPLETE}
            return Answer(None, "unknown_programme", {**details, "column": "offer_code"})
        keys = [mef, *self._keys(label)]
        offered = next((f for key in keys if key and (f := self.by_key.get((host, key)))), [])
        if offered:
            return self._settle(offered, label or mef, host, status, own or ())
        return self._by_label(host, label, mef, status, own or ())

    def _keys(self, label: str | None) -> list[str]:
        """Return the keys that a label may be: what the analyst confirmed, then its normal form."""
        if not label:
            return []
        words = (fold(label), fold(split_status(label)[0]))
        own = next((self.programmes[said] for said in words if said in self.programmes), None)
        confirmed = [own, normal_programme(own)] if own else []
        return [*confirmed, normal_programme(label)]

    def _by_code(self, host: str | None, code: str) -> Answer:
        """Take the offer of a code vœu; a row that names another host is told, the code decides."""
        mine = self.host_of[code]
        if host in (None, mine):
            return Answer(code)
        details = {"value": code, "host": self.hosts[mine], "uai": mine, "said": host}
        return Answer(code, "host_disagrees", {**details, "column": "host_uai"})

    def _settle(
        self,
        offered: Sequence[str],
        said: str | None,
        host: str,
        status: str | None,
        own: Sequence[str],
    ) -> Answer:
        """Return the one offer of the status said, or of the pupil; else why none can be told."""
        mine = [offer for offer in offered if status in (None, self.status[offer])]
        asked = [offer for offer in mine if offer in own]
        chosen = asked if len(asked) == 1 else mine
        if len(chosen) == 1:
            return Answer(chosen[0])
        details = {"value": said, "host": self.hosts[host], "column": "programme_label"}
        taught = dict.fromkeys(self.status[offer] for offer in offered)
        if not mine:
            terms = {"offered": TAUGHT[next(iter(taught))], "said": quoted(status)}
            return Answer(None, "status_not_offered", {**details, **terms, "column": "status"})
        if len(taught) > 1 and status is None:
            return Answer(None, "ambiguous_status", {**details, "column": "status"})
        return Answer(None, "ambiguous_offer", {**details, "count": plural(len(mine), "offre")})

    def _by_label(
        self, host: str, label: str | None, mef: str | None, status: str | None, own: Sequence[str]
    ) -> Answer:
        """Match a label that the host writes otherwise; a doubt is asked with the nearest labels."""
        labels = self.labels[host]
        match = self._near(host, label) if label else Match(None, 0.0, ())
        if match.key:
            answer = self._settle(self.by_key[host, match.key], label, host, status, own)
            said = {"value": label, "label": quoted(labels[match.key]), "column": "programme_label"}
            return answer if answer.fault else Answer(answer.found, "matched_programme", said)
        near = [quoted(labels[key]) for key, _ in match.candidates[:2]]
        hint = f"est-ce {' ou '.join(near)} ?" if near else COMPLETE
        details = {"value": label or mef, "host": self.hosts[host], "hint": hint}
        details["column"] = "programme_label" if label else "mef"
        candidates = tuple((key, labels[key]) for key, _ in match.candidates)
        return Answer(None, "unknown_programme", details, candidates, match.leads)

    def check_codes(self, rows: pd.DataFrame) -> Iterator[Fault]:
        """Yield what a code vœu contradicts in its own rows, once for all that say the same.

        In: rows with the `offer` found.
        """
        coded = rows[rows["offer"].notna() & rows["offer_code"].notna()]
        cells = coded[["offer", *ASKED[1:]]].astype(object)
        said = cells.where(cells.notna(), None).itertuples(index=False, name=None)
        alike: dict[tuple[str, ...], list[Place]] = defaultdict(list)
        for ask, place in zip(said, places_of(coded), strict=True):
            alike[ask].append(place)
        for (offer, code, *rest), places in alike.items():
            label = quoted(self.label_of[self.programme[offer]])
            known = {"value": code, "offer": f"{label} ({self.hosts[self.host_of[offer]]})"}
            for kind, details in self._against(offer, code, *rest):
                yield fault_about(places, kind, **known, **details)

    def _against(
        self, offer: str, code: str, mef: str | None, label: str | None, status: str | None
    ) -> Iterator[tuple[str, dict[str, str]]]:
        if code != offer:
            if "-" not in offer:  # the key of an offer without a code is built with one
                yield "unknown_code", {"column": "offer_code"}
            return
        programme = self.programme[offer]
        if mef and mef != programme and (programme.isdecimal() or mef in self.label_of):
            yield "code_programme", {"column": "mef", "said": quoted(mef)}
        elif label and mef != programme and self._is_another(label, offer):
            yield "code_programme", {"column": "programme_label", "said": quoted(label)}
        if status and status != self.status[offer]:
            terms = {"taught": TAUGHT[self.status[offer]], "said": quoted(status)}
            yield "code_status", {"column": "status", **terms}

    def _is_another(self, label: str, offer: str) -> bool:
        """Tell whether a label names another programme than that of its code vœu."""
        programme, keys = self.programme[offer], self._keys(label)
        if programme in keys or self.normal[programme] in keys:
            return False
        mine = match_programme(label, {programme: self.label_of[programme]})
        if mine.key:
            return False
        other = any(key in self.known_labels or key in self.label_of for key in keys)
        return (
            other or not mine.candidates or self._near(self.host_of[offer], label).key is not None
        )
