"""`trayapp portal`: the embedded portal alone."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from urllib.parse import urlsplit

from trayapp.commands.context import Context
from trayapp.commands.exits import Exit
from trayapp.commands.options import port_number
from trayapp.commands.portal_check import check, refuse
from trayapp.commands.submit import seconds
from trayapp.commands.usage import Usage
from trayapp.portals.address import loopback

PROFILE = "msp"


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (default 127.0.0.1)")
    parser.add_argument("--port", type=port_number, default=0, help="where to listen (default: a free port)")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="keep its data here; without, it forgets everything"
    )
    parser.add_argument(
        "--profile",
        default=PROFILE,
        metavar="NAME|FILE",
        help=f"the policy: a name or a file (default {PROFILE})",
    )
    parser.add_argument(
        "--check", type=Path, metavar="FILE", help="explain every fault in a profile, and end"
    )
    parser.add_argument("--seed", metavar="NAME", help="begin with sample data: demo")
    parser.add_argument(
        "--agent-seconds", type=seconds, metavar="N", help="a support agent answers after so long"
    )
    parser.add_argument(
        "--clock",
        type=Path,
        metavar="FILE",
        help="its clock stands at the moment in this file, for trying timers",
    )
    parser.add_argument(
        "--public-url",
        metavar="URL",
        help="where people's browsers find it, when a web server stands before it",
    )
    parser.add_argument(
        "--smtp",
        metavar="HOST:PORT",
        help="send letters to this server; without, they become files in DIR/mail. "
        "Its login is read from TRAYAPP_SMTP_LOGIN (user:password)",
    )
    parser.add_argument("--smtp-from", metavar="ADDRESS", help="the address that letters are from")
    parser.add_argument("--test-api", action="store_true", help="let tests inject faults; never in real use")


def run(context: Context, arguments: Namespace) -> int:
    """Serve until told to end; the first line of stdout is one JSON object with the address and the accounts."""
    need_source()
    if arguments.check:
        return check(context, arguments.check)
    try:
        from trayapp.embedded import mail_service, policy_file, server
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("trayapp"):
            raise
        raise Usage(
            f"The embedded portal needs {error.name}, which is not installed. Install trayapp with its extra: "
            "pip install 'trayapp[embedded]'"
        ) from error
    if not loopback(arguments.host):
        context.out.warn(
            f"Others can reach {arguments.host}, and tokens and tickets travel to it unencrypted. "
            "Put a web server with https before it, and let it listen on 127.0.0.1."
        )
    try:
        post = mail_service.post_of(arguments.smtp, arguments.smtp_from)
        server.run(
            host=arguments.host,
            port=arguments.port,
            data=arguments.data,
            profile=arguments.profile,
            seed_name=arguments.seed,
            announce=sys.stdout,
            test_api=arguments.test_api,
            agent_seconds=arguments.agent_seconds,
            clock_file=arguments.clock,
            public_url=_public(arguments.public_url),
            post=post,
        )
    except ValueError as error:
        raise Usage(f"{error}") from error
    except policy_file.BadPolicy as error:
        return refuse(context, error.path, error.fault)
    return Exit.DONE


def need_source() -> None:
    """Raises `Usage` in an installed program: `make build` leaves the embedded portal and the demonstration out."""
    if getattr(sys, "frozen", False):
        raise Usage("The installed program comes without the embedded portal. Run it from the source.")


def _public(url: str | None) -> str | None:
    """Without its last slash. Raises `ValueError` for what is no address of a web server."""
    if url is None:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"no address of a web server: {url!r}; such as https://help.example.com is wanted")
    if parts.path.strip("/"):
        raise ValueError(f"the portal needs a host of its own, without a path: {url!r}")
    return url.rstrip("/")
