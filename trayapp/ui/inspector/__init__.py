"""Shows what leaves this computer, and what left it: pictures from their very bytes, files, words, facts."""
