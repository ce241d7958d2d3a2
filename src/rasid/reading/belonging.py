"""Whose people and things are: members, nationalities, who holds an area."""

from __future__ import annotations

from rasid.model import Mention
from rasid.reading.leading import is_definite, state_told
from rasid.reading.line import COMMAS, Line
from rasid.reading.naming import made, read_party
from rasid.reading.run_over import (
    accusative,
    has_accusative,
    is_name,
    past_so_called,
    whose_dress,
    whose_home,
)

OWNER_STOPS = (
    "trigger",
    "light",
    "result",
    "speech",
    "cue",
    "connective",
    "place",
    "place_head",
    "weapon",
    "object",
    "number",
    "vague",
    "source",
)
BELIEFS = frozenset(("believed_to_be",))  # cues between people and whose they are thought to be
QUALIFIER_REACH = 3  # words between a head and what names it: القوات الحكومية التابعة لـ


def affiliation(line: Line, at: int, forces: str | None = None, fallen: bool = False) -> tuple[list[Mention], int]:
    """Whose people they are: عنصر من قوات X، جنود إسرائيليين، قيادي في Y. (parties, word after).

    `forces`: the organ of a state (military, police) that a nationality means after those who bear arms for it. `fallen`: of the dead and
    the hurt, who may be told by whom they were among (سبعة جرحى بين الجنود).
    """
    found: list[Mention] = []
    joined: tuple[str, ...] = ("from", "in", "belonging", "clad")
    joined = (*joined, "between") if fallen else joined
    mens = line.word(at - 1) in line.lexicon.folded("men_of")
    if mens or forces:
        joined = (*joined, "allegiance")  # عناصر موالون لقوات X: men of no other force
    end, look, clad, loyal, amid = at, at, False, False, False
    for _ in range(5):
        look = past_so_called(line, look)
        if line.word(look) == "(" and line.word(line.end(look + 1)) == ")" and line.sense(look + 1, "party"):
            look += 1  # عناصر (داعش)
        if line.word(look) in line.lexicon.rank_words:
            look = min(look + 2, line.last)
            end = look if not found else end
            continue
        belief = line.sense(look, "cue")
        if belief is not None and belief.lexeme.id in BELIEFS and not found:
            joined, look = (*joined, "to", "for"), line.end(look)  # يشتبه بانتمائهم إلى
            continue
        sense = line.first_of(look, ("demonym", "party", "party_head", "preposition", "person", "other"))
        if sense is not None and sense.lexeme.kind == "demonym" and sense.clitics.preposition:
            sense = line.sense(look, "party") or sense  # للحوثيين: the party, no adjective
        if sense is None:
            known = line.hit(look) is not None and not (line.sense(look, "stop") and has_accusative(line, at - 1))  # قياديا محليا في
            if not known and line.word(look)[:1].isalpha() and look == at:
                if has_accusative(line, look) and not has_accusative(line, at - 1):
                    break  # هاجم مسلحون مركزا للشرطة: what they attacked, no adjective of theirs
                if line.word(look).endswith(line.lexicon.plural_pronouns):
                    break  # سلم مسلحون أنفسهم للسلطات
                look += 1
                continue
            break
        kind = sense.lexeme.kind
        if kind == "other":
            look = line.end(look)
            end = look if not found else end
            continue
        if kind == "demonym":
            if is_name(line, at, look, sense):
                break
            if sense.clitics.conjunction or sense.clitics.preposition or line.word(line.end(look)) in line.lexicon.folded("made_in"):
                break  # إيرانية الصنع: not who has it
            data = sense.lexeme.data
            party = data.get("party") or (
                line.lexicon.parties.organ(data["country"], forces, line.year) if forces and data.get("country") else None
            )
            party = party or ("government-forces" if data.get("role") == "government" and forces == "military" else None)  # طائرة حكومية
            found.append(
                line.mention(
                    "party",
                    look,
                    line.end(look),
                    sense=sense,
                    party=party,
                    country=data.get("country"),
                    unit=None,
                    weapon=None,
                    area=False,
                    nationality=party is None,
                )
            )
            end = look = line.end(look)
            while (too := line.sense(look, "demonym")) is not None and too.clitics.conjunction and not too.clitics.preposition:
                side = line.lexicon.parties.organ(str(too.lexeme.data.get("country")), forces, line.year) if forces else None
                if side is None or too.clitics.article != sense.clitics.article or line.word(look)[-1:] != line.word(look - 1)[-1:]:
                    break
                found.append(made(line, look, line.end(look), too, None, party=side))  # طائرات أمريكية وبريطانية
                end = look = line.end(look)
            break
        if kind == "preposition":
            if sense.lexeme.id not in joined or sense.clitics.conjunction or line.word(look) in line.lexicon.folded("meanwhile"):
                break
            clad, loyal, amid = sense.lexeme.id == "clad", sense.lexeme.id == "allegiance" and not mens, sense.lexeme.id == "between"
            look = line.end(look)
            look += line.word(look) == "(" and line.word(line.end(look + 1)) == ")"  # مسلحون من (داعش)
            if clad and not whose_dress(line, look):
                break  # يرتدون زيا عسكريا: of no force
            if line.word(look - 1) in line.lexicon.edges:
                break  # أربعة مسلحين في محيط القضاء: where
            continue
        if kind == "person":
            if sense.clitics.conjunction or look == at:
                break
            if fallen and sense.lexeme.data.get("who") == "combatant" and (men := sense.lexeme.data.get("party")):
                return [made(line, look, line.end(look), sense, None, party=men)], line.end(look)  # جرحى بين عناصر الشرطة
            look = line.end(look)
            continue
        if sense.clitics.conjunction:
            break
        party = read_party(line, look)
        if party is None or (party.data.get("party") is None and not party.data.get("called")):
            break
        if clad and str(line.lexicon.parties.get(party.data.get("party")).get("kind")).startswith("state"):
            break  # مسلحون يرتدون زي الجيش: how they looked, and none of its men
        if loyal and not line.lexicon.parties.of_no_state(party.data.get("party")):
            break  # مسلحون موالون للحكومة: of her side, and none of her men
        where = line.sense(party.first - 1, "preposition")
        if where is not None and where.lexeme.id == "in" and line.sense(party.first, "place") and party.last == party.first + 1:
            if line.lexicon.parties.get(party.data.get("party")).get("kind") == "communal-militia":
                break  # شاب في الزوية: the town, and no man of the tribe
        if not forces and look == at and line.lexicon.parties.get(party.data.get("party")).get("kind") == "unidentified":
            end = line.end(look)  # شاب مجهول الهوية: nobody knows who he is
            break
        found.append(party)
        end = look = party.last + (line.word(party.first - 1) == "(" and line.word(party.last) == ")")
        while (more := line.first_of(look, ("party", "party_head"))) and more.clitics.conjunction:
            another = read_party(line, look)
            if another is None or another.data.get("party") is None:
                break
            if amid:
                return [], at  # قتلى بين الجيش والحوثيين: the sides of a fight
            found.append(another)
            end = look = another.last
        break
    return found, end


def owner(line: Line, at: int, forces: bool = False, genitive: bool = True) -> tuple[list[Mention], int]:
    """Whose thing it is: مواقع قسد، رتل للجيش، سيارة تابعة لـ X، مقر تابع لها. (parties, word after)."""
    look = at
    thought = line.sense(at + 1, "cue") if line.word(at) in COMMAS else None
    if thought is not None and thought.lexeme.id in BELIEFS and line.sense(line.end(at + 1), "demonym"):
        found, last = affiliation(line, at + 1, "military" if forces else None)  # طائرات حربية، يعتقد أنها روسية، …
        return found, last + (bool(found) and line.word(last) in COMMAS)
    for _ in range(QUALIFIER_REACH + 1):
        sense = line.first_of(look, ("party", "party_head", "demonym", "preposition", "person"))
        private = whose_home(line, look) if look == at and genitive else None
        if private is not None:
            return [], private
        if sense is None:
            day = line.sense(look, "time") is not None and not line.word(look).startswith(line.lexicon.matcher_article or "\0")
            apart = day or has_accusative(line, look)  # استقبل رئيس المجلس أمس وفدا: no part of his name
            if line.word(look)[:1].isalpha() and not line.first_of(look, OWNER_STOPS) and not apart:
                look = line.end(look)
                continue
            break
        if sense.clitics.conjunction:
            break
        if sense.lexeme.kind == "preposition":
            if sense.lexeme.id != "belonging":
                break
            look = line.end(look)
            if state := state_told(line, look, "military" if forces else "government"):
                return [made(line, look, state[1], sense, None, party=state[0])], state[1]
            continue
        if sense.lexeme.kind == "person" and (sense.lexeme.data.get("who") != "combatant" or accusative(line, look, sense)):
            break
        if sense.clitics.preposition and sense.clitics.preposition != line.lexicon.language.get("possessive", sense.clitics.preposition):
            break
        if sense.lexeme.kind == "person":
            found, end = affiliation(line, line.end(look), "military")
            return (
                (found, end)
                if found
                else (
                    [made(line, look, line.end(look), sense, None, party=sense.lexeme.data.get("party") or "unidentified-armed-group")],
                    line.end(look),
                )
            )
        found, end = affiliation(line, look, "military" if forces else None)
        if found:
            return found, end
        break
    return [], at


def read_area(line: Line, at: int, prep: str | None = None) -> Mention | None:
    """What a party holds (مناطق سيطرة التنظيم، الجيب الأخير لداعش): the party, as the owner of ground."""
    sense = line.sense(at, "party_head")
    if sense is None or sense.lexeme.data["kind"] != "area":
        return None
    end = line.end(at)
    while (more := line.sense(end, "party_head")) and more.lexeme.data["kind"] == "area":
        end = line.end(end)
    found, last = owner(line, end)
    if not found or (found[0].data.get("nationality") and len(found) == 1):
        return None
    party = found[0]
    return line.mention(
        "party",
        at,
        last,
        party.head,
        prep=prep,
        sense=sense,
        **{**party.data, "area": True, "inner": party.span, "told_of": is_definite(line, at, sense), "joined": found[1:]},
    )
