"""A server that behaves as Zammad's source says, for one adapter's tests: no live one can be installed here.

Each trap is named where it is kept: `tickets_controller.rb` and the like are files of github.com/zammad/zammad.
"""
