"""What the tests of the review page share: a report of ours, a counter of key presses, and what is lit."""

from __future__ import annotations

import time
from typing import Any

from rasid.project.project import Project
from rasid.store import events
from rasid.store.events import KeptEvent

STRIKES = (
    "قصفت مدفعية الجيش السوري يوم الجمعة بلدة البارة بريف إدلب، ما أدى إلى مقتل ثلاثة مدنيين وإصابة سبعة، بحسب الدفاع المدني.\n"
    "واستهدفت فصائل المعارضة بصواريخ موقعا لقوات النظام في مدينة كفرنبل 😀 فقتل جنديان.\n"
    "واعتقلت قوات سوريا الديمقراطية يوم الاثنين شابين في مدينة الرقة.\n"
    "ومن جهة أخرى نزحت نحو أربعين عائلة من بلدة البارة."
)
PLACES = ("البارة", "كفرنبل", "أريحا", "سراقب", "كنصفرة", "بنش")
# More than a megabyte, in lines.
MANY = "\n".join(
    f"{n}. قصفت مدفعية الجيش السوري يوم الجمعة بلدة {PLACES[n % 6]} بريف إدلب، ما أدى إلى مقتل {n % 7 + 3} مدنيين. "
    + "وقال سكان إنهم سمعوا دويا بعيدا. " * 40
    for n in range(420)
)


class Hands:
    """Presses keys and counts them."""

    def __init__(self, page: Any) -> None:
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key) if key.isascii() else self.page.keyboard.insert_text(key) if self.writes() else self.typed(key)
            self.count += 1
            self.page.wait_for_timeout(30)

    def writes(self) -> bool:
        return bool(self.page.evaluate("document.activeElement.matches('input')"))

    def typed(self, letter: str) -> None:
        """A letter of another keyboard, as the browser tells of it where no box has the focus."""
        code = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: k, code: '', bubbles: true, cancelable: true}))"
        self.page.evaluate(f"k => {code}", letter)
        self.page.keyboard.insert_text(letter)

    def type(self, letters: str) -> None:
        self.page.keyboard.type(letters)


def events_of(project: Project, report_id: str = "r") -> list[KeptEvent]:
    with project.store.reading() as connection:
        return events.of_report(connection, report_id)


def states(project: Project) -> set[str]:
    return {kept.state for kept in events_of(project)}


def lit(page: Any, kind: str) -> list[str]:
    """The words of the text that a highlight lies on."""
    found: list[str] = page.evaluate("k => [...(CSS.highlights.get(k) ?? [])].map(r => r.toString())", kind)
    return found


def until(page: Any, holds: str) -> None:
    """Waits until an expression holds: Playwright's own waiting evaluates strings in the page, which the policy forbids."""
    end = time.monotonic() + 10
    while not page.evaluate(holds):
        assert time.monotonic() < end, f"never: {holds}"
        page.wait_for_timeout(30)
