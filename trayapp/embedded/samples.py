"""Finds the sample that goes with a profile: its own file, or one made up from the policy."""

from __future__ import annotations

import msgspec

from trayapp.embedded import generic_sample, policy_file
from trayapp.embedded.profile import Profile
from trayapp.embedded.sample_parts import Sample
from trayapp.paths import resource


def sample_of(profile: Profile) -> Sample:
    """What the portal is filled with. A profile that is not one of ours, word for word, gets a made-up one."""
    name = profile.policy.profile
    path = resource("samples", f"{name}.json")
    if name in policy_file.names() and path.is_file() and policy_file.load(name) == profile:
        return msgspec.json.decode(path.read_bytes(), type=Sample)
    return generic_sample.make(profile)
