"""Articles, search and suggestions over the local copy (INFO-3, INFO-4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.makers import NOW, POLICY, page_of, ticket
from trayapp.core.model import Announcement, Article, Changes, Relation, Ticket
from trayapp.core.ports import Found, Suggestions
from trayapp.store.knowledge import HANDFUL
from trayapp.store.opened import Store
from trayapp.store.telling_words import telling


def article(name: str, title: str, body: str = "", *, shelf: str = "kb", keywords: str = "") -> Article:
    """An article last changed now."""
    return Article(name, shelf, title, body, NOW, keywords=tuple(keywords.split()))


def incident(name: str, title: str, *, keywords: str = "", hours: float = 1) -> Announcement:
    """An announced incident that is over after so many hours."""
    ends = NOW + timedelta(hours=hours)
    return Announcement(name, title, "", "outage", NOW, ends, incident=True, keywords=tuple(keywords.split()))


def shelve(store: Store, *articles: Article) -> None:
    """The portal tells of these articles alone."""
    store.tickets.apply(Changes((), "a", articles=articles), POLICY, NOW)


def announce(store: Store, *announcements: Announcement) -> None:
    """The portal tells of these announcements alone."""
    store.tickets.apply(Changes((), "b", announcements=announcements), POLICY, NOW)


def tell(store: Store, *tickets: Ticket) -> None:
    """The portal tells of tickets."""
    store.tickets.apply(page_of(*tickets), POLICY, NOW)


def suggested(store: Store, words: str) -> tuple[list[str], list[str], list[str]]:
    """Numbers of tickets, ids of articles and of announcements that are suggested."""
    found = store.knowledge.suggest(words, NOW)
    return (
        [row.number for row in found.tickets],
        [one.id for one in found.articles],
        [one.id for one in found.announcements],
    )


@pytest.mark.rule("INFO-4")
def test_articles_by_shelf_and_title(store: Store) -> None:
    """Articles stand on their shelves by title, and each is found by its id."""
    shelve(store, article("2", "VPN"), article("1", "email on the phone"), article("3", "Hours", shelf="faq"))

    assert [one.title for one in store.knowledge.articles()] == ["email on the phone", "Hours", "VPN"]
    assert [one.id for one in store.knowledge.articles("kb")] == ["1", "2"]
    assert store.knowledge.article("3") == article("3", "Hours", shelf="faq")
    assert store.knowledge.article("9") is None


def test_articles_are_told_whole_or_not_at_all(store: Store) -> None:
    """A page with articles replaces all of them, one without changes none, and both indexes follow."""
    shelve(store, article("1", "Printer"), article("2", "Screen"))
    shelve(store, article("2", "Monitor"))
    tell(store, ticket(1))

    assert [one.id for one in store.knowledge.articles()] == ["2"]
    assert suggested(store, "printer monitor") == (["1"], ["2"], [])


def test_another_person_reads_nothing_of_it(store: Store) -> None:
    """Where what was pulled is forgotten, articles and announcements go, also from the search."""
    shelve(store, article("1", "Printer"))
    announce(store, incident("i", "Printer"))
    store.tickets.clear()

    assert store.knowledge.articles() == []
    assert store.knowledge.search("printer", NOW) == Found()


@pytest.mark.rule("INFO-3")
def test_search_through_everything(store: Store) -> None:
    """One search finds tickets, articles and announcements that hold every word, the last one as a beginning."""
    shelve(store, article("1", "Mail on a phone", "Open the settings"), article("2", "Mail", "Nothing else"))
    announce(store, incident("i", "Settings of mail change"), incident("over", "Mail settings", hours=-1))
    tell(store, ticket(1, subject="Mail settings lost"), ticket(2, subject="Printer", status="closed"))

    found = store.knowledge.search("mail sett", NOW)

    assert [row.number for row in found.tickets] == ["1"]
    assert [one.id for one in found.articles] == ["1"]
    assert [one.id for one in found.announcements] == ["i"]
    assert [row.number for row in store.knowledge.search("PRINTER", NOW).tickets] == ["2"]
    assert store.knowledge.search("mail sett", NOW, limit=0) == Found()


@pytest.mark.rule("INFO-3")
def test_best_match_first(store: Store) -> None:
    """A word of the title counts more than one of the keywords, and that more than one of the text."""
    shelve(
        store,
        article("text", "Offices", "Where the printer stands"),
        article("title", "The printer", "It is on"),
        article("keyword", "Paper jams", "It is on", keywords="printer"),
    )

    assert suggested(store, "printer") == ([], ["title", "keyword", "text"], [])


@pytest.mark.parametrize("nothing", ["", "  ", "?!", '" OR *', "on it is the"])
def test_nothing_to_look_for(store: Store, nothing: str) -> None:
    """Without a word that tells anything nothing is suggested, and no operator of the search is obeyed."""
    shelve(store, article("1", "Or on it is the"))

    assert store.knowledge.suggest(nothing, NOW) == Suggestions()


def test_any_word_counts(store: Store) -> None:
    """Of one or two words one that fits is enough, both come first; a plural is as good as the singular."""
    shelve(store, article("1", "Printers"), article("2", "Laptop and printer"))

    assert suggested(store, "my laptops and their printer") == ([], ["2", "1"], [])
    assert suggested(store, "it will not pri") == ([], ["1", "2"], [])


@pytest.mark.rule("INFO-3")
def test_of_many_words_two_have_to_fit(store: Store) -> None:
    """Of three words or more one is chance: articles, announcements and tickets that share no second stay away."""
    shelve(store, article("1", "Printers"), article("2", "Cables", "For a laptop and a printer"))
    told = (incident("a", "Printer"), incident("b", "Move", keywords="laptop printer"))
    announce(store, *(replace(one, incident=False) for one in told))
    tell(store, ticket(1, subject="Printer"), ticket(2, subject="Printer", description="And the laptop"))

    assert suggested(store, "my laptops lost their printer somewhere") == (["2"], ["2"], ["b"])
    assert suggested(store, "purple elephants like printers") == ([], [], [])


@pytest.mark.rule("INFO-3")
def test_one_word_of_the_heading_of_an_incident(store: Store) -> None:
    """What is out of order now is suggested by one word of its title or keywords, by its text alone it is not."""
    text_alone = replace(incident("c", "Move"), body="Beside the printer")
    announce(store, incident("a", "Printers"), incident("b", "Paper", keywords="printer"), text_alone)

    assert suggested(store, "purple elephants ate the printer") == ([], [], ["a", "b"])


def test_a_common_word_of_an_old_ticket(store: Store) -> None:
    """A common word counts as the second one too, behind any number of newer tickets that hold it."""
    tell(store, *(ticket(100 + at, subject="Printer", minutes=at) for at in range(60)))
    tell(store, ticket(1, subject="Plotter", description="A printer, nearly"), ticket(2, subject="Plotter"))

    assert suggested(store, "printer plotter scanner")[0] == ["1"]


def test_own_open_tickets_alone(store: Store) -> None:
    """Suggested to add to are one's own open tickets, the one that shares most words first; no colleague's."""
    tell(
        store,
        ticket(1, subject="Printer on floor 2", description="Paper jam"),
        ticket(2, subject="Screen flickers", description="Beside the printer"),
        ticket(3, subject="Printer paper jam", status="closed"),
        ticket(4, subject="Printer paper jam", relation=Relation.COMPANY),
        ticket(5, subject="Mouse"),
    )

    assert suggested(store, "Printer without paper") == (["1", "2"], [], [])


def test_a_common_word_counts_less(store: Store) -> None:
    """A ticket that shares a rare word comes before many newer ones that share a common one."""
    tell(store, *(ticket(100 + at, subject="Printer", minutes=at) for at in range(60)))
    tell(store, ticket(1, subject="Plotter", description="A printer, nearly"))

    assert suggested(store, "printer plotter")[0] == ["1", "159", "158", "157"]


def test_current_incidents(store: Store) -> None:
    """An announced incident is suggested by its keywords as long as it lasts."""
    announce(
        store,
        incident("mail", "Exchange is down", keywords="outlook email"),
        incident("over", "Exchange was down", keywords="outlook", hours=-1),
    )

    assert suggested(store, "Outlook asks for a password") == ([], [], ["mail"])


def test_never_more_than_a_handful(store: Store) -> None:
    """Suggestions stand beside what is written: of each sort a few, however many fit."""
    shelve(store, *(article(str(at), f"Printer {at}") for at in range(50)))
    announce(store, *(incident(str(at), f"Printer {at}") for at in range(50)))
    tell(store, *(ticket(at, subject="Printer") for at in range(50)))

    assert [len(part) for part in suggested(store, "printer")] == [HANDFUL] * 3


def test_accents_and_case(store: Store) -> None:
    """Words are found whatever their case and without their accents."""
    shelve(store, article("1", "Café terminal"))

    assert suggested(store, "CAFE is closed") == ([], ["1"], [])


def test_the_words_that_tell() -> None:
    """Common and short words, and all after the first few, are not looked for."""
    assert telling("The printers in my office do not print, the printer is on") == [
        "printer",
        "office",
        "print",
    ]
    assert len(telling(" ".join(f"word{at}" for at in range(50)))) == 8
    assert telling("access glass") == ["access", "glass"]


def test_a_ticket_that_changed_is_still_suggested_once(store: Store) -> None:
    """A ticket told of again stands in the suggestions once, as it is now."""
    tell(store, ticket(1, subject="Printer"))
    tell(store, replace(ticket(1, subject="Printer", minutes=5), status="yours"))

    assert [(row.number, row.status) for row in store.knowledge.suggest("printer", NOW).tickets] == [
        ("1", "yours")
    ]
