"""What must fit together between a policy and the rules that only the portal enforces."""

from __future__ import annotations

from trayapp.core.policy import Bucket, Permission, Policy
from trayapp.core.policy.mistake import Mistake, Mistakes, unknown
from trayapp.embedded.profile import Profile


def mistakes(profile: Profile) -> Mistakes:
    """Every mistake in what surrounds the policy. Paths begin at the profile: `$.flow.start`."""
    policy, flow = profile.policy, profile.flow
    codes = [status.code for status in policy.statuses]
    for key, code in (
        ("start", flow.start),
        ("closed", flow.closed),
        ("agent_takes", flow.agent_takes),
        ("agent_asks", flow.agent_asks),
    ):
        yield from unknown(f"$.flow.{key}", code, codes, "status")
    yield from _buckets(profile)
    yield from _staff(policy)
    if profile.first_number < 1:
        yield Mistake("$.first_number", "the number of a ticket is at least 1")


def _buckets(profile: Profile) -> Mistakes:
    """Statuses that the portal uses mean what it uses them for."""
    policy, flow = profile.policy, profile.flow
    if policy.status(flow.closed) and policy.bucket(flow.closed) is not Bucket.CLOSED:
        what = f"{flow.closed!r} is not closed"
        yield Mistake("$.flow.closed", what, "Name a status with the bucket 'closed'.")
    if policy.bucket(flow.start) is Bucket.CLOSED:
        yield Mistake("$.flow.start", "a new ticket cannot be closed", "Name an open status.")
    asks = flow.agent_asks
    if asks and policy.status(asks) and policy.bucket(asks) is not Bucket.WAITING_FOR_YOU:
        what = f"{asks!r} does not wait for the employee"
        yield Mistake("$.flow.agent_asks", what, "Name a status with the bucket 'waiting_for_you'.")


def _staff(policy: Policy) -> Mistakes:
    if not any(level.may(Permission.STAFF) for level in policy.levels):
        what, hint = "nobody could answer", "One level, such as 'agent', needs the permission 'staff'."
        yield Mistake("$.policy.levels", what, hint)
