"""The words that attribute, and what each takes as what was said."""

from __future__ import annotations

CLAUSE = 1
"""Takes a clause or a quotation: "said that", "noted", "explained"."""
OBJECT = 2
"""Takes an object too: "praised the plan", "called her a liar"."""
INFINITIVE = 4
"""Takes "to" and a verb too: "vowed to", "urged them to"."""

_CLAUSE = """
add admit affirm allege answer argue assert assure attest avow boast brag caution claim comment complain
concede conclude confess confide confirm contend continue convey counter declare deem disclose elaborate emphasize
emphasise estimate exclaim explain find grumble hint imply indicate inform insist interject intone joke lament
maintain mention muse mutter note notify object observe opine point post preach predict proclaim project pronounce
protest quip read reason recall recount reflect reiterate relate remark remind reply report respond retort reveal say
scoff scream shout shriek show snap speculate state stress suggest swear tell testify text theorize think tweet
underline underscore verify volunteer warn whisper write yell
"""
_OBJECT = """
accuse acknowledge address announce ask blame blast call charge cite compare condemn criticize criticise
decry defend demand denounce deny describe dismiss dispute echo hail highlight label liken list mock praise
predict promise propose question quote rebut recommend refer reject repeat repudiate request slam tout recall
"""
_INFINITIVE = """
advise agree ask call challenge claim demand encourage implore order pledge promise propose threaten urge vow
request recommend
"""
_IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "writing": "write", "thought": "think",
    "found": "find", "swore": "swear", "sworn": "swear", "read": "read", "shown": "show", "forbade": "forbid",
    "snapped": "snap", "quipped": "quip", "bragged": "brag", "slammed": "slam", "referred": "refer", "reffering": "refer",
    "rebutted": "rebut", "admitted": "admit", "snapping": "snap", "quipping": "quip", "bragging": "brag",
    "slamming": "slam", "referring": "refer", "rebutting": "rebut", "admitting": "admit",
}  # fmt: skip


def _forms(verb: str) -> list[str]:
    """A regular verb's forms: note, notes, noted, noting."""
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb[-1] == "y" and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    s = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return [verb, verb + s, verb + "ed", verb + "ing"]


def _verbs() -> dict[str, tuple[str, int]]:
    kinds: dict[str, int] = {}
    for words, kind in ((_CLAUSE, CLAUSE), (_OBJECT, CLAUSE | OBJECT), (_INFINITIVE, CLAUSE | INFINITIVE)):
        for verb in words.split():
            kinds[verb] = kinds.get(verb, 0) | kind
    forms = {form: (verb, kind) for verb, kind in kinds.items() for form in _forms(verb)}
    return forms | {form: (verb, kinds[verb]) for form, verb in _IRREGULAR.items() if verb in kinds}


VERBS: dict[str, tuple[str, int]] = _verbs()
"""Each form of each saying verb: the verb and what it takes."""
