"""Expressions of time, as parts. Coding turns them into dates; nothing is guessed here."""

from __future__ import annotations

import re

from rasid.model import Mention
from rasid.reading.line import Line
from rasid.reading.quantities import read_number

DATE = re.compile(r"(\d{1,4})[/.-](\d{1,2})(?:[/.-](\d{2,4}))?$")
DATE_SIGNS = frozenset("/.-")
DAY_MONTH_YEAR = re.compile(r"(?:\d{1,2}([/.-])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([/.-])\d{1,2}\2\d{1,2})$")
LATER_WORDS = 5  # words from «after» to hours: بعد أقل من نصف ساعة
AFTER_OF = ("month", "weekday", "relative", "part", "hijri", "year", "span", "day_words", "month_day")  # what goes on after من or في
ON = "علي"  # folded too
OF = "من"  # folded, as words are
TILL = ("الي", "حتي", "–")  # folded: between the two days of a while
HIJRI_YEAR = re.compile(r"1[34]\d\d")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})$")

QUOTES = frozenset('"«»“”')

RANKED_REACH = 8  # words from a superlative, with its noun and where, to «since» and what happened then
MOST_REACH = 3  # words from a superlative to since when: الأكثر دموية منذ, الأول من نوعه منذ


def read_time(line: Line, at: int, prep: str | None = None) -> Mention | None:
    """A time that starts at a word: weekdays, dates, "yesterday", parts of the day, clock times, "two days ago"."""
    start = at
    parts: dict = {}
    while at < line.last:
        step = time_step(line, at, parts)
        if step is None:
            break
        at = step
    if not parts or set(parts) <= {"fillers"} or (set(parts) <= {"part", "fillers"} and not parts.get("definite_part")):
        return None
    if set(parts) <= {"year_word", "fillers"}:
        return None
    while at - 1 > start and line.word(at - 1) in ("-", "/", "(", ")", "،", "من", "في"):
        at -= 1
    if "month" in parts and "year" not in parts and quoted(line, start, at):
        return None
    if parts.get("definite_part") and len(parts) < 3 and opens_quote(line, start, at):
        return None
    if ("month" in parts or "date" in parts) and names_another(line, start, prep):
        parts["names"] = True
    if "since" in parts and any(line.word(n) in line.lexicon.folded("most") for n in range(start - MOST_REACH, start)):
        parts["names"] = True  # هو الأعنف منذ أسابيع: how long none was like it
    if line.word(start - 1) == OF and start - 2 >= line.first and line.word(start - 2) in line.lexicon.folded("starting"):
        parts["starting"] = True
    return line.mention("time", start, at, prep=prep, sense=first_sense(line, start), **parts)


def names_another(line: Line, start: int, prep: str | None) -> bool:
    """انقلاب 25 أكتوبر، الاتفاق الموقع في 19 تموز: whether the word before a date has it for its own."""
    if prep is None:
        return start > line.first and line.word(start - 1) in line.lexicon.folded("day_named")
    before = start - 2 if line.word(start - 1) not in line.lexicon.folded("day_words") else start - 3
    return prep == "in" and before >= line.first and line.word(before) in line.lexicon.folded("of_a_day")


def ranks(line: Line, at: int) -> bool:
    """في أول حادث من نوعه في المدينة منذ الهدنة: whether a superlative before «since», no sign between, tells how long none was so."""
    for n in range(at - 1, max(line.first, at - 1 - RANKED_REACH) - 1, -1):
        if not line.word(n)[:1].isalnum():
            return False
        if line.word(n) in line.lexicon.folded("most"):
            return True
    return False


def hours_later(line: Line, at: int) -> int | None:
    """بعد ساعات، بعد نحو نصف ساعة: so long after, on no other day; the word after it. With من or على it is since something."""
    units, after, word = line.lexicon.folded("short_units"), line.lexicon.folded("later"), line.word(at)
    if (word not in after and word[1:] not in after) or line.word(at - 1) in line.lexicon.folded("only_after"):
        return None
    for n in range(at + 1, min(line.last, at + 1 + LATER_WORDS)):
        if line.word(n) in units:
            return None if line.word(n + 1) in line.lexicon.folded("since_then") else n + 1
        if not (line.word(n).isdigit() or line.first_of(n, ("number", "bound", "vague")) or line.word(n) == OF):
            return None
    return None


def quoted(line: Line, first: int, last: int) -> bool:
    """«26 سبتمبر», «14 آذار»: a day that is all between quotation marks is a name, a paper's or a movement's."""
    before, after = line.tokens[first].start - 1, line.tokens[last - 1].end
    return before >= 0 and line.text[before] in QUOTES and line.text[after : after + 1] in QUOTES


def opens_quote(line: Line, first: int, last: int) -> bool:
    """«الفجر الصادق»: a part of the day that opens a quoted name of two or three words."""
    before = line.tokens[first].start - 1
    ends = [line.tokens[n].end for n in range(last, min(line.last, last + 2))]
    return before >= 0 and line.text[before] in QUOTES and any(line.text[end : end + 1] in QUOTES for end in ends)


def first_sense(line: Line, at: int):
    return line.sense(at, "time")


def time_step(line: Line, at: int, parts: dict) -> int | None:
    """Takes the next piece of a time into `parts`; the word after it, or None where the time is over."""
    word = line.word(at)
    sense = line.sense(at, "time")
    if sense is None:
        return number_step(line, at, parts, word)
    data = sense.lexeme.data
    role = data["role"]
    end = line.end(at)
    if role == "weekday":
        if "weekday" in parts:
            parts["weekday2"] = data["value"]
        else:
            parts["weekday"] = data["value"]
    elif role == "relative":
        ordinal = line.sense(end, "time")
        if data["value"] == 0 and ordinal and ordinal.lexeme.data["role"] == "month_day":
            return end if parts or month_starts(line, line.end(end) + (line.word(line.end(end)) == OF)) else None  # في اليوم الثاني من
        parts["offset"] = data["value"]
    elif role == "told":
        parts["told"] = data["value"]
    elif role == "span":
        parts["window"] = (data["from"], data["to"], data["precision"])
    elif role in ("month", "hijri"):
        if role == "hijri" and not parts and at > line.first and line.sense(at - 1, "person"):
            return None  # الأسير شعبان: a name
        if data.get("weak") and not parts.get("day") and not next_is_year(line, end) and "month" not in parts:
            if role != "hijri" or not HIJRI_YEAR.fullmatch(line.word(end)):
                return None
        if "month" not in parts:
            parts["month"], parts["hijri"] = data["value"], role == "hijri"
        elif "day2" in parts and "month2" not in parts and role == "month":
            parts["month2"] = data["value"]
    elif role == "part":
        parts["part"] = (data["from"], data["to"])
        own = sense.clitics.article or bool(sense.clitics.preposition) or bool(data.get("adverb"))
        parts["definite_part"] = own or (end - at > 1 and line.article(end - 1))  # بعد منتصف الليل
    elif role == "clock":
        return clock_step(line, end, parts)
    elif role == "ago":
        return ago_step(line, end, parts, word)
    elif role == "later":
        return later_step(line, end, parts)
    elif role == "year":
        return year_step(line, end, parts)
    elif role == "month_day":
        return month_day_step(line, end, parts, data["value"])
    elif role == "month_words":
        return month_word_step(line, end, parts)
    elif role == "day_words":
        if not (line.sense(end, "time") or line.word(end)[:1].isdigit()):
            return None
        parts.setdefault("fillers", True)
    elif role in ("past", "next", "current"):
        if not set(parts) - {"fillers"}:
            return None
        parts["which"] = role
    elif role == "same":
        if parts.get("offset") != 0:
            return None
        del parts["offset"]  # مساء اليوم نفسه: the day told before, and not the report's
        parts["told"] = 0
    elif role in ("unit", "long_unit"):
        return None
    return end


def next_is_year(line: Line, at: int) -> bool:
    word = line.word(at)
    if word in ("/", "-"):
        return True
    return bool(re.fullmatch(r"(19|20)\d\d", word)) or bool(
        (s := line.sense(at, "time")) and s.lexeme.data["role"] in ("past", "current", "year", "month")
    )


def digits_step(line: Line, at: int, parts: dict, word: str) -> int | None:
    if DATE.match(word) and word.count("/") + word.count("-") + word.count(".") == 2:
        parts["date"] = word
        return at + 1
    written = DAY_MONTH_YEAR.match("".join(line.word(n) for n in range(at, at + 5)))
    if written and line.word(at + 1) in DATE_SIGNS and line.word(at + 3) == line.word(at + 1):
        parts["date"] = written[0]  # 21-6-2023, in five words
        return at + 5
    if CLOCK.match(word) and parts:
        parts["clock"] = word
        return at + 1
    if re.fullmatch(r"\d{1,2}", word):
        after = line.sense(at + 1, "time")
        if after and after.lexeme.data["role"] in ("month", "hijri"):
            parts["day2" if "month" in parts and "day" in parts and not parts["hijri"] else "day"] = int(word)  # 27 أغسطس – 2 سبتمبر
            return at + 1
        if line.word(at + 1) == OF and month_starts(line, at + 2):
            parts["day"] = int(word)
            return at + 2
        if line.word(at + 1) == OF and same_month(line, at + 2):
            parts["day"] = int(word)
            return month_known(line, at + 2, parts)
        if line.word(at + 1) in ("و", "-", "الي") and re.fullmatch(r"\d{1,2}", line.word(at + 2)):
            after = line.sense(at + 3, "time")
            if after and after.lexeme.data["role"] == "month":
                parts["day"], parts["day2"] = int(word), int(line.word(at + 2))
                return at + 3
        return None
    if parts.get("hijri") and "month" in parts and "year" not in parts and HIJRI_YEAR.fullmatch(word):
        parts["year"] = int(word)
        return at + 1 + (line.word(at + 1) in line.lexicon.folded("hijri_signs"))
    if re.fullmatch(r"(19|20)\d\d", word) and ("month" in parts or (not parts and lone_year(line, at))):
        parts["year"] = int(word)
        return at + 1
    return None


def lone_year(line: Line, at: int) -> bool:
    """سيطر التنظيم على المدينة في 2014: a number after "in" or "since" that counts nothing is a year."""
    counted = line.first_of(at + 1, ("person", "object", "weapon", "unit", "party_head", "place_head", "trigger", "place"))
    return line.word(at - 1) in ("في", "منذ") and at > line.first and counted is None and int(line.word(at)) <= (line.year or 2100)


def month_starts(line: Line, at: int) -> bool:
    """Whether a month stands here: its name, or شهر before its name or before الجاري، الماضي."""
    after = line.sense(at, "time")
    if after and after.lexeme.data["role"] == "month_words":
        after = line.sense(line.end(at), "time")
        return bool(after and after.lexeme.data["role"] in ("month", "hijri", "past", "current"))
    return bool(after and after.lexeme.data["role"] in ("month", "hijri"))


def same_month(line: Line, at: int) -> bool:
    """الشهر نفسه: whether the month told before is meant."""
    month, after = line.sense(at, "time"), line.sense(line.end(at), "time")
    told = month is not None and month.lexeme.data["role"] == "month_words" and line.article(at)
    return bool(told and after is not None and after.lexeme.data["role"] == "same")


def month_day_step(line: Line, at: int, parts: dict, day: int) -> int | None:
    """الثالث من حزيران، العشرين من الشهر الجاري: a day told by its place in the month."""
    told = at - 1  # the ordinal
    at += line.word(at) == OF
    month = line.sense(at, "time")
    parts["day"] = day
    if month_starts(line, at):
        if not parts.keys() - {"day", "fillers"} and line.word(told - 1) in line.lexicon.folded("weeks"):
            parts["day"], parts["day2"] = (day - 1) * WEEK + 1, min(day * WEEK, LAST)  # الأسبوع الثالث من نيسان: a week, and no third
        return at
    if month is not None and month.lexeme.data["role"] == "month_words" and line.word(at - 1) == OF and line.article(at):
        return month_known(line, at, parts)
    del parts["day"]
    return None


def month_known(line: Line, at: int, parts: dict) -> int:
    """في العشرين من الشهر، في السابع من الشهر نفسه: a day of the month of publication, or of that of the day told before."""
    end = line.end(at)
    after = line.sense(end, "time")
    if after is None or after.lexeme.data["role"] != "same":
        parts["month_rel"] = 0
        return end
    parts["told"] = 0
    return line.end(end)


def month_word_step(line: Line, at: int, parts: dict) -> int | None:
    """شهر before a month's name; with الجاري or الماضي the month is told from publication."""
    after = line.sense(at, "time")
    role = after.lexeme.data["role"] if after else None
    if role in ("month", "hijri"):
        parts.setdefault("fillers", True)
        return at
    if role in ("past", "current"):
        parts["month_rel"] = -1 if role == "past" else 0
        return line.end(at)
    return None


def number_step(line: Line, at: int, parts: dict, word: str) -> int | None:
    if word[:1].isdigit():
        return digits_step(line, at, parts, word)
    if word in TILL and "day" in parts and "month" in parts and "day2" not in parts and number_follows_date(line, at + 1):
        return at + 1  # من 27 أغسطس إلى 2 سبتمبر
    if word in ("/", "-", "(", ")", "من", "في", "،") and set(parts) - {"fillers"}:
        if word in ("(", ")", "/", "-"):
            after = line.sense(at + 1, "time")
            digit = re.fullmatch(r"\d{1,4}(?:[/.-]\d{1,2})*", line.word(at + 1) or "")
            if (
                after
                or (digit and number_follows_date(line, at + 1))
                or (word == ")" and line.word(at - 1) != ")" and "(" in (line.word(k) for k in range(max(line.first, at - 6), at)))
            ):
                return at + 1
            return None
        after = line.sense(at + 1, "time")
        if after and after.lexeme.data["role"] in AFTER_OF:
            return at + 1
        if number_follows_date(line, at + 1):
            return at + 1
    return None


def number_follows_date(line: Line, at: int) -> bool:
    word = line.word(at)
    after = line.sense(at + 1, "time")
    return bool(DATE.match(word)) or (
        bool(re.fullmatch(r"\d{1,2}", word)) and bool(after and after.lexeme.data["role"] in ("month", "hijri"))
    )


def clock_step(line: Line, at: int, parts: dict) -> int | None:
    word = line.word(at)
    if CLOCK.match(word):
        parts["clock"] = word
        return at + 1
    number = read_number(line, at)
    if number and 0 <= number[0] <= 24:
        parts["clock"] = f"{number[0]}:00"
        return number[1]
    return None


def ago_step(line: Line, at: int, parts: dict, word: str) -> int | None:
    """قبل يومين، قبل 4 أيام: so many days before publication."""
    number = read_number(line, at)
    value, end = number if number else (1, at)
    unit = line.sense(end, "time")
    if unit and unit.lexeme.data["role"] == "unit" and unit.lexeme.data["value"]:
        if number is None and line.word(end) in line.lexicon.folded("some_days"):
            parts.update({"since": AGO[1]} if line.folds_since(word) else {"window": (-AGO[1], -AGO[0], 3)})  # قبل أيام
        elif number is None and line.word(end) in line.lexicon.folded("some_weeks") and not line.folds_since(word):
            parts["long_ago"] = 1
        elif line.folds_since(word):
            parts["since"] = value * unit.lexeme.data["value"]
        else:
            parts["offset"] = -value * unit.lexeme.data["value"]
        return line.end(end)
    months = 0 if line.folds_since(word) else long_unit(line, end, counted=number is not None)
    if months:
        parts["long_ago"] = value * months
        return line.end(end)
    return None


def later_step(line: Line, at: int, parts: dict) -> int | None:
    """وبعد ثلاثة أيام انفجر …: so many days after the day told before; after an act that it names (بعد يومين من …) it is none of ours."""
    number = read_number(line, at)
    value, end = number if number else (1, at)
    unit = line.sense(end, "time")
    days = unit.lexeme.data["value"] if unit is not None and unit.lexeme.data["role"] == "unit" else 0
    if not days or line.word(line.end(end)) in (OF, ON):
        return None
    parts["told"] = value * days
    return line.end(end)


AGO = (2, 7)  # «days ago» are so many
WEEK, LAST = 7, 28  # days of a week, and the last of the fourth: every month has it
LONG = {"year": 12, "month_words": 1}  # in months


def long_unit(line: Line, at: int, counted: bool) -> int:
    """The months of a unit longer than a week: قبل 42 عاما، قبل عامين، قبل سنوات; 0 where none stands here (قبل عام 2015)."""
    unit = line.sense(at, "time")
    if unit is None or unit.clitics.article:
        return 0
    months = int(unit.lexeme.data.get("months") or LONG.get(unit.lexeme.data["role"], 0))
    named = line.word(line.end(at))[:1].isdigit() or month_starts(line, line.end(at))
    return months if counted or not named else 0


def year_step(line: Line, at: int, parts: dict) -> int | None:
    word = line.word(at)
    if re.fullmatch(r"(19|20)\d\d", word) or (parts.get("hijri") and HIJRI_YEAR.fullmatch(word)):
        parts["year"] = int(word)
        return at + 1
    sense = line.sense(at, "time")
    if sense and sense.lexeme.data["role"] in ("past", "current"):
        parts["year_word"] = True
        parts["year_rel"] = -1 if sense.lexeme.data["role"] == "past" else 0
        return line.end(at)
    return None
