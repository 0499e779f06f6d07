"""The words of the submission dialog."""

from __future__ import annotations

from datetime import date, datetime

from trayapp.core.errors import LocalFault
from trayapp.core.events import Link
from trayapp.core.operation import Problem
from trayapp.ui.texts.errors import explain
from trayapp.ui.texts.files import counted, size
from trayapp.ui.texts.when import day_of, on

TITLE = "Get help"
TITLE_EDIT = "Change what you wrote"
SUBJECT = "&What's wrong?"
SUBJECT_NAME = "What's wrong?"
SUBJECT_EXAMPLE = "Such as: Outlook won't open"
DESCRIPTION = "Tell us a little &more (optional)"
DESCRIPTION_NAME = "Tell us a little more, optional"
DESCRIPTION_EXAMPLE = "What did you do, what happened, what should have happened?"
SUBJECT_ANY = "&What is it, in a few words?"
SUBJECT_ANY_NAME = "What is it, in a few words?"
DESCRIPTION_ANY = "Whatever helps IT to do it right the first time"
REPLY = "Your &answer"
REPLY_NAME = "Your answer"
ABOUT = "A&bout"
PRODUCT = "Product"
CATEGORY = "Category"
NOT_SURE = "Not sure"
NATURE = "What do you need?"
CHOOSE = "Choose …"
CHOOSE_FILE = "Choose a file …"
NO_DAY = "No day"
YES = "Yes"
NO = "No"
REQUIRED = "required"

URGENCY = "&Urgency"
URGENCY_NAME = "Urgency"
URGENCY_OPEN = "Not chosen"
GUIDE_TITLE = "How urgent is it?"
GUIDE_UNDECIDED = "Answer the questions, or choose yourself below."
GUIDE_CHOOSE = "Or choose yourself"
GUIDE_DONE = "&Done"

PICTURES = "Pictures of your screens"
ADD = "&Add file"
ADD_NAME = "Add files; you can also drop or paste them anywhere in this window"
ADD_TITLE = "Add files"
FACTS_ALL = "All facts about this computer"
NO_FACTS = "Looking at this computer …"

SUGGESTIONS = "What may already help"
THATS_ME = "That's me"
READ = "Read"
ADD_INSTEAD = "Add to that ticket instead"
DISMISS = "Hide suggestions"
OPEN_IN_BROWSER = "Open in the browser"
CLOSE_READER = "Close"
ASK_FOR_ACCESS = "Ask for access"
START_OVER = "Start over"

CANCEL = "Cancel"
SEND = "Send"
SEND_LATER = "Write at least three letters first"
SAVING = "Saving …"
SAVED = "Saved. We'll tell you when IT has it."
SAVED_SIGNED_OUT = "Saved. It goes to IT as soon as you are signed in."
SAVED_UNREGISTERED = "Saved. It goes to IT once you have access."
SAVED_EDIT = "Saved. It goes out again."

LEAVE_TITLE = "Keep as draft?"
LEAVE_TEXT = "It is offered again the next time you ask for help, with its pictures."
LEAVE_TEXT_WORDS = (
    "It is offered again the next time you ask for help. Pictures of your screens are not kept."
)
LEAVE_KEEP = "&Keep"
LEAVE_DISCARD = "&Discard"
LEAVE_STAY = "&Go on writing"

FIX_FIRST = "Something is missing above."


def unkept(why: str) -> str:
    """The draft could not be saved; `why` is a title of `errors`."""
    return f"{why}, so no draft of this is kept. Leave this window open until it is sent."


def send_with(keys: str) -> str:
    """The button with its shortcut."""
    return f"{SEND}   {keys}"


def remove(name: str) -> str:
    """The accessible name of the button that takes something out."""
    return f"Remove {name}"


def screen(number: int) -> str:
    """What a picture of a monitor is called."""
    return f"Screen {number}"


def pasted(number: int) -> str:
    """What a picture from the clipboard is called."""
    return f"Pasted picture {number}"


def known_problem(title: str, since: datetime, now: datetime) -> str:
    """The banner for an outage that IT knows about."""
    return f"Known problem: “{title}” · since {on(since, now)}"


def announced(title: str, since: datetime, now: datetime) -> str:
    """Something that IT has announced and that is no problem."""
    return f"Announced: “{title}” · {on(since, now)}"


def article(title: str) -> str:
    """Something to read that may help."""
    return f"This may help: “{title}”"


def open_ticket(number: str, subject: str, status: str) -> str:
    """A ticket of the employee's own that is open already."""
    return f"You have #{number} open: “{subject}”" + (f" · {status}" if status else "")


def about_hint(action: str, hint: str) -> str:
    """The accessible name of a button beside a suggestion."""
    return f"{action}. {hint}"


def more_hints(count: int) -> str:
    """The button that shows the rest of the suggestions."""
    return f"{count} more"


def suggested(count: int, first: str) -> str:
    """What a screen reader says when suggestions come."""
    return f"{counted(count, 'suggestion', 'suggestions')}. {first}"


def dated(moment: datetime, now: datetime, *, article: bool) -> str:
    """How old what is read is."""
    return f"Last changed {on(moment, now)}" if article else f"Since {on(moment, now)}"


def goes_on_from(number: str, subject: str) -> str:
    """The chip of the closed ticket that the new one refers to (ST-7)."""
    return f"Goes on from #{number}" + (f" · {subject}" if subject else "")


def joins(title: str) -> str:
    """The chip of the known problem that the ticket belongs to."""
    return f"One more case of “{title}”" if title else "One more case of a known problem"


def answered(label: str, answer: str) -> str:
    """An answer as a line of the text, where there is no field for it."""
    return f"{label}: {answer}"


def saved_onto(number: str) -> str:
    """It goes to an open ticket in place of a new one."""
    return f"Saved. It is added to #{number}."


def not_registered(why: str) -> str:
    """Tickets of this person are refused (REG-3); `why` in the portal's words."""
    told = why or "The portal takes tickets of registered users only, and you are not registered yet."
    return f"{told} You can write all the same: it waits here and goes out once you have access."


def registration_needed(day: date) -> str:
    """Tickets of this person will be refused from a day on (REG-3)."""
    since = day_of(day.isoformat())
    return f"From {since} on the portal takes tickets of registered users only. You are not registered yet."


def locked(goes_in_as: str, asked: str) -> str:
    """Policy keeps the priority (PR-7)."""
    return f"Goes in as {goes_in_as}; you ask for {asked}."


def urgency(label: str, due: str) -> str:
    """The accessible description of the urgency: `Standard, answer by 14:30`."""
    return f"{label}, answer {due}" if due else label


def suggestion(label: str, due: str) -> str:
    """What the answers of the guide lead to (PR-8)."""
    return f"That makes it {label}: an answer {due}." if due else f"That makes it {label}."


def what_is_sent(pictures: int, files: int, facts: int, total: int | None, *, looking: bool) -> str:
    """The line of the fold: `What will be sent: 2 pictures, 14 facts about this computer (1.1 MB)`."""
    parts = [counted(pictures, "picture", "pictures")] if pictures else []
    parts += [counted(files, "file", "files")] if files else []
    parts += [f"{counted(facts, 'fact', 'facts')} about this computer"] if facts else []
    words = ", ".join(parts) if parts else "only what you write"
    amount = f" ({size(total)})" if total else ""
    return f"What will be sent: {words}{amount}{' …' if looking else ''}"


def foot(link: Link, portal: str, problem: Problem | None = None) -> tuple[str, str]:
    """The state of the connection in a word, and what it means for what is being written.

    A fault of this computer is named: then nothing can be kept here, either.
    """
    if problem is not None and problem.kind == LocalFault.kind:
        return "Held up", explain(problem).within
    to = f"goes to {portal}" if portal else "goes to IT"
    match link:
        case Link.ONLINE:
            return "Online", to
        case Link.OFFLINE:
            return "Offline", "will be sent when you're back online"
        case Link.SIGNED_OUT:
            return "Not signed in", "kept here until you sign in"
        case Link.BLOCKED:
            return "Held up", "kept here until the portal takes it"
        case Link.UNKNOWN:
            return "Connecting", to
