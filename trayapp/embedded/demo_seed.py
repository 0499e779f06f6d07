"""Writes the sample company's stories into the portal, at times relative to now."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from trayapp.core.model import Announcement, Draft, Side
from trayapp.embedded import announcements, sharing, ticket_view, tickets
from trayapp.embedded.accounts import Person
from trayapp.embedded.demo_data import AVA, HELP, NOTICES, STORIES, Line, Story
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.times import to_text


@dataclass(frozen=True, slots=True)
class _Step:
    """Something that happens in a story, so many hours before now."""

    hours_ago: float
    story: Story
    line: Line | None
    """`None`: the story begins."""


def tell(portal: Portal, work: Work, people: Mapping[str, Person]) -> None:
    """Play every story in the order in which things happened, so that what changed last is on top."""
    begun: dict[str, str] = {}
    for step in sorted(_steps(STORIES), key=lambda step: -step.hours_ago):
        then = replace(work, now=work.now - timedelta(hours=step.hours_ago))
        if step.line is None:
            begun[step.story.subject] = _begin(portal, then, people, step.story)
        else:
            _say(then, people, begun[step.story.subject], step.line)
        if (step.line is None and not step.story.lines) or (step.line and step.line is step.story.lines[-1]):
            _finish(portal, then, people, step.story, begun[step.story.subject])
    for title, severity, hours_ago, body in NOTICES:
        since = work.now - timedelta(hours=hours_ago)
        announcements.insert(work, Announcement("", title, body, severity, since, since + timedelta(days=7)))


def _steps(stories: Iterable[Story]) -> Iterable[_Step]:
    for story in stories:
        yield _Step(story.hours_ago, story, None)
        for line in story.lines:
            yield _Step(line.hours_ago, story, line)


def _begin(portal: Portal, work: Work, people: Mapping[str, Person], story: Story) -> str:
    draft = Draft(
        story.subject,
        story.description,
        story.product,
        story.category,
        priority=story.asked,
        written_at=work.now,
    )
    return tickets.insert(portal, work, people[story.who], draft, None)


def _say(work: Work, people: Mapping[str, Person], ticket_id: str, line: Line) -> None:
    staff = line.who == HELP
    person = people[AVA if staff else line.who]
    row, _ = ticket_view.row_seen(work.tx, people[AVA], ticket_id)
    change = tickets.touch(work, row)
    message_id = f"m_{secrets.token_hex(8)}"
    side = Side.STAFF if staff else Side.EMPLOYEE
    work.tx.execute(
        "INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        (change, message_id, ticket_id, person.id, person.name, side, to_text(work.now), line.text),
    )


def _finish(portal: Portal, work: Work, people: Mapping[str, Person], story: Story, ticket_id: str) -> None:
    """Where the story stands now."""
    agent = people[AVA]
    if story.priority:
        tickets.set_priority(portal, work, agent, ticket_id, story.priority)
    if story.shared_with:
        row, _ = ticket_view.row_seen(work.tx, agent, ticket_id)
        sharing.share(work, row, people[story.shared_with].id)
    tickets.set_status(portal, work, agent, ticket_id, story.status, story.sub_status)
