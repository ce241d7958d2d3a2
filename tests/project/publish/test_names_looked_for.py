"""Names are looked for by a pattern only in texts that have their letters: what a pattern would find is found all the same."""

from __future__ import annotations

import random
import re

import pytest

from rasid.pipeline import Pipeline
from rasid.publish.policy.hiding import BETWEEN, PROCLITICS, Hider
from rasid.publish.policy.latin import LAST, LETTERS, finder, has_article, plain, written

NAMES = [
    *("سليمان الخطيب", "كفر نبل", "الشيخ مسكين", "خان شيخون", "معرة النعمان"),
    *("ضاحيه غزاله", "تل ثعبان", "ذيبان", "جوجوف", "وادي الضيف"),
]
TEXTS = [
    "Observatory of the Northern Plain",
    "Kafr Nabl today",
    "تنسيقية كفرنبل",
    "Shaykh-Miskin 24",
    "وكالة الساحل",
    "ZIBAN press",
    "Wādī aḍ-Ḍayf",
]


def ways(letter: str, last: bool) -> list[str]:
    """How a letter may be written, its own vowels and nothing where that may be."""
    way = (LAST.get(letter) if last else None) or LETTERS[letter]
    bare = way.removesuffix("?")
    each = list(bare.strip("[]")) if bare.startswith("[") else bare.removeprefix("(?:").removesuffix(")").split("|")
    return [*each, *([""] if way.endswith("?") else [])]


def in_latin(name: str, chance: random.Random) -> str:
    """One of the ways in which a name may be written."""
    words = []
    for word in name.split():
        article = has_article(word)
        letters = word[2 * article :]
        made = chance.choice(["al-", "esh ", "Ul", ""]) if article else ""
        for n, letter in enumerate(letters):
            way = chance.choice(ways(letter, n == len(letters) - 1))
            made += "".join(chance.choices("aeiouy'", k=chance.randrange(3))) + way
            if chance.random() < 0.2 and not LETTERS[letter].endswith("?"):
                made += way
        words.append(made)
    return chance.choice([" ", "-", "_", "", " - "]).join(words)


@pytest.mark.parametrize("name", NAMES)
def test_every_way_to_write_a_name_in_latin_letters_is_found_as_its_pattern_finds_it(name: str) -> None:
    chance, found, pattern = random.Random(name), finder(name), written(name)
    texts = [f"{chance.choice(['Radio ', '', 'x@'])}{in_latin(name, chance)}{chance.choice([' 24', '', '.'])}" for _ in range(400)]
    texts += [text.upper() for text in texts[:50]] + [text.replace("i", "ı").replace("s", "ſ") for text in texts[:50]] + TEXTS
    for text in texts:
        expected = [m.span() for m in pattern.finditer(plain(text))] if pattern is not None else []
        assert found(text) == expected, text
    assert pattern is None or any(found(text) for text in texts)


def test_a_place_is_found_in_an_outlets_name_as_its_pattern_finds_it(pipeline: Pipeline) -> None:
    hider, fold = Hider(pipeline.lexicon), pipeline.lexicon.folder.fold
    for place in [*NAMES, "Kafr Nabl", "Ziban", "İdil", "وادي 7"]:
        whole = BETWEEN.join(map(re.escape, re.findall(r"[^\W_]+", fold(place))))
        pattern = re.compile(rf"(?<![^\W_])[{PROCLITICS}]{{0,2}}{whole}(?![^\W_])", re.IGNORECASE)
        texts = [
            *TEXTS,
            place,
            f"تنسيقية {place}",
            f"و{place}",
            place.replace(" ", ""),
            place.replace(" ", "_-"),
            place.upper(),
            place.lower(),
        ]
        for text in [*texts, *(t.replace("i", "ı") for t in texts), "IDIL", "ıdıl 7"]:
            assert hider.tells(text, {place}) == (pattern.search(fold(text)) is not None or bool(finder(fold(place))(fold(text)))), (
                place,
                text,
            )
