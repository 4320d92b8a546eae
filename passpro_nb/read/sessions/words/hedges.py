"""Words of uncertainty: of what is said beside them nobody can be sure yet.

A table in the order in which it is tried, a row for each way to be unsure: what it says, a short
pattern, an example that no other row reads. In a pattern, `<name>` stands for the words that `_WORDS`
gives it; all is folded, and read by stems where any word of a stem hedges.
"""

import re
from typing import NamedTuple


class Hedge(NamedTuple):
    """One way to be unsure."""

    says: str
    pattern: str
    example: str


# The words that the patterns are made of.
_WORDS = {
    "weekday": "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)",
    "month": "(?:janv|fevr?|mars|avr|mai|juin|juil|aout|sept?|oct|nov|dec)",
    "day": r"(?:<weekday> \d|\d\d?(?:er)? ?(?:/|<month>))",
    "after_day": r"(?:(?<=mars )|(?<=avril )|(?<=mai )|(?<=/\d\d ))",
    "dates": "(?:dates?|jours?|calendriers?|plannings?|seances?|creneaux?|sessions?|entretiens?)",
    "the": "(?:l'|la |les |le )",
    "we": "(?:on|nous|je|il|jury)",
    "ends": r"(?= ?(?:[.,;)\n]|$))",
    # What is still to be done about a day.
    "confirm": "(?:(?:re)?conf(?:[ir]{0,3}me?r?e{0,2})?|valider|voir|revoir|verifier|reprogrammer|replanifier"
               "|redefinir|recaler|caler|caser|trancher|arbitrer)",
    "settle": "(?:definir|fixer|determiner|preciser|planifier)",
    "settled": "(?:fixe|defini|choisi|precise|determine|arrete)",
    "decided": "(?:confirme|valide|definiti(?:f|ve)|certain|arrete|decide|fixe|cale|acte|officiel"
               "|garanti|tranche|connue?|sur(?= |$))",
    "yet": "(?:encore|totalement|tout|a|fait|ete|toujours|entierement|ce jour)",
    "not": "(?:pas|non|jamais|ni|rien(?: de| n'est)?|aucune? (?:date|jour) n'(?:est|a))",
    "may": "(?:peut|peuvent|pourr(?:a|ont|ait|aient)|pouvant|risque(?:nt)? d(?:e|')|vont|va)",
    "change": "(?:bouger|evoluer|changer"
              "|etre (?:ouvert|decal|report|modif|chang|ajout|deplac|organis))",
    # « à confirmer par les familles, au 01 60… » is no hedge.
    "by_whom": r"(?! ?(?:par|au|a|aupres|avant|des|via|en|sur) (?:<the>|du |de la |votre |un )?"
               "(?:mails?|tel|telephone|courriel|courrier|retour|candidat|famille|eleve|secretaria"
               r"|pronote|sms|plus tard|0?\d))",
    "presence": "(?! (?:la |les |le |votre |leur |sa )?presence)",
    # « sous réserve de places » hedges a pupil, « en cours d’année » nothing.
    "of_seats": r"(?! (?:de |d')?(?:(?:la |l')?disponib[a-z]+(?! (?:d[eu]s?|d'))\b|places?|inscri))",
    "of_time": r"(?! (?:au|a la|dans|devant|en|d'annee"
               r"|de (?:la )?(?:journee|matinee|seance|scolarite|formation))\b)",
    # What days may hang on: « selon … », « si … ».
    "depends": "(?:selon|suivant|en fonction d[eu]s?|depend(?:ra|ent|ront)?|dependant)"
               " (?:d[eu]s? |de )?<the>?",
    "demand": "(?:effectif|nombre|demande|besoin|inscri)",
    "enough": "(?:l'effectif|assez|suffisamment|le nombre|la demande|les effectifs)",
    "so_many": "(?:plus d[e'] ?|moins d[e'] ?|au moins |au-dela de )",
    "also": "(?:aussi|egal|en plus)",
    # Of pupils who come, « si » and « selon » hedge nothing: what may happen, who, what of theirs.
    "mishap": "(?:possible|abs|empech|malad|retard|pb|probleme|question|diffic|souci|indispo|desist"
              "|handicap|changement|ferme|amenage|accompagn|mineur|dossier|deja)",
    "someone": "(?:(?:l')?(?:eleve|candidat|enfant)|les? (?:eleve|candidat|jeune|parent|college)"
               "|(?:la |les |sa |leur )?famille|une? (?:eleve|candidat|jeune|parent|famille|college"
               "|question|probleme|empech|retard|souci|autre)|vous|votre|vos|leur|leurs|sa|son|ses"
               "|il|elle|ils|elles|ce n)",
    "way_in": "(?:le|la) (?:porte|portail|grille|hall|parking|entree|ascenseur|barriere|loge"
              "|dossier|fiche|convocation|bulletin)",
    "theirs": "(?:famille|candidat|eleve|parent|college)",
    # What one is told to do: « si absence, prévenir ».
    "orders": r"[^.;\n]{0,60}\b(?:appel|prev[ei]n|contact|sonne|merci|present(?:er|ez)|signal"
              "|telephon|ecri[rv]|demand|envoy|utilis|apport|passe[rz]|attend|envoi|rien ne change)",
}  # fmt: skip

_UNSURE = (
    Hedge("is to be confirmed", r"<dates> a (?:re)?confirmer", "créneaux à confirmer par courriel"),
    Hedge("is still to be seen", r"(?:encore |reste(?:nt)? )*a <confirm>\b<presence><by_whom>", "à caler"),
    Hedge("has a reserve", r"sous (?:toutes? )?reserv?e?s?\b<of_seats>", "sous toutes réserves"),
    Hedge("has a cover", r"sous couvert\b", "sous couvert de l’accord du proviseur"),
    Hedge("holds unless told", "sauf (?:contre-?ordre|avis contraire|pont|greve|decision|accord)s?", "sauf contre-ordre"),
    Hedge("is not decided", "<not> (?:<yet> ){0,3}<decided>[a-z]*", "rien n’est encore décidé"),
    Hedge("is not known", "on ne sait pas|on verra|en l'etat|pas exclu", "on ne sait pas"),
    Hedge("waits for a word", "attend(?:re|ez|ons) (?:notre|la|une|leur|votre) (?:reponse(?= d(?:u|es) (?:college|rectorat|proviseur|chef|famille))|confirmation|validation|accord|feu vert)", "attendez notre feu vert"),
    Hedge("is not warranted", "sans (?:garantie|certitude)", "sans garantie"),
    Hedge("may move", "<may>(?: (?:encore |aussi )?|(?<='))(?=<change>)", "le jour risque de changer"),
    Hedge("will be confirmed", "(?:ce|cela|<dates>) (?:vous )?(?:sera|seront) (?:re)?confirme", "cela vous sera confirmé"),
    Hedge("is an earliest day", "au plus tot(?! le)", "au plus tôt"),
    Hedge("is provided that", "pour(?:vu| autant) qu", "pourvu que la salle soit libre"),
    Hedge("would be held", "aur(?:ait|aient) lieu|conviendrai(?:t|ent)", "la séance aurait lieu"),
    Hedge("would be", "serai(?:t|ent)(?! (?:bien|bon|souhait|prefer|apprec|utile|judic))", "ce serait le 26"),
    Hedge("will be tried", "(?:essaiera?|essayer|tenter)(?:a|ons|ont)", "nous essayerons"),
    Hedge("is wished for", "souhaitee?s?(?= ?:)", "jours souhaités : 18 mars"),
    Hedge("would be liked", "(?:souhait|aim|voud|prefer)e?r(?:ions|ais) (?:les? |y )?(?:organiser|faire|tenir|proposer|fixer|placer|planifier)", "nous aimerions organiser une séance le 26"),
    Hedge("is to be settled", "<after_day>a <settle>", "18 mars à définir"),
    Hedge("is only thought of", "peut[- ]etre|hypothe|pressenti|envisage|a l'etude|en suspens", "une hypothèse"),
    Hedge("is under way", r"en (?:attente|cours)<of_time>", "calage en cours"),
    Hedge("is an example", "a remplacer par (?:les|vos)|(?:par )?ex(?:emple)?\\.?(?= ?:)", "ex. : 12 mars (à remplacer par vos dates)"),
    Hedge("is talked over", "en (?:discussion|theorie|balance)", "en balance"),
    Hedge("is likely", "sans doute(?! (?:annul|report|depla))", "sans doute le 26"),
    Hedge("is normally so", r"normalement(?! (?:\d|de \d|une? )| duree?)", "normalement le 26"),
    Hedge("is so at first sight", "a priori|en principe", "a priori"),
    Hedge("is about then", r"vers(?= le \d| (?:lun|mar|mer|jeu|ven)[a-z]* \d)", "vers le 18 mars"),
    Hedge("is leaned to", "susceptible|(?<!n')hesit|tabl(?:ons|er|e sur)|ideal|theorique", "l’idéal est le 26"),
    Hedge("is as far as one can", "dans la mesure du possible<ends>", "dans la mesure du possible."),
    Hedge("is if all goes well", "si tout (?:va|se passe)", "si tout va bien, merci d’attendre"),
    Hedge("is spoken of", "il est question", "il est question du 26"),
    Hedge("is what somebody thinks", "<we> (?:y )?(?:pens(?:e|ons)|envisage(?:ons)?|hesit(?:e|ons)|tabl(?:e|ons))", "nous pensons au 26"),
    Hedge("is to be confirmed, in short", "tbc|tbd", "26 mars tbc"),
    Hedge("should be", "(?:se )?(?:devr|pourr)ai(?:t|ent)(?= (?:que|etre|avoir|se|commencer|debuter))", "cela devrait commencer le 26"),
    Hedge("will be come back to", "(?:je|on|nous) revien[a-z]+ vers vous", "je reviens vers vous"),
    Hedge("is to be followed", "a suivre(?= ?(?:[.,;)]|$))", "26 mars, à suivre"),
    Hedge("will be told", "(?:on|nous) vous (?:re)?(?:di(?:t|ra|rons|sons)|tien(?:t|s|dra|drons)|confirm(?:e|era|erons))", "on vous redit"),
    Hedge("is a possible day", r"(?<!\d )(?<!deux )(?<!trois )(?<!quatre )dates? [a-z]{0,12} ?possibles?(?= ?:)", "dates encore possibles : 26 mars"),
    Hedge("is a proposal", "(?:prevision|proposition|projet|suggestion|piste)s?(?= ?:)", "pistes : 26 mars"),
)  # fmt: skip
_MAYBE = (
    Hedge("is held besides", "sinon (?:aussi|egalement|en plus)", "sinon aussi le 26"),
    Hedge("is held at need", "(?<!disposition )si (?:besoin|necessaire)", "26 mars si besoin"),
    Hedge("is held in that case", "au besoin|le cas echeant|(?:en )?cas de besoin", "le cas échéant"),
    Hedge("is likely to be held", "probable|eventuel", "26 mars éventuellement"),
    Hedge("is kept in reserve", r"en (?:option|reserve)\b", "26 mars en réserve"),
    Hedge("is held for enough", "si <enough> [a-z' ]{4,30}", "si la demande augmente, prévenir"),
    Hedge("goes by how many", "(?:selon|en fonction d[eu]s?|suivant) <the>?<demand>(?:[a-z]*(?: d'| de )?[a-z]{0,14},? peut[- ]etre(?: aussi| egalement)?)?", "selon le nombre de dossiers"),
)  # fmt: skip
# What makes of a day one that may not be held, or one of others than the pupils of Passpro.
_CONDITION = (
    Hedge("is held if", r"(?<!meme )si (?!besoin|necessaire|<mishap>|<someone>|<way_in>|[^.;\n]{0,40}, sinon <also>)(?!<orders>)"
          r"(?:l'|les? |la |des |toutes les )?[a-z]{2,14}(?: (?:est|sont|a ete|ont ete|se confirme|d[e'] ?(?:\d+ )?[a-z]{3,12}))?(?: l[e'] ?(?:justif|perme|exig|impos|demand)[a-z]*)?",
          "si l’ouverture est confirmée"),
    Hedge("is held for so many", r"s(?:i |')<so_many>\d+ [a-z]{3,12}(?!, sinon <also>)\b", "si plus de 20 inscrits, nous contacter"),
    Hedge("is held if somebody is back", "s(?:i elle|i la [a-z]+|i le [a-z]+|'il) (?:revien|repren|est (?:de retour|retabli|remplac))[a-z]*", "si elle revient bien"),
    Hedge("is held if some are left", "s'il (?:y a(?! (?:une?|des|le|la) (?:empech|quest|souci|probl|retard|absen|chang))|reste|restait|y avait|manque)", "s’il reste des candidats"),
    Hedge("goes by who is free", "<depends>(?:disponibilite|dispo)s? (?:du|des|de (?:la|l'|nos)|d'un)(?! ?<theirs>) ?[a-z]{3,12}", "selon les disponibilités du jury"),
    Hedge("goes by something", "<depends>(?:presence|desist|contrainte|possibilite|moyens|vote|emplois? du temps|retours?|avancee|avancement|affluence|greve|meteo"
          "|decision|avis|accord|validation|ouverture|arrivee (?:de|du|des)|date|resultat|candidatures)", "en fonction de la météo"),
    Hedge("is one of several", r"(?<!\ba )(?<!\ba l')(?:l')?une? (?:seule )?(?:de ces |des |de nos )(?:(?:deux|trois|[23]) )?(?:<dates>|<weekday>)(?: (?:sera|est)\b)?", "l’une de ces dates"),
    Hedge("is the only one", r"une seule (?:date|seance)? ?(?:sera|est)\b", "une seule sera retenue"),
    Hedge("is held only if", "(?:uniquement|seulement|sauf) si", "seulement si l’élève vient"),
    Hedge("is held in a crowd", "en cas (?:d'affluence|de (?:forte|grand|trop|nombreu|surnombre|places?|greve))", "en cas de forte demande"),
    Hedge("is held in case", "(?:au|pour le) cas o[uz]|dans le cas contraire", "au cas ou la salle est prise"),
    Hedge("is a way out", "solutions? de (?:repli|secours)", "solution de repli"),
    Hedge("has a condition", "a condition (?:que|qu'|d'|de)", "à condition que la salle soit libre"),
    Hedge("is held by default", "a defaut", "à défaut, le 26"),
    Hedge("is held unless", "a moins (?:que|qu'|d')", "à moins que le jury soit pris"),
    Hedge("is not chosen", "(?<!autre )(?<!autres )(?:date|jour)s? (?:a|non|pas encore) <settled>[a-z]*", "jour à fixer"),
    Hedge("lacks pupils", "faute de (?:place|candidat)s?", "faute de candidats"),
    Hedge("is settled by something", "a (?:preciser|definir|determiner|fixer) (?:selon|en fonction|suivant)", "à préciser suivant les listes"),
    Hedge("is the other", r"(?:(?<=, )|(?<=; )(?![^;.\n]{0,50}\d ?h))sinon,? (?=(?:le |les )?(?:<day>|\d\d?\b(?! ?[h:])))", "le 18 mars, sinon le 20 mars"),
    Hedge("is the one or the other", r"(?:(?<!, )|(?<=\d, )|(?<=h, )|(?<=s, )|(?<=l, )|(?<=ai, )|(?<=\), ))soit (?![^.;\n]{0,120}\bau choix d(?:e la famille|es famille|u candidat|es candidat|e l'eleve|es eleve|u jeune|es jeune))(?=(?:le |les )?<day>(?:[^.;\n]*\b(?:soit|ou)\b|[^.;\n]{0,24}$))", "soit le 18 mars, soit le 20 mars"),
    Hedge("is what comes else", r"sinon,? (?:ce sera|c'est|ce serait|on fera|on prendra) (?=(?:le |les )?<day>)", "sinon ce sera le 20 mars"),
    Hedge("is an option", r"option (?:\d|[a-d])(?= ?:)", "option 2 : 20 mars"),
)  # fmt: skip
_PROVISIONAL = (
    Hedge("is headed so", r"(?:^|(?<=\n))(?:dates? )?(?:previsionnel|provisoire|indicati(?:f|ve))s?(?= ?[!:,-])", "provisoire !! 11 mars"),
    Hedge("is called so", r"(?<=\()(?:previsionnel|provisoire|indicatif)s?(?=\))", "18 mars (indicatif)"),
    Hedge("is a provisional list", r"(?:<dates>|version)(?: (?:d'|des |de |du |les )?[a-z]{3,12}){0,2} (?:provisoire|previsionnel(?:le)?|indicati(?:f|ve)|theorique|non definiti(?:f|ve))s?(?! (?:de|des) passages?)", "calendrier des séances indicatif"),
    Hedge("is said to be so", r"(?<!ordre )(?<!liste )(?:<dates>|calendriers?)(?: ci-dessous| suivantes?| indiquee?s?| proposee?s?)? (?:ne )?(?:sont|est|restent|reste)(?: encore| pour l'instant)? (?:provisoires?|indicati(?:f|ve)s?|previsionnel(?:le)?s?)", "les dates ci-dessous sont indicatives"),
    Hedge("is an indication", "a titre (?:indicatif|provisoire|previsionnel)", "à titre indicatif"),
)  # fmt: skip
# Each kind of token, what stands around its rows, and the rows.
_KINDS = {
    "unsure": (r"\b(?:{})[a-z]*\b", _UNSURE),
    "maybe": (r"\b(?:{})[a-z]*\b", _MAYBE),
    "condition": (r"\b(?:{})", _CONDITION),
    "provisional": (r"\b(?:{})\b", _PROVISIONAL),
}
HEDGES = tuple((kind, row) for kind, (_, rows) in _KINDS.items() for row in rows)


def join_hedges(kind: str, *, without: Hedge | None = None) -> str:
    """Return the pattern of a kind of token; `without` leaves out one of its rows."""
    around, rows = _KINDS[kind]
    return around.format("|".join(_spell(row.pattern) for row in rows if row is not without))


def _spell(pattern: str) -> str:
    """Put the words in the place of their names, those of the words too."""
    return re.sub(r"<([a-z_]+)>", lambda named: _spell(_WORDS[named[1]]), pattern)
