"""The words that attribute, and what each takes as what was said."""

from __future__ import annotations

CLAUSE, OBJECT, INFINITIVE = 1, 2, 4
"""What a verb takes: "said that ...", also "praised the plan", also "vowed to ..."."""


def words(text: str) -> frozenset[str]:
    """The words of a word list."""
    return frozenset(text.split())


_CLAUSE = words("""
acknowledge add admit affirm allege answer argue assert assure attest avow boast brag caution claim clarify comment
complain concede conclude confess confide confirm contend convey counter declare deem demand deny disclose emphasize
emphasise estimate exclaim explain find grumble hint imply indicate inform insist interject intone joke lament
maintain mention muse mutter note notify object observe opine point preach predict proclaim project pronounce protest
quip read reason recall recount reiterate reject relate remark remind reply report request respond retort reveal say
scoff scream shout shriek show snap speculate state stress suggest swear tell testify text theorize tweet underline
verify warn whisper write yell
""")
_OBJECT = words("""
accuse acknowledge affirm announce argue ask blame blast brag call charge cite claim complain condemn confirm criticise
criticize decry defend denounce deny describe detail disclose discuss dismiss dispute emphasize explain hail joke label
lament liken list mention note opine outline praise predict promise propose question quote rebut recall recommend
recount refer reiterate reject repeat report reveal say slam stress tout tweet urge vow warn
""")
_INFINITIVE = words("""
advise ask call claim declare demand encourage implore order pledge promise propose recommend request threaten urge vow
warn
""")
_QUOTATION = words("""
agree bark begin chant continue cry elaborate go interrupt laugh offer post pray press reflect sigh sing smile start
tease think volunteer wonder
""")
_IRREGULAR = {
    "said": "say",
    "told": "tell",
    "found": "find",
    "read": "read",
    "shown": "show",
    "wrote": "write",
    "written": "write",
    "swore": "swear",
    "sworn": "swear",
    "went": "go",
    "goes": "go",
    "began": "begin",
    "thought": "think",
}
_DOUBLED = words("admit begin brag quip rebut refer slam snap")

QUOTATION_ONLY = _QUOTATION
"""Verbs that attribute only where a quotation stands beside them: "went on", "continued"."""

RETOLD = words("""
admit allege announce argue ask call claim clarify deny describe note promise recall reply report say suggest tell
testify warn write
""")
"""Verbs that make a statement of its own within what somebody else says: "Roe said that Poe had told her"."""

NOUNS = words("""
accusation accusations admission allegation allegations announcement argument arguments assertion assertions assurance
assurances call calls charge charges claim claims complaint complaints contention declaration demand demands insistence
pledge pledges plea pleas prediction predictions promise promises report reports request requests statement statements
suggestion suggestions threat threats vow vows warning warnings
""")
"""What somebody makes by speaking: "the mayor's claim that"."""

UTTERING = words("""
gave give gives giving issue issued issues issuing made make makes making offer offered offering offers repeat repeated
repeating repeats
""")
"""Forms of verbs with which somebody makes it: "made the claim that"."""

FINDINGS = words("find reveal show")
"""Verbs that attribute only with a clause: "the poll found that"; a lost key is found, too."""

DOCUMENTS = words("""
article blog email interview letter memo message note op-ed release report response speech statement tweet
""")
"""What people say things in: "issued a statement saying"."""


def _forms(verb: str) -> list[str]:
    """A regular verb's forms: note, notes, noted, noting."""
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb[-1] == "y" and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    s = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    stem = verb + verb[-1] if verb in _DOUBLED else verb
    return [verb, verb + s, stem + "ed", stem + "ing"]


def _verbs() -> dict[str, tuple[str, int]]:
    takes: dict[str, int] = {}
    for verbs, kind in ((_CLAUSE | _QUOTATION, CLAUSE), (_OBJECT, CLAUSE | OBJECT), (_INFINITIVE, CLAUSE | INFINITIVE)):
        for verb in verbs:
            takes[verb] = takes.get(verb, 0) | kind
    forms = {form: (verb, kind) for verb, kind in takes.items() for form in _forms(verb)}
    return forms | {form: (verb, takes[verb]) for form, verb in _IRREGULAR.items()}


VERBS = _verbs()
"""Each form of each saying verb: the verb and what it takes."""

CUES = VERBS.keys() | NOUNS | {"according"}
"""Every word that attributes."""


_BEFORE_NOUNS = words("a an every her his its my no our the their united your")
_MOSTLY_NOUNS = words("""
answer argument charge charges comment comments demand demands estimate estimates list mention order orders pledge
pledges point points project projects protest protests question questions reading reason reasons remark remarks request
requests state states statement statements text texts threats
""")
_BEHIND_VERBS = words("if out that to whether")


def attributes(word: str, before: str, after: str, thatted: bool, quoting: bool) -> bool:
    """Whether a word can attribute between two others, in small letters; whether its sentence has a "that", and quotes.

    What it asks for is little: it spares the parser the sentences in which nobody can be said to say something.
    """
    if word == "according" or (word in NOUNS and (thatted or after == "to")):
        return True
    if word not in VERBS or before == "not" or (before in _BEFORE_NOUNS and not word.endswith(("ing", "ed"))):
        return False
    if quoting:
        return True
    asserts = before != "i" and VERBS[word][0] not in QUOTATION_ONLY
    return asserts and (after in _BEHIND_VERBS or word not in _MOSTLY_NOUNS)
