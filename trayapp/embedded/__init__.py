"""The embedded portal: demo, development and reference of the portal API."""
