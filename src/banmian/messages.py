"""Every message of the program, by code: severity, English, Chinese. Hints beside them. Kept in this one place."""

MESSAGES: dict[str, tuple[str, str, str]] = {}
HINTS: dict[str, tuple[str, str]] = {}
