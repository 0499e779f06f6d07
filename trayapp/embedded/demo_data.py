"""The sample company: who works there, and what they asked support for."""

from __future__ import annotations

from dataclasses import dataclass

HELP = "agent"
"""Stands for the support person in a conversation."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the sample."""

    email: str
    name: str
    company: str
    level: str


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody says something, so many hours before now."""

    who: str
    hours_ago: float
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """A ticket of the sample."""

    who: str
    hours_ago: float
    subject: str
    description: str
    product: str
    category: str
    status: str
    lines: tuple[Line, ...] = ()
    priority: str | None = None
    """Changed in the portal later on."""
    asked: str | None = None
    sub_status: str = ""
    shared_with: str | None = None


BAKERY, DENTISTS, STAFF = "Northwind Bakery", "Harbor Dental", "Acme IT"
DANA, LEO, MAYA = "dana@northwind.example", "leo@northwind.example", "maya@northwind.example"
TOM, AVA = "tom@harbordental.example", "sam@acme-it.example"

PEOPLE = (
    Someone(DANA, "Dana Whitfield", BAKERY, "basic"),
    Someone(LEO, "Leo Marchetti", BAKERY, "manager"),
    Someone(MAYA, "Maya Okafor", BAKERY, "primary"),
    Someone(TOM, "Tom Brandt", DENTISTS, "basic"),
    Someone(AVA, "Sam Rivera", STAFF, "agent"),
)

STORIES = (
    Story(
        DANA,
        200,
        "Label printer prints blank labels",
        "The label printer by the packing table (PACK-1) feeds labels, but nothing is on them. "
        "I changed the roll this morning.",
        "printer",
        "not_printing",
        "closed",
        (
            Line(
                HELP,
                197,
                "Hi Dana, this is nearly always the roll the wrong way round: thermal labels print on one side "
                "only. Could you scratch a label with a fingernail? The side that turns dark must face up.",
            ),
            Line(DANA, 196.5, "It was indeed the wrong way round. Prints again, thank you!"),
            Line(HELP, 196, "Great, I am closing this one. Enjoy the quiet printer."),
        ),
    ),
    Story(
        MAYA,
        170,
        "New laptop for the Lowell shop",
        "We open a second counter in Lowell next month and need a laptop there, same model as Leo's.",
        "computer",
        "new_computer",
        "waiting_for",
        (
            Line(
                HELP,
                168,
                "Hi Maya, ordered today. The supplier says five working days. I will set it up here first, so it "
                "arrives ready to use.",
            ),
            Line(MAYA, 150, "Perfect. Please add the label printer driver, too."),
        ),
        priority="scheduled",
        asked="scheduled",
        sub_status="Supplier",
    ),
    Story(
        LEO,
        120,
        "Cannot reach the recipes folder from home",
        "The VPN connects, but the R: drive stays empty. In the shop it works.",
        "network",
        "vpn",
        "resolved",
        (
            Line(
                HELP,
                116,
                "Hi Leo, your home network used the same addresses as the shop. I have moved the shop's VPN range; "
                "please disconnect and connect once.",
            ),
            Line(LEO, 100, "R: is back. Will keep an eye on it over the weekend."),
            Line(HELP, 52, "No drops in the log since then, so I am marking this resolved."),
        ),
        asked="standard",
    ),
    Story(
        DANA,
        76,
        "Shared orders mailbox missing after phone change",
        "I got a new phone and see my own mail, but orders@northwind.example is gone.",
        "email",
        "shared_mailbox",
        "resolved",
        (
            Line(
                HELP,
                74,
                "Hi Dana, shared mailboxes have to be added by hand in Outlook for phones: tap your picture, then the "
                "plus sign, then Shared mailbox.",
            ),
            Line(DANA, 73, "Found it. All orders are there."),
        ),
    ),
    Story(
        LEO,
        52,
        "Till 2 is very slow after lunch",
        "From about one o'clock every sale on till 2 takes ten seconds. Till 1 is fine.",
        "business_apps",
        "error",
        "assigned",
        (
            Line(
                HELP,
                49,
                "Hi Leo, I can see the nightly backup of till 2 starting at 13:00 instead of 01:00. I have moved it; "
                "let us see how tomorrow's lunch goes.",
            ),
            Line(LEO, 26, "Better, but not gone: about three seconds now."),
            Line(HELP, 25, "Thanks, that helps. I will look at its disk tonight after closing."),
        ),
        priority="high",
        asked="high",
        shared_with=TOM,
    ),
    Story(
        DANA,
        30,
        "Suspicious e-mail about an unpaid invoice",
        "Got a mail from 'Northwind Accounting' with a link to pay an invoice. We have no such department. "
        "I did not click.",
        "email",
        "suspicious",
        "waiting_for_customer",
        (
            Line(
                HELP,
                29,
                "Hi Dana, well spotted: it is a fake, and I have removed it from everybody's inbox. Did anybody else "
                "tell you they had opened the link? If so, I will reset their password right away.",
            ),
        ),
        asked="standard",
    ),
    Story(
        MAYA,
        27,
        "New colleague starts on Monday",
        "Priya Natarajan joins the Worcester shop. She needs mail, Teams and the schedule app.",
        "accounts",
        "new_colleague",
        "pending_support",
        (
            Line(
                HELP,
                26,
                "Hi Maya, happy to. Should Priya get the same access as Dana, or also the accounting folder?",
            ),
            Line(
                MAYA,
                22,
                "Same as Dana, no accounting. Her private number for the first sign-in follows by phone.",
            ),
        ),
    ),
    Story(
        DANA,
        23,
        "Outlook asks for the password again and again",
        "Since this morning Outlook asks for my password every few minutes. I type it, it asks again. "
        "Mail on the phone works.",
        "email",
        "outlook",
        "assigned",
        (
            Line(
                HELP,
                22,
                "Hi Dana, your account looks fine from here, so it is the saved sign-in on the computer. Please close "
                "Outlook, and I will connect for two minutes. When would it suit you?",
            ),
            Line(DANA, 21.5, "Any time before eleven is good."),
        ),
        asked="high",
    ),
    Story(
        LEO,
        6,
        "Add Priya to the key-holder phone list",
        "When Priya starts, please let her desk phone ring with the others after six in the evening.",
        "phone",
        "desk_phone",
        "new",
        asked="low",
    ),
    Story(
        DANA,
        3,
        "Second screen stays black after the update",
        "After last night's update my second screen is not found any more. The cable is in, I tried another one.",
        "computer",
        "screen",
        "new",
        asked="low",
    ),
    Story(
        TOM,
        50,
        "X-ray viewer opens behind the patient list",
        "Since the new version the viewer opens behind the other window, so we think it did not start.",
        "business_apps",
        "error",
        "waiting_for_customer",
        (
            Line(
                HELP,
                48,
                "Hi Tom, the maker knows about it. Could you tell me which version stands under Help, About?",
            ),
        ),
    ),
    Story(
        TOM,
        20,
        "Wi-Fi drops in treatment room 3",
        "The tablet loses Wi-Fi in room 3 only. It is next to the X-ray room.",
        "network",
        "wifi",
        "new",
        asked="standard",
    ),
)

NOTICES = (
    (
        "Internet line in Worcester unstable",
        "warning",
        2,
        (
            "The provider is repairing a line in Worcester today. Short interruptions are possible until the evening. "
            "Tills keep working offline. If yours does not, please call 508-205-1116."
        ),
    ),
    (
        "Windows updates on Thursday night",
        "info",
        30,
        (
            "Computers that we manage install updates on Thursday after 22:00. "
            "Please leave them switched on and save your work."
        ),
    ),
)
"""Title, severity, hours ago, body."""
