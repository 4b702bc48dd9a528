"""Signs and forms of letters that count as one when texts are searched and keywords told apart.

To make two more signs meet, put them into one group here and run `manage.py reindex`. Groups go by single characters:
what a sign counts as never depends on what stands beside it. Widths, compatibility forms and case are Unicode's own
(NFKC, case folding), so that `－` and `＂` need no entry.
"""

from __future__ import annotations

# Each group counts as its first sign.
# The hyphen, en, em and quotation dash, minus, box drawing, and the waves that stand between two years or numbers.
DASHES = "-‐‑‒–—―⸺⸻⁃−─━~∼〜"
# Single and double alike: what is “甲‘乙’丙” here is 「甲『乙』丙」 there and 『甲「乙」丙』 elsewhere.
QUOTES = "\"'“”„‟‘’‚‛′`ʼ「」『』〝〞〟"
GROUPS: tuple[str, ...] = (
    DASHES,
    QUOTES,
    "·・•‧∙⋅⸱",
    "/⁄∕",
    ":∶",
    # The number of a document stands in 〔2023〕, is typed as [2023], and comes as (2023) from elsewhere.
    "([〔【〖〘",
    ")]〕】〗〙",
    # 二○二四
    "〇○◯",
)

# What Unicode would take apart before it reaches its group.
EARLIER: dict[str, str] = {"″": '"', "‴": '"', "︰": ":", "⋯": "…"}

# Default_Ignorable_Code_Point of Unicode 15: no reader sees them. Zero-width spaces and joiners, marks of direction,
# the soft hyphen, variation selectors, the byte order mark inside a text, fillers, tags.
INVISIBLE: tuple[range, ...] = (
    *(range(code, code + 1) for code in (0xAD, 0x34F, 0x61C, 0x3164, 0xFEFF, 0xFFA0)),
    *(range(0x115F, 0x1161), range(0x17B4, 0x17B6), range(0x180B, 0x1810), range(0x200B, 0x2010)),
    *(range(0x202A, 0x202F), range(0x2060, 0x2070), range(0xFE00, 0xFE10), range(0xFFF0, 0xFFF9)),
    *(range(0x1BCA0, 0x1BCA4), range(0x1D173, 0x1D17B), range(0xE0000, 0xE1000)),
)

# Radicals, as PDF files give them for the characters (⻓ for 长), after Unicode's EquivalentUnifiedIdeograph; those that
# NFKC knows (⼀ and the other Kangxi radicals) need no entry.
_RADICALS = """
⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑𡯂 ⺒巳 ⺓幺
⺔彑 ⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭
⺩王 ⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿
⺼肉 ⺽𦥑 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶
⻏邑 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐
⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀
"""
RADICALS: dict[int, int] = {ord(pair[0]): ord(pair[1]) for pair in _RADICALS.split()}
