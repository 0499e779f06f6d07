"""Everything that can go wrong, by what can be done about it. Sentences live in `ui.texts`, not here.

TrayAppError
 +- Transient            try again by itself
 |   +- Offline          the portal was surely not reached; nothing was sent
 |   +- Busy             429 or 503; obeys `retry_after`
 |   +- ServerFault      5xx: the portal failed
 |   +- UnusablePolicy   its policy cannot be taken; the last good one holds
 +- OutcomeUnknown       sent, but no answer: look it up before sending again
 +- CursorGone           the portal no longer knows how far it was pulled: pull everything
 +- NeedsUser            only the employee can go on
 |   +- SignIn           no token, or one the portal does not accept
 |   +- NotRegistered    signed in, but not registered for support (REG-3)
 |   +- Misconfigured    address, certificate or kind of portal is wrong
 |   +- Rejected         refused, with reasons by field
 |   +- TooLarge         a file or all files together exceed the limit
 |   +- Forbidden        this employee may not do this
 |   +- NotFound         no such ticket or file for this employee
 |   +- BadFile          a file to attach vanished, is unreadable or too large
 |   +- OtherAccount     written while another person was signed in
 |   +- OtherPortal      written for another helpdesk than the one that is set up
 |   +- Forgotten        the portal had it, and no longer has it: a backup was put back
 |   +- MayHaveBeenSent  sent without an answer, and this portal cannot tell whether it arrived
 +- LocalFault           disk full, database corrupt or from a newer version, no key store
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


class TrayAppError(Exception):
    """Root. `kind` names the case for texts, logs and the outbox row; `params` fill the sentence."""

    kind = "error"

    def __init__(self, detail: str = "", **params: str) -> None:
        super().__init__(detail or self.kind)
        self.detail = detail
        """For the log: technical, never shown as the only words."""
        self.params: Mapping[str, str] = params


class Transient(TrayAppError):
    """Passes by itself."""

    kind = "transient"


class Offline(Transient):
    """The portal was surely not reached: nothing was sent."""

    kind = "offline"


class Busy(Transient):
    """The portal asks to come back later."""

    kind = "busy"

    def __init__(self, detail: str = "", retry_after: float | None = None, **params: str) -> None:
        super().__init__(detail, **params)
        self.retry_after = retry_after
        """Seconds; `None` when the portal did not say."""


class ServerFault(Transient):
    """The portal failed (5xx, or an answer that is none)."""

    kind = "server_fault"


class UnusablePolicy(Transient):
    """The portal's policy cannot be taken. `params["reason"]`: unreadable, future (with `found` and `known`, the forms
    of the document) or contradictory (with `where`, a path in it).
    """

    kind = "unusable_policy"


class OutcomeUnknown(TrayAppError):
    """The request left, the answer did not arrive: it may or may not have been applied."""

    kind = "outcome_unknown"


class CursorGone(TrayAppError):
    """The portal does not know the cursor (any more): what this person sees is told from the beginning, without one."""

    kind = "cursor_gone"


class NeedsUser(TrayAppError):
    """Only the employee can go on."""

    kind = "needs_user"


class SignIn(NeedsUser):
    """No token, or one that the portal does not accept (any more)."""

    kind = "sign_in"


class NotRegistered(NeedsUser):
    """The portal knows the person but not as a registered user (REG-3).

    `params`, where the portal says: `why` (its words), `since` (ISO date), `request_url` (the way in).
    """

    kind = "not_registered"


class Misconfigured(NeedsUser):
    """Address, certificate or kind of portal is wrong. `params["reason"]` names which."""

    kind = "misconfigured"


class Rejected(NeedsUser):
    """The portal refuses what was sent, with a reason for each field."""

    kind = "rejected"

    def __init__(
        self, detail: str = "", fields: Mapping[str, str] = MappingProxyType({}), **params: str
    ) -> None:
        super().__init__(detail, **params)
        self.fields = fields
        """Reasons in the portal's words, by field code; the key `""` holds what belongs to none."""


class TooLarge(NeedsUser):
    """A file or the whole exceeds the limit. `params`: `name`, `size`, `limit` (bytes) where known."""

    kind = "too_large"


class Forbidden(NeedsUser):
    """This employee may not do this. `params`, where known: `action`, or the portal's words, `why`."""

    kind = "forbidden"


class NotFound(NeedsUser):
    """No such thing for this employee. `params["what"]` and `params["id"]` name it."""

    kind = "not_found"


class BadFile(NeedsUser):
    """A file to attach cannot be taken. `params`: `path`, `reason`: missing, unreadable, too_large, folder, empty,
    picture (it begins as one does, but can't be taken apart to leave out what tells of more than the picture).
    """

    kind = "bad_file"


class OtherAccount(NeedsUser):
    """Written while another person was signed in: it must not go out under this one's name."""

    kind = "other_account"


class OtherPortal(NeedsUser):
    """Written for another helpdesk: it goes to this one only if the employee says so. `params`: `was` and `here`, by
    `core.helpdesk.helpdesk`; `moves`, yes or no: whether it can be sent here at all; `doubtful`, yes: it may have
    reached the one it was written for.
    """

    kind = "other_portal"


class Forgotten(NeedsUser):
    """The portal acknowledged it and now knows nothing of it: a backup was put back. `params`, where there were any:
    `number` of the ticket, `files`, the names of those whose bytes left this computer when it was acknowledged.
    """

    kind = "forgotten"


class MayHaveBeenSent(NeedsUser):
    """Sent without an answer to a portal that cannot be asked (`Once.NONE`): only the employee may send it again."""

    kind = "may_have_been_sent"


class LocalFault(TrayAppError):
    """This computer is at fault. `params["reason"]`: disk_full, read_only, corrupt, salvaged, newer_database, io,
    locked (another program writes for too long), file_missing, file_damaged (in the spool, with `name`), key_store,
    not_ours (with `path`: somebody else's folder lies where this user's should).
    """

    kind = "local_fault"
