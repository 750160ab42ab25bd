"""What a check of a draft found, on a terminal: each verdict with the words, those that differ marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.terminal import in_a_line

if TYPE_CHECKING:
    from rich.text import Text

    from ui.schema.checked import Verified

_GOOD = ("verbatim", "borne_out")
_STYLES = {True: "bold red", False: "bold yellow", None: "bold green"}
_VARIANTS = 8
"""Articles that are named; all are in the JSON."""


def show(reply: dict[str, Any]) -> None:
    """Print the findings of a reply of /api/check, and what they come to."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for finding in reply["findings"]:
        console.print(_finding(finding, reply["text"]))
    for note in reply["notes"]:
        console.print(Text(f"({in_a_line(note)})", "dim"))
    console.print(Text(_summary(reply), "bold"))


def show_standing(found: Verified) -> None:
    """Print what became of a capsule's quotations."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for one in found.quotations:
        style = _STYLES[True if one.start is None else None if one.state == "verbatim" else False]
        moved = f", now at characters {one.start}-{one.end}" if one.moved else ""
        where = ", ".join(str(part) for part in (one.speaker, one.title, one.published, one.source) if part)
        console.print(Text.assemble((one.told, style), f"{moved}\n", (f"    {in_a_line(where)}\n", "dim")), end="")
        console.print(Text(f"    {in_a_line(one.text)}"))
        if one.replaced:
            now = f", now: {in_a_line(one.now)}" if one.now else ""
            console.print(Text(f"    The article was changed on {one.replaced:%Y-%m-%d}{now}", "dim"))
    console.print(Text(f"{len(found.quotations)} looked up: {found.faults} gone or not held", "bold"))


def _finding(finding: dict[str, Any], draft: str) -> Text:
    from rich.text import Text

    fault = True if finding["fault"] else None if finding["verdict"] in _GOOD else False
    line = draft.count("\n", 0, finding["start"]) + 1
    text = Text.assemble((finding["told"], _STYLES[fault]), (_by(finding), ""), (f"  line {line}\n", "dim"))
    text.append_text(_marked(finding))
    if finding["turns"]:
        text.append(f"    turns the meaning: {', '.join(finding['turns'])}\n", "red")
    for n, citation in enumerate(finding["evidence"]):
        nearest = "nearest: " if finding["verdict"] == "absent" and not n else ""
        text.append(f"    {nearest}{_place(citation)}\n", "dim")
        text.append(f"      {in_a_line(citation['text'])}\n")
    others = [v for v in finding["variants"] if v["citation"]["article"] not in _cited(finding)]
    for variant in others[:_VARIANTS]:
        how = "also" if variant["exact"] else "otherwise"
        text.append(f"    {how}: {_place(variant['citation'])}\n", "dim")
        if not variant["exact"]:
            text.append(f"      {in_a_line(variant['citation']['text'])}\n")
    if len(others) > _VARIANTS:
        text.append(f"    and {len(others) - _VARIANTS} more\n", "dim")
    return text


def _by(finding: dict[str, Any]) -> str:
    """Whom the draft names, and who it is where that is another."""
    claimed, speaker = (in_a_line(finding[who] or "") for who in ("claimed", "speaker"))
    if finding["verdict"] == "wrong_speaker" or "speaker" in finding["turns"]:
        return f"  {claimed or 'nobody'}: it is {speaker}'s"
    return f"  {claimed}" if claimed else ""


def _marked(finding: dict[str, Any]) -> Text:
    """The draft's words, those that differ struck through, with the article's behind them."""
    from rich.text import Text

    text, words, at = Text("    "), finding["text"], finding["start"]
    for change in finding["diff"]:
        text.append(in_a_line(words[at - finding["start"] : change["start"] - finding["start"]]))
        text.append(in_a_line(change["draft"]), "red strike")
        if change["article"]:
            before, behind = (" ", "") if change["draft"] else ("", " ")
            text.append(f"{before}[{in_a_line(change['article'])}]{behind}", "green")
        at = change["end"]
    return text.append(f"{in_a_line(words[at - finding['start'] :])}\n")


def _place(citation: dict[str, Any]) -> str:
    from ui.report import place

    return in_a_line(place(citation))


def _cited(finding: dict[str, Any]) -> set[str]:
    return {citation["article"] for citation in finding["evidence"]}


def _summary(reply: dict[str, Any]) -> str:
    total, faults = len(reply["findings"]), reply["faults"]
    if not total:
        return "No quotation of three words or more, and nothing that is said to be said."
    absent = sum(finding["verdict"] == "absent" for finding in reply["findings"])
    rest = f", {absent} not in the archive" if absent else ""
    return f"{total} looked at: {faults} to be mended{rest}"
