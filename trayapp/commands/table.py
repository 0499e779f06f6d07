"""Every command, in the order of the help."""

from __future__ import annotations

from trayapp.commands import (
    answer,
    config,
    demo,
    doctor,
    outbox,
    portal,
    show,
    sign_in,
    sign_out,
    submit,
    sync,
    tickets,
    whoami,
)
from trayapp.commands.command import Command

COMMANDS = (
    Command("submit", "ask for help: a new ticket", submit.add, submit.run),
    Command("sync", "send what waits and pull what changed, once", sync.add, sync.run),
    Command("outbox", "what is on its way, and why it is not there yet", outbox.add, outbox.run),
    Command("tickets", "your tickets", tickets.add, tickets.run),
    Command("show", "one ticket with its conversation", show.add, show.run),
    Command("update", "write on a ticket", answer.add_update, answer.update),
    Command("close", "close a ticket", answer.add_close, answer.close),
    Command("priority", "change how urgent a ticket is", answer.add_priority, answer.priority),
    Command("sign-in", "sign in to the portal", sign_in.add, sign_in.run),
    Command("sign-out", "forget who is signed in, and what was pulled", sign_out.add, sign_out.run),
    Command("whoami", "who is signed in", whoami.add, whoami.run),
    Command("config", "settings, and where each value comes from", config.add, config.run),
    Command("doctor", "what works here, what does not, and what to do", doctor.add, doctor.run),
    Command("demo", "try it: a portal with sample data and an agent that answers", demo.add, demo.run),
    Command("portal", "run the embedded portal", portal.add, portal.run),
)
