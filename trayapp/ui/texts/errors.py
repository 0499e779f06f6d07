"""What went wrong, what it means, and what to do: for every kind of `core.errors`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from trayapp.core.errors import TrayAppError
from trayapp.core.operation import Problem, problem_of
from trayapp.ui.texts.files import counted, size_of
from trayapp.ui.texts.local_faults import FAULTS
from trayapp.ui.texts.moving import meant_for_another
from trayapp.ui.texts.setups import ELSEWHERE, OTHER_SIGN_INS, SETUPS, TOO_OLD, UNKNOWN_PRODUCT, WEB_PAGE
from trayapp.ui.texts.when import day_of


@dataclass(frozen=True, slots=True)
class Explanation:
    """A problem in people's words."""

    title: str
    """What happened: a short sentence without a full stop, fit for a row of a list."""
    hint: str
    """What it means and what to do; may be empty."""

    @property
    def within(self) -> str:
        """What happened, as it goes on a sentence."""
        return self.title[:1].lower() + self.title[1:]

    def __str__(self) -> str:
        return f"{self.title}. {self.hint}".rstrip()


def explain(problem: Problem) -> Explanation:
    """The words for a problem; one of an unknown kind still says what is known."""
    return _KINDS.get(problem.kind, _bug)(problem)


def explain_error(error: Exception) -> Explanation:
    """The words for an exception; anything but a `TrayAppError` is a bug of ours and is called one."""
    if isinstance(error, TrayAppError):
        return explain(problem_of(error))
    return _bug(Problem("bug", detail=f"{type(error).__name__}: {error}"))


def wants_sign_in(problem: Problem | None) -> bool:
    """Signing in, under Account, is what solves it."""
    if problem is None:
        return False
    return problem.kind == "sign_in" or problem.params.get("reason") == "no_address"


def field_reason(reason: str, params: Mapping[str, str] | None = None) -> str:
    """A reason that stands beside a field: our own by code, the portal's as it wrote it."""
    known = (params or {}).get("known", "")
    if reason == "unknown" and known:
        return f"The portal does not know this. It knows: {known}."
    return _REASONS.get(reason, reason)


_REASONS = {
    "no_subject": "Write in a few words what is wrong.",
    "too_short": "Write at least three letters, so that IT knows what it is about.",
    "empty": "Write something, or add a file.",
    "required": "This is needed.",
    "unknown": "The portal does not know this.",
    "invalid": "The portal does not accept this.",
    "address": "This is no e-mail address, such as kim@example.com.",
    "phone": "This is no telephone number: it needs three digits at least.",
    "too_long": "This is too long for the portal. Shorten it.",
}


def _offline(problem: Problem) -> Explanation:
    if problem.params.get("reason") == "captive_portal":
        return Explanation(
            "This network asks you to log in first", "Open a web page and log in to the network."
        )
    return Explanation(
        "The portal can't be reached", "It is tried again by itself, as soon as the network is back."
    )


def _busy(problem: Problem) -> Explanation:
    after = problem.params.get("retry_after")
    when = f" in {after} seconds" if after else " shortly"
    return Explanation("The portal is busy", f"It is tried again by itself{when}.")


def _server_fault(_: Problem) -> Explanation:
    return Explanation("The portal has a fault", "It is tried again by itself. Nothing is lost.")


def _outcome_unknown(_: Problem) -> Explanation:
    return Explanation(
        "The connection broke before the portal answered",
        "The portal is asked whether it arrived before anything is sent again.",
    )


def _sign_in(problem: Problem) -> Explanation:
    if problem.params.get("reason") == "malformed":
        return Explanation(
            "This is not a token", "Copy it again from the portal, all of it and nothing else."
        )
    if problem.params.get("reason") == "no_address":
        return Explanation(
            "Your e-mail address is not known",
            "Sign in under Account with your whole e-mail address as the name, such as kim@example.com.",
        )
    if problem.params.get("way") == "app_password":
        return Explanation(*_APP_PASSWORD)
    if problem.params.get("reason") == "no_password":
        return Explanation(
            "The mail server asks for a password",
            "Sign in under Account with the password of your mailbox. Nothing is lost.",
        )
    if problem.params.get("reason") == "password":
        return Explanation("The name or the password is not right", "Check both, then try again.")
    if problem.params.get("reason") == "refused":
        return Explanation(
            "The portal does not accept your sign-in", "Sign in again under Account. Nothing is lost."
        )
    return Explanation(
        "You are not signed in", "Sign in under Account. What you wrote is kept and goes out then."
    )


_APP_PASSWORD = (
    "The mail server does not take this name and password",
    "Check both. Many take no everyday password from programs: ask IT for an app password, or for an SMTP relay.",
)


def way_in(problem: Problem | None) -> str:
    """Where somebody who is not registered may ask for access; empty: the portal does not say (REG-3)."""
    address = problem.params.get("request_url", "") if problem and problem.kind == "not_registered" else ""
    return address if address.startswith(("https://", "http://")) else ""


def _not_registered(problem: Problem) -> Explanation:
    said = problem.params
    why = said.get("why") or (
        f"Since {day_of(said['since'])} it takes tickets of registered users alone."
        if "since" in said
        else ""
    )
    url = way_in(problem)
    how = f"Ask for access at {url}." if url else "Ask your company's main contact for access."
    kept = "What you wrote is kept and goes out once you are registered."
    return Explanation(
        "The portal does not know you as a registered user", " ".join(filter(None, (why, how, kept)))
    )


def _unusable_policy(problem: Problem) -> Explanation:
    known = "The last ones that fit are used; tickets are sent and answers come in all the same."
    if problem.params.get("reason") == "future":
        return Explanation(
            "The portal's rules are for a newer version of this app", f"{known} Update it, or ask IT."
        )
    if file := problem.params.get("file"):
        line = problem.params.get("line")
        place = f"line {line} of {file}" if line else file
        return Explanation(
            "Your organisation's policy.toml has a fault", f"It is in {place}. {known} Tell IT."
        )
    return Explanation("The portal's rules have a fault", f"{known} Tell IT.")


def _misconfigured(problem: Problem) -> Explanation:
    reason, params = problem.params.get("reason", ""), problem.params
    if reason == "other_product" and params.get("product"):
        return Explanation(f"{params['product']} runs at this address", UNKNOWN_PRODUCT)
    if reason == "version" and params.get("product") and params.get("found"):
        return Explanation(f"{params['product']} {params['found']} is too old for this app", TOO_OLD)
    if reason == "web_page" and params.get("title"):
        return Explanation(
            f"There is a web page at this address (“{params['title']}”), but no helpdesk", WEB_PAGE
        )
    if reason == "elsewhere" and params.get("to"):
        return Explanation(f"This address leads to {params['to']}", ELSEWHERE)
    title, hint = SETUPS.get(reason, SETUPS[""])
    if reason == "sign_in_unknown" and params.get("offered"):
        hint = OTHER_SIGN_INS.format(offered=params["offered"]) + hint
    return Explanation(title, hint)


def _rejected(problem: Problem) -> Explanation:
    if problem.params.get("reason") == "local":
        reasons = [field_reason(reason, problem.params) for reason in problem.fields.values()]
        return Explanation("Something is missing", " ".join(reasons) or "Check what you wrote.")
    general = problem.fields.get("", "")
    named = [f"{field}: {field_reason(reason)}" for field, reason in problem.fields.items() if field]
    hint = " · ".join(filter(None, [general, *named])) or "Check what you wrote and send it again."
    return Explanation("The portal did not accept this", hint)


def _too_large(problem: Problem) -> Explanation:
    name, limit = problem.params.get("name", ""), problem.params.get("limit", "")
    what = f"{name} is too large" if name else "The files are too large together"
    bytes_now = problem.params.get("size", "")
    facts = f"{size_of(bytes_now)}, the portal takes up to {size_of(limit)}" if bytes_now and limit else ""
    allowed = f"{what} ({facts})" if facts else what
    return Explanation(allowed, "Send a smaller one, or leave it out." if name else "Leave one out.")


def _forbidden(problem: Problem) -> Explanation:
    action = problem.params.get("action") or problem.params.get("reason", "")
    title, hint = _NOT_ALLOWED.get(action, _NOT_ALLOWED[""])
    title = title.format(number=problem.params.get("number", ""))
    why = problem.params.get("why", "")
    return Explanation(title, f"{_sentence(why)} {hint}" if why else hint)


def _sentence(words: str) -> str:
    """The portal's words as a sentence of their own."""
    text = words.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


_ASK = "Ask your company's main contact, or call IT."
_NOT_ALLOWED = {
    "": ("Your account may not do this", _ASK),
    "create": (
        "Nothing takes new tickets from you there",
        "What you wrote is kept. Call IT, or ask them by e-mail.",
    ),
    "words": (
        "Ticket {number} was made without your text",
        "The helpdesk left it out. Call IT and name the number. Sending again adds it there, to no other ticket.",
    ),
    "other_author": (
        "Ticket {number} was made, but not under your name",
        "Call IT and name the number. Send it again only if they can't find it.",
    ),
    "close": (
        "The portal does not let you close tickets",
        "Write on the ticket that it is solved; IT closes it.",
    ),
    "priority": (
        "The portal does not let you change priorities",
        "Write on the ticket why it is urgent, or call IT.",
    ),
    "keep_open": (
        "The portal does not let you keep this ticket open",
        "If it is not solved, write so on the ticket, or write a new one.",
    ),
    "update": (
        "The portal does not let you write on this ticket",
        "Write a new ticket, or call IT.",
    ),
    "account": ("Accounts can't be changed from here", _ASK),
    "subscribers": ("Your account may not add colleagues to tickets", _ASK),
    "collaborators": ("Your account may not let people from outside see tickets", _ASK),
    "estimates": ("Your account may not decide on estimates", _ASK),
    "register": ("Your account may not ask for that account", _ASK),
    "remove": ("Your account may not ask that accounts are removed", _ASK),
    "profile": ("Your account may not change its profile", _ASK),
    "sending": ("This is being sent right now", "Wait a moment, then look again."),
    "done": ("This has been sent already", "Look for it under Tickets."),
    "doubtful": (
        "This may have reached the portal already",
        "It can't be changed until the portal has been asked.",
    ),
    "arrived": (
        "This may have reached the helpdesk it was written for",
        "Ask there first. Send it to another one only if it did not arrive.",
    ),
    "moves": (
        "This belongs to something at the helpdesk it was written for",
        "Copy its words and write them anew, or discard it.",
    ),
    "moved": ("Another helpdesk is set up by now", "Look at the item again, then decide."),
    "locked": ("This setting is managed by your organisation", "Only IT can change it."),
}


_NAMED = frozenset({"ticket", "file", "setting", "article"})


def _not_found(problem: Problem) -> Explanation:
    what, name = problem.params.get("what", ""), problem.params.get("id", "")
    noun = "outbox item" if what == "operation" else what if what in _NAMED else "entry"
    return Explanation(f"There is no {noun} {name}".rstrip(), "It may be gone, or it is not yours to see.")


def _bad_file(problem: Problem) -> Explanation:
    name = PurePath(problem.params.get("path", "")).name or "The file"
    reasons = {
        "missing": (f"{name} is not there any more", "Add it again from where it is now, or leave it out."),
        "unreadable": (
            f"{name} can't be read",
            "Another program may hold it, or you may not open it. Copy it first.",
        ),
        "too_large": (f"{name} is too large", "Send a smaller one, or leave it out."),
        "folder": (f"{name} is a folder", "Add the files in it, or pack them into one file first."),
        "picture": (
            f"{name} is a damaged picture",
            "The place and time in it can't be removed. Open it and save it anew, or pack it into a ZIP file.",
        ),
        "empty": (f"{name} is empty", "Add it again once it has been saved."),
    }
    return Explanation(*reasons.get(problem.params.get("reason", ""), reasons["unreadable"]))


def _other_account(_: Problem) -> Explanation:
    return Explanation(
        "Written while somebody else was signed in",
        "It is not sent under your name. Sign in as that person to send it, or discard it.",
    )


def _other_portal(problem: Problem) -> Explanation:
    return Explanation(*meant_for_another(problem))


def _forgotten(problem: Problem) -> Explanation:
    number, files = problem.params.get("number", ""), problem.params.get("files", "")
    what = f"The portal no longer has this (#{number})" if number else "The portal no longer has this"
    hint = "It had arrived, but the portal was set back to an earlier state. Send it again, or discard it."
    if files:
        hint += f" Its files are no longer on this computer: add {files} in an answer afterwards."
    return Explanation(what, hint)


def _may_have_been_sent(_: Problem) -> Explanation:
    return Explanation(
        "This may have been sent already",
        "The connection broke just as it went out, and this helpdesk can't be asked. See whether an answer came to "
        "your mailbox, or ask IT. Send it again only if it did not arrive.",
    )


def _salvaged(problem: Problem) -> Explanation:
    params = problem.params
    kept = counted(int(params.get("operations", "0")), "unsent item is", "unsent items are")
    lost = "" if params.get("complete") == "yes" else " Something may be missing."
    return Explanation(
        "The app's database was damaged",
        f"It was set aside as {params.get('set_aside', '')}; nothing was deleted. {kept} safe in a new one.{lost} "
        "Do it again, and tell IT.",
    )


def _not_ours(problem: Problem) -> Explanation:
    return Explanation(
        "Somebody else owns the app's folder",
        f"The app keeps nothing where another user could read it. Ask IT to look at {problem.params.get('path', '')}.",
    )


def _local_fault(problem: Problem) -> Explanation:
    if problem.params.get("reason") == "salvaged":
        return _salvaged(problem)
    if problem.params.get("reason") == "not_ours":
        return _not_ours(problem)
    reason, way_out = problem.params.get("reason", ""), problem.params.get("mend", "")
    title, hint = FAULTS.get(f"{reason} {way_out}") or FAULTS.get(reason, FAULTS["io"])
    return Explanation(title, hint)


def _transient(_: Problem) -> Explanation:
    return Explanation("That did not work this time", "It is tried again by itself.")


def _needs_user(_: Problem) -> Explanation:
    return Explanation("The portal needs something from you", "Open the item and check what you wrote.")


def _bug(problem: Problem) -> Explanation:
    detail = f" ({problem.detail})" if problem.detail else ""
    return Explanation("Something in this app went wrong", f"It is written to the log. Tell IT{detail}.")


_KINDS: Mapping[str, Callable[[Problem], Explanation]] = {
    "transient": _transient,
    "offline": _offline,
    "busy": _busy,
    "server_fault": _server_fault,
    "cursor_gone": _server_fault,
    "unusable_policy": _unusable_policy,
    "outcome_unknown": _outcome_unknown,
    "needs_user": _needs_user,
    "sign_in": _sign_in,
    "not_registered": _not_registered,
    "misconfigured": _misconfigured,
    "rejected": _rejected,
    "too_large": _too_large,
    "forbidden": _forbidden,
    "not_found": _not_found,
    "bad_file": _bad_file,
    "other_account": _other_account,
    "other_portal": _other_portal,
    "forgotten": _forgotten,
    "may_have_been_sent": _may_have_been_sent,
    "local_fault": _local_fault,
}
