"""What is no part of a publication though it stands in copies of it: words and shapes, each with the reason shown."""

from __future__ import annotations

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
)

ADVERT = "广告文字,与所在语句无关"
AFTER_SOURCE = "来源行之后的无关文字"
BYLINE = "记者或编辑署名,不属于事例"
UNPLACED = "未能归入任何栏目的文字"
