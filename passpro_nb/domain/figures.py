"""The project's own page of definitions: what figures and columns are called, and what they mean.

The law is the office's definitions; `CHOICES` says what was chosen where they do not settle a case.
Pages, exports and the README's section take their words from here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: a `count`, an `ask` (asked of a school), a `share` (0..1), `days`, a daily `rate`, a `flag`.

    `formula`, where it is made of others, names them by their codes: « {entered} ÷ {expected} ».
    """

    code: str
    label: str
    kind: Literal["count", "ask", "share", "days", "rate", "flag"]
    meaning: str
    formula: str = ""


_FIGURES = (
    Figure(
        "registered", "Inscrits", "count", "Candidatures connues ce jour-là et non annulées.",
        "{entered} + {absent} + {overdue} + {awaiting} + {convened} + {not_convened}",
    ),
    Figure(
        "pupils", "Élèves", "count",
        "Élèves ayant au moins une candidature inscrite ; un élève qui en a deux est compté une fois "
        "dans chaque groupe.",
    ),
    Figure(
        "pupils_without_interview", "Élèves sans entretien", "count",
        "Élèves dont aucune candidature, dans ce groupe, n’est parmi les reçus. Dans celui d’un "
        "établissement d’accueil ou d’une formation, un élève reçu ailleurs seulement est compté.",
    ),
    Figure(
        "convoked", "Convocations", "count",
        "Inscrits dont un jour d’entretien, passé ou à venir, ou une convocation est connu.",
    ),
    Figure(
        "interviewed", "Reçus", "count",
        "Candidatures ni annulées ni absentes dont l’avis est saisi ou le jour d’entretien passé.",
    ),
    Figure("absent", "Absents", "count", "Candidatures notées absentes, excusées ou non, sans avis."),
    Figure("expected", "Avis attendus", "count", "Inscrits moins absents.", "{registered} − {absent}"),
    Figure("entered", "Avis saisis", "count", "Candidatures dont l’avis est saisi."),
    Figure("coverage", "Couverture", "share", "Avis saisis sur avis attendus.", "{entered} ÷ {expected}"),
    Figure(
        "overdue", "Avis en retard", "count",
        "Avis non saisis après leur échéance : quelques jours ouvrés après l’entretien, au plus tard "
        "la limite de saisie (mais jamais avant l’entretien).",
    ),
    Figure("due", "Avis échus", "count", "Avis saisis plus avis en retard.", "{entered} + {overdue}"),
    Figure(
        "due_coverage", "Couverture à échéance", "share", "Avis saisis sur avis échus.",
        "{entered} ÷ {due}",
    ),
    Figure("awaiting", "En attente", "count", "Entretien passé, avis pas encore dû."),
    Figure("convened", "Convoqués", "count", "Entretien à venir, ou convocation notée sans jour."),
    Figure("not_convened", "Non convoqués", "count", "Inscrits sans entretien ni convocation."),
    Figure("cancelled", "Annulées", "count", "Candidatures annulées : comptées à part."),
    Figure(
        "lateness_max", "Plus long retard", "days", "Jours ouvrés depuis l’échéance la plus ancienne."
    ),
    Figure("lateness_median", "Retard médian", "days", "Jours ouvrés, médiane des avis en retard."),
    Figure(
        "pace", "Rythme", "rate", "Avis saisis par jour, sur les dix derniers jours ouvrés."
    ),
    Figure(
        "projected", "Avis attendus à la limite", "count",
        "Avis saisis, plus le rythme pendant les jours ouvrés qui restent, sans dépasser les attendus.",
        "{entered} + {pace} × jours ouvrés jusqu’à la limite, au plus {expected}",
    ),
    Figure(
        "projected_low", "À la limite, au moins", "count",
        "Si le rythme de ces dix jours tient : une fois sur dix, moins que cela.",
    ),
    Figure(
        "projected_high", "À la limite, au plus", "count",
        "Si le rythme de ces dix jours tient : une fois sur dix, plus que cela.",
    ),
    Figure(
        "missing_at_limit", "Manqueraient à la limite", "count",
        "Avis attendus moins ceux que le rythme actuel donnerait à la limite de saisie, arrondi vers le "
        "haut. Le total n’est pas la somme des groupes : un établissement rapide ne saisit pas pour un lent.",
        "{expected} − {projected}",
    ),
    Figure(
        "missing_at_limit_low", "Manqueraient, au moins", "count",
        "Si le rythme de ces dix jours tient : une fois sur dix, moins que cela.",
    ),
    Figure(
        "missing_at_limit_high", "Manqueraient, au plus", "count",
        "Si le rythme de ces dix jours tient : une fois sur dix, plus que cela.",
    ),
    Figure(
        "late_at_limit", "Ne finira pas", "flag",
        "Dit « presque sûr » quand il manquerait des avis à la limite au moins neuf fois sur dix, même au mieux ; "
        "« peut-être » quand il en manquerait au rythme actuel, mais pas au mieux ; sinon « non ».",
    ),
    Figure(
        "stalled_days", "Jours sans avis", "days",
        "Jours ouvrés depuis le dernier avis saisi ; rien tant qu’aucun ne l’est.",
    ),
    Figure(
        "stalled", "N’avance plus", "flag",
        "Oui quand aucun avis n’est saisi depuis plusieurs jours ouvrés (5 sauf réglage) alors que des "
        "entretiens passés en attendent ; sans aucun avis daté, dès qu’un avis est en retard.",
    ),
    Figure("seats_declared", "Places déclarées", "count", "Places d’entretien données au catalogue."),
    Figure(
        "seats_estimated", "Places estimées", "count",
        "Places d’entretien estimées par la durée des séances et leur modalité.",
    ),
    Figure(
        "seats_unknown", "Séances aux places inconnues", "count",
        "Séances datées dont ni les places ni la modalité ne sont connues.",
    ),
    Figure(
        "capacity", "Capacité d’entretien", "count",
        "Places déclarées plus places estimées des séances datées de la période des entretiens.",
        "{seats_declared} + {seats_estimated}",
    ),
    Figure("undated", "Séances sans date", "count", "Textes du catalogue sans jour lisible."),
    Figure("without_session", "Offres sans séance", "count", "Offres sans séance ni texte."),
    Figure("demand", "Demande", "count", "Inscrits.", "{registered}"),
    Figure("load", "Taux de charge", "share", "Demande sur capacité d’entretien.", "{demand} ÷ {capacity}"),
    Figure(
        "to_interview", "À recevoir", "count",
        "Inscrits sans avis ni absence dont l’entretien n’a pas eu lieu.",
    ),
    Figure(
        "planned", "Entretiens prévus", "count",
        "Candidatures non annulées qui ont un jour d’entretien, passé ou à venir.",
    ),
    Figure("unplanned", "Sans jour", "count", "Inscrits à recevoir qui n’ont pas de jour d’entretien."),
    Figure("seats_left", "Places restantes", "count", "Capacité des jours à venir."),
    Figure(
        "shortfall", "Places manquantes", "count",
        "Élèves à recevoir au-delà des places restantes, offre par offre : les places d’une formation "
        "n’en servent pas une autre.",
        "{to_interview} − {seats_left}, au moins 0, offre par offre",
    ),
    Figure(
        "sessions_to_add", "Séances à ajouter", "count",
        "Places manquantes divisées par la taille médiane d’une séance de l’offre.",
        "{shortfall} ÷ places médianes d’une séance, offre par offre",
    ),
    # what schools are relaunched for
    Figure(
        "avis_en_retard", "Avis à saisir", "ask", "Avis en retard dont rien n’a été saisi."
    ),
    Figure(
        "avis_illisibles", "Avis illisibles", "ask",
        "Avis en retard dont la saisie n’est pas une valeur de l’échelle ; ceux qui ne sont pas encore dus, "
        "ou qui ne comptent pas, ne sont que dans les constats (10 – Contrôles).",
    ),
    Figure(
        "non_convoques", "Candidatures à convoquer", "ask",
        "Candidatures non convoquées, quand la fin des entretiens approche ou est passée.",
    ),
    Figure(
        "places_insuffisantes", "Places à ajouter", "ask",
        "Places manquantes, jusqu’à la fin des entretiens.",
    ),
    Figure(
        "dates_manquantes", "Sans date", "ask",
        "Offres sans séance datée au catalogue, jusqu’à la fin des entretiens.",
    ),
    Figure(
        "modalite_manquante", "Sans modalité", "ask",
        "Offres sans modalité d’entretien au catalogue, jusqu’à la fin des entretiens ; « À compléter » "
        "(20 – Entretiens) n’a que celles dont les places, elles aussi, sont inconnues.",
    ),
    Figure(
        "a_reconvoquer", "À reconvoquer", "ask",
        "Absents : listés pour l’établissement, ils ne le font pas relancer.",
    ),
    Figure(
        "dossiers_incomplets", "Dossiers incomplets", "ask",
        "Candidatures auxquelles manque un renseignement, après la clôture des inscriptions.",
    ),
    Figure(
        "missing", "Avis manquants", "count", "Avis à saisir plus avis illisibles.",
        "{avis_en_retard} + {avis_illisibles}",
    ),
)  # fmt: skip

FIGURES: dict[str, Figure] = {figure.code: figure for figure in _FIGURES}
SHARES = frozenset(
    {"share"}
    | {f.code + end for f in _FIGURES if f.kind == "share" for end in ("", "_before", "_change")}
)
ASKS = frozenset(f.code for f in _FIGURES if f.kind == "ask")

# The headings of what is no figure: keys, places, what is done with a row.
KEY_LABELS = {
    "academie": "Académie", "department": "Département", "district": "Bassin",
    "host_uai": "UAI d’accueil", "host_name": "Établissement d’accueil", "commune": "Commune",
    "offer": "Offre", "programme": "Formation (code)", "programme_label": "Formation",
    "status": "Statut", "diploma": "Diplôme", "domain": "Domaine", "origin_uai": "UAI d’origine",
    "origin_name": "Établissement d’origine", "day": "Jour", "start": "Début", "end": "Fin",
    "mode": "Modalité", "seats": "Places", "estimated": "Estimé", "place": "Lieu", "text": "Texte",
    "reason": "Motif", "doubt": "À vérifier", "file": "Fichier", "sheet": "Feuille", "row": "Ligne", "rows": "Lignes",
    "column": "Colonne", "cell": "Cellule", "cells": "Cellules", "title": "Sorte",
    "count": "Nombre", "header": "En-tête", "role": "Lue comme", "what": "Compte",
    "before": "Avant", "now": "Cette fois", "after": "Après", "plus": "En plus", "minus": "En moins",
    "pupil": "Élève (clé)", "pupil_number": "Élève n°", "snapshot": "Instantané", "event": "Évènement", "files": "Fichiers",
    "offers": "Offres", "sessions": "Séances", "applications": "Candidatures", "errors": "Erreurs", "value": "Valeur", "message": "Constat",
    "severity": "Gravité", "week": "Semaine du", "gap": "À compléter", "detail": "Précision",
    "last_name": "Nom", "first_name": "Prénom", "origin_class": "Classe",
    "registered_on": "Inscrit le", "interview_day": "Convoqué pour le", "due_day": "Échéance", "state": "État", "kept": "Déjà convoqué",
    "distance": "Distance (km)", "why": "Pourquoi", "taken": "Places données", "session": "Séance",
    "hour": "Heure", "hours": "Horaires", "other_host": "UAI de l’autre accueil",
    "capacity_after": "Capacité d’entretien, après", "capacity_change": "Écart de capacité",
    "shortfall_after": "Places manquantes, après",
    "shortfall_change": "Écart de places manquantes",
    "entered_change": "Avis saisis depuis le dernier import", "code": "Code", "side": "Rôle", "uai": "UAI",
    "name": "Établissement", "mail": "Mél", "copy": "Copie (3e relance)", "stand": "Statut",
    "level": "Niveau", "lateness": "Plus long retard", "last_day": "Dernière relance",
    "last_level": "Niveau atteint", "since": "Demandés alors", "answered": "Saisis depuis",
    "relaunches": "Relances", "to_enter": "À saisir", "usual_seats": "Places par séance", "opinions": "Avis demandés", "within_3": "Saisis sous 3 jours",
    "within_7": "Saisis sous 7 jours", "within_14": "Saisis sous 14 jours",
    "without_date": "Saisis sans date", "password": "Mot de passe", "subject": "Objet",
    "body": "Texte", "asked": "Demandes", "who": "Par", "pack": "Paquet", "at": "Écrit le",
    "lost_opinions": "Avis disparus", "changed_opinions": "Avis modifiés",
    "fate": "D’une campagne à l’autre", "was": "Code ou lieu d’avant", "kind": "Nature", "encrypted": "Chiffré", "withdrawn": "Retirée le", "verdict": "Sort",
    "accepted": "Retenues", "merged": "Fusionnées", "set_aside": "Écartées", "ignored": "Ignorées",
}  # fmt: skip

# What a line of the catalogue leaves open (`measure.gaps`).
GAP_LABELS = {
    "no_session": "aucune séance", "undated": "aucun jour lisible", "doubted": "jours à confirmer",
    "no_seats": "ni places ni modalité", "no_length": "horaires impossibles : la fin n’est pas après le début",
    "outside": "séance hors de la période des entretiens", "closed": "séance un jour non ouvré",
}  # fmt: skip
# What the hours of two interviews on one day allow (`measure.clashes`).
HOURS_LABELS = {
    "overlap": "séances qui se chevauchent",
    "apart": "possibles l’un après l’autre",
    "unknown": "horaires inconnus",
}
# Why the convening aid gives no seat (`interviews.schedule`).
WAITING_LABELS = {
    "no_session": "aucune séance à venir pour cette formation",
    "own_day": "convoqué un jour sans séance connue",
    "elsewhere": "pris ailleurs à toutes les heures restantes",
    "full": "plus de place",
}
# How an application or a session moved between two imports (`measure.over_time.changes`).
MOVEMENTS = {
    "new": "nouvelle",
    "gone": "disparue",
    "moved": "élève passé à un autre vœu",
    "cancelled": "annulée",
    "restored": "rétablie",
    "convened": "convoquée",
    "unconvened": "convocation retirée",
    "entered": "avis saisi",
    "opinion_lost": "avis effacé",
    "opinion_changed": "avis modifié",
    "interview_moved": "entretien déplacé",
    "interview_lost": "entretien devenu sans date",
    "attendance_changed": "présence modifiée",
    "attendance_lost": "présence effacée",
    "session_added": "séance ajoutée",
    "session_withdrawn": "séance retirée",
    "session_changed": "séance modifiée",
}
_MOMENTS = {"before": ", avant", "plus": ", en plus", "minus": ", en moins", "change": ", écart"}
MODE_LABELS = {"individual": "individuel", "collective": "collectif"}
SEVERITY_LABELS = {"error": "erreur", "warning": "avertissement", "info": "information"}
EVENT_LABELS = {
    "import": "import", "taken_back": "import, annulé depuis", "undo": "retour à l’import d’avant",
    "again": "mêmes lignes : rien de nouveau", "purge": "campagne close",
}  # fmt: skip
FATE_LABELS = {"came": "nouveau", "went": "disparu", "stayed": "les deux fois"}
STATE_LABELS = {  # of one application: definitions.md, State of an application
    "cancelled": "annulée", "entered": "avis saisi", "absent": "absent", "overdue": "avis en retard",
    "awaiting": "avis attendu", "convened": "convoquée", "not_convened": "non convoquée",
}  # fmt: skip
VALUE_LABELS = {
    "fate": FATE_LABELS, "mode": MODE_LABELS, "severity": SEVERITY_LABELS, "event": EVENT_LABELS,
    "state": STATE_LABELS,
}  # fmt: skip

# Those about relaunches.
RELAUNCH_CHOICES = (
    "Un avis illisible n’est redemandé qu’une fois en retard : avant, rien n’est dû.",
    "Les convocations sont demandées quand la fin des entretiens (sans elle, la limite de saisie des "
    "avis) est proche ; les places et le catalogue, jusqu’à la fin des entretiens ; les dossiers "
    "incomplets, après la clôture des inscriptions.",
    "Le rang d’une relance compte celles qui ont déjà demandé à l’établissement l’un des mêmes motifs ; "
    "son niveau s’arrête au troisième.",
    "Un élève absent à qui un fichier d’avis donne une date d’entretien plus tardive est convoqué de "
    "nouveau : son absence ne compte plus.",
    "D’une réponse qui dit un élève absent et donne son avis, rien n’est pris, quoi que disent les "
    "données : la question est posée.",
    "Un département choisi pour les relances est celui de l’établissement relancé, accueil ou "
    "origine ; un bassin, un accueil ou une offre choisis ne relancent que des accueils, car aucun "
    "fichier ne dit le bassin d’un collège.",
    "Un avis saisi est rapporté à la dernière relance qui le précède.",
    "La couverture avant et après des réponses est mesurée le même jour : celui que l’on regarde, ou "
    "celui des nouvelles données s’il est plus tard.",
)
# What the office's definitions leave open, and what was chosen for the school and the pupil.
CHOICES = (
    "Une offre dont les lignes se contredisent (Passpro et hors Passpro) est une erreur ; elle reste "
    "dans Passpro, pour qu’aucun élève ne soit oublié.",
    "Un avis saisi un samedi, un dimanche ou un jour férié compte, pour le rythme, au jour ouvré qui "
    "précède ; un avis sans date ni jour d’entretien n’entre pas dans le rythme.",
    "Après la limite de saisie, ou sans elle, aucun avis n’est projeté.",
    "La fourchette des avis attendus à la limite ne dit que le hasard d’un jour à l’autre : le rythme "
    "monte au début des entretiens et baisse à la fin, ce qu’elle ne sait pas.",
    "Une courbe vaut chaque jour ce que la couverture dit ce jour-là des mêmes fichiers : ce qui n’a pas "
    "de date y est depuis le premier jour, et une annulation datée la fait baisser.",
    "Le code vœu l’emporte sur l’UAI d’accueil, la formation et le statut de sa ligne quand ils se "
    "contredisent, et c’est signalé ; donné à plusieurs établissements, ou aux deux statuts, il est "
    "laissé de côté.",
    "Une ligne du catalogue sans MEF, ou sans code vœu, a celui des autres lignes de la même formation "
    "dans l’établissement, quand elles n’en donnent qu’un.",
    "Un n° de dossier qu’une autre ligne donne avec un INE désigne le même élève, si leurs noms le "
    "permettent ; porté par plusieurs élèves, il ne vaut qu’avec l’établissement d’origine.",
    "Deux noms à une lettre près, inversés, composés ou réduits à une initiale sont d’un même élève.",
    "Une correction de l’analyste ne remplace une cellule que si la source dit encore ce qu’elle a "
    "corrigé ; sinon la source l’emporte, et c’est signalé.",
    "Le statut est celui de la colonne, sinon celui des mots du libellé ; quand ils se contredisent, "
    "la colonne l’emporte, et c’est signalé. Un avis sans statut est celui de la seule candidature de "
    "l’élève à cette formation dans l’établissement.",
    "Une ligne du catalogue sans statut a celui de son code vœu, sinon celui des autres lignes de la "
    "formation dans l’établissement ; elle est scolaire quand aucune n’en donne, et à côté d’un "
    "libellé qui dit « apprentissage » quand le sien ne dit rien.",
    "Dans un texte du catalogue, une année absente est celle qui met le jour au plus près de la période "
    "des entretiens ; « du … au … » (ou un tiret) vaut ses deux bouts et les jours ouvrés entre eux.",
    "Sans heure, « matin » vaut 8h–12h, « après-midi » 14h–17h, « journée » 9h–17h, « soir » ou « fin "
    "de journée » 17h–20h ; « AM » n’est lu qu’à côté de « PM ».",
    "Plusieurs heures à la suite (8h-9h-10h) sont autant de débuts ; en nombre pair, des débuts et des "
    "fins, sauf à intervalles égaux (8h-9h-10h-11h). L’heure d’accueil qui précède une séance de moins "
    "d’une heure n’est pas une séance. Deux nombres nus après un jour (12/03 8-12) sont des heures, "
    "un nombre seul entre parenthèses des places, et c’est signalé.",
    "« Par groupe de 12 » donne 12 places à chaque séance, et la dit collective là où rien d’autre ne dit "
    "sa modalité ; « 6 par heure », « 4 par jury » sont des taux, « 24 places en classe » et « une "
    "quinzaine » ne donnent rien. « Individuel ou collectif » ne dit pas la modalité.",
    "Ne donnent aucun jour : « à partir du », « jusqu’au », « dernier délai », « entre le … et "
    "le … », « semaine du » sans jour de la semaine, « les mercredis » sans période, « premier "
    "mercredi », un texte qui dit « annulé » ou « reporté » (sauf « 19/03 annulé » parmi d’autres "
    "jours, qui restent, et un report qui dit l’ancien jour et le nouveau, qui vaut). La séance est "
    "sans date, son texte gardé avec la raison.",
    "Un jour « à confirmer », « sous réserve », suivi d’un point d’interrogation, ou dont le jour de la "
    "semaine n’est pas le bon, est à vérifier, de même que le début ou la fin « des entretiens » sans "
    "heure. Plus de dix jours ouvrés de suite sans heure sont une période, non des séances ; les jours "
    "d’une autre année, à côté de jours de la campagne, sont laissés de côté, et c’est signalé.",
    "Les jours d’inscription, de vacances, de réponse, et à côté d’entretiens datés ceux d’une réunion ou "
    "de portes ouvertes, ne sont pas des séances, et c’est signalé ; un jour sans heure à côté de "
    "jours qui en ont une est gardé, et signalé.",
    "Une séance sans heure de fin, ou sans heure, dure le temps d’une séance des réglages.",
    "Une séance à ajouter d’une offre sans modalité est comptée comme individuelle.",
    "Avec des séances communes, le manque de places est celui de l’établissement entier, porté par "
    "la ligne « séances communes » ; filtrer une formation ne la montre donc pas.",
    "Une séance donnée deux fois pour une offre a les places de la première ligne qui les déclare.",
    "Une séance commune que ses offres déclarent différemment a le plus grand nombre de places déclaré.",
    "Une séance dont la fin n’est pas après le début a des places inconnues, sauf si elles sont déclarées.",
    "Une séance sans place (plus courte qu’un entretien) n’entre pas dans la taille médiane.",
    "Un bassin, un domaine ou un diplôme absent du catalogue est « non précisé ».",
    *RELAUNCH_CHOICES,
)

# The unit of a figure, or of all those of a kind, where its label does not say it.
_UNITS = {
    "days": "jours ouvrés", "lateness": "jours ouvrés", "stalled_days": "ouvrés",
    "rate": "par jour ouvré",
}  # fmt: skip


def label(code: str) -> str:
    """Return the French heading of a figure or a key column; the code itself when it has none."""
    if code in FIGURES or code in KEY_LABELS:
        return FIGURES[code].label if code in FIGURES else KEY_LABELS[code]
    figure, _, moment = code.rpartition("_")
    return label(figure) + _MOMENTS[moment] if moment in _MOMENTS else code


def heading(code: str) -> str:
    """Return `label` with the unit of what is no count: « Plus long retard (jours ouvrés) »."""
    kind = FIGURES[code].kind if code in FIGURES else ""
    unit = _UNITS.get(code) or _UNITS.get(kind)
    return f"{label(code)} ({unit})" if unit else label(code)


def meaning(code: str) -> str:
    """Return what a figure means, or one of its moments (`_before`, `_plus`…); "" of what is none."""
    figure, _, moment = code.rpartition("_")
    known = FIGURES.get(code) or (FIGURES.get(figure) if moment in _MOMENTS else None)
    return known.meaning if known else ""


def formula(code: str) -> str:
    """Return how a figure is made of others, in their French labels; "" of one that is counted."""
    words = {
        known: f"{figure.label[:1].lower()}{figure.label[1:]}" for known, figure in FIGURES.items()
    }
    return FIGURES[code].formula.format_map(words)


def offer_label(programme_label: str, status: str) -> str:
    """Return how an offer is named: its programme, told apart from its twin of the voie scolaire."""
    return f"{programme_label} (apprentissage)" if status == "apprentissage" else programme_label


def meanings(codes: Iterable[str]) -> list[str]:
    """Return « Inscrits : … » for each of the codes that is a figure."""
    figures = [FIGURES[code] for code in codes if code in FIGURES]
    return [f"{figure.label} : {figure.meaning}" for figure in figures]
