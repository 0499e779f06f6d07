"""The account: who is signed in, and signing in and out."""
