"""Fictional releases, typeset and worn down into scans, with their exact truth.

Real releases may not be copied here, and no one knows every letter of a real
scan. These are invented: the post, the people and the subjects do not exist;
only the formats do. The newcomer's mistake is to edit a committed PDF or its
truth by hand. Both come from `python -m samples make`, and from nothing else.
"""
