"""Numbers written in every form that prose knows, with their value: what the property tests of the reader draw from."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

Written = tuple[str, Decimal]  # a number with its unit, and its value in that unit

SPACES = [" ", "\u00a0", "\u2002", "\u2005", "\u2009", "\u200a", "\u202f", "\u205f", "\u3000"]
SEPARATORS = ["", ",", *SPACES]
PREFIXES = ["", "约", "近", "逾", "超过", "不少于", "至少", "不足", "将近"]
MIDDLES = ["", "余", "多"]
SUFFIXES = ["", "以上", "左右"]
_DIGITS = "零一二三四五六七八九"
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


def grouped(number: int, separator: str) -> str:
    """Return `number` with `separator` between groups of three digits."""
    return f"{number:,}".replace(",", separator)


def chinese(number: int, digits: str = _DIGITS, powers: str = "十百千") -> str:
    """Return `number` (below 10^12) in Chinese numerals, as it is read aloud."""
    for sign, scale in (("亿", 10**8), ("万", 10**4)):
        if number >= scale:
            whole, rest = divmod(number, scale)
            zero = digits[0] if 0 < rest < scale // 10 else ""
            return (
                chinese(whole, digits, powers) + sign + (zero + chinese(rest, digits, powers) if rest else "")
            )
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + (powers[place - 1] if place else "")
        gap = digit == 0
    return text


def decimals(number: Decimal) -> str:
    """Return `number` with 点, as it is read aloud."""
    whole, _, fraction = f"{number:f}".partition(".")
    spoken = chinese(int(whole)) or "零"
    return f"{spoken}点{''.join(_DIGITS[int(digit)] for digit in fraction)}" if fraction else spoken


_COUNTED = st.sampled_from(["件", "人", "名", "家", "元", "个", "吨", "台次"])
_AMOUNT = st.decimals(Decimal("0.1"), Decimal("999.9"), places=1)


@st.composite
def ascii_number(draw: st.DrawFn) -> Written:
    """12,345件, １２３元, 1 983件, 12.5吨."""
    number = draw(st.integers(1, 10**9))
    text = grouped(number, draw(st.sampled_from(SEPARATORS)))
    value = Decimal(number)
    if draw(st.booleans()):
        value = draw(_AMOUNT)
        text = f"{value:f}"
    text = text.translate(_WIDE) if draw(st.booleans()) else text
    space = draw(st.sampled_from(["", "", " ", "\u2009"]))
    return f"{text}{space}{draw(_COUNTED)}", value


@st.composite
def scaled_number(draw: st.DrawFn) -> Written:
    """1.2万件, 3亿余元, 300余万元."""
    value, scale = draw(_AMOUNT), draw(st.sampled_from(["万", "亿"]))
    hedge = draw(st.sampled_from(MIDDLES))
    order = f"{hedge}{scale}" if draw(st.booleans()) and hedge == "余" else f"{scale}{hedge}"
    space = draw(st.sampled_from(["", " ", "\u202f"]))
    power = {"万": 4, "亿": 8}[scale]
    return f"{value:f}{space}{order}{draw(_COUNTED)}", value * 10**power


@st.composite
def joined_number(draw: st.DrawFn) -> Written:
    """1亿2000万元, 12万8千元, 23亿7600余万元, 十二亿三千万元."""
    high, low = draw(st.sampled_from([(8, 4), (4, 3), (8, 7)]))
    signs = {8: "亿", 4: "万", 3: "千", 7: "千万"}
    first = draw(st.integers(1, 9999))
    second = draw(st.integers(1, 10 ** (high - low) - 1))
    value = Decimal(first * 10**high + second * 10**low)
    if draw(st.booleans()) and low != 7:
        return f"{chinese(int(value))}{draw(_COUNTED)}", value
    hedge = draw(st.sampled_from(MIDDLES))
    space = draw(st.sampled_from(["", " "]))
    return f"{first}{signs[high]}{space}{second}{hedge}{signs[low]}{draw(_COUNTED)}", value


@st.composite
def chinese_number(draw: st.DrawFn) -> Written:
    """一百二十件, 三点二亿元, 伍拾万元整."""
    kind = draw(st.sampled_from(["plain", "point", "capital"]))
    if kind == "point":
        value = draw(_AMOUNT)
        scale = draw(st.sampled_from(["万", "亿"]))
        return f"{decimals(value)}{scale}元", value * 10 ** {"万": 4, "亿": 8}[scale]
    number = draw(st.integers(11, 99_999_999))
    if kind == "capital":
        return f"{chinese(number, _CAPITALS, '拾佰仟')}元{draw(st.sampled_from(['', '整']))}", Decimal(number)
    return f"{chinese(number)}{draw(st.sampled_from(['件', '名', '家', '元', '吨']))}", Decimal(number)


@st.composite
def share(draw: st.DrawFn) -> Written:
    """百分之九十五点六, 百分之百, 九成半, 九成五, 12.5%."""
    kind = draw(st.sampled_from(["百分之", "成", "%"]))
    if kind == "成":
        whole, tenth = draw(st.integers(1, 9)), draw(st.integers(0, 9))
        half = "半" if tenth == 5 and draw(st.booleans()) else _DIGITS[tenth] if tenth else ""
        return f"{_DIGITS[whole]}成{half}", Decimal(whole * 10 + tenth)
    value = draw(st.decimals(Decimal(1), Decimal(100), places=draw(st.integers(0, 1))))
    if kind == "%":
        return f"{value:f}{draw(st.sampled_from(['%', '％']))}", value
    spoken = "百" if value == 100 else decimals(value)
    return f"百分之{spoken if draw(st.booleans()) else f'{value:f}'}", value


@st.composite
def currency(draw: st.DrawFn) -> Written:
    """人民币2300万元, RMB 3,000元, ¥500万, 3.5亿元人民币."""
    number = draw(st.integers(1, 99_999))
    before, after = draw(
        st.sampled_from(
            [("人民币", "元"), ("RMB ", "元"), ("￥", "元"), ("¥", ""), ("港币", "元"), ("", "元人民币")]
        )
    )
    scale = draw(st.sampled_from(["", "万", "亿"]))
    power = {"": 0, "万": 4, "亿": 8}[scale]
    return f"{before}{grouped(number, draw(st.sampled_from(['', ','])))}{scale}{after}", Decimal(
        number
    ) * 10**power


in_words = st.sampled_from(
    [
        ("翻了一番", Decimal(100)),
        ("翻番", Decimal(100)),
        ("翻两番", Decimal(300)),
        ("一半", Decimal(50)),
        ("减半", Decimal(50)),
    ]
)


@st.composite
def broken(draw: st.DrawFn) -> Written:
    """A number with a line end inside its digits, or between digits and unit."""
    number = draw(st.integers(10, 10**7))
    text = f"{number}{draw(st.sampled_from(['件', '人', '元', '家']))}"
    at = draw(st.integers(1, len(text) - 1))
    end = draw(st.sampled_from(["\n", " \n", "\r\n"]))
    return text[:at] + end + text[at:], Decimal(number)


@st.composite
def hedged(draw: st.DrawFn) -> Written:
    """Any of these with a hedge before or behind it."""
    text, value = draw(
        st.one_of(
            ascii_number(), scaled_number(), joined_number(), chinese_number(), share(), currency(), broken()
        )
    )
    if draw(st.booleans()):
        return draw(st.sampled_from(PREFIXES)) + text, value
    return text + ("" if text.endswith("整") else draw(st.sampled_from(SUFFIXES))), value


any_number = st.one_of(hedged(), in_words)
