"""The outbox: what is on its way to the portal, how it stands, and what can be done (APP-5)."""
