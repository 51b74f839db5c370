"""What a pact is worth, in sentences and table cells: the same on the terminal and on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catchup.pact_records import DUST, Flow, Member, OrderChange, Worth
from catchup.words.figures import count, money, number_word, percent, quantity, signed_money

MOST_FLOWS = 8
MOST_ORDERS = 6


@dataclass(frozen=True)
class Table:
    """Heading, columns and cells; the columns in `right` hold numbers."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True)
class PactSection:
    """The section of a page."""

    title: str
    says: str
    verdict: str
    tables: tuple[Table, ...]
    nothing: tuple[str, ...]
    """said where a table would be empty"""
    texts: tuple[str, ...]


def section(worth: Worth) -> PactSection:
    """All that is said of a pact; a table without rows is a sentence."""
    flows, orders = flows_table(worth), orders_table(worth)
    nothing = (("Nothing is shipped: buying abroad or making at home suits all members better.", flows),
               ("No order changes.", orders))
    return PactSection(
        f"Under the pact: {worth.name}", f"{worth.says} Strategy {worth.strategy.lower()}, {worth.scenario.lower()}.",
        verdict(worth), (members_table(worth), *(table for table in (flows, orders) if table.rows)),
        tuple(text for text, table in nothing if not table.rows), tuple(sentences(worth)))


def verdict(worth: Worth) -> str:
    """Who gains and who loses, in one sentence."""
    names = _listing([member.name for member in worth.members])
    if abs(worth.gain) <= max(DUST, worth.gap):
        return f"Together {names} neither gain nor lose as far as the searches can tell ({signed_money(worth.gain)})"
    if worth.gain < 0:
        return f"The pact is not worth its cost: together {names} lose {money(-worth.gain)}"
    losers = worth.losers
    rest = f", but {_listing([f'{m.name} loses {money(-m.gain)}' for m in losers])}" if losers else ""
    return f"Together {names} gain {money(worth.gain)}{rest}"


def sentences(worth: Worth) -> list[str]:
    """Transfers that leave nobody worse off, and how to read the rest."""
    names = {member.iso3: member.name for member in worth.members}
    out = [f"To make {names[to]} whole, {names[giver]} would have to pay it {money(amount)} (present value)."
           for giver, to, amount in worth.transfers()]
    if worth.losers and worth.gain < -DUST:
        out.append("No transfer could make all members whole: together they lose.")
    out.append(
        "All members are planned as one, for the largest sum of their net benefits; shipments are paid at the world "
        "price, so that a member may lose where the others gain more. "
        f"The searches stop within {money(worth.gap)} of the best; less than that is not to be read.")
    if worth.assumed:
        out.append(f"Of the {count(worth.figures, 'figure')} of the pact, {number_word(worth.assumed)} "
                   f"{'is an assumption' if worth.assumed == 1 else 'are assumptions'}.")
    return out


def members_table(worth: Worth) -> Table:
    """One column a member and one for all; one row a figure."""
    columns = [("figure", *HEADS), *(_member(member) for member in worth.members), _everyone(worth)]
    rows = tuple(zip(*columns, strict=True))
    note = ("Net benefit over buying abroad, present value. Gain = know-how + shipments − the pact's own cost. Public "
            "cost: the plan's, net, the pact's included. Home: share of the need of "
            f"{worth.shown} that machines at home can serve. Partners: the largest share of a year's need that their "
            "machines serve.")
    return Table("What the pact is worth to each", rows[0], rows[1:], tuple(range(1, len(columns))), note)


HEADS = ("net benefit, alone", "with the pact", "gain", "of it by know-how", "of it by shipments", "cost of the pact",
         "change of public cost", "home, alone", "home, with the pact", "partners")


def _member(member: Member) -> tuple[str, ...]:
    return (member.name, money(member.alone), money(member.together), signed_money(member.gain),
            signed_money(member.informed), signed_money(member.shipping), money(member.pact_cost),
            signed_money(member.public_together - member.public_alone), percent(member.home_alone),
            percent(member.home_together), _partners(member))


def _everyone(worth: Worth) -> tuple[str, ...]:
    everyone = worth.members
    return ("all", money(sum(m.alone for m in everyone)), money(sum(m.together for m in everyone)),
            signed_money(worth.gain), signed_money(sum(m.informed for m in everyone)),
            signed_money(sum(m.shipping for m in everyone)), money(sum(m.pact_cost for m in everyone)),
            signed_money(sum(m.public_together - m.public_alone for m in everyone)), "", "", "")


def _partners(member: Member) -> str:
    if member.partners_year is None:
        return "none"
    return f"{percent(member.partners_together)} in {member.partners_year}"


def flows_table(worth: Worth) -> Table:
    """What is shipped, dearest first."""
    names = {member.iso3: member.name for member in worth.members}
    shown = worth.flows[:MOST_FLOWS]
    more = len(worth.flows) - len(shown)
    head = ("good", "from", "to", "years", "value", "freight", "largest year")
    note = f"Value and freight are sums to {worth.shown} at the world price, not discounted."
    note += f" And {count(more, 'smaller flow')}, in the CSV." if more > 0 else ""
    return Table("What is shipped", head, tuple(_flow(flow, names) for flow in shown), (4, 5, 6), note)


def _flow(flow: Flow, names: dict[str, str]) -> tuple[str, ...]:
    span = f"{flow.first}" if flow.first == flow.last else f"{flow.first} to {flow.last}"
    kind = f"{flow.name}, pooled" if flow.pooled else flow.name
    most = f"{quantity(flow.most, flow.unit)} in {flow.most_year}"
    return kind, names[flow.sender], names[flow.receiver], span, money(flow.value), money(flow.freight), most


def orders_table(worth: Worth) -> Table:
    """Orders that change most, member by member."""
    names = {member.iso3: member.name for member in worth.members}
    rows: list[tuple[str, ...]] = []
    more = 0
    for member in worth.members:
        own = [change for change in worth.orders if change.iso3 == member.iso3]
        rows += [_order(change, names) for change in own[:MOST_ORDERS]]
        more += max(0, len(own) - MOST_ORDERS)
    head = ("member", "asset", "alone", "with pact", "first order", "capital")
    note = f"Orders to {worth.shown}, all owners; capital: change, all payers, not discounted."
    note += f" And {count(more, 'smaller change')}, in the CSV." if more > 0 else ""
    return Table("Orders that change", head, tuple(rows), (2, 3, 5), note)


def _order(change: OrderChange, names: dict[str, str]) -> tuple[str, ...]:
    before, after = change.first_alone, change.first_together
    first = f"{before or 'none'}" if before == after else f"{before or 'none'}, with pact {after or 'none'}"
    return (names[change.iso3], change.name, quantity(change.alone, change.unit),
            quantity(change.together, change.unit), first,
            signed_money(change.capital_together - change.capital_alone))


def _listing(texts: Sequence[str]) -> str:
    return " and ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)
