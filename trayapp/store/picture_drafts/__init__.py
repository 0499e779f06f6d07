"""The pictures of a draft, encrypted while the dialog is open."""
