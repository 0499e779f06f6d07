"""What the real helpdesks of the tests are installed from. The standard library alone: `scripts.deps` reads it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

# WORKAROUND https://bugs.debian.org/1004195: Debian's own bundler takes the libraries of Debian's packages for
# installed (`deleted_gem?` in its bundler/rubygems_ext.rb); the newer one that came with the update of libruby3.1 to
# 3.1.7 lacks that line, is preferred, and the helpdesk's package cannot be set up. So Debian's own is named; where
# there is no such version, naming it changes nothing
BUNDLER = "2.3.15"


@dataclass(frozen=True, slots=True)
class Server:
    """A helpdesk that Debian has, with what keeps database, web and mail servers from coming along."""

    packages: Sequence[str]
    signs: Sequence[str]
    """Programs and files that are there when it is installed and set up."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """For installing it."""

    def missing(self) -> Sequence[str]:
        """Its packages, unless it is there."""
        return () if all(map(_there, self.signs)) else self.packages


RT = Server(
    ["request-tracker5", "rt5-clients", "rt5-db-sqlite", "rt5-standalone", "msmtp-mta", "dbconfig-no-thanks"],
    ["/usr/share/request-tracker5/libexec/rt-server", "rt-setup-database-5", "rt-mailgate-5", "msmtp"],
)
REDMINE = Server(
    ["redmine", "redmine-sqlite", "puma", "dbconfig-no-thanks"],
    ["/usr/share/redmine/config.ru", "/usr/share/redmine/Gemfile.lock", "puma"],
    {"BUNDLER_VERSION": BUNDLER},
)
SERVERS = (RT, REDMINE)


def _there(sign: str) -> bool:
    return Path(sign).exists() if sign.startswith("/") else shutil.which(sign) is not None
