"""The errors textfix raises, each saying whose fault it is and what to do.

Damage in a text is never an error: it is a finding.
"""


class TextfixError(Exception):
    """Base of every error that textfix raises on purpose."""


class InputError(TextfixError, ValueError):
    """What the caller passed cannot be worked on; the message says what would be right."""


class ProfileError(TextfixError, ValueError):
    """A profile, a setting or a rule name is wrong; the message names the nearest good one."""


class TableError(TextfixError):
    """A table shipped with textfix is missing or damaged: reinstall, or report a bug."""
