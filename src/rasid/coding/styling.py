"""Names that depend on who speaks and where: what a party calls itself and its foes, and a name told short of its nationality."""

from __future__ import annotations

import itertools

from msgspec.structs import replace

from rasid.coding.draft import NO_PARTY
from rasid.lexicon import Lexicon
from rasid.model import Mention, Reading

NOBODY = "enemy"  # a party's word for its foe, that is no party's name
OWNER_REACH = 3  # words from a thing to whose it is: one not known, and «belonging to»
RANK_REACH = 3  # words of rank between whom somebody speaks for and his name


def named_parties(mentions: list[Mention]) -> set[str]:
    """Every party that a report names anywhere."""
    named = set()
    for m in mentions:
        data = m.data
        if told := data.get("party"):
            named.add(told)
        if of := data.get("of"):
            for p in of:
                if told := p.data.get("party"):
                    named.add(told)
    return named


def as_styled(mention: Mention, text: str, styled: dict[str, str], lexicon: Lexicon) -> str | None:
    """The party that calls itself by the words of a mention, clitics aside: للقوات المسلحة."""
    if not styled:
        return None
    words = lexicon.folder.fold(text[mention.span[0] : mention.span[1]])
    whole = (lexicon.matcher_article or "") + words[2:]
    for w in (words, words[1:], whole):
        if w in styled:
            return styled[w]
    return None


def name_by_speaker(mentions: list[Mention], text: str, styled: dict[str, str], lexicon: Lexicon) -> dict[str, str]:
    """«القوات المسلحة اليمنية» of a spokesman of the Houthis are theirs: a party that speaks goes by the names it gives itself.

    From its words on, unless the report lets the party whose name that is speak too. Returns whom the speaker's forces stand
    for throughout, where the party whose name they bear is not named: القوات البحرية is of the same side.
    """
    taken: dict[str, str] = {}
    voices: set[str] = set()
    spoken = [m for m in mentions if m.kind != "clause"]
    for m, after in itertools.zip_longest(spoken, spoken[1:]):
        if m.kind not in ("source", "party"):
            continue
        if (
            after is not None
            and m.kind == after.kind == "source"
            and after.first - m.last <= RANK_REACH
            and after.data.get("party")
            and any(
                as_styled(p, text, styled, lexicon) == after.data["party"] or lexicon.parties.generic(p.data.get("party"))
                for p in m.data.get("of") or []
            )
        ):  # المتحدث باسم القوات المسلحة العميد فلان: whose spokesman he is, his name says
            for p in (m, *m.data["of"]):
                taken[p.data.get("party") or ""] = after.data["party"]
                p.data["party"] = after.data["party"]
        if m.kind == "source" and m.data.get("party"):
            voices.add(m.data["party"])
        if m.kind != "party" or not m.data.get("party"):
            continue
        id_ = as_styled(m, text, styled, lexicon)
        if id_ is not None and any(lexicon.parties.kin(v, id_) for v in voices) and m.data["party"] not in voices:
            taken.setdefault(m.data["party"], id_)
            m.data["party"] = id_
    others = {m.data["party"] for m in mentions if m.kind == "party" and m.data.get("party")}
    return {whose: id_ for whose, id_ in taken.items() if whose not in others}


def enemies(reading: Reading, names: dict[str, str], country: str | None, lexicon: Lexicon) -> tuple[str, str] | None:
    """قوات العدو: the word, and whom it means where the report's country means another by it than the state that most say it of.

    None where that state is meant: in its own neighbourhood, or because the report names it by another name too.
    """
    word = lexicon.folder.fold(str(lexicon.parties.get(NOBODY).get("names", {}).get(lexicon.code) or ""))
    if not word or country is None or word not in (t.text for t in reading.tokens):
        return None
    told = [p for s in reading.sentences for m in s.mentions for p in (m, *(m.data.get("of") or ())) if p.kind == "party"]
    so_called = {p.data["party"] for p in told if p.data.get("party") and reading.tokens[p.last - 1].text == word} - {NOBODY}
    others = {p.data["party"] for p in told if p.data.get("party") and reading.tokens[p.last - 1].text != word}
    meant = names.get(word, NOBODY)
    own = any(lexicon.parties.kin(p, o) for p in so_called for o in (*others, meant))
    return None if own or not so_called else (word, meant)


def name_at_home(reading: Reading, called_in: dict[str, dict[str, str]], country: str | None, present: set[str], lexicon: Lexicon) -> bool:
    """العدو، المرتزقة، المجاهدون: words that a side has for its foes or its own men mean whom reports of a country mean by them.

    Another country's meaning goes first where the report names that party itself; «the enemy» of no side known is nobody. Tells whether any
    name was of these.
    """
    names = dict(called_in.get(country or "") or {})
    for word in [word for word, id_ in names.items() if id_ not in present]:
        names[word] = next((id_ for told in reversed(called_in.values()) if (id_ := told.get(word)) in present), names[word])
    changed = False
    foes = enemies(reading, names, country, lexicon)
    for sentence in reading.sentences:
        nobody = False
        for m in sentence.mentions:
            of = m.data.get("of")
            if not of and m.kind not in ("party", "person"):
                continue
            for p in (m, *(of or ())) if foes is not None else ():
                if foes is not None and p.kind == "party" and reading.tokens[p.last - 1].text == foes[0]:
                    p.data["party"], changed = foes[1], True
            if m.kind == "party":
                if (id_ := as_styled(m, reading.text, names, lexicon)) is not None:
                    m.data["party"], changed = id_, True
                nobody = nobody or m.data.get("party") == NOBODY
            if of:
                for p in of:
                    if p.kind == "party" and (id_ := as_styled(p, reading.text, names, lexicon)) is not None:
                        p.data["party"], changed = id_, True
                if any(p.data.get("party") == NOBODY for p in of):
                    changed = True
                    m.data["of"] = [p for p in of if p.data.get("party") != NOBODY]
            elif m.kind == "person" and (id_ := as_styled(m, reading.text, names, lexicon)) is not None and id_ != NOBODY:
                m.data["of"], changed = [replace(m, kind="party", data={**NO_PARTY, "party": id_})], True  # زحفا للمرتزقة
        if nobody:
            changed = True
            sentence.mentions[:] = [m for m in sentence.mentions if m.kind != "party" or m.data.get("party") != NOBODY]
    return changed


def name_by_holder(reading: Reading, lexicon: Lexicon) -> None:
    """رئيس الوزراء رجب طيب أردوغان: an office told without its state is of the state of who holds it."""
    parties = lexicon.parties
    for sentence in reading.sentences:
        for m, after in itertools.pairwise(sentence.mentions):
            if (
                after.kind != "source"
                or not (told := after.data.get("party"))
                or after.prep is not None
                or after.conj
                or after.first - m.last > RANK_REACH
            ):
                continue
            if m.kind == "party" and parties.generic(m.data.get("party")) and parties.get(m.data["party"]).get("kind") == "government":
                m.data["party"] = told
            elif m.kind == "person" and not m.data.get("of") and "officials" in (m.data.get("groups") or []):
                m.data["of"] = [replace(m, kind="party", data={**NO_PARTY, "party": told})]


def name_in_brackets(reading: Reading, lexicon: Lexicon) -> None:
    """قوى الأمن الداخلي (الأسايش): a force told by its kind is the one of its country that the brackets after it name."""
    parties = lexicon.parties
    for sentence in reading.sentences:
        for m, after in itertools.pairwise(list(sentence.mentions)):
            if m.kind != "party" or after.kind != "party" or after.first != m.last + 1:
                continue
            own, told = m.data.get("party"), after.data.get("party")
            if not told or parties.generic(told):
                continue
            signs = (reading.tokens[m.last].text, reading.tokens[after.last].text if after.last < len(reading.tokens) else "")
            kind, country = parties.get(own).get("kind"), parties.get(own).get("country")
            bare = own is None or parties.generic(own)
            of_it = kind in ("state-police", "state-military") and country == parties.get(told).get("country") and own != told
            if signs == ("(", ")") and (bare or of_it):
                m.data["party"] = told
                sentence.mentions.remove(after)


def name_in_short(mentions: list[Mention], text: str, lexicon: Lexicon) -> None:
    """«قوات الاحتلال» after «قوات الاحتلال التركي» are Turkish: a name without the nationality that the same name just had."""
    full: dict[str, str] = {}
    occupiers: dict[str, str] = {}  # by «the occupation»: the one country of which the report said so
    for m in mentions:
        if m.kind != "party" or not m.data.get("party"):
            continue
        words = lexicon.folder.fold(text[m.span[0] : m.span[1]]).split()
        words[0] = next((words[0][1:] for c in "وبلف" if len(words) > 1 and words[0].startswith(c) and len(words[0]) > 3), words[0])
        if len(words) > 1 and words[-1] in lexicon.nationalities:
            full[" ".join(words[:-1])] = m.data["party"]
            if words[-2] in lexicon.folded("occupiers"):
                occupiers[words[-2]] = str(lexicon.parties.get(m.data["party"]).get("country"))
        elif words[-1] in occupiers and " ".join(words) not in full:
            role = lexicon.parties.get(m.data["party"]).get("default_for")
            if isinstance(role, str):  # استهدفت مدفعية الاحتلال, after طائرات الاحتلال التركي
                m.data["party"] = lexicon.parties.organ(occupiers[words[-1]], role, None) or m.data["party"]
        elif (told := full.get(" ".join(words))) is not None:
            m.data["party"] = told


def name_by_owner(reading: Reading) -> None:
    """موقع تدريب يتبع للكتائب: what «belonging to» says of a thing over a word that is not known is whose the thing is."""
    for sentence in reading.sentences:
        for m, after in itertools.pairwise(list(sentence.mentions)):
            if after.kind != "party" or after.prep != "belonging" or after.conj:
                continue
            if m.kind in ("object", "weapon") and not m.data.get("of") and after.first - m.last <= OWNER_REACH:
                m.data["of"] = [replace(after, prep=None)]
                sentence.mentions.remove(after)
