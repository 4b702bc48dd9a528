"""What is no part of a publication though it stands in copies of it: words and shapes, each with the reason shown.

Reasons are Chinese sentences: editors read them beside the source. Line patterns are matched against a whole folded
line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ADVERT = "广告文字,与所在语句无关"
SYMBOL = "表情或装饰符号,不属于正文"
PINYIN = "夹在字间的拼音注音,不属于正文"
AFTER_SOURCE = "来源行之后的无关文字"
AFTER_END = "正文结束之后的页面文字"
BYLINE = "记者、作者或编辑署名,不属于事例"
CHROME = "网页操作提示,不属于正文"
PAGE = "页码或页眉,不属于正文"
LINKS = "链接,不属于正文"
CAPTION = "图片或图片说明,不属于正文"
FRONT_MATTER = "网页存档信息,不属于正文"
NOTES = "脚注或尾注,不计入事例"
UNPLACED = "未能归入任何栏目的文字"

# What only a promotion says. Words such as 博彩 are not here: cases about gambling hold them.
ADVERT_WORDS: tuple[str, ...] = (
    "投注官网",
    "官网下载",
    "官网入口",
    "官方版下载",
    "手机版下载",
    "客户端下载安装",
    "登录入口",
    "注册送",
    "app下载",
    "APP下载",
    "体育官网",
    "娱乐官网",
    "体育平台登录",
    "体育app",
    "体育APP",
)
# An advert without brackets is believed only when it also begins with the letters of a brand: im体育投注官网下载.
ADVERT_BARE = r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9.]{0,11}(?:体育|娱乐|电竞|棋牌|彩票|真人)(?:投注|官网|官方|平台|网址|登录|注册|入口|下载|安装|手机版|网页版|最新版|app|APP|\(中国\))+"

# Emoji, zodiac signs, ornaments; not ★☆ ●■▲ ①② → which documents print as bullets.
SYMBOLS = (
    r"[\u231a-\u23ff\u2600-\u2604\u2607-\u26ff\u2700-\u275a\u2761-\u2775\u2780-\u27bf\u2b05-\u2b55"
    r"\U0001f000-\U0001faff]"
)

# What stands before or around a heading, as a bullet does before a paragraph.
ORNAMENTS = frozenset("★☆●○■□◆◇▶►▷◎※◈▪•")

# Spaces of a web page whose markup was copied as text.
SPACE_ENTITY = re.compile(
    r"&(?:nbsp|emsp|ensp|thinsp|#(?:160|819[45]|8201|12288)|#[xX](?:[aA]0|200[239]|3000));"
)

# Syllables of Hanyu Pinyin without tone marks.
SYLLABLE = (
    r"(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?"
    r"(?:[iuv]?a(?:ng?|i|o)?|[iu]?ong|i?ou?|i(?:ng?|e|u|an|ang|ao)?|u(?:n|i|e|o|an|ang|ai)?|e(?:ng?|i|r)?|v(?:e|n|an)?)"
)


@dataclass(frozen=True)
class NoiseLine:
    """A whole line that is noise. `ends`: when it stands after the last section, all that follows is noise too."""

    pattern: re.Pattern[str]
    reason: str
    example: str
    ends: bool = False


def _line(pattern: str, reason: str, example: str, ends: bool = False) -> NoiseLine:
    return NoiseLine(re.compile(pattern), reason, example, ends)


NOISE_LINES: tuple[NoiseLine, ...] = (
    _line(
        r"【?\(?(?:本报|见习|实习|通讯)记者\s?[^。]{2,40}$",
        BYLINE,
        "本报记者 王竣 【编辑:马稷 】",
        ends=True,
    ),
    _line(
        r"[\[【(]?(?:作者|责任编辑|责编|编辑|校对|撰稿|供稿|文字|审核|监制|主编|策划|统筹|美编|通讯员|终审|制作|记者|文|来稿)"
        r"\s*[:|丨/]\s*[^。]{0,60}[\])】]?$",
        BYLINE,
        "作者：史兆琨  编辑：孙蕊",
        ends=True,
    ),
    _line(
        r"(?:往期回顾|往期推荐|往期精彩|精彩回顾|推荐阅读|延伸阅读|相关阅读|相关链接|相关新闻|相关文章|相关附件|附件下载|"
        r"热点推荐|热门推荐|猜你喜欢|更多精彩|上一篇|下一篇)[^。]{0,60}$",
        LINKS,
        "往期回顾",
        ends=True,
    ),
    _line(
        r"(?:预览时标签不可点|修改于.{0,20}|微信扫一扫.{0,20}|扫描二维码.{0,20}|扫一扫.{0,20}|长按.{0,10}识别.{0,10}|点击.{0,6}(?:蓝字|上方|下方|关注|阅读原文).{0,20}|"
        r"阅读原文|继续滑动看下一个|轻触阅读原文|向上滑动看下一个|喜欢此内容的人还喜欢|分享收藏.{0,10}|点赞.{0,10}|在看.{0,6}|END|end|The End|-+\s?END\s?-+|完|\(完\)|"
        r"人划线|已关注|关注|收录于合集.{0,60}|以下文章来源于.{0,40}|原创\s.{0,60}\d{4}-\d\d-\d\d.{0,40}|知道了|允许|取消)$",
        CHROME,
        "预览时标签不可点",
        ends=True,
    ),
    _line(
        r"(?:您?(?:的|现在的)?(?:当前)?位置\s*[:是].{0,60}|当前位置.{0,60}|首页\s?[>»]+.{0,60}|.{0,10}字体\s?[:放缩大【\[].{0,30}|字号\s*[::].{0,20}|"
        r"[【\[]?(?:打印|关闭|大|中|小|返回|收藏|分享|纠错|返回顶部|打印本页|关闭窗口|网站地图|无障碍|繁体)"
        r"(?:[】\]\s|]+(?:[【\[]?(?:打印|关闭|大|中|小|返回|收藏|分享|纠错|返回顶部|打印本页|关闭窗口|网站地图|无障碍|繁体))?)*|"
        r"分享到?\s?[:].{0,40}|浏览(?:次数|量)?\s*[:].{0,20}|阅读(?:次数|量)?\s*[:].{0,20}|访问量\s*[:].{0,20}|点击(?:数|量|率)\s*[:].{0,20}|"
        r"版权所有.{0,60}|.{0,10}ICP备.{0,40}|主办单位\s*[:].{0,60}|技术支持\s*[:].{0,60}|网站标识码.{0,40}|京公网安备.{0,40})$",
        CHROME,
        "当前位置：首页 > 检察要闻",
        ends=True,
    ),
    _line(
        r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?\s*(?:\d{1,2}:\d\d|来源|作者|字体).{0,60}$",
        CHROME,
        "2022-11-15 10:00 来源：最高人民检察院网上发布厅",
    ),
    _line(r"\([^()。]{2,40}供稿\)$", BYLINE, "（最高人民检察院第八检察厅供稿）"),
    _line(
        r"[^。,;:]{2,40}(?:检察院|检察厅|研究室|办公室)\s?供稿$|[^。,;:]{0,40}检察院\s?(?:新闻办公室|新闻办|新闻宣传处|宣传处)$",
        BYLINE,
        "江苏省人民检察院新闻办公室",
        ends=True,
    ),
    _line(
        r"(?:发布)?(?:时间|日期)\s*:\s*\d{4}.{0,80}$",
        CHROME,
        "时间：2022-11-15  作者：张三  来源：检察日报",
    ),
    _line(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)$", CAPTION, "![现场](a.jpg)"),
    _line(
        r"(?:[▲△↑▼]\s?[^。]{1,60}|图为[^\n]{1,100}|\(?(?:图片|资料图|配图|制图|摄影|图源|图|摄)\s?(?:[:/|]|来源)[^。]{0,60}|"
        r"\(?资料图片?\)?|(?:漫画|插图|绘图|海报|视频)\s?[:/|丨].{1,30}|[^。]{2,60}[\s/(](?:摄|摄影|供图|资料图片?)\)?|\(图\d{0,2}\)|图\s?\d{1,2}\s?[:.、 ].{1,60})$",
        CAPTION,
        "图为检察官走访现场。",
    ),
    _line(
        r"(?:[-*•·]\s?)?(?:\d{1,2}[.、]\s?)?(?:\[[^\]\n]{0,100}\]\((?:https?:|/|#|javascript:)[^)\n]{0,500}\)\s?[|·]?\s?){1,20}$",
        LINKS,
        "[检察日报](https://example.org/1.html)",
    ),
    _line(
        r"(?:网址|链接|原文链接)?\s*:?\s*https?://[^\s，。]{1,300}$",
        LINKS,
        "原文链接：https://example.org/1.html",
    ),
    _line(r"(?:[-—=_*~·]\s?){2,}$", CHROME, "__"),
    _line(
        r"(?:[-—–―─·]{1,2}\s?\d{1,4}\s?[-—–―─·]{1,2}|第\s?\d{1,4}\s?页(?:\s?[,/]?\s?共\s?\d{1,4}\s?页)?|\d{1,4}\s?/\s?\d{1,4}\s?页)$",
        PAGE,
        "— 3 —",
    ),
    _line(r"(?:二维码|相关图片|微信公众号|官方微信|官方微博|客户端)$", CHROME, "二维码"),
)
