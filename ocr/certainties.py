"""How sure a redaction is (0-1), in steps set by hand; docs/redactions.md says how often."""

# What is a redaction only if a label is read in it.
DOUBTED = 0.3
# What is so even if it has the tone of a redaction: bars of a chart, pieces of a logo.
CHARTED = 0.2
# A whole outlined box, by what is in it, and by how much less in a network of lines.
SURE_BY = {"": 0.95, "label": 0.75, "crossed": 0.6}
NETWORKED = 0.2
CROSSED = (SURE_BY["crossed"], SURE_BY["crossed"] - NETWORKED)
# An outlined box that is open, by what says so.
OPEN = {"facing": 0.85, "cornered": 0.85, "crossed": 0.7}
# A bar with marks in it that may be letters.
LETTERED = 0.9
# A label that was read makes any box as sure as this. A plain black bar is, without its inside
# being looked at: letters that touch it from outside are not in it.
SURE = 0.95
# Over a box that was broken open a release line was printed.
BROKEN_OPEN = 0.84
# A bar of a letter's width in the row of another: it has no more to say for it than its height.
SMALL = 0.96
# One that stands alone, as high as the bars of other rows.
ALONE = 0.95
# Felt-tip that follows no row, on a copy with other bars.
FREE = 0.7
