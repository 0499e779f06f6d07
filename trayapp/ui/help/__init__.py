"""Help and contact: the ways to reach support that the policy names (CH-1, CH-2)."""
