"""What a month, a day, hours look like before they are put right: pieces of patterns, case ignored."""

MONTH = r"(?:janv|f[ée]vr|mars|avr|mai\b|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c)"
DAY = r"(?:lun|mar|mer(?:cre)?|jeu|vendre|ven|same|sam)(?:di)?\.?"
WRITTEN = rf"(?:\b{DAY} )?\b[\dO]{{1,2}}(?:er)? ?(?:/ ?\d\d?|{MONTH}[a-zéû]{{0,6}})(?: ?\d{{4}})?"
SPAN = r"(?:de |entre )?\d\d? ?h(?: ?\d\d)? ?(?:à|a|-|–|et) ?\d\d? ?h(?: ?\d\d)?"
# Words that a number may touch, before and after it.
BEFORE = (
    r"lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|lun|merc?|jeu|ven|sam|janvier|f[ée]vrier|mars|avril|mai|juin|juillet"
    r"|de|le|les|du|au|des|et|d[eè]s|puis|vers|entre|jusqu[’']?[àa]|matin|matin[ée]e|apr[eè]s[ -]midi|place|places|salle|accueil|horaires?"
)
COUNTED = "mars|avril|mai|places?|[ée]l[eè]ves?|candidats?"
AFTER = (
    rf"lundi|mardi|mercredi|jeudi|vendredi|samedi|janvier|f[ée]vrier|{COUNTED}|juin|juillet|de|du|le|les|au|aux|et|en|puis|pour|par|dans|avec"
    r"|matin|matin[ée]e|apr[eè]s|salle|entretiens?|individuels?|collectifs?|b[aâ]timent|b[aâ]t|amphi|CDI|lyc[ée]e"
)
# What follows « 24.3 » or « 24.3. » where it is a day, not « 12.5 de moyenne ».
AFTER_POINTS = r"(?=[ \n]*(?:[;:(/)–-]|, ?(?!\d\b)|et |à |de \d|(?:le |au )?(?:matin|apr)|\d\d? ?h|\d\d?[.:]\d\d|$))"
LASTS = (("mars", 31), ("avril", 30), ("mai", 31))
WEEKDAY = "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi)"
NAMES_A_NUMBER = (
    "(?<!roupe )(?<!jury )(?<!salle )(?<!session )(?<!séance )(?<!jour )(?<!date )(?<!choix )"
)
SEATS = r"(?:pers|pl|[ée]l[eè]v|cand|jeunes)"
# Words that a blank cuts in two: « Hora ires », « éle ves ».
WHOLE = ("horaires", "entretiens", "individuels", "collectifs", "candidats", "séances", "places", "élèves")  # fmt: skip


def cut_word(word: str) -> str:
    """Return what a word looks like with a blank in it, with its last letter or without, as a pattern."""
    cuts = (f"{word[:at]} {word[at:-1]}{word[-1]}?" for at in range(2, len(word) - 2))
    return "|".join(cuts).replace("é", "[ée]").replace("è", "[èe]")
