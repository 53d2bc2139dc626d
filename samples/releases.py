"""All samples, by name."""

from samples.releases_combined import COMBINED
from samples.releases_letter import LETTER
from samples.releases_memo import MEMO
from samples.releases_sections import SECTIONS
from samples.releases_styles import STYLES

RELEASES = {release.name: release for release in (COMBINED, SECTIONS, MEMO, LETTER, STYLES)}
