"""Entries of the audit log in words: what was done, on what, and where it is short, what was before and what is after."""

from __future__ import annotations

import json
from typing import Any, NamedTuple
from urllib.parse import quote

from rasid.publish.map.plain import harmless
from rasid.store.logged import Entry
from rasid.web.review.fields import field_name
from rasid.web.speech import Speech
from rasid.web.values import Values

LONGEST = 4000  # letters of what is shown of a payload as it is written


class Line(NamedTuple):
    """`did` and `on` in words; `address`: of the page about it, where there is one; `changes`: field, before, after; `raw`: as written."""

    seq: int
    at: str
    who: str
    action: str
    did: str
    subject: str
    address: str | None
    changes: list[tuple[str, str, str]]
    why: str
    raw: str
    destroyed: bool


def did(say: Speech, action: str) -> str:
    known = {
        "event.accept": say("accepted an event"),
        "event.reject": say("rejected an event"),
        "event.set": say("corrected an event"),
        "event.add": say("added an event"),
        "event.undo": say("took a decision back"),
        "incident.merged": say("merged incidents"),
        "incident.split": say("parted accounts"),
        "incident.untied": say("took back a merge or split"),
        "report.add": say("a report was added"),
        "report.revise": say("a report came with another text"),
        "report.acquire": say("a report was got again"),
        "report.code": say("a report was coded"),
        "report.recode": say("a report was coded again"),
        "report.retract": say("a report was withdrawn"),
        "report.claim": say("took a report to check"),
        "report.release": say("gave a report back"),
        "redacted": say("destroyed words for good"),
        "run.begin": say("a run of the coder began"),
        "run.finish": say("a run of the coder ended"),
        "filter.save": say("kept a filter"),
        "filter.forget": say("deleted a filter"),
        "project.created": say("the project was made"),
        "project.link": say("all events were linked anew"),
        "project.reindex": say("the search index was made anew"),
        "project.restored": say("the project was restored from a backup"),
        "release.drafted": say("drafted a release"),
        "release.signed": say("signed a release"),
        "release.published": say("a release was published"),
        "release.declined": say("declined a draft of a release"),
        "release.voided": say("a draft of a release was overtaken by a change"),
        "feed.add": say("added a feed"),
        "feed.remove": say("removed a feed"),
        "feed.check": say("a feed was read"),
        "feeds.unchanged": say("feeds were read, nothing new"),
        "mapping.keep": say("kept how a table is read"),
        "account.add": say("added an account"),
        "account.invite": say("invited somebody again"),
        "account.opened": say("opened an account by its link"),
        "account.reset": say("reset an account"),
        "account.role": say("changed the roles of an account"),
        "account.language": say("changed the language of an account"),
        "account.off": say("switched an account off"),
        "account.on": say("switched an account on"),
        "account.password": say("changed the own password"),
        "account.second": say("set a second factor up"),
        "account.second.off": say("gave the second factor up"),
        "account.codes": say("made recovery codes anew"),
        "account.link": say("linked the account to a provider"),
        "account.unlink": say("took the link to a provider back"),
        "account.passkey": say("made a passkey"),
        "account.passkey.off": say("removed a passkey"),
        "account.passkey.odd": say("was refused: the count of a passkey went back"),
        "account.login": say("logged in"),
        "account.logout": say("logged out"),
        "data.propose": say("proposed an entry of the data"),
        "data.approve": say("approved a proposal"),
        "data.refuse": say("refused a proposal"),
        "data.recode": say("coded reports anew by a proposal"),
        "report.restrict": say("kept a report for some eyes alone"),
        "report.unrestrict": say("opened a report to the whole team"),
        "double.assign": say("gave a report to two coders"),
        "double.done": say("finished a coding of a report that is coded twice"),
        "double.ready": say("all who code a report twice are done"),
        "double.withdraw": say("withdrew a report from double coding"),
        "double.settle": say("settled a report that was coded twice"),
        "token.add": say("made a token for a program"),
        "token.revoke": say("ended the token of a program"),
    }
    return known.get(action, action)


def line(entry: Entry, values: Values) -> Line:
    told = {k: v for k, v in (("before", entry.before), ("after", entry.after)) if v is not None}
    return Line(
        seq=entry.seq,
        at=entry.at,
        who=entry.who,
        action=entry.action,
        did=did(values.say, entry.action),
        subject=harmless(entry.subject),
        address=address(entry.subject),
        changes=changes(entry, values),
        why=harmless(entry.why or ""),
        raw=harmless(json.dumps(told, ensure_ascii=False, indent=1))[:LONGEST] if told else "",
        destroyed=entry.destroyed,
    )


def address(subject: str) -> str | None:
    kind, _, id_ = subject.partition(":")
    known = {"event": f"/why/{id_}", "incident": f"/incidents/{id_}", "audit": f"/why/{id_}", "proposal": f"/proposals/{id_}"}
    known |= {"report": f"/reports/{quote(id_, safe='')}", "release": f"/releases/{quote(id_, safe='')}"}
    return known.get(kind)


def changes(entry: Entry, values: Values) -> list[tuple[str, str, str]]:
    """What a decision on an event changed, field by field; nothing where it is told otherwise."""
    before, after = entry.before, entry.after
    if not entry.action.startswith("event.") or not isinstance(before, dict) or not isinstance(after, dict):
        return []
    fields = [f for f in before if f in after]
    return [(field_name(values.say, f), values.of(f, before[f]), values.of(f, after[f])) for f in fields if before[f] != after[f]]


def problem(say: Speech, what: str) -> str:
    """What `audit.verify` found, in words."""
    known: dict[str, Any] = {
        "missing": say("it is missing"),
        "does not follow from the entry before it": say("it does not follow from the entry before it"),
        "altered": say("it was altered"),
        "its payload was altered": say("what it says was altered"),
        "its payload is missing, and no redaction took it": say("what it says is missing, and no redaction took it"),
        "the log is empty": say("the log is empty"),
        "not the entry of the head exported earlier: the log was written anew": say(
            "it is not the entry of the head kept earlier: the log was written anew"
        ),
    }
    if what.startswith("missing, up to "):
        return say("it is missing, and all up to {last}", last=what.removeprefix("missing, up to "))
    if what.startswith("the log ends before"):
        return say("the log ends before the head kept earlier: its end was cut off")
    return str(known.get(what, what))
