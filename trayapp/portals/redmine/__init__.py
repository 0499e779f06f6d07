"""Redmine 5 as an ordinary user: issues of one's own, over its REST API."""
