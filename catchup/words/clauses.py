"""Texts of the files on a page: cut at the end of a clause, never inside one, and set as a page sets numbers."""

from __future__ import annotations

import re

from catchup.words.names import capital

ENDS = re.compile(r"(?<=[^\s\d])[.;:,] |(?<=\d)[.;:,] (?!\d)")
"""a mark that ends a clause; a comma between two numbers does not"""
RANGE = re.compile(r"(?<=\d)-(?=\d+(?:\.\d+)? ?%)")
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\s|$)")
SHORTEST = 3


def tidy(words: str) -> str:
    """ "10-12 % of the state's budget" -> "10–12% of the state’s budget"."""
    return APOSTROPHE.sub("’", RANGE.sub("–", words)).replace(" %", "%")


def cut(words: str, most: int) -> str:
    """At most `most` words: whole sentences, else whole clauses; three dots only where there is no clause to end at."""
    if len(words.split()) <= most:
        return words
    ends = [found for found in ENDS.finditer(words) if len(words[:found.start()].split()) <= most
            and words[:found.start()].count("(") == words[:found.start()].count(")")]
    whole = [found for found in ends if found.group().startswith(".")]
    found = whole or [found for found in ends if len(words[:found.start()].split()) >= SHORTEST]
    if not found:
        return f"{' '.join(words.split()[:most]).rstrip(',;:')} …"
    return f"{words[:found[-1].start()]}."


def reason(words: str, name: str, most: int) -> str:
    """What is known of an input, without its name in front; what would settle it comes first."""
    said = words.rstrip(".")
    if said.lower().startswith(f"{name.lower()}: "):
        said = said[len(name) + 2:]
    parts = sorted(said.split("; "), key=lambda part: "settle" not in part)
    kept = [part for number, part in enumerate(parts) if len(" ".join(parts[:number + 1]).split()) <= most]
    return capital(tidy("; ".join(kept) or cut(parts[0], most).removesuffix(".")))
