"""The adapter to Zammad, seen from its customers' side: version 5 and later, over its REST API.

Written from Zammad's source and documentation and tried against `tests/fakes/zammad`, which behaves as the source
says; **not yet tried against a live server** (`Kind.tried` in the registry). What was read is named where it explains
a choice, as `tickets_controller.rb` of github.com/zammad/zammad or `api/ticket/articles.rst` of its documentation.
"""
