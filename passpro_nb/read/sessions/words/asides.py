"""What schools say besides, by several words: papers and decisions with their dates, names, places that are open.

Rows in the order in which they are tried: the kind of token, and its pattern. All is folded.
"""

from collections.abc import Iterable

_WE = r"\b(?:on|nous|je|j') ?"
_BODY = r"(?:conseil|reunion|commission|comite|equipe|direction|bureau|assemblee|concertation|ca|cpe|ddfpt|proviseure?|chef)"
_LETTER = r"(?:message|mail|courriel|courrier|e-mail|email|fax|lettre|rappel|rectificatif|version|circulaire|instruction|arrete|decret|loi|note(?: de service)?|infos?|v ?\d|version \d|document|fichier|tableau)"
_NAMED = r"(?:lycee|college|residence|gymnase|stade|arret|metro|station|esplanade)"
_WHOSE = r"(?:rectoral|ministeriel|academiqu|departemental|officiel|national|nationaux|hierarchiqu|intern)[a-z]*"


def list_asides(a_date: str, month: str) -> Iterable[tuple[str, str]]:
    """Return the patterns, given those of a date and of the name of a month."""
    return (
        # Papers and decisions, whose dates are no sessions.
        ("noise", rf"\b{_LETTER}s? (?:precedente? |initiale? |anterieure? |{_WHOSE} )?(?:(?:en date |datee? |envoyee? )?du|(?:recue?|envoyee?|ecrite?|transmise?|expediee?) (?:ce |le )) ?{a_date}(?: a \d\d? ?[h:] ?\d\d)?(?! (?:au|a) \d)"),
        ("noise", r"\b(?:modifie|relu|vu(?= par | [a-z]{2,5} )|mis a jour|mise a jour|maj|saisi|actualise|imprime|edite|verifie|corrige|redige)e?s?"
                  rf"(?: (?:[a-z]{{2,8}} )?le| par [a-z.]{{1,12}} le)?(?: [a-z]{{2,5}})? {a_date}(?! ?(?:a|de|:|-)? ?\d\d?(?:h|:\d))"),
        ("noise", rf"\b{_NAMED} (?:du )?\d{{1,2}}(?:er)?[ -]{month}(?! (?:au\b|a\b|\d))"),
        ("noise", r"\bannule(?:nt)? et remplace(?:nt)?\b(?! (?:ce(?:lle|lui)|l[ea]s?|l'|du)(?: dates?| jours?| seances?)? ?(?:\d|de|du|lun|mar|mer|jeu|ven))"),
        ("noise", r"\b(?:(?:copie|extrait|texte|contenu|transfert|rappel) (?:de la |de |du |d'une? |de notre |des ))?(?:reponse|message|mail|courriel|courrier|note|mot|texte|information|annonce|consigne)s?"
                  r" (?:de |du |de la |des |d'|(?:envoye|adresse|transmis|diffuse|expedie|parvenu)e?s? )[a-z'-]{2,12}(?: [a-z'-]{1,12}){0,5}(?= ?: )"),
        ("noise", r"\b(?:matinee|journee|demi-journee|apres-midi|semaine)s? (?:entierement )?(?:banalise|consacre|dedie|reserve)e?s? (?=(?:pour|aux|a|par) (?:les |des |nos |l'|vos )?(?:entretien|audition|candidat|passpro))"),
        # « Mme Mars », « Juillet », whose names are those of months.
        ("noise", r"(?:(?<=\bmme )|(?<=\bmlle )|(?<=\bm )|(?<=\bm\. )|(?<=\bmr )|(?<=\bmadame )|(?<=\bmonsieur ))(?:janvier|mars|avril|mai|juin|juillet|aout)\b(?! \d)"),
        ("noise", rf"\b(?:valide|arrete|decide|fixe|adopte|vote|approuve|acte|presente)e?s? (?:en|par|lors d[eu]|au|a|a l'issue d[eu]) ?(?:la |l'|le |notre )?{_BODY}\b[a-z' ]{{0,30}} (?:le |du |en date du ){a_date}(?= ?[:),])"),
        ("aside", r"\bhoraires? d'ouverture (?:du |de la |des |de l')(?:secretariat|loge|standard|accueil|lycee|etablissement|bureau|administration|scolarite|vie scolaire|cdi)[a-z]*"),
        # « (le lycée reste ouvert la première semaine des vacances) ».
        ("noise", r"\b(?:lycee|etablissement|cfa|site|campus|internat) (?:est|reste|sera|restera) (?:bien )?ouverte?\b[^\d.;:\n()]{0,60}(?= ?(?:[.;)\n]|$))"),
        # Those who were absent come again.
        ("noise", r"\b(?:eleve|candidat|jeune)?s? ?absents?(?: excuses?| justifies?)? (?:seront |sont |a )?(?:revus?|rattrapes?|reconvoques?|revoir)\b(?=,? (?:le |les |au |:|\d|lun|mar|mer|jeu|ven))"),
        ("noise", r"\ben cas d'(?:absence|empechement)s?(?: [a-z]+)?,? (?=(?:(?:un |une |la |le )?(?:seance|session|date|journee|entretien)s? de )?rattrapages?\b)"),
        ("noise", r"\bpermanences? (?:d'accueil )?sans (?:rendez[ -]?vous|rdv|inscription)s?(?: prealable)?(?=,? ?(?:le |les |:|\(|\d|lun|mar|mer|jeu|ven))"),
        ("denied", rf"{_WE}(?:abandonn|supprim|oubli|renonc|laiss)[a-z]*(?: tomber| a)?(?= (?:le|la|les|au|celui|celle)\b)"),
        # How many are received, and how.
        ("seat", r"(?:(?<=\d )|(?<=\d))inscrits?\b(?= ?(?:max|au max|par (?:seance|session|creneau|jour|groupe|demi)))"),
        ("seat", r"(?:(?<=\d )|(?<=\d))convocations?\b(?= ?(?:possibles?|max|au max|par (?:seance|session|creneau|jour|demi)))"),
        ("alone", r"(?:(?<=\brecu )|(?<=\brecue )|(?<=\brecus )|(?<=\brecues )|(?<=\bconvoque )|(?<=\bentendu ))seule?s?\b(?! (?:les?|la|l'|ceux)\b)"),
        # When it begins and ends.
        ("until", r"\b(?:fini(?:t|ra|ront|ssent|ssant)|s'acheve(?:nt|ra|ront)?|se termin(?:e|ent|era|eront|ant)|pren(?:d|nent) fin)(?: a| vers)?(?= \d\d? ?[h:])"),
        ("arrival", r"\baccueil (?:cafe )?(?:des |par les )?(?:parents?|familles?|eleves?|candidats?|jeunes?)(?=(?: a partir de| a| de| dez?| des| ?:)? ?\d\d? ?h)"),
        ("habit", r"\b(?:pendant|durant|sur|tout au long de|toute) (?:toute )?(?:la |le )?(?:periode|campagne|temps|duree)s?(?: de la (?:campagne|periode))?(?: (?:des|d') ?(?:entretien|audition)s?| passpro)\b(?! (?:du|de|d') ?\w)"),
    )  # fmt: skip
