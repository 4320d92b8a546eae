"""What is written in pieces or said in a phrase, and the words that say the same: « u a i », « uai »."""

import re

# How one comes to the school, which is nothing of ours: « Comment y aller », « Moyens d'accès ».
_COMING = (
    r"(comment|facons?|moyens?|manieres?) ((d|de|pour|on|nous|vous|y|s|se) )*"
    r"(aller|alle|venir|vient|venez|arriver|arrive|acceder|accede|rejoindre|trouver|rendre|garer|stationner|circuler)"
    r"( (au|a|a l|vers le|jusqu au|jusqu a l|dans l|dans le|le|l) (lycee|lp|etablissement|cfa|site|ecole))?$"
)
# « Comment s'inscrire »: a question, and no « comment. » cut short.
_HOW = (
    r"comment (?!particulier|courrier|dossier|\w*aires?\b|libre|autre)"
    r"(?=(y|s|se|on|nous|vous|ca|avez|faire|fait|est|sont|sera|seront)\b|\w{2,}([eo]?ir|er|[dtiv]re)\b)"
)
# What a form asks at its foot: « Avez-vous quelque chose à ajouter ? », « Souhaitez-vous préciser un point ? ».
_SOMETHING = r"(quelque chose|rien|(d )?autres? choses?|(un |une |d |des |vos |autres? )*(point|element|detail|precision|remarque|commentaire)s?)"
_TELL = r"(ajouter|preciser|signaler|dire|faire savoir|indiquer|partager)"
_ADDED = (
    rf"^((avez|auriez) vous |y a t il |reste t il )?({_SOMETHING} )?( ?a (nous )?){_TELL}$"
    rf"|^((souhaitez|voulez|voudriez|desirez)( vous)?|besoin (de|d)) (nous )?{_TELL} {_SOMETHING}$"
)
# Who is counted: « Pers. max », « Nb de personnes par créneau », and no person to ask.
_OF_EACH = (
    r"max\w*|au (plus|maximum)|recue?s?|accueillie?s?|convoquee?s?"
    r"|(par )?(creneau|seance|groupe|session|rdv|entretien|heure|demi journee|journee|jour|date|passage)s?"
)
_HEADS = (
    rf"((?<!\w)max\w* (?:de |d )?(?=pers|tete)|(?:nombre|nb|nbre|combien|effectif) (?:de |d )?(?=\w+ ({_OF_EACH})\b))"
    r"(personne|pers|tete)s?\b"
)
_MOST_HEADS = rf"(personne|pers|tete)s?(?= ({_OF_EACH})\b)"
# Folded, the first that comes first; what a phrase says may hold words of the lexicon only.
_PIECES = (
    (_COMING, "transport"), ("^(plans? d |moyens? d )?acces$", "transport"), (r"(eleve|candidat|jeune)s? (accepte|admis|prevu|attendu)e?s? (au|a|aux|en|par|a l|pour l|lors de l) ?(?=(chaque )?(rdv|entretien|oral|oraux|rencontre|seance|creneau)s?\b)", r"\1 recus par "),
    (_ADDED, "nota"), (_HEADS, r"\1 eleves"), (_MOST_HEADS, "eleves"), (_HOW, "maniere "), (r"(journee|seance|jour|stage)s? d observation", "stage"),
    ("rendez vous", "rdv"), (r"(a |ce qu il faut |infos? a )(dire|rappeler|communiquer|transmettre|preciser|signaler|expliquer|indiquer) (aux|a la|a l|au|a) (famille|eleve|collegien|candidat|jeune|parent|interesse|college)s?\b(?! (le|date|avant|pour)\b)", "nota"), (r"circonscriptions? (de l |d |des |de )?(ien|inspection)( io| iio| d orientation| de l orientation| information et orientation)", "zone"), ("(dans la |a la )?limite( maxi| maximale)? (de|d|a)$|(jusqu )?a concurrence de|(au|pas) plus (de|d)$|(dans la |a la )limite (de|d) (?=(places?|eleves?|candidats?|jeunes?)$)", "maximum"), (r"(nombre|nb|nbre)s? (de |d )?(inscrit|preinscrit|candidat)s? (possible|admissible|acceptable|autorise|maximum|maxi|max)s?$", "nb eleves maxi"), (r"(capacite)s? prevues?$", r"\1"), (r"seuils? max(i|imum|imal)?s?\b", "plafond"), (r"(lycee|lp|lpo|etablissement)s? (de |du |des |en |dans )(le |la )?(seine saint denis|seine et marne|val de marne|93|94|77|(notre )?departement)", r"\1"), (r"semaines? (et|ou) (de |les )?jours?|jours? (et|ou) (les )?semaines?", "jours"), (r"(date|jour) (d |de l |de )?(entree|arrivee) (du|de la|des) (?=(dossier|candidature|demande|fiche))", "date inscription "), (r"(d |pour l |a l )?affectation (?=(souhait|demand|vis|voul))", ""), (r"(a )?fai(t|re|sant) acte de candidature", "candidature"), (r"prise?s? en compte (?=(le|du)\b)", "enregistree "), (r"(dates?|jours?|le) (de la |du |de l |de |d )?(remontee|annonce)s?$", "emission le"), ("nom (de famille|d usage) (et |puis )?prenoms?", "nom prenom"), ("(formation|niveau) (actuelle? )?(de|en) (3e|3eme|troisieme)", "classe origine"), ("option ou famille", "option"), ("(se )?(tient|tiennent|tiendra|tiendront|deroule|deroulent|deroulera|derouleront|(a|ont|aura|auront) lieu)", ""), ("(temps|moment)s? d (echange|entretien)s?", "entretien"), (r"permanences? (?=((d|des|pour|les|l) )*(entretien|rdv|rencontre|oral))", ""), ("^accueil des (candidat|jeune|famille)s?", "entretien"), ("(e|adr(esse)?s?( de)?( la)?) (mail|messagerie)", "mail"), ("adr(esse)?s? (electronique|courriel|mel)s?", "mail"), ("((ligne|poste|numero)s? )?(telephonique|de telephone)s?", "telephone"), ("lignes? (directe|fixe)s?", "telephone"), ("u a i", "uai"), ("r n e", "rne"),
    ("i n e", "ine"), ("(petit nom|lib prenom|libelle (du )?prenom)", "prenom"), (r"(famille|domaine|dom|secteur|filiere|champ|bac|lycee|lyc)s? prof", r"\1 professionnel"), ("groupe classe", "classe"), ("grand public", ""), ("en ligne", ""), ("a (la|chaque) fois", "par seance"), ("jour j", ""), (r"reunions? ((d )?entretiens?|de (recrutement|positionnement|motivation|selection))", "entretien"), (r"(lettre|courrier|pli)s? (?=(est )?(envoye|expedie|poste|parti|transmi))", "missive "), (r"(entretien|oral|rdv) (est )?fait (?=le\b)", r"\1 "), ("savoir d autre", "nota"), ("(avis )?(tres favorable )?favorable( ou)? reserve( ou)?( defavorable)?", "avis"), ("temps plein", "scolaire"), ("la (ou )?pas la", "present"), ("(l )?annee en cours", "actuel"), ("vue? (ou )?(pas|non) vue?", "present"), (r"(a )?ne pas oublier|bon a savoir|bloc notes|(autres?|avez vous des) (infos?|informations?|precisions?|remarques?)( a apporter)?", "nota"), (r"([a-z]{3,})1", r"\1 1"), (r"(convoc|convoquee?|convocation|invitee?|conviee?)s?( fixee?s?)? (pour( le)?|au)", "entretien le"), (r"formulaires? (?=(est )?(rempli|complete|depose|soumis|saisi))", "inscription "), ("convocables?|convocations? possibles?", "candidats pouvant recus"), ("susceptibles? d etre", "pouvant"), ("entree dans (la procedure|le dispositif)", "inscription"), ("(sortie|retrait) (de la procedure|du dispositif)|(a )?laissee? tomber", "annule"), ("lycees? d enseignement", "lycee"), (r"lycees?(( et| ou)? (general|technologique|polyvalent))+( et| ou)? professionnels?", "lycee professionnel"), (r"(lycee|lp|lpo|etablissement) (ayant|qui a) (recu|vu|accueilli|auditionne|entendu|convoque)( l| le| les)?( eleve| candidat| jeune)?s?", r"\1 accueil"), (r"(va|ira) (vers|a|au|en) (l |le |la |un )?(?=etab|ets|lycee|lp|cfa)", "accueil "), (r"^((eleve|candidat|jeune) )?(est )?attendue? pour", "entretien"), (r"(manquee?|ratee?) (a |au |le |l |son )*(?=rdv|entretien|oral|rencontre)", "absent "), (r"per (?=(d |des |de |l )*(entretien|rdv|oral))", "periode "), ("(assurant|dispensant|offrant) la formation", ""), ("(mercredi|jour)s? (et|ou) (les )?autres? jours?", "jours"), ("mercredis (?=propose|retenu|prevu|fixe|reserve)", "jours "), ("sous convention (?=passpro)", ""), ("l interessee?", "eleve"), (r"ne (vient|viendra|veut|donne) (plus|pas)( suite)?", "annule"), ("chefs? lieux?( (ou |et )?(de )?(commune|canton|ville))?", "commune"), ("pp (ou )?hp", "passpro"), ("^((nombre|nb|nbre) (d |de )?)?(inscription|candidature)s? (possible|maximum|maxi|max)s?$", "nb eleves maxi"), ("^(combien )?((on|nous) )?((peut|peux|pouvons|pouvez)( on| nous| vous)? )?en (prendre|recevoir|accueillir|voir|convoquer|prend|recoit|accueille|voit|convoque)( on| combien)?$", "nombre"), ("mon avis", "avis perso"), (r"zones? d animation( pedagogique)?|secteurs? (d |de )?(orientation|recrutement)|circonscriptions? (io|iio|d orientation)|reseaux? d etablissements?", "zone"), ("(pole|groupe|champ)s? de competences?", "pole"), (r"(lycee|lp|lpo|etablissement)(s?( pro)?) (du|de notre) (reseau|bassin|district)", r"\1\2"), ("d attente (et |ou )?(?=d entretien)", ""), (r"validation (?=(de l |de mon |d |des )?avis\b)", "emission "), (r"^saisie? ((par|au|du) )?(le )?(?=(college|clg)\b)", "inscription "), (r"(en cours|acti(f|ve)|maintenue?|validee?|confirmee?) (ou )?(?=annul)", ""), (r"annulee? (ou )?(en cours|active|maintenue|valide\w*|confirmee)", "annulee"), ("n b", "nota"), ("nbp", "nb places"), ("classement du voeu", "rang voeu"), (r"ind coll?", "individuel collectif"), ("p a", "pa"), (r"mef\d+", "mef"), (r"mefstat\d+", "mefstat"), ("m e f", "mef"),
    (r"(etablissement|etab|lycee|lp|lpo|college|clg)( \w+)? (codes?|n|numero|rne) (et )?(nom|libelle|denomination)$", r"\1\2 uai nom"),
    (r"(de |pour |a )?l (an|annee) prochaine?", "rentree"), (r"(?<=rentree) (20)?2\d", ""), (r"passer? par (?=passpro)", ""),
    (r"(type|nature|categorie) de (3e|3eme|troisieme)s?", "classe origine"), ("ca (commence|demarre|debute)", "debut"), ("ca (finit|termine|s arrete)", "fin"),
    (r"(a laquelle |auquel |ou )?(l |les )?(eleve|candidat|jeune)s? (doi(t|vent)|devr(a|ont)) (se )?(rendre|presenter|venir)", "entretien"),
    (r"deva(it|ient) (venir|se presenter|passer)", "entretien prevu"), (r"(?<=\w) (le )?jour j$", ""), ("^en date du$", "date"), ("segpa (?=d origine)", "college "),
    (r"bureaux? distributeurs?|(libelle )?(d )?acheminement$", "communepostale"),
    (r"chef(fe)?s? (de|des) travaux", "ddfpt"), (r"remontees? (?=(de l |de mon |d |des |du )avis\b)", "emission "), (r"equipes? (pedagogique|enseignante|de direction)s? (?=((du|de l|des|de la|d) )?(lp|lpo|lycee|cfa|sep|mfr|etablissement d accueil|accueil)\b)", "jury "), ("affaires? suivies? par|a l attention de", "contact"), ("nota bene", "nota"), ("autres? choses?", "divers"), ("a preciser", "nota"), (r"(precisions?) a apporter", r"\1"), ("a apporter a noter", "nota"), (r"conseils? (aux|pour|a) (les |l )?\w+", "consigne"),
    (r"(pieces?|documents?|affaires?|papiers?) (a|qu il faut) (apporter|fournir|prevoir|presenter|joindre|remettre)", "consigne"),
    ("secteurs? (geo|geographique|territorial)s?", "district"), ("zones? (de recrutement|geo)", "zone"), ("(zone|champ)s? libres?", "zonelibre"), ("groupes? (de |des )?(specialite|metier)s?", "famille metier"), ("(ou )?hors famille", ""),
    (r"(mi|demi) journee", "journee"), (r"(demi) journees", "journees"), ("l as", "unss"), ("l p o", "lpo"), ("l p", "lp"),
    ("pass pro", "passpro"), ("c a p", "cap"),
    (r"(etablissement|etab|ets|etabl|lycee|lp|lpo)s? referent", r"\1"),
    (r"(commune|ville|localite) ((et|ou) )?(son |le )?(code )?(postal|cp|insee)$", "communepostale"), (r"(code postal|cp) ((et|ou) )?(la )?(commune|ville|localite)$", "communepostale"),
    (r"^(rectorat|dsden|saio|academie) (?=(ref|code|n|no|num|numero|id|identifiant|cle)( (de|d|du|l))* (offre|voeu)$)", ""), (r"(offre|voeu) (rectorat|dsden|saio|academique|academie)$", r"\1"),
    (r"avis a (transmettre|rendre|donner|formuler|saisir|emettre|porter|remonter|communiquer|remettre)$", "avis rendu"),
    (r"(impression|ressenti|sentiment|appreciation|avis) (general|global)e? (?=(de la|du|des) (jury|commission|examinateur|recruteur))", r"\1 "),
    (r"(dans|sur|sous) (l |la |le )?(appli|application|plateforme|outil|portail|logiciel)", ""), (r"d ubi (il|elle|ils|elles) vien(t|nent)", "origine"),
    (r"^((eleve|candidat|jeune)s? )?(est )?appelee?s? pour( le)?$", "entretien le"), (r"(mail|courriel|sms|mel|message|texto)s? (?=(est |ete )?(envoye|expedie|parti|transmis|adresse))", "missive "),
    (r"date (de |du |de la |d )?(lettre|courrier|pli|mail|courriel)$", "missive envoyee le"), (r"^(lettre|mail|courriel)s? du$", "missive envoyee le"),
    (r"^(est |entre |inclus )?(dans|fait partie d[ue]|releve d[ue]|participe a|concernee? par|soumise? a)( le| la)? (dispositif|procedure)$", "passpro"),
    (r"(un |petit )*mot (du |de l |de la |pour |des |les |aux )+(lycee|etablissement|proviseure?|direction|chef|famille|eleve|candidat)s?", "nota"), (r"(ce qu il |a |il )?(faut )?(ne pas )?pens(er|ez) a|pense betes?|messages? (aux|pour les|a l attention des) (famille|eleve|candidat)s?", "nota"),
    (r"(metier|filiere) (?=d activite)", "secteur "), (r"(filiere|famille|domaine|secteur)s? (de |du |des |d )?metiers?", "famille metier"),
)  # fmt: skip


def spelt(folded: str) -> str:
    """Return a folded header, what is written in pieces put together: « U.A.I. », « e-mail »."""
    for written, word in _PIECES:
        folded = re.sub(rf"\b{written}\b", word, folded)
    return folded
