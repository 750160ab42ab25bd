"""What the parse of a sentence says about one saying verb: who speaks, and whether they are said to have spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from index.english.lexicon import words
from index.english.saying import DOCUMENTS, VERBS
from index.syntax import text_of

if TYPE_CHECKING:
    from index.syntax import Token

_RELATIVES = words("who which that")
_BORROWS = words("xcomp acomp advcl conj pcomp ccomp dep")
_WHEN = words("when whenever if once")
_REFUSALS = words("""
avoided avoids decline declined declines declining fail failed failing fails refusal refuse refused refuses refusing
short stop stopped stops unable unwilling without
""")
_ASPECTS = words("""
began begin beginning begins continue continued continues continuing go goes going gone keep keeps kept paused proceeded
proceeds start started starts starting takes taking took used uses using went
""")
_NOTHING = words("little nothing")
_DID = words("did do does")
_ACTIVE = words("add argue explain post reply respond say tweet write")
_INVERTED = words("add explain report say write")
_OWN = words("about after before by for in of to")


class Subject(NamedTuple):
    """Who speaks, as the parse has it: the noun, and for "who" or "which" the noun it stands for."""

    noun: Token | None
    antecedent: Token | None = None
    passive: bool = False


def subject(verb: Token) -> Subject:
    """The verb's own subject, or the one it shares with the verb or noun it hangs on."""
    nouns = [c for c in verb.children if c.dep_ == "nsubj"]
    if nouns:
        # In "The bridge is safe, said Ms. Roe" and "what Ms. Roe said was late" the parser may see two.
        own = nouns[-1] if nouns[-1].i > verb.i or nouns[0].tag_[0] == "W" else nouns[0]
        return Subject(own, verb.head if own.lower_ in _RELATIVES and verb.dep_ == "relcl" else None)
    passive = is_participle(verb) or any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    if passive:
        agents = (p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj")
        return Subject(next(agents, None), passive=True)
    if _is_mistagged(verb):
        return Subject(verb.head)
    if (resumed := _resumed(verb)) is not None:
        return Subject(resumed)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return Subject(_governing(verb) if is_aside(verb) else _author(verb.head))
    if shown := _shown(verb):
        return Subject(shown)
    noun = _borrowed(verb)
    if noun is None and (verb.tag_ in ("VBD", "VBZ", "VBP") or _is_finite(verb)):
        behind = _name_behind(verb)
        inverted = behind is not None and _is_inverted(verb, behind)
        noun = behind if inverted else _noun_before(verb) or _opening(verb)
        if noun is None and behind is not None and not _is_told_of(behind, verb):
            noun = behind
    if noun is None and verb.dep_ == "pcomp" and verb.head.lower_ in _OWN:
        noun = _governing(verb)
    return Subject(noun)


def _is_mistagged(verb: Token) -> bool:
    """ "Ms. Roe, the mayor, tweeted in response: ..." is read as if somebody had tweeted Ms. Roe."""
    loose = verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.tag_.startswith("NNP")
    return loose and verb.doc[verb.i - 1].text == "," and VERBS[verb.lower_][0] in _ACTIVE


def _is_finite(verb: Token) -> bool:
    """Whether a participle is the past tense, read wrongly: "Ms. Roe called it late"."""
    return verb.tag_ == "VBN" and verb.dep_ == "ROOT" and verb.i > 0 and verb.nbor(-1).tag_[:2] in ("NN", "PR", "DT")


def _is_inverted(verb: Token, noun: Token) -> bool:
    """Whether a name behind a verb is its subject: "“It is late,” said Ms. Roe", "..., reports the Gazette."."""
    if verb.i == 0 or noun.tag_[:3] not in ("NNP", "PRP") or VERBS[verb.lower_][0] not in _INVERTED:
        return False
    before, behind = verb.nbor(-1).text, noun.right_edge.i + 1
    return before == '"' or (before == "," and (behind == len(verb.doc) or verb.doc[behind].text == "."))


def _author(noun: Token) -> Token:
    """Of "Ms. Roe issued a statement saying ..." the author, Ms. Roe; of other nouns the noun itself."""
    if noun.lower_ in DOCUMENTS and noun.dep_ in ("dobj", "pobj"):
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        return next((c for c in verb.children if c.dep_ == "nsubj"), noun)
    return noun


def _resumed(verb: Token) -> Token | None:
    """Of "Ms. Roe said that Poe had left, adding ..." Ms. Roe, though the parse hangs what she adds on what Poe did.

    What is told to somebody, as in "telling his friends that", he may have told them in her story.
    """
    if not is_aside(verb) or {"dobj", "ccomp"} <= {c.dep_ for c in verb.rights}:
        return None
    part = verb.head
    while part.dep_ in ("conj", "xcomp", "advcl") and part.head.i < part.i:
        part = part.head
    spoke = part.lower_ in VERBS and has_subject(part)
    told = part.dep_ == "ccomp" and not spoke and part.head.i < part.i and part.head.lower_ in VERBS
    noun = next((c for c in part.head.lefts if c.dep_ == "nsubj"), None) if told else None
    return None if noun is None or noun.lower_ in _RELATIVES else noun


def _borrowed(verb: Token) -> Token | None:
    """The subject of the verb this one hangs on: "Ms. Roe went on to say", "adding that"."""
    for _ in range(4):
        head = verb.head
        if verb.dep_ not in _BORROWS or head == verb:
            return None
        if verb.dep_ == "xcomp" and verb.tag_ == "VB" and head.lower_ not in _ASPECTS:
            asked = next((c for c in head.children if c.dep_ == "dobj"), None)
            if asked is not None:
                return asked
        verb = head.head if verb.dep_ == "pcomp" else head
        shared = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if shared is not None:
            return verb.head if shared.lower_ in _RELATIVES and verb.dep_ == "relcl" else shared
    return None


def _governing(verb: Token) -> Token | None:
    """Who does what a participle tells, in the clause it is part of: "left, saying", "the risk of saying", "praised
    Poe for saying".
    """
    token = verb
    while token.head != token:
        told = token.lower_ == "for" and next((c for c in token.head.rights if c.dep_ == "dobj"), None)
        token = token.head
        nouns = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "poss")]
        if told or nouns:
            own = told or nouns[0]
            return token.head if own.lower_ in _RELATIVES and token.dep_ == "relcl" else own
    return None


def _noun_before(verb: Token) -> Token | None:
    """The noun just before a verb to which the parser gave no subject."""
    i = verb.i - 1
    while i >= 0 and (verb.doc[i].tag_ in ("RB", "MD", ",") or verb.doc[i].tag_[0] == "V"):
        if verb.doc[i].text == "Will" and i > 0:
            return verb.doc[i]  # the name
        i -= 1
    if i < 0:
        return None
    noun = verb.doc[i]
    while noun.dep_ != "ROOT" and noun.head.i < verb.i and noun.head.tag_[0] in "NPC":
        if noun.dep_ == "appos" and noun.tag_[0] == "N" and noun.head.i < noun.left_edge.i - 1:
            break
        if noun.dep_ == "conj" and noun.left_edge.i and noun.nbor(noun.left_edge.i - noun.i - 1).text == ",":
            break  # "After a talk of the two, Ms. Roe said" tells of no third
        noun = noun.head
    return noun if noun.tag_[:2] in ("NN", "PR") else None


def _name_behind(verb: Token) -> Token | None:
    """The name just behind a verb without a subject: "said Ms. Roe, who ..."."""
    if verb.i + 1 >= len(verb.doc):
        return None
    noun = verb.doc[verb.i + 1]
    if noun.tag_[:3] not in ("NNP", "DT", "PRP") or noun.dep_ == "npadvmod":
        return None  # "announced Friday"
    while noun.head.i > noun.i and noun.head.tag_[0] in "NP":
        noun = noun.head
    return noun if noun.tag_[0] in "NP" else None


def _shown(verb: Token) -> Token | None:
    """Of "The day ended with Ms. Roe asking ..." Ms. Roe, where the verb is read as hanging on the other verb."""
    before = verb.nbor(-1) if verb.i else verb
    loose = verb.tag_ == "VBG" and verb.dep_ in ("advcl", "xcomp") and verb.head.i < before.i
    named = before.tag_.startswith("NNP") and before.dep_ == "pobj" and before.head.lower_ in ("of", "with")
    return before if loose and named else None


def _is_told_of(noun: Token, verb: Token) -> bool:
    """Whether a noun behind a verb of saying begins what is said: "Says Roe would come".

    In "About four in ten say they would come" those who would come are those who speak, too.
    """
    told = noun.head
    apart = any(t.is_punct for t in noun.doc[noun.i + 1 : told.i]) or (noun.tag_ == "PRP" and verb.i > 0)
    return noun.dep_ in ("nsubj", "nsubjpass") and told.i > noun.i and told != verb and not apart


def _opening(verb: Token) -> Token | None:
    """Of "Roe summed it up, denounced Poe and said ..." Roe, where the first verb is read as hanging on the second."""
    while verb.dep_ == "conj":
        verb = verb.head
    first = next(verb.lefts, verb)
    clause = first.dep_ in ("advcl", "ccomp") and first.tag_ in ("VBD", "VBZ")
    opens = next((c for c in first.lefts if not c.is_punct), None) if clause else None
    return opens if opens is not None and opens.dep_ == "nsubj" else None


def has_subject(verb: Token) -> bool:
    """Whether a verb has a subject of its own."""
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def asserts(verb: Token) -> bool:
    """Whether the sentence says that it was said, not that it might be, should be or is to be."""
    if verb.dep_ in ("xcomp", "pcomp", "advcl") and verb.head.lower_ in _ASPECTS:
        return verb.head.tag_ != "VB" or asserts(verb.head)
    if verb.tag_ == "VB":
        return any(c.lower_ in _DID for c in verb.lefts)
    return verb.dep_ not in ("ccomp", "xcomp") or is_fronted(verb)


def is_fronted(verb: Token) -> bool:
    """Whether a verb is read as what the verb behind it gives as said: the main verb, often, read wrongly."""
    return verb.dep_ == "ccomp" and verb.i < verb.head.i


def is_participle(verb: Token) -> bool:
    """Whether something is said to the subject, not by it: "Asked about the study, Ms. Roe said ..."."""
    if verb.tag_ not in ("VBN", "VBD") or has_subject(verb) or any(c.lower_ == "having" for c in verb.lefts):
        return False
    return (verb.dep_ == "advcl" and verb.i < verb.head.i) or (verb.i > 0 and verb.nbor(-1).lower_ in _WHEN)


def is_denied(verb: Token) -> bool:
    """Whether the sentence says that it was not said: "Roe never said", "Roe declined to say"."""
    refused = verb.dep_ in ("xcomp", "pcomp", "acl") and verb.head.lower_ in _REFUSALS
    refused |= verb.dep_ == "pcomp" and verb.head.head.lower_ in _REFUSALS
    return refused or any(c.dep_ == "neg" or (c.dep_ == "dobj" and c.lower_ in _NOTHING) for c in verb.children)


def is_aside(part: Token) -> bool:
    """Whether a part is what the author adds: "claimed the land, leading others to move"."""
    before = text_of(part.doc)[: part.left_edge.idx].rstrip('" ')
    return part.tag_ == "VBG" and before.endswith(",")
