"""What an employee can ask for: the use cases behind both the windows and the command line."""

from __future__ import annotations

import io
import mimetypes
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from trayapp.core.elsewhere import in_words
from trayapp.core.errors import BadFile, Forbidden, NotFound, Rejected, TooLarge
from trayapp.core.ids import OpId, new_op_id
from trayapp.core.metadata import BadPicture, Cleaned, clean_file
from trayapp.core.model import (
    Account,
    AccountChange,
    Capabilities,
    Close,
    DecideEstimate,
    Draft,
    EditProfile,
    FileKind,
    KeepOpen,
    RegisterUser,
    RemoveUser,
    SetCollaborator,
    SetPriority,
    SetSubscriber,
    StoredFile,
    TicketRef,
    Update,
)
from trayapp.core.operation import Operation, OpKind, OpState, Payload
from trayapp.core.policy import Permission, Screenshots
from trayapp.core.ports import Clock, Encoded, Notes, Outbox, Outcome, Spool, Tickets
from trayapp.core.telephone import may_be_number
from trayapp.core.text import whole


@dataclass(frozen=True, slots=True)
class Desk:
    """The employee's side of the helpdesk: all is durable when it returns, nothing waits for the network."""

    outbox: Outbox
    tickets: Tickets
    spool: Spool
    notes: Notes
    clock: Clock
    wake: Callable[[], None] = lambda: None
    """Tells the sync worker that something is due."""
    author: Callable[[], str | None] = lambda: None
    """The account that is signed in for certain; see `Operation.author`."""
    helpdesk: Callable[[], str | None] = lambda: None
    """The helpdesk that is set up; see `Operation.portal`."""

    @property
    def capabilities(self) -> Capabilities:
        """What the portal last granted; cautious defaults before it was ever reached."""
        probe = self.notes.probe()
        return probe.capabilities if probe else Capabilities()

    @property
    def me(self) -> Account | None:
        """Who is signed in, as the portal last said."""
        probe = self.notes.probe()
        return probe.me if probe else None

    @property
    def picture_formats(self) -> tuple[str, ...]:
        """Media types of pictures that people at the portal can look at."""
        policy = self.notes.policy()
        return (policy.screenshots if policy else Screenshots()).formats

    def attach(self, path: Path) -> StoredFile:
        """Copy a file into the spool; of a picture, nothing but the picture.

        Raises `BadFile`, `TooLarge` (the portal's limit) or `LocalFault`.
        """
        size, name = _readable_size(path), whole(path.name)
        try:
            with path.open("rb") as source:
                picture = _cleaned(source, path)
                self._check_size(name, size if picture is None else len(picture.data))
                if picture is not None:
                    return self.spool.put(io.BytesIO(picture.data), name, picture.media_type, FileKind.FILE)
                media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
                return self.spool.put(source, name, media_type, FileKind.FILE)
        except OSError as error:
            raise BadFile(str(error), path=whole(str(path)), reason="unreadable") from error

    def attach_picture(self, picture: Encoded, stem: str) -> StoredFile:
        """Put a picture into the spool that has nothing in it but the picture. Raises `TooLarge`, `LocalFault`.

        `stem` is its file's name without the ending.
        """
        name = whole(stem) + picture.suffix
        self._check_size(name, len(picture.data))
        return self.spool.put(io.BytesIO(picture.data), name, picture.media_type, FileKind.SCREENSHOT)

    def let_go(self, files: Sequence[StoredFile]) -> None:
        """They are not sent after all: no byte of them stays, unless an operation needs it. Raises `LocalFault`."""
        self.outbox.let_go(files)

    def submit(self, draft: Draft) -> Operation:
        """Queue a new ticket (APP-4). Raises `Rejected`, `TooLarge` or `LocalFault`; the draft is then untouched."""
        if not draft.subject.strip():
            raise Rejected(fields={"subject": "no_subject"}, reason="local")
        self._check_total(draft.files)
        now = self.clock()
        op_id = new_op_id(now)
        written = replace(draft, written_at=draft.written_at or now)
        return self._add(op_id, op_id, OpKind.CREATE, self._in_its_form(written))

    def update(self, ticket_id: str, text: str, files: Sequence[StoredFile] = ()) -> Operation:
        """Queue a reply (TK-4), also on a ticket still in the outbox. Raises `Rejected`, `NotFound`, `LocalFault`."""
        if not text.strip() and not files:
            raise Rejected(fields={"text": "empty"}, reason="local")
        self._check_total(files)
        return self._queue(ticket_id, OpKind.UPDATE, Update(text, tuple(files)))

    def close(self, ticket_id: str) -> Operation:
        """Queue the wish to close (TK-4). Raises `NotFound`, `Forbidden` when the portal grants it to nobody here."""
        if not self.capabilities.close:
            raise Forbidden(action="close")
        return self._queue(ticket_id, OpKind.CLOSE, Close())

    def set_priority(self, ticket_id: str, priority: str) -> Operation:
        """Queue a change of priority (TK-10). Raises `NotFound`, `Forbidden`, or `Rejected` for an unknown priority."""
        if not self.capabilities.priority:
            raise Forbidden(action="priority")
        policy = self.notes.policy()
        if policy and not policy.priority(priority):
            known = ", ".join(item.code for item in policy.priorities)
            raise Rejected(fields={"priority": "unknown"}, reason="local", known=known)
        return self._queue(ticket_id, OpKind.PRIORITY, SetPriority(priority))

    def keep_open(self, ticket_id: str) -> Operation:
        """Queue the wish that it goes on (ST-3, ST-6). Raises `NotFound`."""
        return self._queue(ticket_id, OpKind.KEEP_OPEN, KeepOpen())

    def set_subscriber(self, ticket_id: str, email: str, *, on: bool = True) -> Operation:
        """Queue adding a colleague, or taking them off (TK-8). Raises `NotFound`, `Forbidden`, `Rejected`."""
        self._require_but_for_oneself(Permission.SUBSCRIBERS, email, on=on)
        return self._queue(ticket_id, OpKind.SUBSCRIBER, SetSubscriber(_address(email), on))

    def set_collaborator(self, ticket_id: str, email: str, *, on: bool = True) -> Operation:
        """Queue letting an outsider see it, or no longer (TK-7). Raises `NotFound`, `Forbidden`, `Rejected`."""
        self._require_but_for_oneself(Permission.COLLABORATORS, email, on=on)
        return self._queue(ticket_id, OpKind.COLLABORATOR, SetCollaborator(_address(email), on))

    def decide(self, ticket_id: str, estimate: str, *, approve: bool) -> Operation:
        """Queue the answer to an estimate (TK-6). Raises `NotFound`, `Forbidden`."""
        self._require(Permission.ESTIMATES)
        return self._queue(ticket_id, OpKind.ESTIMATE, DecideEstimate(estimate, approve))

    def register(self, wanted: RegisterUser) -> Operation:
        """Queue the request of an account for somebody (ROLE-3, REG-2, REG-4). Raises `Forbidden`, `Rejected`."""
        self._require(Permission.REGISTER)
        if not wanted.name.strip():
            raise Rejected(fields={"name": "required"}, reason="local")
        email = _address(wanted.email)
        if wanted.level is not None and self.me is not None and wanted.level not in self.me.grants:
            raise Forbidden(action="register", level=wanted.level)
        return self._ask(f"account:{email}", OpKind.REGISTRATION, replace(wanted, email=email))

    def remove(self, email: str, note: str = "") -> Operation:
        """Queue the request that an account is removed (REG-2). Raises `Forbidden`, `Rejected`."""
        self._require(Permission.REMOVE)
        address = _address(email)
        return self._ask(f"account:{address}", OpKind.REMOVAL, RemoveUser(address, note))

    def edit_profile(self, wanted: EditProfile) -> Operation:
        """Queue the profile as it shall be (INFO-6). Raises `Forbidden`, `Rejected`."""
        self._require(Permission.PROFILE)
        if not wanted.name.strip():
            raise Rejected(fields={"name": "required"}, reason="local")
        before = self.me.details.phone if self.me is not None and self.me.details is not None else None
        if wanted.phone != before and not may_be_number(wanted.phone):
            raise Rejected(fields={"phone": "phone"}, reason="local")
        return self._ask("profile", OpKind.PROFILE, replace(wanted, email=_address(wanted.email)))

    def retry(self, op_id: OpId) -> None:
        """Try an operation now. Raises `NotFound`."""
        self.outbox.retry(op_id, self.clock())
        self.wake()

    def edit(self, op_id: OpId, payload: Payload) -> None:
        """Put the employee's corrected words in place of the old ones. Raises `NotFound`, `Forbidden`, `TooLarge`."""
        if isinstance(payload, Draft | Update):
            self._check_total(payload.files)
        if isinstance(payload, Draft):
            payload = self._in_its_form(payload)
        self.outbox.replace(op_id, payload)
        self.wake()

    def move(self, op_id: OpId, here: str, *, anyway: bool = False) -> None:
        """Send a new ticket that was written for another helpdesk to `here`; in the name of whoever is signed in.

        Raises `NotFound`, and `Forbidden` while it is being sent, for what belongs to a ticket of the other helpdesk,
        (arrived) when it may have reached that one and the employee does not want it sent `anyway`, or (moved) when
        yet another one than `here` is set up by now.
        """
        if self.helpdesk() != here:
            raise Forbidden(reason="moved", id=op_id)
        self.outbox.move(op_id, here, self.author(), anyway=anyway)
        self.wake()

    def arrived(self, op_id: OpId) -> None:
        """The employee found out that it arrived: it counts as sent, and nothing is sent again.

        Raises `NotFound`, and `Forbidden` (known) for what is in no such doubt.
        """
        found = self.outbox.get(op_id)
        if found is None:
            raise NotFound(what="operation", id=op_id)
        if not found.unsure:
            raise Forbidden(reason="known", id=op_id)
        # what the portal calls it nobody will ever be told
        ref = TicketRef(op_id if found.kind is OpKind.CREATE else found.ticket_id, "")
        self.outbox.settle(op_id, Outcome(OpState.DONE, ref=ref), self.clock())
        self.wake()

    def discard(self, op_id: OpId) -> None:
        """Give an operation up; only the employee does. Raises `NotFound`, or `Forbidden` while it is being sent."""
        self.outbox.discard(op_id)
        self.wake()

    def _in_its_form(self, draft: Draft) -> Draft:
        """With the version of the policy that asked for it, and what its codes are called there."""
        policy = self.notes.policy()
        if policy is None:
            return replace(draft, policy=None, said=())
        return replace(draft, policy=policy.version, said=in_words(draft, policy))

    def _require(self, permission: Permission) -> None:
        """What a level may not do is not even queued; before the portal was ever reached, nobody knows."""
        if self.me is not None and permission not in self.me.permissions:
            raise Forbidden(action=str(permission))

    def _require_but_for_oneself(self, permission: Permission, email: str, *, on: bool) -> None:
        """Whoever was added to a ticket may take themselves off it."""
        if on or self.me is None or email.strip().casefold() != self.me.email.casefold():
            self._require(permission)

    def _ask(self, matter: str, kind: OpKind, wanted: AccountChange) -> Operation:
        return self._add(new_op_id(self.clock()), matter, kind, wanted)

    def _queue(self, ticket_id: str, kind: OpKind, payload: Payload) -> Operation:
        return self._add(new_op_id(self.clock()), self._known(ticket_id), kind, payload)

    def _add(self, op_id: OpId, ticket_id: str, kind: OpKind, payload: Payload) -> Operation:
        now, author, here = self.clock(), self.author(), self.helpdesk()
        operation = self.outbox.add(op_id, ticket_id, kind, payload, now, author, here)
        self.wake()
        return operation

    def _known(self, ticket_id: str) -> str:
        """The id to queue under: the portal's, or that of a create still on its way."""
        resolved = self.outbox.resolve(ticket_id)
        ticket = self.tickets.get(resolved)
        if ticket:
            return ticket.ref.id
        if resolved != ticket_id or self.outbox.get(OpId(resolved)):
            return resolved
        raise NotFound(what="ticket", id=ticket_id)

    def _check_total(self, files: Sequence[StoredFile]) -> None:
        for file in files:
            self._check_size(file.name, file.size)
        limit = self.capabilities.max_total
        total = sum(file.size for file in files)
        if limit is not None and total > limit:
            raise TooLarge(name="", size=str(total), limit=str(limit))

    def _check_size(self, name: str, size: int) -> None:
        limit = self.capabilities.max_file
        if limit is not None and size > limit:
            raise TooLarge(name=name, size=str(size), limit=str(limit))


def _address(email: str) -> str:
    """An e-mail address, or `Rejected`. Whether somebody reads it, only a letter can tell."""
    address = whole(email.strip())
    name, at, host = address.rpartition("@")
    if not (name and at and host) or any(letter.isspace() for letter in address):
        raise Rejected(fields={"email": "address"}, reason="local")
    return address


def _cleaned(source: BinaryIO, path: Path) -> Cleaned | None:
    """The picture in it alone, `None` for what is none. What can't be cleaned does not leave: it may tell a place."""
    try:
        return clean_file(source)
    except BadPicture as error:
        raise BadFile(str(error), path=whole(str(path)), reason="picture") from error


def _readable_size(path: Path) -> int:
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise BadFile(str(error), path=whole(str(path)), reason="missing") from error
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise BadFile(str(error), path=whole(str(path)), reason="unreadable") from error
    if stat.S_ISDIR(status.st_mode):
        raise BadFile(path=whole(str(path)), reason="folder")
    if not stat.S_ISREG(status.st_mode):
        # a pipe would be waited for, a device may have no end
        raise BadFile("no regular file", path=whole(str(path)), reason="unreadable")
    return status.st_size
