"""Surface forms from lemma entries, by the templates of a language pack. Knows templates, not Arabic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from rasid.model import DataError


class Form(NamedTuple):
    """One written form of a lemma, in folded letters."""

    text: str
    pos: str  # pf, im (finite verb), masdar, ap, pp (participles), n (noun)
    voice: str  # a, p, or ? where the letters do not tell
    person: str  # 3ms … for verbs; s, d or p for nouns
    pronoun: str  # no, may, must: whether a pronoun may be attached


class Morphology:
    """The generator of one language. `rules` is the pack's morphology.yaml; an empty one makes no forms but those listed."""

    def __init__(self, rules: dict[str, Any], fold: Any) -> None:
        self.rules = rules
        self.fold = fold
        hamza = rules.get("hamza") or {}
        self.hamza = hamza.get("letter")
        self.seats = hamza
        self.letters = {k: str(v) for k, v in (rules.get("pattern_letters") or {}).items()}
        self.collapse = list((rules.get("collapse") or {}).items())
        self.rewrites = [(str(f), s, re.compile(p), r) for f, s, p, r in rules.get("rewrites") or []]

    def radicals(self, root: str) -> list[str]:
        return [c if c == self.hamza else self.fold(c) for c in root.split()]

    def root_class(self, radicals: list[str]) -> str:
        for rule in self.rules["classes"]:
            if "radicals" in rule and len(radicals) != rule["radicals"]:
                continue
            if "same" in rule and radicals[rule["same"][0] - 1] != radicals[rule["same"][1] - 1]:
                continue
            if any(radicals[int(n) - 1] not in letters for n, letters in (rule.get("radical") or {}).items()):
                continue
            return str(rule["name"])
        raise DataError(f"no root class fits {' '.join(radicals)}")

    def digits(self, pattern: str, radicals: list[str]) -> str:
        """A pattern over ف ع ل as a template over 1–4: in a four-letter root the last two letters are both ل."""
        out, seen = [], 0
        for c in pattern:
            n = self.letters.get(c)
            if n == "3":
                n = "4" if seen and len(radicals) == 4 else "3"
                seen += 1
            out.append(n or c)
        return "".join(out)

    def fill(self, template: str, radicals: list[str], form: str = "", stem: str = "", vowel: str = "") -> list[str]:
        """A template with its radicals in place, rewritten; hamza takes every seat it can be written on."""
        text = template.replace("V", vowel or "و")
        for n, letter in enumerate(radicals, 1):
            text = text.replace(str(n), letter)
        for f, s, pattern, put in self.rewrites:
            if f in ("*", form) and s in ("*", stem):
                text = pattern.sub(put, text)
        return [self.squeeze(t) for t in self.seat(text)]

    def squeeze(self, text: str) -> str:
        for double, single in self.collapse:
            text = text.replace(double, single)
        return text

    def seat(self, text: str) -> list[str]:
        if not self.hamza or self.hamza not in text:
            return [text]
        at = text.index(self.hamza)
        where = "initial" if at == 0 else "final" if at == len(text) - 1 else "medial"
        return [text[:at] + seat + rest for seat in self.seats[where] for rest in self.seat_rest(text[at + 1 :])]

    def seat_rest(self, rest: str) -> list[str]:
        if not self.hamza or self.hamza not in rest:
            return [rest]
        at = rest.index(self.hamza)
        where = "final" if at == len(rest) - 1 else "medial"
        return [rest[:at] + seat + tail for seat in self.seats[where] for tail in self.seat_rest(rest[at + 1 :])]

    def verb(
        self, root: str, form: str, vowel: str | None = None, masdar: list[str] | None = None, participles: list[str] | None = None
    ) -> Iterator[Form]:
        """Every form of a verb: finite ones, verbal nouns, and the participles asked for."""
        radicals = self.radicals(root)
        rows = self.rules["rows"].get(str(form))
        if rows is None:
            raise DataError(f"form {form} is not one of {', '.join(self.rules['rows'])}")
        cls = self.root_class(radicals)
        if cls not in rows and cls == "doubled":
            cls = "sound"
        row = rows.get(cls) or rows.get("sound")
        if row is None:
            raise DataError(f"form {form} takes no root of {len(radicals)} letters ({root})")
        stems = self.stems(row, radicals, str(form), vowel)
        active = set()
        for made in self.cells("cells", stems, "a"):
            active.add(made.text)
            yield made
        misread = tuple(self.rules.get("misread") or ())
        for made in self.cells("passive_cells", stems, "p"):
            if made.text not in active and not made.text.startswith(misread):
                yield made
        templates = [self.fold_pattern(self.digits(p, radicals)) for p in masdar] if masdar is not None else row.get("masdar") or []
        if cls == "doubled":
            templates = [*templates, *(t.replace("23", "2") for t in templates if "23" in t)]
        for template in templates:
            for base in self.fill(template, radicals, str(form), "masdar"):
                yield from self.noun_forms(base, ["ات"] if "plural_f" in self.rules["nouns"] else [], pos="masdar")
        for kind, key in (("active", "ap"), ("passive", "pp")):
            if kind in (participles or []):
                for template in row.get(key) or []:
                    for base in self.fill(template, radicals, str(form), key):
                        yield from self.participle(base, key)

    def stems(self, row: dict[str, Any], radicals: list[str], form: str, vowel: str | None) -> dict[str, list[str]]:
        names = dict(row)
        for name, source in self.rules["defaults"].items():
            names.setdefault(name, names[source])
        return {n: self.fill(t, radicals, form, n, self.fold(vowel) if vowel else "") for n, t in names.items() if isinstance(t, str)}

    def cells(self, which: str, stems: dict[str, list[str]], voice: str) -> Iterator[Form]:
        same = all(stems.get(a) == stems.get(p) for a, p in (("pf", "ppf"), ("im", "pim")))
        for tense, pos in (("perfect", "pf"), ("imperfect", "im")):
            for stem, prefix, suffix, person, pronoun in self.rules[which][tense]:
                for base in stems.get(stem, ()):
                    told = (
                        "p"
                        if voice == "p"
                        else (
                            "?"
                            if pronoun != "must"
                            and (same or stems["pf" if pos == "pf" else "im"] == stems["ppf" if pos == "pf" else "pim"])
                            else "a"
                        )
                    )
                    yield Form(self.squeeze(prefix + base + suffix), pos, told, person, pronoun)

    def participle(self, base: str, pos: str) -> Iterator[Form]:
        nouns = self.rules["nouns"]
        fem = base + nouns["feminine"]
        for suffixes, number in (("singular", "s"), ("dual", "d"), ("plural_m", "p")):
            for suffix, pronoun in nouns[suffixes]:
                yield Form(join(base, suffix, nouns["feminine"]), pos, "a" if pos == "ap" else "p", number, pronoun)
        for suffixes, number in (("feminine_singular", "s"), ("feminine_dual", "d"), ("plural_f", "p")):
            for suffix, pronoun in nouns[suffixes]:
                yield Form(join(fem, suffix, nouns["feminine"]), pos, "a" if pos == "ap" else "p", number, pronoun)

    def noun(self, singular: str, plural: list[str], irregular: list[str], root: str | None = None) -> Iterator[Form]:
        """Every form of a noun: singular, dual, and its plurals by pattern, ending, or as listed."""
        plurals: list[str] = []
        endings: list[str] = []
        for p in plural:
            if p in ("ون", "ات"):
                endings.append(p)
                continue
            if not root:
                raise DataError(f"the plural pattern {p} of {singular} needs a root")
            radicals = self.radicals(root)
            tail = singular.partition(" ")[2]
            plurals += [
                f"{made} {self.fold(tail)}" if tail else made for made in self.fill(self.fold_pattern(self.digits(p, radicals)), radicals)
            ]
        yield from self.noun_forms(self.fold(singular), endings, [*plurals, *(self.fold(i) for i in irregular)])
        for last, written in ((self.rules.get("nouns") or {}).get("before_pronoun") or {}).items():
            for text, number in [(singular, "s"), *((i, "p") for i in irregular)]:
                if text.endswith(last) and " " not in text:  # مستشفاهم, قتلاهم
                    yield Form(self.fold(text.removesuffix(last) + written), "n", "a", number, "must")

    def fold_pattern(self, template: str) -> str:
        """Folds a pattern's own letters (أفعلة: ا12 3ه), keeping a written hamza, which fill() seats."""
        return "".join(c if c == self.hamza else self.fold(c) for c in template)

    def agreeing(self, word: str, suffix: str, mark: str) -> str:
        """An adjective with the ending of its noun: as it is where its own gender takes none."""
        nouns = self.rules["nouns"]
        fem = word.endswith(mark)
        for masculine, feminine in zip(nouns["dual"], nouns["feminine_dual"], strict=True):
            if suffix in (masculine[0], feminine[0]):
                return join(word, feminine[0] if fem else masculine[0], mark)
        return word if fem else join(word, suffix, mark)

    def noun_forms(self, base: str, endings: list[str], broken: list[str] | None = None, pos: str = "n") -> Iterator[Form]:
        nouns = self.rules.get("nouns")
        if not nouns:
            yield Form(base, pos, "a", "s", "may")
            for text in broken or []:
                yield Form(text, pos, "a", "p", "may")
            return
        mark = nouns["feminine"]
        head, _, tail = base.partition(" ")
        rest = f" {tail}" if tail else ""
        fem = head.endswith(mark)
        groups = [("feminine_singular" if fem else "singular", "s"), ("feminine_dual" if fem else "dual", "d")]
        groups += [("plural_m", "p")] if "ون" in endings else []
        groups += [("plural_f", "p")] if "ات" in endings else []
        for suffixes, number in groups:
            for suffix, pronoun in nouns[suffixes]:
                if rest and number == "p":
                    continue  # an adjective would have to agree with a plural: such plurals are listed
                ending = rest
                if (
                    rest and suffix and (number == "s" or pronoun == "no")
                ):  # جرارا زراعيا، قاربين حربيين; a construct leaves the rest as it is
                    ending = "".join(f" {self.agreeing(word, suffix, mark)}" for word in tail.split())
                yield Form(join(head, suffix, mark) + ending, pos, "a", number, "no" if rest else pronoun)
        for text in broken or []:
            for suffix, pronoun in nouns["broken"]:
                if suffix and (" " in text or text.endswith(mark)):
                    continue
                if text.endswith(mark) and " " not in text:
                    yield Form(join(text, "-ت", mark), pos, "a", "p", "must")
                one = " " in text and text.split(" ")[0] == head and not text.endswith(tuple(nouns.get("plural_pronouns") or ()))
                yield Form(text + suffix, pos, "a", "s" if one else "p", "no" if " " in text else pronoun)  # شيخ قبلي beside شيخ قبيلة


def join(base: str, suffix: str, mark: str) -> str:
    if suffix.startswith("-"):
        return base.removesuffix(mark) + suffix[1:]
    return base + suffix
