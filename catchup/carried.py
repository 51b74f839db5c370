"""What a plan carries of the files that it was made from, so that it can be made again from the page alone.

A file that is shipped is named by its digest; of any other the whole text is carried, packed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import lzma
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from catchup.load import Loaded
from catchup.resources import countries_dir, data_dir

MOST = 20_000
"""characters of all packed texts together, so that a page stays small; what is longer is named by its digest only"""
LARGEST = 2_000_000
"""bytes of an unpacked text"""


def shipped(kind: str, name: str) -> Path:
    """The shipped file of a kind (profile, scenario, strategy or chain) and a name."""
    folder = {"profile": countries_dir(), "chain": data_dir()}.get(kind)
    return (folder or data_dir() / {"scenario": "scenarios", "strategy": "strategies"}[kind]) / f"{name}.yaml"


def is_shipped(kind: str, name: str, sha256: str) -> bool:
    """Is the shipped file of this name the one with this digest?"""
    path = shipped(kind, Path(name).name)
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def carried(files: Mapping[str, tuple[str, Loaded[Any]]]) -> dict[str, dict[str, str]]:
    """Kind -> file as shown, packed text and what was changed for this run, of each file that is not shipped."""
    out: dict[str, dict[str, str]] = {}
    room = MOST
    for kind, (name, loaded) in files.items():
        if is_shipped(kind, name, loaded.sha256):
            continue
        text = packed(loaded.raw) if loaded.raw else ""
        text, room = (text, room - len(text)) if len(text) <= room else ("", room)
        out[kind] = {"file": loaded.shown, "text": text}
        if loaded.changes:
            out[kind]["changes"] = " ".join(loaded.changes)
    return out


def packed(raw: bytes) -> str:
    """A file as text for JSON."""
    return base64.b64encode(lzma.compress(raw, preset=9 | lzma.PRESET_EXTREME)).decode("ascii")


def unpacked(text: str) -> bytes:
    """The file again. Raises ValueError if it is damaged or too large."""
    try:
        unpacker = lzma.LZMADecompressor()
        raw = unpacker.decompress(base64.b64decode(text, validate=True), LARGEST)
    except (binascii.Error, lzma.LZMAError) as error:
        raise ValueError(str(error)) from None
    if not unpacker.eof:
        raise ValueError(f"over {LARGEST} bytes, or cut off")
    return raw
