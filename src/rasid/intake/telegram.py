"""Telegram: the JSON export of a channel or of an account, and the channel's preview page. One report a message."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from rasid.intake.decode import decode
from rasid.intake.found import Notice, Outcome
from rasid.intake.opening import WHOLE, Input, Wanted, checked, found
from rasid.intake.scanning import Scanner
from rasid.intake.tables import kept
from rasid.model import InputError, Report

MESSAGES = re.compile(rb'"messages"\s*:\s*\[')
STRING = rb'("(?:[^"\\]|\\.)*"|-?\d+)'
HEAD = {name: re.compile(rb'"%s"\s*:\s*%s' % (name.encode(), STRING)) for name in ("name", "type", "id")}
PRIVATE = ("personal_chat", "bot_chat", "saved_messages", "verification_codes", "replies")
PASSED = {"service": "service messages", "wordless": "messages without words", "private": "messages of private chats"}


class Chat(msgspec.Struct):
    """What stands before its messages."""

    name: str | None = None
    type: str | None = None
    id: str | None = None


def read_telegram(item: Input, wanted: Wanted) -> Iterator[Outcome]:
    """The messages of `result.json`, in order. An account's export has many chats; its private ones are passed over."""
    raw = kept(item, wanted)
    if item.head()[:2] in (b"\xff\xfe", b"\xfe\xff"):
        item.handle = io.BytesIO(decode(item.whole(WHOLE)).text.encode())
    scanner = Scanner(item.handle)
    account = b'"chats"' in item.head() and b'"list"' in item.head()
    passed: Counter[str] = Counter()
    number = 0
    while (before := scanner.until(MESSAGES)) is not None:
        chat = chat_of(before)
        for element in scanner.objects():
            number += 1
            yield from message_outcomes(item, chat, element, number, account, raw, passed, wanted)
    if scanner.cut:
        yield InputError(f"this export is cut short after {number} messages.", where=item.where, hint="Those before are read; export anew.")
    if passed:
        listed = ", ".join(f"{n} {PASSED[kind]}" for kind, n in passed.most_common())
        yield Notice(f"messages passed over: {listed}.", item.where)
    elif not number:
        yield Notice("this export has no messages.", item.where)


def chat_of(before: bytes) -> Chat:
    """Name, kind and number of the chat: the last of each before its messages."""
    told: dict[str, str] = {}
    for key, pattern in HEAD.items():
        for match in pattern.finditer(before):
            try:
                told[key] = str(msgspec.json.decode(match[1]))
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue
    return Chat(**told)


def message_outcomes(
    item: Input, chat: Chat, element: bytes, number: int, account: bool, raw: bytes | None, passed: Counter[str], wanted: Wanted
) -> Iterator[Outcome]:
    spot = f"{item.where}:{number}"
    try:
        message = msgspec.json.decode(element)
        told = Message(message)
    except (msgspec.DecodeError, RecursionError, TypeError, ValueError, AttributeError) as error:
        yield InputError(f"this message cannot be read ({error}).", where=spot, hint="The others are read.")
        return
    where = f"{item.where}:message {told.id}"
    reason = "service" if told.service else "private" if account and chat.type in PRIVATE else "wordless" if not told.text.strip() else ""
    if reason:
        passed[reason] += 1
        return
    try:
        checked(told.text, where, wanted.limit)
    except InputError as error:
        yield error
        return
    report = Report(
        id=f"tg_{chat.id or chat.name or 'chat'}_{told.id}".replace(" ", "_"),
        text=told.text,
        published=told.date or wanted.published,
        outlet=None if chat.type in PRIVATE else chat.name,
    )
    locator = f"chat {chat.id}, message {told.id}" if account else f"message {told.id}"
    own = (element if raw is None else raw) if wanted.keep else b""
    details = {**item.details, **told.details}
    yield found(
        item, report, own, where=where, how="telegram", locator=locator, media_type="application/json", encoding="utf-8", details=details
    )


class Message:
    """A message as the export tells it. Raises ValueError or TypeError where it is none."""

    def __init__(self, message: dict[str, Any]) -> None:
        self.id = int(message["id"]) if "id" in message else 0
        self.service = message.get("type") == "service"
        self.text = words_of(message)
        self.date = date_of(message)
        kept = ("forwarded_from", "edited", "reply_to_message_id", "media_type", "photo", "file")
        self.details = {k: message[k] for k in kept if isinstance(message.get(k), (str, int))}


def words_of(message: dict[str, Any]) -> str:
    """The words, their links and emphasis joined; a poll's question with its answers."""
    text = joined(message.get("text")) or joined(message.get("text_entities"))
    poll = message.get("poll")
    if isinstance(poll, dict) and not text:
        answers = [joined(a.get("text")) for a in poll.get("answers") or [] if isinstance(a, dict)]
        text = "\n".join(p for p in (joined(poll.get("question")), *answers) if p)
    return text


def joined(part: Any) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, dict):
        return joined(part.get("text"))
    return "".join(joined(p) for p in part) if isinstance(part, list) else ""


def date_of(message: dict[str, Any]) -> str | None:
    """The moment, with the offset of the machine that exported: local time stands in `date`, UTC in `date_unixtime`."""
    local, seconds = message.get("date"), message.get("date_unixtime")
    try:
        here = dt.datetime.fromisoformat(local) if isinstance(local, str) else None
        there = dt.datetime.fromtimestamp(int(seconds), dt.timezone.utc) if seconds is not None else None  # noqa: UP017
    except (ValueError, OverflowError, OSError):
        return None
    if here is None or there is None or here.tzinfo is not None:
        moment = there or here
        return moment.isoformat().replace("+00:00", "Z") if moment else None
    offset = dt.timedelta(minutes=round((here - there.replace(tzinfo=None)).total_seconds() / 60))
    if abs(offset) > dt.timedelta(hours=14):
        return there.isoformat().replace("+00:00", "Z")
    return here.replace(tzinfo=dt.timezone(offset)).isoformat().replace("+00:00", "Z")
