"""Texts, numbers and times of a portal are made bearable, and what is fine stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest

from tests.portals.samples import CHANGES, POLICY, PROBE, TICKET
from trayapp.core.errors import ServerFault, UnusablePolicy
from trayapp.core.model import Changes, Probe, RemoteFile, Ticket
from trayapp.core.policy import Choice, Field, Nature, Policy
from trayapp.portals.clean import LONGEST_LINE, LONGEST_TEXT, cleaned
from trayapp.portals.http import Answer, Oversized
from trayapp.portals.sane import LONGEST_CHOICE, LONGEST_LIST
from trayapp.portals.wire import MOST_PARTS, MOST_POLICY_PARTS, decode, decode_policy

JSON = {"content-type": "application/json"}


def ticket(**other: object) -> Ticket:
    """A sample ticket with other values, as the portal sends it."""
    return decode(Answer(200, JSON, msgspec.json.encode({**TICKET, **other})), Ticket)


def test_what_is_fine_stays_the_same_object() -> None:
    """An honest answer is not copied: most are honest."""
    for sample, kind in ((CHANGES, Changes), (PROBE, Probe), (POLICY, Policy)):
        value = msgspec.json.decode(msgspec.json.encode(sample), type=kind)
        assert cleaned(value) is value


def test_lines_are_lines() -> None:
    """A subject has no line breaks, and nothing that turns what is read after it."""
    shown = ticket(subject="Pay\u202eexe.\r\n\x1b[2Jpdf", requester="Ann\x00\nAnn").subject

    assert shown == "Payexe. [2Jpdf"
    assert len(ticket(subject="x" * 10**6).subject) == LONGEST_LINE


def test_texts_keep_their_lines() -> None:
    """What somebody wrote stays as they wrote it, without signs that control a terminal, and ends somewhere."""
    assert ticket(description="One\n\ttwo\r\n<b>three</b>").description == "One\n\ttwo\r\n<b>three</b>"
    assert ticket(description="a\x00b\x1bc").description == "a\ufffdb\ufffdc"
    assert len(ticket(description="x" * 10**6).description) == LONGEST_TEXT
    assert ticket(fields={"a\nb": "c\nd"}).fields == {"a b": "c\nd"}


@pytest.mark.parametrize("name", ["..", ".", "", "a\x00", "a\n", "x" * 201, "a\u202eb"])
def test_an_id_is_no_path(name: str) -> None:
    """What goes into addresses neither climbs in them nor breaks them."""
    with pytest.raises(ServerFault):
        ticket(ref={"id": name, "number": "1"})


@pytest.mark.parametrize("size", [-1, 2**53 + 1, 10**30, -(10**30)])
def test_sizes_are_sizes(size: int) -> None:
    """A file of less than nothing, or of more than there is, is refused before it is kept."""
    file = {"id": "f", "name": "n", "media_type": "a/b", "size": size}
    with pytest.raises(ServerFault):
        ticket(files=[file])


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "2026-01-01T00:00:00", "1e400", "NaN"]
)
def test_times_are_of_our_calendar(moment: str) -> None:
    """A time that cannot be told in every zone is refused."""
    with pytest.raises(ServerFault):
        ticket(due_at=moment)


def test_links_are_whole_or_gone() -> None:
    """Half an address leads somewhere else."""
    probe = msgspec.json.decode(msgspec.json.encode(PROBE), type=Probe)
    for url, kept in (
        ("https://a.example/" + "x" * 3000, ""),
        ("https://a.example/\n", ""),
        ("https://a", "https://a"),
    ):
        able = replace(probe.capabilities, profile_url=url)
        assert cleaned(replace(probe, capabilities=able)).capabilities.profile_url == kept


def test_an_answer_of_many_parts_is_not_read() -> None:
    """A few megabytes of brackets would be hundreds of megabytes of lists."""
    body = b'{"tickets":[' + b"[]," * MOST_PARTS + b"[]]}"
    with pytest.raises(Oversized):
        decode(Answer(200, JSON, body), Changes)


def test_a_policy_of_many_parts_is_refused() -> None:
    """Checking one takes longer the larger it is, and no company has so many rules."""
    body = msgspec.json.encode({**POLICY, "advice": ["x"] * MOST_POLICY_PARTS})
    with pytest.raises(UnusablePolicy):
        decode_policy(Answer(200, JSON, body))


def test_a_form_can_be_shown() -> None:
    """More fields than anybody fills in make a policy unusable; as many as are allowed do not."""
    for count, fine in ((LONGEST_LIST, True), (LONGEST_LIST + 1, False)):
        nature = Nature("n", "N", fields=tuple(Field(str(at), "F") for at in range(count)))
        answer = Answer(200, JSON, msgspec.json.encode({**POLICY, "natures": [nature]}))
        if fine:
            assert decode_policy(answer).natures[0].fields
        else:
            with pytest.raises(UnusablePolicy):
                decode_policy(answer)


def test_one_of_very_many_can_be_chosen() -> None:
    """Rooms, devices, cost centres: a company has more of them than a form has fields."""
    for count, fine in ((LONGEST_CHOICE, True), (LONGEST_CHOICE + 1, False)):
        choices = tuple(Choice(str(at), "Room") for at in range(count))
        nature = Nature("n", "N", fields=(Field("room", "Room", "choice", choices=choices),))
        answer = Answer(200, JSON, msgspec.json.encode({**POLICY, "natures": [nature]}))
        if fine:
            assert len(decode_policy(answer).natures[0].fields[0].choices) == count
        else:
            with pytest.raises(UnusablePolicy):
                decode_policy(answer)


@pytest.mark.parametrize("body", [b"\xff", b'"\\ud800"', b"[" * 10**5, b"9" * 10**4, b"", b"{}"])
def test_a_policy_that_is_no_json_is_unusable(body: bytes) -> None:
    """Whatever its bytes are, tickets are synced without it."""
    with pytest.raises(UnusablePolicy):
        decode_policy(Answer(200, JSON, body))


def test_every_part_is_cleaned() -> None:
    """A file's name deep inside a page is a line, too."""
    file = RemoteFile("f", "a\nb", "a/b", 1)
    made = cleaned(Changes((), "c", announcements=None))
    assert cleaned((file,))[0].name == "a b"
    assert made.tickets == ()


def test_zones_stay() -> None:
    """A time in another zone is as good as one in ours."""
    moment = datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=14)))
    assert cleaned((moment, datetime.now(UTC)))[0] is moment
