"""Tables that rest on other solves, as far as the plan says the same thing twice."""

from __future__ import annotations

from collections.abc import Iterator

from catchup.audit import facts
from catchup.audit.book import CARD, META, Book, Row
from catchup.audit.card import CARD_KEY
from catchup.audit.checks import Finding, alike, most, same

IMPORT, FIRST_YEAR, THIRD_YEAR = "import", 1, 3


CARD_OF_ALTERNATIVE = {
    "home_age_end": "home_age_end", "home_share_end": "home_share_end", "welfare_usd_m": "welfare_usd_m",
    "public_cost_usd_m": "public_cost_pv_usd_m", "capital_usd_m": "capital_usd_m", "offset_2035": "offset_2035",
    "peak_share_gdp": "peak_public_share_gdp",
}


def alternatives(book: Book) -> Iterator[Finding]:
    """This plan's own row is its scorecard; import orders nothing and is its own baseline."""
    card = book.card()
    for key, row in book.by("alternatives", "strategy").items():
        if row["this"]:
            for column, name in CARD_OF_ALTERNATIVE.items():
                yield from alike("alternatives", key, column, card[name], row[column])
        if key == (IMPORT,):
            for column in ("welfare_usd_m", "capital_usd_m", "offset_2035"):
                yield same("alternatives", key, column, 0.0, row[column])
            for column in ("home_age_end", "home_share_end"):
                yield from alike("alternatives", key, column, card[f"base_{column}"], row[column])
    if sum(1 for row in book.rows("alternatives") if row["this"]) != 1:
        raise ValueError("one of the alternatives is this plan")


def embargo(book: Book) -> Iterator[Finding]:
    """Years under denial against the scorecard, and within what can be: shares from 0 to 1, lags up to the cap."""
    card, last = book.card(), book.meta()["last_shown"]
    known = book.by("embargo", "year", "denial_years")
    for key, row in known.items():
        for column in ("share", "base_share"):
            yield most("embargo", key, column, 1.0, row[column])
            yield most("embargo", key, column, 0.0, -row[column])
        if key[1] == FIRST_YEAR and key[0] != last:
            yield from alike(CARD, CARD_KEY, f"embargo_share_{key[0]}", row["share"], card[f"embargo_share_{key[0]}"])
    first, third = known[last, FIRST_YEAR], known[last, THIRD_YEAR]
    for name, value in (
        ("embargo_share_end", first["share"]), ("embargo_share_third_year_end", third["share"]),
        ("lag_denial_end", first["lag"]), ("base_embargo_share_end", first["base_share"]),
        ("base_lag_denial_end", first["base_lag"])):
        yield from alike(CARD, CARD_KEY, name, value, card[name])
    yield most(CARD, CARD_KEY, "embargo_share_with_sites_end", card["embargo_share_with_sites_end"],
               card["embargo_share_end"])
    yield most(CARD, CARD_KEY, "embargo_share_mean", 1.0, card["embargo_share_mean"])


def chances(book: Book) -> Iterator[Finding]:
    """Chances of denial at which a strategy pays: W(pi) = (1 - pi) W + pi W under denial, both against import's."""
    card = book.card()
    rows = book.by("embargo_strategies", "strategy")
    (this,) = (row for row in rows.values() if row["this"])
    for key, row in rows.items():
        low, high, scale = _pays(row, None)
        yield from alike("embargo_strategies", key, "pays_from_pi", low, row["pays_from_pi"], scale)
        yield from alike("embargo_strategies", key, "pays_to_pi", high, row["pays_to_pi"], scale)
        low, _, scale = _pays(row, this)
        yield from alike("embargo_strategies", key, "beats_this_from_pi", None if row["this"] else low,
                          row["beats_this_from_pi"], scale)
        other = book.by("alternatives", "strategy").get(key)
        if other is not None:
            yield from alike("embargo_strategies", key, "welfare_usd_m", other["welfare_usd_m"], row["welfare_usd_m"])
    for column, name in (("share_end", "embargo_share_end"), ("share_mean", "embargo_share_mean"),
                         ("lag_end", "lag_denial_end"), ("welfare_denied_usd_m", "welfare_denied_usd_m")):
        yield from alike("embargo_strategies", (this["strategy"],), column, card[name], this[column])
    base = rows[IMPORT,]
    for column, name in (("share_end", "base_embargo_share_end"), ("lag_end", "base_lag_denial_end")):
        yield from alike("embargo_strategies", (IMPORT,), column, card[name], base[column])
    for column in ("welfare_usd_m", "welfare_denied_usd_m"):
        yield same("embargo_strategies", (IMPORT,), column, 0.0, base[column])
    if facts.term(book, "new_orders"):
        for column in ("pays_from_pi", "pays_to_pi"):
            yield from alike(CARD, CARD_KEY, column, this[column], card[column])
    rival = [row for row in rows.values() if row["name"] == card["home_strategy_name"]]
    for row in rival[:1]:
        yield from alike(CARD, CARD_KEY, "home_strategy_from_pi", row["beats_this_from_pi"],
                          card["home_strategy_from_pi"])


def _pays(row: Row, other: Row | None) -> tuple[float | None, float | None, float]:
    """From and to what chance, and what a chance is rounded against: differences of large figures have few digits."""
    pairs = [(row[c], other[c] if other is not None else 0.0) for c in ("welfare_usd_m", "welfare_denied_usd_m")]
    now, then = (mine - his for mine, his in pairs)
    size = sum(abs(mine) + abs(his) for mine, his in pairs)
    scale = size / abs(then - now) if then != now else 1.0
    if now >= 0:
        return 0.0, 1.0 if then >= 0 else now / (now - then), scale
    return (-now / (then - now), 1.0, scale) if then > 0 else (None, None, scale)


def ways(book: Book) -> Iterator[Finding]:
    """Cost, lead time, gap and access of what could be ordered against what was ordered."""
    orders = book.groups("orders", "asset", "mode", "year")
    modes = book.by("modes", "asset", "mode")
    shown = facts.shown(book)
    for key, row in book.by("ways", "asset", "mode", "year").items():
        if row["year"] not in shown:
            raise KeyError(key)
        mode = modes.get(key[:2])
        if mode is not None:
            yield from alike("ways", key, "access", mode["access"], row["access"])
        for order in orders.get(key, ()):
            yield same("ways", key, "cost_usd_m", order["capex"], row["cost_usd_m"])
            yield same("ways", key, "gap", order["gap"], row["gap"])
            yield most("ways", key, "lead_years", order["lead"], row["lead_years"])


def losses(book: Book) -> Iterator[Finding]:
    """What is lost without an option or a project, as a share of the net benefit; what is left."""
    gain = book.card()["welfare_usd_m"]
    for key, row in book.by("options", "id").items():
        yield same("options", key, "welfare_usd_m", gain - row["loss_usd_m"], row["welfare_usd_m"],
                   abs(gain) + row["loss_usd_m"])
        yield from alike("options", key, "share", row["loss_usd_m"] / gain if gain > 0 else None, row["share"])
        yield most("options", key, "loss_usd_m", 0.0, -row["loss_usd_m"])
    for key, row in book.by("worth", "id").items():
        if row["share"] != 1.0:
            yield from alike("worth", key, "share", row["loss_usd_m"] / gain if gain > 0 else None, row["share"])
        else:
            yield same("worth", key, "loss_usd_m", abs(gain), row["loss_usd_m"])
        if row["hardly"]:
            yield most("worth", key, "loss_usd_m", HARDLY * abs(gain), row["loss_usd_m"])
    known = book.by("sensitivity", "path")
    for key, row in book.by("weakest", "path").items():
        moved = known.get(key)
        if moved is not None:
            swing = abs(moved["welfare_high"] - moved["welfare_low"])
            size = abs(moved["welfare_high"]) + abs(moved["welfare_low"])
            yield same("weakest", key, "swing_usd_m", swing, row["swing_usd_m"], size)


HARDLY = 0.01


def spans(book: Book) -> Iterator[Finding]:
    """First and last years in order and among those that there are; what binds most comes first."""
    shown, solved = facts.shown(book), facts.years(book)
    before = float("inf")
    for number, row in enumerate(book.rows("binding")):
        key = (row["node"],)
        for column in ("first_year", "last_year"):
            if row[column] not in solved:
                raise KeyError((*key, row[column]))
        yield most("binding", key, "first_year", row["last_year"], row["first_year"])
        yield most("binding", (number,), "worth_usd_m", before, row["worth_usd_m"])
        before = row["worth_usd_m"]
    for number, row in enumerate(book.rows("prices")):
        if row["year"] not in shown:
            raise KeyError(("prices", number, row["year"]))
    for row in book.rows("holds"):
        held = (row["asset"], row["family"], row["item"])
        for column in ("first_year", "last_year"):
            if row[column] not in solved:
                raise KeyError((*held, row[column]))
        yield most("holds", held, "first_year", row["last_year"], row["first_year"])
    for row in book.rows("left_out"):
        if row["year"] is not None and row["year"] not in solved:
            raise KeyError(("left_out", row["asset"], row["year"]))
    meta = book.meta()
    yield most(META, (), "last_shown", meta["last_solved"], meta["last_shown"])


CHECKS = (alternatives, embargo, chances, ways, losses, spans)
