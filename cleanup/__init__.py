"""From lines and redactions to clean text: everything that knows releases and cables."""
