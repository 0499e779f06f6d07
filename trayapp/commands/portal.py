"""`trayapp portal`: the embedded portal alone."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from trayapp.commands.context import Context
from trayapp.commands.exits import Exit
from trayapp.commands.usage import Usage
from trayapp.portals.address import loopback

PROFILE = "msp"


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=0, help="where to listen (default: a free port)")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="keep its data here; without, it forgets everything"
    )
    parser.add_argument("--profile", default=PROFILE, metavar="NAME", help=f"the policy (default {PROFILE})")
    parser.add_argument("--seed", metavar="NAME", help="begin with sample data: demo")
    parser.add_argument(
        "--agent-seconds", type=float, metavar="N", help="a support agent answers after so long"
    )
    parser.add_argument(
        "--clock",
        type=Path,
        metavar="FILE",
        help="its clock stands at the moment in this file, for trying timers",
    )
    parser.add_argument("--test-api", action="store_true", help="let tests inject faults; never in real use")


def run(context: Context, arguments: Namespace) -> int:
    """Serve until told to end; the first line of stdout is one JSON object with the address and the accounts."""
    try:
        from trayapp.embedded import server
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
        )
    except ValueError as error:
        raise Usage(f"{error}") from error
    return Exit.DONE
