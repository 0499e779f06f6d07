"""Who is signed in, and what their roles let them do in each project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trayapp.core.errors import Forbidden, Misconfigured, NotFound
from trayapp.core.model import Account
from trayapp.core.policy import Permission
from trayapp.portals.redmine.answers import RoleAnswer, User, UserAnswer
from trayapp.portals.redmine.talk import Talk

ADD, NOTE = "add_issues", "add_issue_notes"
_EDIT, _EDIT_OWN = "edit_issues", "edit_own_issues"
MOST_ROLES = 50


@dataclass(frozen=True, slots=True)
class Person:
    """The person asking."""

    user: User
    rights: Mapping[int, frozenset[str]]
    """By project; one that is missing here is open to everybody, and what they may do there is not told."""

    def may(self, right: str, project: int) -> bool:
        """Whether they may, as far as one can know: where nobody says, yes."""
        known = self.rights.get(project)
        return self.user.admin or known is None or right in known

    def surely_may(self, right: str, project: int) -> bool:
        """Whether they were told so."""
        return self.user.admin or right in self.rights.get(project, frozenset())

    def may_edit(self, project: int, *, own: bool) -> bool:
        """Whether status and priority of an issue there are theirs to change."""
        return self.may(_EDIT, project) or (own and self.may(_EDIT_OWN, project))

    def somewhere(self, right: str) -> bool:
        """Whether they may in any project."""
        return self.user.admin or not self.rights or any(right in each for each in self.rights.values())

    def account(self, address: str, *, create: bool) -> Account:
        """As the app knows people. `create`: there is a project for their tickets."""
        user = self.user
        name = " ".join(filter(None, (user.firstname, user.lastname))) or user.login
        edits = self.somewhere(_EDIT) or self.somewhere(_EDIT_OWN)
        granted = {
            Permission.CREATE: create,
            Permission.UPDATE: self.somewhere(NOTE),
            Permission.CLOSE: edits,
            Permission.PRIORITY: edits,
        }
        permissions = frozenset(str(permission) for permission, has in granted.items() if has)
        return Account(f"redmine:{address}/{user.id}", user.mail or "", name, "", "", permissions)


def person(talk: Talk) -> Person:
    """Asks. Raises `SignIn` for a key that is none, `Misconfigured` (no_api) where the REST API is switched off."""
    try:
        user = talk.get("users/current.json", UserAnswer, {"include": "memberships"}).user
    except Forbidden as error:
        if error.params.get("why"):
            raise
        raise Misconfigured("the REST API is off", reason="no_api", product="Redmine") from error
    if user.mail is None:
        user = _with_mail(talk, user)
    roles = {role.id for membership in user.memberships for role in membership.roles}
    granted = {number: _role(talk, number) for number in sorted(roles)[:MOST_ROLES]}
    return Person(user, _rights(user, granted))


def _with_mail(talk: Talk, user: User) -> User:
    """Whoever hides their address from others is told it in their own account."""
    try:
        mine = talk.get("my/account.json", UserAnswer).user
    except (NotFound, Forbidden):
        return user
    return User(
        user.id, user.login, user.firstname, user.lastname, mine.mail, user.admin, None, user.memberships
    )


def _role(talk: Talk, number: int) -> frozenset[str] | None:
    try:
        return talk.get(f"roles/{number}.json", RoleAnswer).role.permissions
    except (NotFound, Forbidden):
        return None


def _rights(user: User, granted: Mapping[int, frozenset[str] | None]) -> Mapping[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    for membership in user.memberships:
        sets = [granted.get(role.id) for role in membership.roles]
        known = [each for each in sets if each is not None]
        if len(known) == len(sets):
            found[membership.project.id] = frozenset().union(*known)
    return found
