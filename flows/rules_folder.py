"""Rule sets of the user's own: TOML files in the folder that READINGROOM_RULES names."""

import hashlib
from pathlib import Path

from cleanup.rule_files import BadRule, built_in, parse_rule_set
from cleanup.rule_sets import RuleSet, RuleSets
from flows.errors import BadRules, BadSetting
from ocr.errors import InputUnreadable


def read_rules(folder: Path | None) -> RuleSets:
    """The built-in rule sets, with those in `folder`, which are asked first.

    Raises BadSetting when there is no such folder, BadRules, InputUnreadable.
    """
    rules = built_in()
    more: list[RuleSet] = []
    for path in _rule_files(folder):
        taken = rules.names | {rule.name for each in more for rule in each.lines}
        try:
            text = _bytes(path).decode("utf-8").replace("\r\n", "\n")
            more.append(parse_rule_set(text, taken=taken, trusted=False))
        except UnicodeDecodeError as reason:
            line = reason.object.count(b"\n", 0, reason.start) + 1
            raise BadRules(path, line, "it is not UTF-8 text") from reason
        except BadRule as reason:
            raise BadRules(path, reason.line, reason.why) from reason
    return rules.with_sets(more)


def rules_fingerprint(folder: Path | None) -> str:
    """Changes with every file of rules in `folder`; "" when there is none.

    The rules are read as well, so that whoever starts work under a fingerprint learns of a
    bad rule first. Raises BadSetting, BadRules, InputUnreadable.
    """
    read_rules(folder)
    files = _rule_files(folder)
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.name}\0".encode("utf-8", "surrogateescape"))
        digest.update(hashlib.sha256(_bytes(path)).digest())
    return digest.hexdigest() if files else ""


def _rule_files(folder: Path | None) -> list[Path]:
    if folder is None:
        return []
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError as reason:
        why = f"{folder}: {reason.strerror or reason}; it must be a folder with TOML files"
        raise BadSetting("READINGROOM_RULES", why) from reason


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as reason:
        raise InputUnreadable(path) from reason
