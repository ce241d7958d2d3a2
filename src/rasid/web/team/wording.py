"""Roles, rights and states of accounts in words."""

from __future__ import annotations

from rasid.web.access import Right
from rasid.web.speech import Speech


def role_said(say: Speech, role: str) -> str:
    known = {
        "reader": say("reader"),
        "coder": say("coder"),
        "reviewer": say("reviewer"),
        "publisher": say("publisher"),
        "admin": say("admin"),
    }
    return known.get(role, role)


def role_told(say: Speech, role: str) -> str:
    """What somebody of the role does, in a line."""
    known = {
        "reader": say("sees reports, events and incidents"),
        "coder": say("decides on events, proposes what to teach"),
        "reviewer": say("also merges, approves what is taught, keeps reports for some eyes alone"),
        "publisher": say("exports everything, releases, reads the log"),
        "admin": say("accounts, the log, reports for some eyes alone"),
    }
    return known.get(role, "")


def right_said(say: Speech, right: Right) -> str:
    known = {
        Right.PUBLISH: say("to publish"),
        Right.ADMIN: say("to manage accounts"),
    }
    return known.get(right, str(right))


def state_said(say: Speech, state: str) -> str:
    known = {"invited": say("invited"), "active": say("active"), "off": say("switched off")}
    return known.get(state, state)
