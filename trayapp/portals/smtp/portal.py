"""The adapter to a helpdesk that is known by its e-mail address alone. Answers come to the employee's mailbox."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, BinaryIO
from uuid import UUID

from trayapp.core.errors import NotFound, SignIn, UnusablePolicy
from trayapp.core.ids import OpId, reference
from trayapp.core.model import (
    Account,
    AccountChange,
    Capabilities,
    Change,
    Changes,
    Contact,
    Draft,
    Message,
    MessageRef,
    Once,
    Probe,
    Role,
    Ticket,
    TicketRef,
    Update,
)
from trayapp.core.password import password_of
from trayapp.core.policy import Channel, Permission, Policy, Screenshots
from trayapp.core.ports import Clock, FileSource, Heard, Progress, Steps, Unchanged
from trayapp.core.ports.witness import Witness, no_witness
from trayapp.portals.overlay import Overlay, laid_over, nothing_over
from trayapp.portals.smtp.address import mail_address
from trayapp.portals.smtp.line import Line
from trayapp.portals.smtp.mail import Letter, compose
from trayapp.portals.smtp.server import Asked, reached, room_for_files
from trayapp.portals.smtp.text import Words, document, words_of

_CURSOR = "mail"
_PICTURES = Screenshots(formats=("image/png",))
"""What every mail program shows: some that are much in use know no WebP."""
_SUBJECT = 110
"""Bytes of a subject that go into a ticket's id, for the subject of an answer."""


def utc_now() -> datetime:
    """This computer's clock: a mail server does not tell of its own."""
    return datetime.now(UTC)


class SmtpPortal:
    """`core.ports.Portal` over a mail server. Used by one thread; `close` may be called from another.

    `overlay` may say `mail.unencrypted = true`: then a server without encryption is used as it is, without a password.
    """

    def __init__(
        self,
        address: str,
        token: Callable[[], str | None],
        files: FileSource,
        overlay: Overlay = nothing_over,
        clock: Clock = utc_now,
        witness: Witness = no_witness,
    ) -> None:
        self._address = mail_address(address)
        self._token = token
        self._files = files
        self._overlay = overlay
        self._clock = clock
        self._witness = witness
        self._line: Line | None = None

    def probe(self) -> Probe:
        """Signs in, and asks whether mail to the helpdesk is taken. Sends none."""
        asked = self._asked()
        with reached(asked, self._keep, self._witness) as server:
            server.would_take()
            able = _capabilities(server.limit, encrypted=server.private)
        return Probe("", self._address.helpdesk, self._me(asked), None, able, self._about())

    def policy(self) -> Policy:
        """What the administrator wrote; a mail server has no rules for tickets. Raises `UnusablePolicy`."""
        helpdesk = self._address.helpdesk
        channel = Channel("email", "E-mail", helpdesk)
        made = Policy("mail", "mail", helpdesk, channels=(channel,), screenshots=_PICTURES)
        return laid_over(made, self._overlay())

    def submit(self, op: OpId, draft: Draft, steps: Steps, progress: Progress) -> TicketRef:  # noqa: ARG002
        asked = self._asked()
        letter = Letter(
            _message_id(op, asked.sender),
            asked.sender,
            self._address.helpdesk,
            draft.subject,
            draft.written_at or self._clock(),
            words_of(op, draft, self._known_policy()),
            draft.files,
            document=(f"ticket-{op}.json", document(op, draft)),
        )
        self._send(asked, letter, progress)
        return TicketRef(_ticket_id(op, draft.subject), "")

    def find(self, op: OpId, draft: Draft) -> TicketRef | None:  # noqa: ARG002 - nobody can be asked
        """Nothing: a mail that was sent cannot be looked for."""
        return None

    def changes(self, cursor: str | None) -> Changes | Unchanged:  # noqa: ARG002
        """Nothing, without asking anybody."""
        return Changes((), _CURSOR, about=self._about())

    def read(self, ref: TicketRef, etag: str | None) -> Ticket | Unchanged:  # noqa: ARG002
        """How it stands is told by mail alone."""
        raise NotFound(what="ticket", id=ref.number)

    def thread(self, ref: TicketRef, after: str | None) -> Sequence[Message]:  # noqa: ARG002
        """The conversation lies in the mailbox."""
        raise NotFound(what="ticket", id=ref.number)

    def fetch(self, ref: TicketRef, file_id: str, to: BinaryIO) -> None:  # noqa: ARG002
        """Files lie in the mailbox, too."""
        raise NotFound(what="file", id=file_id)

    def update(
        self,
        op: OpId,
        ref: TicketRef,
        update: Update,
        steps: Steps,  # noqa: ARG002
        progress: Progress,
    ) -> MessageRef:
        """An answer to the mail that made the ticket, its subject with it: a number in brackets stays where it is."""
        first, subject = _meant(ref)
        asked = self._asked()
        letter = Letter(
            _message_id(op, asked.sender),
            asked.sender,
            self._address.helpdesk,
            subject if subject.lower().startswith("re:") else f"Re: {subject or reference(first)}",
            self._clock(),
            Words(update.text),
            update.files,
            answers=_message_id(first, asked.sender),
        )
        self._send(asked, letter, progress)
        return MessageRef(op)

    def find_update(self, op: OpId, ref: TicketRef) -> MessageRef | None:  # noqa: ARG002
        """Nothing, as `find`."""
        return None

    def change(self, op: OpId, ref: TicketRef, want: Change) -> Ticket:  # noqa: ARG002
        """Nobody there to carry it out."""
        raise NotFound(what="ticket", id=ref.number)

    def ask(self, op: OpId, want: AccountChange) -> TicketRef | None:  # noqa: ARG002
        """There are no accounts."""
        raise NotFound(what="account")

    def find_asked(self, op: OpId, want: AccountChange) -> bool:  # noqa: ARG002
        """There are no accounts."""
        return False

    def taken(self, ops: Sequence[OpId]) -> frozenset[OpId]:
        """Never asked: nothing is remembered here."""
        return frozenset(ops)

    def contacts(self, words: str, role: Role) -> Sequence[Contact]:  # noqa: ARG002
        """Nobody is known."""
        return ()

    def listen(self, stopped: Callable[[], bool], cursor: str | None) -> Iterator[Heard]:  # noqa: ARG002
        """Nothing is announced."""
        return iter(())

    def close(self) -> None:
        """A conversation in another thread ends."""
        line = self._line
        if line is not None:
            with suppress(OSError):
                line.interrupt()

    def _send(self, asked: Asked, letter: Letter, progress: Progress) -> None:
        with reached(asked, self._keep, self._witness) as server:
            server.take(compose(letter), self._files, progress)

    def _asked(self) -> Asked:
        """Raises `SignIn`: nobody knows the employee's address."""
        token = self._token()
        who = password_of(token) if token else None
        if token and who is None:
            raise SignIn("a token, where a name and a password are meant", reason="malformed")
        sender = self._address.own(who.user if who else "")
        if not sender:
            raise SignIn("no address to send from", **({"reason": "no_address"} if who else {}))
        return Asked(self._address, sender, who, self._plain())

    def _me(self, asked: Asked) -> Account:
        known = f"mail:{self._address.helpdesk}/{asked.sender}"
        may = frozenset({Permission.CREATE, Permission.UPDATE})
        return Account(known, asked.sender, "", "", "", may)

    def _plain(self) -> bool:
        mail = self._said().get("mail")
        return isinstance(mail, Mapping) and mail.get("unencrypted") is True

    def _known_policy(self) -> Policy | None:
        """For names of things alone: codes do, too."""
        with suppress(UnusablePolicy):
            return self.policy()
        return None

    def _about(self) -> str:
        known = json.dumps([str(self._address), self._said()], default=str, sort_keys=True)
        return hashlib.sha256(known.encode()).hexdigest()[:16]

    def _said(self) -> Mapping[str, Any]:
        """A policy.toml with a fault allows nothing."""
        try:
            return self._overlay()
        except UnusablePolicy:
            return {}

    def _keep(self, line: Line | None) -> None:
        self._line = line


def _capabilities(limit: int | None, *, encrypted: bool) -> Capabilities:
    room = None if limit is None else room_for_files(limit)
    return Capabilities(
        views=frozenset(),
        close=False,
        submit_once=Once.NONE,
        update_once=Once.NONE,
        sign_in=frozenset({"password", "name"}),
        max_file=room,
        max_total=room,
        encrypted=encrypted,
    )


def _message_id(op: OpId, sender: str) -> str:
    """The same on every try, so that a helpdesk which compares them takes a repeated mail for what it is."""
    domain = sender.rpartition("@")[2]
    return f"<{op}@{domain if len(domain) <= 30 else 'trayapp.invalid'}>"


def _ticket_id(op: OpId, subject: str) -> str:
    """The operation, and of the subject what an answer needs."""
    kept = subject.encode("utf-8", "replace")[:_SUBJECT].decode("utf-8", "ignore")
    return f"{op}.{urlsafe_b64encode(kept.encode()).decode().rstrip('=')}"


def _meant(ref: TicketRef) -> tuple[OpId, str]:
    """The operation that made the ticket, and its subject: empty where only the employee knows that it arrived.

    Raises `NotFound`.
    """
    op, _, kept = ref.id.partition(".")
    try:
        UUID(op)
        return OpId(op), urlsafe_b64decode(kept + "=" * (-len(kept) % 4)).decode()
    except ValueError as error:
        raise NotFound(what="ticket", id=ref.number) from error
