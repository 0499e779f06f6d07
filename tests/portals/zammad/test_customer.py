"""What a customer sees and may do, and how the server's own ways of saying no are told."""

from __future__ import annotations

import pytest

from tests.portals.zammad.conftest import Desk
from trayapp.core.errors import Forbidden, NotFound, Rejected
from trayapp.core.model import (
    Action,
    Close,
    Draft,
    Fact,
    KeepOpen,
    RegisterUser,
    Relation,
    SetPriority,
    SetSubscriber,
    Side,
    Update,
)
from trayapp.core.policy import Bucket, Permission


def test_what_is_internal_is_never_shown(desk: Desk) -> None:
    """Notes among support staff are dropped, also where the server tells them to somebody who is an agent, too."""
    ref = desk.submit()
    desk.house.answer(int(ref.id), "He is always complaining", internal=True)
    desk.house.agent = desk.house.people[desk.bench.address("employee")]

    assert [message.text for message in desk.portal.thread(ref, None)] == []


def test_an_answer_in_html_is_told_as_text(desk: Desk) -> None:
    """What support staff write is read without its markup, and nothing in it is run."""
    ref = desk.submit()
    desk.house.answer(
        int(ref.id), "<p>Hello &amp; <b>good</b> day</p><script>x()</script><p>Try</p>", html=True
    )

    (message,) = desk.portal.thread(ref, None)

    assert (message.text, message.side, message.author) == (
        "Hello & good day\n\nTry",
        Side.STAFF,
        "Emma Taylor",
    )


@pytest.mark.parametrize("state", ["closed", "pending reminder", "pending close"])
def test_one_s_words_open_a_ticket_again(desk: Desk, state: str) -> None:
    """The state is sent with them: the server opens nothing by itself."""
    ref = desk.submit()
    desk.house.move(int(ref.id), state)

    desk.write(ref, Update("Still broken"))

    assert desk.portal.policy().bucket(desk.read(ref).status) is Bucket.OPEN


def test_a_new_ticket_stays_new_when_its_author_adds_words(desk: Desk) -> None:
    """Words on an open ticket leave its state alone."""
    ref = desk.submit()

    desk.write(ref, Update("And it smells"))

    assert desk.read(ref).status == "new"


def test_a_group_that_forbids_reopening_is_told(desk: Desk) -> None:
    """The words are refused with the server's reason, nothing is left on the closed ticket, and it offers no reply."""
    desk.house.groups[1].follow_up_possible = "new_ticket"
    ref = desk.submit()
    desk.portal.change(desk.op(), ref, Close())

    with pytest.raises(Rejected) as refused:
        desk.write(ref, Update("It is back"))

    assert "create a new ticket" in refused.value.fields[""]
    assert len(desk.house.said_on(int(ref.id))) == 1
    assert Action.UPDATE not in desk.read(ref).actions


def test_tickets_of_the_company_are_called_so(desk: Desk) -> None:
    """Where an organisation shares its tickets, a colleague's is the company's, by its author's name."""
    desk.house.settings.shared = frozenset({1})
    colleague = desk.bench.portal("colleague")
    ref = desk.submit()
    colleague.policy()

    seen = colleague.read(ref, None)

    assert getattr(seen, "relation", None) is Relation.COMPANY
    assert getattr(seen, "requester", None) == "Dana Reyes"
    assert "company" in colleague.probe().capabilities.views


def test_an_agent_s_own_desk_holds_their_own_tickets_alone(desk: Desk) -> None:
    """Somebody who is support staff, too, is not told of everybody's tickets."""
    desk.submit()
    dana = desk.house.people[desk.bench.address("stranger")]
    dana.permissions |= {"ticket.agent"}

    changes = desk.bench.portal("stranger").changes(None)

    assert getattr(changes, "tickets", None) == ()


def test_a_priority_that_cannot_be_chosen_stands_in_the_text(desk: Desk) -> None:
    """It is read back as what was asked for, and the ticket has the server's own."""
    ticket = desk.read(desk.submit(Draft("Urgent", priority="3 high")))

    assert (ticket.priority, ticket.priority_asked) == ("2 normal", "3 high")
    assert desk.portal.policy().locked_priority == "2 normal"
    with pytest.raises(Forbidden):
        desk.portal.change(desk.op(), ticket.ref, SetPriority("3 high"))


def test_a_priority_that_can_be_chosen_is_set(desk: Desk) -> None:
    """At once and later; the app is told that it may."""
    desk.house.settings.urgency_shown = True
    ref = desk.submit(Draft("Urgent", priority="3 high"))
    assert desk.read(ref).priority == "3 high"

    assert desk.portal.change(desk.op(), ref, SetPriority("1 low")).priority == "1 low"
    assert desk.portal.policy().locked_priority is None


def test_groups_are_what_a_ticket_can_be_about(desk: Desk) -> None:
    """A choice of groups is a choice of products; a ticket goes where it was sent and says so."""
    ref = desk.submit(Draft("Server down", product="Second Level"))

    assert [product.code for product in desk.portal.policy().products] == ["Users", "Second Level"]
    assert desk.house.tickets[int(ref.id)].group_id == 2
    assert desk.read(ref).product == "Second Level"


def test_only_groups_that_customers_may_write_to_are_offered(desk: Desk) -> None:
    """One group is no choice: everything goes there."""
    desk.house.settings.create_groups = frozenset({2})
    ref = desk.submit()

    assert desk.portal.policy().products == ()
    assert desk.house.tickets[int(ref.id)].group_id == 2


def test_fields_of_the_company_are_asked_and_sent(desk: Desk) -> None:
    """What an administrator added to tickets is in the form, is required where it is, and is read back."""
    desk.house.settings.own_fields = {"room": (), "building": ("North", "South")}
    desk.house.settings.required = frozenset({"building"})
    (nature,) = desk.portal.policy().natures
    told = {field.code: (field.kind, field.required) for field in nature.fields}
    assert told == {"room": ("text", False), "building": ("choice", True)}

    with pytest.raises(Rejected) as refused:
        desk.submit(Draft("Nothing filled in"))
    ticket = desk.read(desk.submit(Draft("Filled in", fields={"building": "North", "floor": "3"})))

    assert list(refused.value.fields) == ["building"]
    assert dict(ticket.fields) == {"building": "North", "floor": "3"}


def test_facts_are_a_table_for_people_and_a_file_for_programs(desk: Desk) -> None:
    """Both are kept, and neither is told as the employee's words or files."""
    facts = (Fact("os.name", "Linux"), Fact("battery", "none", failed=True))
    ref = desk.submit(Draft("With facts", description="Words", facts=facts))
    (article,) = desk.house.said_on(int(ref.id))

    ticket = desk.read(ref)

    assert "* os.name: Linux" in article.body
    assert [file.media_type for file in article.files] == ["application/json"]
    assert (ticket.description, ticket.facts, ticket.files) == ("Words", facts, ())


def test_a_subject_that_is_too_long_is_kept_whole_in_the_text(desk: Desk) -> None:
    """The title is cut where the server would refuse it; the ticket is told by all of it."""
    subject = "Printer " * 60 + "end"
    ticket = desk.read(desk.submit(Draft(subject)))

    assert len(desk.house.tickets[int(ticket.ref.id)].title) <= 200
    assert ticket.subject == subject


def test_a_ticket_that_begins_with_an_internal_note_has_no_description(desk: Desk) -> None:
    """What support staff said an hour later is not taken for the employee's own words."""
    ref = desk.submit()
    (first,) = desk.house.said_on(int(ref.id))
    first.internal = True
    later = desk.house.answer(int(ref.id), "Called back")
    later.at = later.at.replace(year=later.at.year + 1)

    assert desk.read(ref).description == ""
    assert [message.text for message in desk.portal.thread(ref, None)] == ["Called back"]


def test_a_closed_ticket_is_kept_open_where_the_group_lets_it(desk: Desk) -> None:
    """The wish gives it the state that a customer's words lead to."""
    ref = desk.submit()
    desk.house.move(int(ref.id), "pending reminder")
    assert Action.KEEP_OPEN in desk.read(ref).actions

    assert desk.portal.change(desk.op(), ref, KeepOpen()).status == "open"


def test_what_is_not_done_is_told_as_refused(desk: Desk) -> None:
    """The server answers well and leaves the ticket as it is: read back, that is a refusal."""
    ref = desk.submit()
    desk.house.settings.put_back = True

    with pytest.raises(Forbidden):
        desk.portal.change(desk.op(), ref, Close())


def test_what_customers_cannot_do_is_refused_without_asking(desk: Desk) -> None:
    """People and subscribers are no business of customers there."""
    ref = desk.submit()

    with pytest.raises(Forbidden):
        desk.portal.change(desk.op(), ref, SetSubscriber("leo@northwind.example"))
    with pytest.raises(Forbidden):
        desk.portal.ask(desk.op(), RegisterUser("Kim", "kim@northwind.example"))
    assert Permission.REGISTER not in desk.portal.probe().me.permissions


def test_a_file_is_fetched_by_who_sees_its_ticket(desk: Desk) -> None:
    """An id that was made up finds nothing."""
    ref = desk.submit()
    for odd in ("1-2", "1-2-3", "../../users/me", ""):
        with pytest.raises(NotFound):
            desk.portal.fetch(ref, odd, None)  # type: ignore[arg-type]
