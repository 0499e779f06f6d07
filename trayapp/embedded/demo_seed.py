"""Plays a sample in the portal, at times relative to now, by the same use cases as people do: so it keeps all rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from trayapp.core.model import Announcement, Article, Draft, Estimate, Update
from trayapp.embedded import (
    announcements,
    articles,
    billing,
    estimate_view,
    estimates,
    messages,
    participants,
    terms,
    ticket_view,
    tickets,
)
from trayapp.embedded.accounts import Person
from trayapp.embedded.articles import NewArticle
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.sample_parts import AGENT, Event, Sample, SampleAnnouncement, SampleArticle, Story

_DAY = re.compile(r"\{([+-]?\d+)\}")


def tell(portal: Portal, work: Work, sample: Sample, people: Mapping[str, Person]) -> None:
    """Play everything in the order in which it happened, so that what changed last is on top. Nobody gets a letter."""
    teller = _Teller(portal, work, people)
    for announcement in sample.announcements:
        teller.announce(announcement)
    for article in sorted(sample.articles, key=lambda each: -each.hours_ago):
        teller.shelve(article)
    for moment in sorted(_moments(sample), key=lambda each: -each.hours_ago):
        if moment.event is None:
            teller.begin(moment.story)
        else:
            teller.happen(moment.story, moment.event)
    work.tx.execute("DELETE FROM mails")
    work.letters.clear()
    work.created.clear()


@dataclass(frozen=True, slots=True)
class _Moment:
    """Something that happens in a story, so many hours before now."""

    hours_ago: float
    story: Story
    event: Event | None
    """`None`: the story begins."""


def _moments(sample: Sample) -> Iterator[_Moment]:
    for story in sample.stories:
        yield _Moment(story.hours_ago, story, None)
        for event in story.events:
            yield _Moment(event.hours_ago, story, event)


@dataclass(slots=True)
class _Teller:
    portal: Portal
    work: Work
    people: Mapping[str, Person]
    begun: dict[str, str] = field(default_factory=dict)
    """Ids of tickets, by subject."""
    announced: dict[str, str] = field(default_factory=dict)
    """Ids of announcements, by title."""

    def announce(self, new: SampleAnnouncement) -> None:
        work = self._at(new.hours_ago)
        until = work.now + timedelta(days=new.days)
        made = announcements.insert(
            work,
            Announcement(
                "", new.title, new.body, new.severity, work.now, until, new.incident, tuple(new.keywords)
            ),
        )
        self.announced[new.title] = made.id

    def shelve(self, new: SampleArticle) -> None:
        work = self._at(new.hours_ago)
        article = Article("", new.shelf, new.title, new.body, work.now, new.url, tuple(new.keywords))
        articles.insert(work, NewArticle(article, new.company, new.limited))

    def begin(self, story: Story) -> None:
        work = self._at(story.hours_ago)
        draft = Draft(
            story.subject,
            story.description,
            story.product,
            story.category,
            fields={code: self._answer(text, work.now) for code, text in story.fields.items()},
            priority=story.priority,
            written_at=work.now,
            nature=story.nature,
            references=self.begun[story.references] if story.references else None,
            joins=self.announced[story.joins] if story.joins else None,
        )
        made = tickets.create(self.portal, work, self._person(story.who), draft, None)
        self.begun[story.subject] = made.ref.id

    def happen(self, story: Story, event: Event) -> None:
        """Everything that the event names."""
        portal, work, person = self.portal, self._at(event.hours_ago), self._person(event.who)
        ticket = self.begun[story.subject]
        if event.text:
            messages.add(portal, work, person, ticket, Update(event.text), None)
        if event.estimate:
            offer = event.estimate
            estimates.propose(portal, work, person, ticket, offer.title, offer.amount, offer.note)
        if event.approve is not None:
            last = self._last_estimate(ticket)
            estimates.decide(portal, work, person, ticket, last.id, approve=event.approve)
        if event.charge:
            billing.charge(portal, work, person, ticket, event.charge.amount, event.charge.note)
        if event.subscriber:
            participants.set_subscriber(portal, work, person, ticket, event.subscriber, on=True)
        if event.collaborator:
            participants.set_collaborator(portal, work, person, ticket, event.collaborator, on=True)
        if event.priority:
            tickets.set_priority(portal, work, person, ticket, event.priority)
        if event.status:
            tickets.set_status(portal, work, person, ticket, event.status, event.sub_status)

    def _at(self, hours_ago: float) -> Work:
        return replace(self.work, now=self.work.now - timedelta(hours=hours_ago))

    def _person(self, who: str) -> Person:
        if who == AGENT:
            return next(person for person in self.people.values() if person.staff)
        return self.people[who]

    def _answer(self, text: str, now: datetime) -> str:
        day = _DAY.fullmatch(text)
        return f"{terms.today(self.portal.policy, now) + timedelta(days=int(day[1]))}" if day else text

    def _last_estimate(self, ticket: str) -> Estimate:
        row, _ = ticket_view.row_seen(self.work.tx, self._person(AGENT), ticket)
        return estimate_view.of(self.work.tx, row["id"])[-1]
