"""The commands about people, estimates and tickets that shall go on: queued, delivered, or refused with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from tests.cli.conftest import Run
from tests.fakes.portal_process import PortalProcess

LEO, TOM = "leo@northwind.example", "tom@harbordental.example"
As = Callable[[str], None]


@pytest.fixture
def level(signed_in: PortalProcess, monkeypatch: pytest.MonkeyPatch) -> As:
    """Signs somebody of another level in."""

    def become(who: str) -> None:
        monkeypatch.setenv("TRAYAPP_TOKEN", signed_in.users[who])

    return become


@pytest.fixture(scope="session")
def requests_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    """A portal whose policy asks for the nature of a request and knows estimates."""
    with PortalProcess(tmp_path_factory.mktemp("requests"), "--profile", "requests") as portal:
        yield portal


@pytest.fixture
def asks(requests_portal: PortalProcess, monkeypatch: pytest.MonkeyPatch) -> PortalProcess:
    """An employee of that portal is signed in."""
    monkeypatch.setenv("TRAYAPP_PORTAL_URL", requests_portal.url)
    monkeypatch.setenv("TRAYAPP_TOKEN", requests_portal.users["user"])
    return requests_portal


def submit(run: Run, subject: str = "Screen flickers", *more: str) -> str:
    """The number of a new ticket."""
    ran = run("submit", "--no-facts", "--subject", subject, *more, "--wait", "30", "--json")
    assert ran.code == 0, ran.out
    return str(ran.document["number"])


def staff(portal: PortalProcess, path: str, **body: object) -> dict[str, object]:
    """Support staff does something."""
    with portal.client("agent") as agent:
        answer = agent.post(path, json=body, headers={"Idempotency-Key": str(uuid4())}).raise_for_status()
        found: dict[str, object] = answer.json()
    return found


@pytest.mark.rule("ST-3")
@pytest.mark.rule("ST-6")
def test_a_ticket_is_kept_open(run: Run, signed_in: PortalProcess) -> None:
    """A ticket that would end by itself goes on; until then `show` tells when it would."""
    number = submit(run)
    staff(signed_in, f"tickets/{number}/changes", kind="status", status="waiting_for_customer")
    waits = run("show", number).out

    ran = run("keep-open", number)

    assert "by itself" in waits
    assert (ran.code, ran.out.splitlines()[-1]) == (0, f"#{number} is kept open.")
    assert "by itself" not in run("show", number).out


@pytest.mark.rule("ST-7")
def test_words_on_a_ticket_closed_meanwhile(run: Run, signed_in: PortalProcess) -> None:
    """They are a new ticket, which is said; `show` tells on both which the other is."""
    number = submit(run)
    staff(signed_in, f"tickets/{number}/changes", kind="status", status="closed")

    ran = run("update", number, "It is back", "--json")

    new = str(ran.document["number"])
    assert ran.code == 0
    assert new != number
    assert f"#{number}" in run("show", new).out
    assert f"#{new}" in run("show", number).out


@pytest.mark.rule("ST-7")
def test_a_ticket_that_references_a_closed_one(run: Run, signed_in: PortalProcess) -> None:
    """`--references` names a closed ticket by its number; one that is nobody's ends with 2."""
    number = submit(run)
    assert run("close", number).code == 0

    new = submit(run, "It is back", "--references", f"#{number}")

    assert run("show", new, "--json").document["references"] is not None
    assert run("submit", "--no-facts", "--subject", "Again", "--references", "999999").code == 2


@pytest.mark.rule("TK-8")
def test_a_colleague_is_added_and_taken_off(run: Run, signed_in: PortalProcess) -> None:
    """`show` names who takes part; a colleague who was taken off is gone from there."""
    number = submit(run)

    assert run("subscribe", number, LEO).code == 0
    with_leo = run("show", number).out
    assert run("subscribe", number, LEO, "--remove").code == 0

    assert LEO in with_leo
    assert LEO not in run("show", number).out


@pytest.mark.rule("TK-7")
def test_somebody_outside_is_added(run: Run, level: As) -> None:
    """Who may, lets somebody of another company see a ticket; who may not ends with 5."""
    number = submit(run)
    refused = run("collaborate", number, TOM)
    level("manager")

    added = run("collaborate", number, TOM)

    assert (refused.code, added.code) == (5, 0)
    assert "outside" in refused.err
    assert TOM in run("show", number).out


@pytest.mark.parametrize("words", [["subscribe", "ID", "nobody"], ["register", "Kim", "kim@"]])
def test_what_is_no_address_is_usage(run: Run, level: As, words: list[str]) -> None:
    """An address that cannot be one ends with 2, before anything is queued."""
    level("manager")
    number = submit(run)

    ran = run(*(number if word == "ID" else word for word in words))

    assert ran.code == 2
    assert "e-mail address" in ran.err


@pytest.mark.rule("ROLE-3")
@pytest.mark.rule("REG-2")
@pytest.mark.rule("REG-4")
def test_accounts_of_colleagues(run: Run, level: As) -> None:
    """Who may, asks for accounts of levels they may grant, and that they are removed; others end with 5."""
    email = f"kim-{uuid4().hex[:6]}@northwind.example"
    run("sync")
    assert run("register", "Kim Ong", email).code == 5
    level("primary")

    added = run("register", "Kim Ong", email, "--level", "basic")
    removed = run("remove-user", email, "--note", "Wrong address")

    assert (added.code, removed.code) == (0, 0)
    assert "asked for" in added.out
    assert run("outbox", "--json").document == {"outbox": []}


@pytest.mark.rule("REG-4")
def test_an_account_twice_comes_back_with_the_reason(run: Run, level: As) -> None:
    """What the portal refuses needs somebody, names the field, and stays in the outbox until it is discarded."""
    level("primary")

    ran = run("register", "Leo", LEO, "--level", "basic", "--json")

    assert ran.code == 5
    problem = ran.document["problem"]
    assert isinstance(problem, dict)
    assert "email" in problem["fields"]
    assert "Ask for an account: Leo" in run("outbox").out
    assert run("outbox", "discard", str(ran.document["op_id"])).code == 0


@pytest.mark.rule("INFO-6")
def test_the_profile_is_shown_and_changed_in_parts(run: Run, signed_in: PortalProcess) -> None:
    """What is not named stays as it is; an address of one's own takes the place of the company's."""
    before = run("profile", "show", "--json").document["profile"]
    assert isinstance(before, dict)

    ran = run("profile", "set", "--phone", "555-0142", "--city", "Salem")

    shown = run("profile", "show")
    assert ran.code == 0
    assert before["name"] in shown.out
    assert "555-0142" in shown.out
    assert "Salem" in shown.out
    assert run("profile", "set", "--use-company-address", "yes").code == 0
    assert "Salem" not in run("profile", "show").out


def test_what_is_no_number_is_not_kept(run: Run, signed_in: PortalProcess) -> None:
    """Two digits call nobody: said at once, with the field, and nothing is queued."""
    ran = run("profile", "set", "--phone", "12", "--json")

    error = ran.document["error"]
    assert isinstance(error, dict)
    assert (ran.code, error["fields"]) == (2, {"phone": "phone"})
    assert "no telephone number" in ran.err
    assert run("outbox", "--json").document["outbox"] == []


@pytest.mark.parametrize("words", [["set"], ["show", "--phone", "1"], []])
def test_profile_usage(run: Run, signed_in: PortalProcess, words: list[str]) -> None:
    """Changing nothing, and showing a change, are usage."""
    assert run("profile", *words).code == 2


@pytest.mark.rule("TK-6")
def test_an_estimate_is_decided(run: Run, asks: PortalProcess) -> None:
    """The one that is proposed is meant; `show` tells what is asked and what was decided; then nothing waits."""
    number = submit(run, "Badge reader", "--nature", nature(asks))
    staff(asks, f"tickets/{number}/estimates", title="New reader", amount="$ 90", note="In stock")
    proposed = run("show", number).out

    ran = run("estimate", number, "approve")

    assert "New reader, $ 90." in proposed
    assert "In stock" in proposed
    assert ran.code == 0
    assert "Approved by" in run("show", number).out
    again = run("estimate", number, "decline")
    assert again.code == 2
    assert "No estimate waits" in again.err


@pytest.mark.rule("TK-6")
def test_one_of_several_estimates_is_named(run: Run, asks: PortalProcess) -> None:
    """Where several wait, the one meant has to be named; the sentence lists them."""
    number = submit(run, "Badge reader", "--nature", nature(asks))
    path = f"tickets/{number}/estimates"
    made, _other = (staff(asks, path, title=title, amount="$ 90") for title in ("Repair", "Replace"))

    ran = run("estimate", number, "decline")

    assert ran.code == 2
    assert "Repair" in ran.err
    assert run("estimate", number, "decline", "--estimate", str(made["id"])).code == 0


@pytest.mark.rule("TK-2")
def test_the_nature_is_told_in_the_portals_words(run: Run, asks: PortalProcess) -> None:
    """`--nature` is a code of the portal; `show` calls it by its label, and an unknown one is refused."""
    code = nature(asks)
    number = submit(run, "Badge reader", "--nature", code)
    with asks.client("user") as client:
        labels = {one["code"]: one["label"] for one in client.get("policy").json()["natures"]}

    assert labels[code] in run("show", number).out
    assert run("submit", "--no-facts", "--subject", "Badge", "--nature", "magic", "--wait", "10").code == 5


def nature(portal: PortalProcess) -> str:
    """One that needs no more than a subject."""
    with portal.client("user") as client:
        natures = client.get("policy").json()["natures"]
    return next(
        str(one["code"])
        for one in natures
        if not one["permission"] and not any(item["required"] for item in one["fields"])
    )
