"""Finding divisions by what a person types: a code, a name, or a path with the levels left short (浙江柯城)."""

from __future__ import annotations

from reform_cases.reference import regions


def matching(text: str) -> list[str]:
    """Return the codes of the divisions that `text` names or that lie below one it names, in code order.

    `text` is the beginning of a code, or one or more pieces, each a part of a name on the way down to the
    division, in that order and with nothing between them: 浙江, 柯城, 浙江柯城, 衢州市柯城区. Empty text gives none.
    """
    wanted = "".join(text.split())
    if not wanted:
        return []
    if wanted.isascii() and wanted.isdigit():
        return [code for code in regions.table() if code.startswith(wanted)]
    return [
        code
        for code in regions.table()
        if _goes_down(wanted, tuple(division.name for division in regions.path(code)))
    ]


def _goes_down(wanted: str, names: tuple[str, ...]) -> bool:
    """Whether `wanted` splits into pieces of at least two characters found in `names`, top to bottom.

    One single piece may be shorter; with shorter ones in a path, 河南 would be found in 河北…南和.
    """
    if any(wanted in name for name in names):
        return True
    return any(
        wanted[:length] in name
        and len(wanted) - length >= 2
        and _goes_down(wanted[length:], names[level + 1 :])
        for level, name in enumerate(names)
        for length in range(2, min(len(name), len(wanted)) + 1)
    )
