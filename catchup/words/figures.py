"""How numbers are written: money, years, shares, counts. `none` is a word, never a number."""

from __future__ import annotations

import math
from collections.abc import Sequence

from catchup.words.units import counted, plural, share_of, unit_words

LAG_CAP = 10.0
WHOLE = 9.5  # from here on teams and plants are counted in whole ones
GRADES = {"A": "official figure", "B": "good public estimate", "C": "thin evidence", "D": "guess"}


def number(value: float | None, digits: int | None = None) -> str:
    """A plain number with thousands commas; about three significant digits unless `digits` is given."""
    if value is None:
        return "none"
    if digits is None:
        size = abs(value)
        digits = 0 if size >= 100 or value == int(value) else 1 if size >= 10 else 2 if size >= 0.1 else _small(size)
        text = _minus(f"{value:,.{digits}f}")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return _minus(f"{value:,.{digits}f}")


def _small(size: float) -> int:
    """Digits behind the point that leave two that count: 0.0025 has four."""
    return min(8, 1 - math.floor(math.log10(size)))


def money(usd_m: float | None) -> str:
    """Money in words that a minister reads: 3,214 -> "USD 3.2 bn", 310 -> "USD 310 m". Input in USD m."""
    if usd_m is None:
        return "none"
    size = abs(usd_m)
    if size < 0.05:
        return "USD 0"
    sign = "−" if usd_m < 0 else ""
    if size >= 999_500:
        return f"{sign}USD {size / 1e6:,.{1 if size < 99_950_000 else 0}f} tn"
    if size >= 999.5:
        return f"{sign}USD {size / 1e3:,.{1 if size < 99_950 else 0}f} bn"
    return f"{sign}USD {size:.{1 if size < 9.95 else 0}f} m"


def money_span(low: float, high: float) -> str:
    """A range of money with one unit if both ends have the same: "USD 3.8–104 bn", "USD −27.0 to +9.9 bn"."""
    if money(low) == money(high):
        return money(low)
    one, other = money(low).split(" "), money(high).split(" ")
    if len(one) == len(other) == 3 and one[2] == other[2]:
        return f"USD {one[1]}–{other[1]} {other[2]}" if low >= 0 else _signed_span(one, other, high, other[2])
    return f"{money(low)} to {money(high)}"


def _signed_span(low: Sequence[str], high: Sequence[str], top: float, unit: str) -> str:
    return f"USD −{low[1]} to {'+' if top > 0 else '−'}{high[1]} {unit}"


def signed_money(usd_m: float | None) -> str:
    """Money with its sign, for changes: "+USD 3.2 bn"."""
    text = money(usd_m)
    return f"+{text}" if usd_m is not None and usd_m >= 0.05 else text


def money_bn(usd_m: float | None, digits: int = 1) -> str:
    """The bare number in USD bn, for columns headed "USD bn"; small amounts keep a second digit."""
    if usd_m is None:
        return "none"
    size = abs(usd_m)
    if 0.05 <= size < 95 and digits == 1:
        digits = 2
    return _minus(f"{usd_m / 1e3:,.{digits}f}")


def years(value: float | None, unit: bool = True) -> str:
    """A lag: 0.62 -> "0.6 years", at the cap "over 10 years", undefined "none"."""
    if value is None:
        return "none"
    text = f"over {LAG_CAP:.0f}" if value >= LAG_CAP - 1e-9 else f"{value:.1f}"
    if not unit:
        return text
    return f"{text} year" if text == "1.0" else f"{text} years"


def percent(share: float | None, digits: int | None = None) -> str:
    """A share as per cent: 0.93 -> "93%", 0.0012 -> "0.12%"."""
    if share is None:
        return "none"
    value = share * 100
    if digits is None:
        size = abs(value)
        digits = 0 if size >= 9.95 or value == round(value) else 1 if size >= 0.95 else 2
    text = _minus(f"{value:,.{digits}f}")
    return "0%" if float(text.replace("−", "-").replace(",", "")) == 0 else f"{text}%"


def span(low: float | None, high: float | None) -> str:
    """A range "0.003–0.06"; one value alone if both are the same, empty if there is none."""
    if low is None or high is None:
        return "" if low is None and high is None else number(low if high is None else high)
    one, other = number(low), number(high)
    return one if one == other else f"{one} to {other}" if low < 0 or high < 0 else f"{one}–{other}"


def quantity(value: float | None, unit: str) -> str:
    """A value with its unit; shares as per cent, units in words: 0.012 "share of GDP" -> "1.2% of GDP"."""
    if value is None:
        return "none"
    of = share_of(unit)
    if of is not None:
        return f"{percent(value)}{of}"
    if unit == "USD m" and abs(value) >= 0.1:
        return money(value)
    if counted(unit):
        return f"{number(round(value) if abs(value) >= WHOLE else value)} {plural(unit, value)}"
    words = unit_words(unit)
    if words.startswith("USD "):
        return f"USD {number(value)} {words[len('USD '):]}"
    return f"{number(value)} {words}".strip()


def quantity_span(low: float | None, high: float | None, unit: str) -> str:
    """The range of a quantity without its unit; per cent for shares."""
    if share_of(unit) is not None:
        if low is None or high is None:
            return ""
        return f"{percent(low).rstrip('%')}–{percent(high)}" if low >= 0 else f"{percent(low)} to {percent(high)}"
    return span(low, high)


def grade_word(grade: str) -> str:
    """What a grade letter means."""
    return GRADES.get(grade, "")


def count(value: int, one: str, many: str | None = None) -> str:
    """ "one project", "three projects", "12 projects"."""
    return f"{number_word(value)} {one if value == 1 else many or f'{one}s'}"


def number_word(value: int) -> str:
    """A count in words up to nine."""
    names = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return names[value] if 0 <= value < len(names) else f"{value:,}"


def _minus(text: str) -> str:
    """A real minus sign, and none before a zero."""
    if text.startswith("-"):
        body = text[1:]
        return body if not math.fsum(float(c) for c in body if c.isdigit()) else f"−{body}"
    return text
