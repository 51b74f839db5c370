"""People who run and build, after their years of study."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.audit import facts
from catchup.audit.book import Book, Row
from catchup.audit.checks import Finding, most, same


def people(book: Book) -> Iterator[Finding]:
    """Staff of what stands + builders <= reachable + trained and attracted less those who left + short."""
    for key, skill in book.by("skills", "skill").items():
        for t in facts.years(book):
            row = book.by("skill_years", "skill", "year")[*key, t]
            running, building, gained = _running(book, key[0], t), _building(book, skill, t), _gained(book, skill, t)
            for column, value in (("running", running), ("building", building), ("gained", gained)):
                yield same("skill_years", (*key, t), column, value, row[column])
            room = skill["reachable"] + gained + row["short"]
            yield most("skill_years", (*key, t), "running", room, running + building)
            lacking = max(0.0, running + building - room + row["short"])
            yield same("skill_years", (*key, t), "short", lacking, row["short"], running + building + gained)
            yield most("skill_years", (*key, t), "trained", row["places"], row["trained"])
            begun = t >= facts.term(book, "first_order_year") and facts.term(book, "new_orders")
            if not begun:
                yield same("skill_years", (*key, t), "trained", 0.0, row["trained"])


def _running(book: Book, skill: str, year: int) -> float:
    modes = book.by("modes", "asset", "mode")
    return sum(
        float(row["people"]) * facts.standing(book, modes[row["asset"], row["mode"]], year)
        for row in book.groups("mode_staff", "skill").get((skill,), ()))


def local_capital(book: Book) -> dict[int, float]:
    """Local capital spending by year, all payers.   [USD m]"""
    return {
        t: sum(p.share * p.order["size"] * p.mode["local_share"] * p.order["capex"] for p in facts.building(book, t))
        for t in facts.years(book)}


def _building(book: Book, skill: Row, year: int) -> float:
    value: float = skill["construction"] * book.once(local_capital)[year]
    return value


def _gained(book: Book, skill: Row, year: int) -> float:
    kept = 1.0 - skill["attrition"]
    total = 0.0
    for u in facts.years(book):
        ready = u + skill["study_years"]
        if ready <= year:
            total += book.by("skill_years", "skill", "year")[skill["skill"], u]["trained"] * kept ** (year - ready)
    for row in book.groups("attracted", "skill").get((skill["skill"],), ()):
        if row["year"] <= year:
            total += row["people"] * kept ** (year - row["year"])
    return total


def staff(book: Book) -> Iterator[Finding]:
    """Person-years of the staff of a mode over all years; people attracted within their pay blocks."""
    modes = book.by("modes", "asset", "mode")
    for key, row in book.by("mode_staff", "asset", "mode", "skill").items():
        needed = sum(row["people"] * facts.standing(book, modes[key[:2]], t) for t in facts.years(book))
        yield same("mode_staff", key, "needed", needed, row["needed"])
    for key, row in book.by("attracted", "skill", "block", "year").items():
        yield most("attracted", key, "people", row["most"], row["people"])


CHECKS = (people, staff)
