"""Every command, in the order of the help."""

from __future__ import annotations

from trayapp.commands import (
    accounts,
    answer,
    config,
    conformance,
    deciding,
    demo,
    doctor,
    news,
    open_link,
    outbox,
    portal,
    profile,
    reading,
    searching,
    sharing,
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
    Command("keep-open", "let a ticket go on that would end by itself", answer.add_close, answer.keep_open),
    Command("subscribe", "add a colleague to a ticket, or take them off", sharing.add, sharing.subscribe),
    Command(
        "collaborate", "let somebody outside see a ticket, or no longer", sharing.add, sharing.collaborate
    ),
    Command("estimate", "approve or decline an estimate", deciding.add, deciding.run),
    Command("search", "search tickets, articles and announcements", searching.add, searching.run),
    Command("articles", "what there is to read", reading.add_articles, reading.articles),
    Command("article", "one article", reading.add_article, reading.article),
    Command("announcements", "what the portal tells everybody", news.add_announcements, news.announcements),
    Command("notices", "what happened to your tickets", news.add_notices, news.notices),
    Command("register", "ask for an account for somebody", accounts.add_register, accounts.register),
    Command("remove-user", "ask that an account is removed", accounts.add_remove, accounts.remove),
    Command("profile", "your own profile", profile.add, profile.run),
    Command("sign-in", "sign in to the portal", sign_in.add, sign_in.run),
    Command("sign-out", "forget who is signed in, and what was pulled", sign_out.add, sign_out.run),
    Command("whoami", "who is signed in", whoami.add, whoami.run),
    Command("open", "open a link of the form trayapp://ticket/NUMBER", open_link.add, open_link.run),
    Command("config", "settings, and where each value comes from", config.add, config.run),
    Command("doctor", "what works here, what does not, and what to do", doctor.add, doctor.run),
    Command(
        "conformance",
        "try whether a portal does what this program relies on",
        conformance.add,
        conformance.run,
    ),
    Command(
        "demo",
        "try it: a portal with sample data and an agent that answers",
        demo.add,
        demo.run,
        from_source=True,
    ),
    Command("portal", "run the embedded portal", portal.add, portal.run, from_source=True),
)
