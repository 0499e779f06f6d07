"""Every problem has words that say what to do."""

from __future__ import annotations

import inspect

import pytest

from trayapp.core import errors
from trayapp.core.errors import Busy, LocalFault, Rejected, TooLarge, TrayAppError
from trayapp.core.operation import Problem, problem_of
from trayapp.core.ports import Mend
from trayapp.ui.texts.errors import Explanation, explain, explain_error, field_reason, way_in

KINDS = sorted(
    {
        member.kind
        for _, member in inspect.getmembers(errors, inspect.isclass)
        if issubclass(member, TrayAppError) and member is not TrayAppError
    }
)
REASONS = (
    "disk_full",
    "read_only",
    "corrupt",
    "newer_database",
    "io",
    "key_store",
    "locked",
    "file_missing",
    "file_damaged",
    "silent",
)
SETUP_REASONS = ("address", "no_address", "certificate", "insecure", "not_a_portal", "kind", "proxy")
CAPTURE_REASONS = ("no_screen", "denied", "forbidden", "black", "failed")
FILE_REASONS = ("missing", "unreadable", "too_large", "folder")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_error_is_explained(kind: str) -> None:
    """A kind of error has a title and a hint of its own, not those of a bug."""
    explained = explain(Problem(kind))

    assert explained.title
    assert explained.hint
    assert explained.title != explain(Problem("never heard of")).title


def test_every_local_fault_has_its_own_words() -> None:
    """No two reasons of a local fault say the same."""
    reasons = REASONS + CAPTURE_REASONS
    said = {str(explain(Problem("local_fault", {"reason": reason}))) for reason in reasons}

    assert len(said) == len(reasons)


def test_a_refused_picture_says_what_can_be_done() -> None:
    """Each way to mend a refusal has words of its own, as has a refusal that cannot be mended."""
    ways = [{}, *({"mend": str(way)} for way in Mend)]
    said = {str(explain(Problem("local_fault", {"reason": "denied", **way}))) for way in ways}

    assert len(said) == len(ways)


def test_every_wrong_setting_up_has_its_own_words() -> None:
    """No two reasons of a wrong set-up say the same, and none the general words."""
    said = {str(explain(Problem("misconfigured", {"reason": reason}))) for reason in (*SETUP_REASONS, "")}

    assert len(said) == len(SETUP_REASONS) + 1


@pytest.mark.parametrize("reason", FILE_REASONS)
def test_a_bad_file_is_named(reason: str) -> None:
    """A file that can't be taken is called by its name, not by its whole path."""
    explained = explain(Problem("bad_file", {"path": "/home/anna/report.pdf", "reason": reason}))

    assert explained.title.startswith("report.pdf")


def test_a_size_is_told_beside_its_limit() -> None:
    """Too large says how large, and how large it may be."""
    error = TooLarge(name="film.mkv", size="26214400", limit="10000000")

    assert "26 MB" in explain_error(error).title
    assert "10 MB" in explain_error(error).title


def test_a_rejection_names_each_field_with_the_portals_reason() -> None:
    """The portal's reasons are shown as it wrote them, those for no field first."""
    error = Rejected(fields={"mailbox": "Unknown mailbox", "": "Try the form for shared mailboxes"})

    assert explain_error(error).hint == "Try the form for shared mailboxes · mailbox: Unknown mailbox"


def test_a_busy_portal_says_when_it_is_tried_again() -> None:
    """The portal's wish for a pause is passed on."""
    assert "30 seconds" in explain_error(Busy(retry_after=30)).hint


def test_an_unknown_exception_is_called_a_bug_of_ours() -> None:
    """What is no error of the program's own is not blamed on the employee."""
    explained = explain_error(ZeroDivisionError("division by zero"))

    assert explained.title == "Something in this app went wrong"
    assert "ZeroDivisionError" in explained.hint


def test_a_reason_by_code_becomes_a_sentence_and_others_stay() -> None:
    """Our own codes are put in words, the portal's words are left alone."""
    assert "three letters" in field_reason("too_short")
    assert field_reason("Bitte ausfüllen") == "Bitte ausfüllen"


def test_no_sentence_blames_or_begs() -> None:
    """No exclamation mark, no please, no oops."""
    sentences = [str(explain(Problem(kind))).lower() for kind in KINDS]

    assert [text for text in sentences if "!" in text or "please" in text or "oops" in text] == []


def test_an_explanation_reads_as_one_text() -> None:
    """Title and hint join into one sentence after the other."""
    assert str(Explanation("It failed", "Try again.")) == "It failed. Try again."
    assert str(explain(problem_of(LocalFault(reason="denied")))).startswith(
        "The picture of the screen was not allowed. "
    )


@pytest.mark.rule("REG-3")
def test_who_is_not_registered_is_told_why_and_the_way_in() -> None:
    """The portal's reason, where to ask for access, and that the words are kept; without a reason, since when."""
    said = {"why": "Only registered users get support.", "request_url": "https://help.example/request"}

    assert explain(Problem("not_registered", said)).hint == (
        "Only registered users get support. Ask for access at https://help.example/request. "
        "What you wrote is kept and goes out once you are registered."
    )
    assert "2017" in explain(Problem("not_registered", {"since": "2017-06-09"})).hint
    assert way_in(Problem("not_registered", said)) == "https://help.example/request"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/request", "file:///etc/passwd", ""])
def test_only_web_pages_are_opened(url: str) -> None:
    """An address of another kind is neither shown nor opened."""
    problem = Problem("not_registered", {"request_url": url})

    assert way_in(problem) == ""
    assert "main contact" in explain(problem).hint


def test_what_a_level_may_not_do_is_named() -> None:
    """Each permission that is missing has words of its own, and a refusal the portal's reason."""
    people = ("subscribers", "collaborators", "register", "remove", "profile", "account")
    tickets = ("create", "update", "close", "keep_open", "priority", "estimates", "words", "other_author")
    actions = ("", *people, *tickets)
    titles = {explain(Problem("forbidden", {"action": action})).title for action in actions}

    assert len(titles) == len(actions)
    assert explain(Problem("forbidden", {"why": "the estimate was withdrawn"})).hint.startswith(
        "The estimate was withdrawn. "
    )


@pytest.mark.parametrize("action", ["words", "other_author"])
def test_a_ticket_that_was_made_otherwise_than_meant_is_named(action: str) -> None:
    """Its number is told, so that it can be asked for."""
    assert explain(Problem("forbidden", {"action": action, "number": "42"})).title.startswith(
        "Ticket 42 was made"
    )


def test_rules_that_cannot_be_used() -> None:
    """A policy that is refused is told of as what it is: too new, or faulty; syncing goes on."""
    future = explain(Problem("unusable_policy", {"reason": "future"}))
    torn = explain(Problem("unusable_policy", {"reason": "contradictory"}))

    assert "newer version" in future.title
    assert "fault" in torn.title
    assert all("are sent" in said.hint for said in (future, torn))


def test_a_helpdesk_that_is_too_old_is_named() -> None:
    """With its version, and without the advice to update this app; one that tells neither gets the general words."""
    told = {"reason": "version", "product": "Request Tracker", "found": "4.4.4"}
    old, other = (explain(Problem("misconfigured", params)) for params in (told, {"reason": "version"}))

    assert old.title == "Request Tracker 4.4.4 is too old for this app"
    assert "update" not in old.hint.lower()
    assert "update" in other.hint.lower()
