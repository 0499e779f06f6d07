"""How a run and what schemathesis loads for it find each other."""

from __future__ import annotations

FOLDER = "FUZZ_FOLDER"
"""The environment variable that names the run's folder."""
WORDS = "words.json"
"""The file in it with `fuzz_words.Words`."""
ANSWERS = "answers.txt"
"""The file in it with a line for each answer: status, method, path of the document."""
