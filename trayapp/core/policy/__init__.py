"""The policy a portal sends: statuses, priorities, forms, levels, channels, hours. The app knows no rule by heart."""

from __future__ import annotations

from trayapp.core.policy.around import Channel, Shelf, View
from trayapp.core.policy.document import SCHEMA, Policy
from trayapp.core.policy.forms import Category, Field, Nature, Product, asked
from trayapp.core.policy.life_cycle import Bucket, Status, Timer
from trayapp.core.policy.people import Level, Permission, RegistrationRules, SupportTerms
from trayapp.core.policy.priorities import (
    BusinessHours,
    Choice,
    Guide,
    Priority,
    Question,
    Rule,
    Target,
)
from trayapp.core.policy.screenshots import Cover, Screenshots

__all__ = [
    "SCHEMA",
    "Bucket",
    "BusinessHours",
    "Category",
    "Channel",
    "Choice",
    "Cover",
    "Field",
    "Guide",
    "Level",
    "Nature",
    "Permission",
    "Policy",
    "Priority",
    "Product",
    "Question",
    "RegistrationRules",
    "Rule",
    "Screenshots",
    "Shelf",
    "Status",
    "SupportTerms",
    "Target",
    "Timer",
    "View",
    "asked",
]
