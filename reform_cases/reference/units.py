"""Units, hedges, and the words of change and rank that official prose sets around its numbers.

Everything here is data; `sourcetext.quantities.tokens` builds its patterns from it. To teach the reader a new
measure word, add it to its class in `UNIT_CLASSES`, and to `NOT_BEFORE` when it also begins ordinary words.
"""

from __future__ import annotations


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


UNIT_CLASSES: dict[str, tuple[str, ...]] = {
    "people": ("人次", "人份", "人", "名", "位", "员"),
    "count": _words(
        "件次 项次 起次 家次 场次 批次 户次 车次 航次 班次 个 件 起 家 条 份 次 项 例 宗 桩 则 篇 封 本 册 张 台 部 处 所 "
        "座 间 套 枚 只 头 株 棵 艘 架 笔 单 户 辆 批 组 队 支 节 场 期 幅 副 卷 类 种 团 帮 伙 口 块 片 段 道 颗 "
        "粒 根 尾 匹 箱 袋 包 瓶 盒 桶 车 门 堂 轮 趟 遍 款 样 尊 方 栋 幢 路 股 眼 羽 丛 盏 孔 课时 学时 台套 个次 站"
    ),
    "place": _words(
        "部门 单位 机关 企业 案件 案 省 市 县 区 州 旗 城 镇 乡 村 校 院 国 街道 社区 乡镇 县区 区县 市县 地市 省份 省区 省市 省区市 市州"
    ),
    "money": _words("元 圆 美元 欧元 港元 日元 英镑 块钱 元人民币"),
    "percent": ("%", "个百分点", "百分点", "个点", "‰"),
    "share": ("成",),
    "times": ("倍",),
    "score": ("分",),
    "measure": _words(
        "平方公里 平方千米 平方米 平方 立方米 立方 公顷 公亩 亩 公里 千米 海里 米 厘米 公分 毫米 里 公斤 千克 "
        "克 毫克 斤 吨 升 毫升 千瓦时 千瓦 兆瓦 度 分贝 字 字节 mg/m³ mg/L μg/m³ mg/kg kg km² km m³ m² mm cm mg "
        "ml dB GB TB MB kWh kW"
    ),
    "time": _words(
        "周年 个工作日 个自然日 个多月 个多小时 个多星期 个月 个小时 个星期 个季度 工作日 小时 分钟 秒 天 日 周 星期 季度 年 月 时"
    ),
    "age": ("周岁", "岁"),
    "label": _words("号 届 层 楼 室 级 版 条线"),
}

# Units written in two ways count as one.
SAME_UNIT: dict[str, str] = {"圆": "元", "元人民币": "元", "个百分点": "百分点", "个点": "百分点"}
# What may stand before or behind an amount and names its currency.
CURRENCIES: dict[str, str] = {
    word: unit
    for unit, words in {
        "元": "人民币 RMB CNY ¥ ￥",
        "港元": "港币 港元 HKD HK$",
        "美元": "美元 美金 USD US$ $",
        "欧元": "欧元 EUR €",
        "英镑": "英镑 GBP £",
        "日元": "日元 日币 JPY",
        "澳门元": "澳门元 澳门币 MOP",
        "新台币元": "新台币",
    }.items()
    for word in words.split()
}
# Nouns of money behind a bare 320余万 or right before it.
MONEY_NOUNS: str = (
    "资金|经费|税款|款项|货款|欠款|欠薪|救助金|救助款|补助|补贴|赔偿|罚款|工资|货值|产值|损失|金额|善款"
)
# After ASCII digits these are the unit, whatever follows: 38家电梯维保单位 is no 家电.
AFTER_DIGITS: str = "家条名台张批类种户头片块间套架本根款轮道支组节口门包路项例期场处所站眼车辆"
# A counted thing times a visit: 126趟次, 518艘次.
TIMES_OF: str = "人名个台辆艘架趟轮家户起份场组队册篇头只所间亩条项例批部"

# A unit is not one when these characters follow: 3人民检察院, 5项目, 2条件.
NOT_BEFORE: dict[str, str] = {
    "个": "亿",
    "人": "民|大代|大常|大机|格",
    "员": "工|额",
    "位": "于|一体",
    "名": "义|单|称|誉",
    "件": "套",
    "家": "庭|属|长|园|乡|禽|具|电",
    "条": "件|例|款|约|块",
    "条线": "索|路|缆",
    "路": "上|边|口|面|段|径|线|灯|人|由|过|权|途|桥|基|况",
    "站": "在|位|长|点|岗|出|稳",
    "股": "份|东|权|市|票|民",
    "眼": "睛|前|下|光|里|中|科",
    "次": "要|序|日|年|月|生",
    "项": "目",
    "例": "如|会|行|外",
    "则": "是",
    "部": "分|署|委|级|队",
    "处": "理|罚|置|分|于|长|级|以",
    "所": "有|涉|属|在|得|以|长|谓",
    "场": "所|景|地|面|合",
    "期": "间|限|待|望",
    "单": "位|独|一|纯|双",
    "户": "籍|口|外",
    "组": "织|成|建|长|员",
    "队": "伍|员",
    "支": "一扶|持|队|部|付|撑|出",
    "节": "约|省|点|日|假|能|水",
    "张": "某|贴|家|三",
    "批": "准|捕|评|示|复|文",
    "类": "似|型|别|同|化",
    "种": "植|养|类|子|族",
    "团": "队|伙|体|结|员",
    "段": "落",
    "道": "路|德|歉|理|交",
    "方": "面|式|法|向|案|便|可|能|针|位",
    "口": "头|碑",
    "头": "部",
    "车": "辆|主|牌|站|间|祸",
    "门": "户|口|槛|诊",
    "包": "括|含|庇|案|联|干",
    "片": "区|面",
    "块": "状",
    "间": "接|隔",
    "套": "路|取|牌|现",
    "台": "湾|账|州|风",
    "架": "构|设",
    "封": "存|闭|堵",
    "只": "有|是|能|要|为|需|会",
    "本": "案|院|地|市|省|县|区|级|次|年|月|来|身|质|单|条|法|规|意|办|指|着|人|科",
    "册": "子",
    "根": "据|本|治|源",
    "轮": "车|流|换|岗|胎|候|值",
    "样": "本|态|式",
    "款": "项|物",
    "圆": "满|形|桌|周|滑|通|心|柱",
    "元": "结构|论|旦|素|件|老|宇|化",
    "成": "立|效|果|功|为|员|长|年|本|都|分|绩|熟|因|交|品|型|千|百",
    "分": "别|局|院|析|为|配|工|类|布|管|子|行|公|期|流|钟|支|红|离|歧|赃|层|化|校|开|担|享|成|发|众|贝",
    "米": "粉|面|饭",
    "里": "程|面|边",
    "度": "假|过|量",
    "升": "级|学|至|到|高|格",
    "吨": "位",
    "天": "然|津|气|价|山|下|水|门",
    "日": "常|报|均|本|照|益|前|后",
    "周": "边|某|围|年|期|转|密|岁",
    "时": "任|代|期|间|常|许|刻|效|限|而|有|空|段",
    "年": "龄|产|度|检|轻|均",
    "月": "均|度",
    "省": "级|委|人|检|院|公|去|钱|会|略",
    "市": "场|级|委|人|检|院|民|值|政|公|监",
    "县": "级|委|人|检|院",
    "区": "别|分|域|级|委|人|检|院|划|块|间",
    "州": "市|人",
    "城": "市|镇|乡|区|管|中",
    "镇": "街|政|江",
    "乡": "村|镇|土|政",
    "村": "民|委|庄|支|居|级",
    "校": "园|车|长|外|服|内|方",
    "院": "长|落|校|党|领|内",
    "国": "家|有|务|际|内|外|道|土|企|资|库|产|标|法|赔|旗",
    "案": "件|例|由|情|发|值|卷|款",
    "案件": "质|办|评|管|化|线",
    "级": "别",
    "层": "面|次|级|报",
    "室": "内|外",
    "楼": "盘|宇",
    "号": "召|称|码",
    "版": "块|本|权",
    "字": "样|幕",
}

# After a Chinese numeral these are mostly parts of words or set phrases: 十分, 一方, 一道, 一类, 四号.
NOT_AFTER_CHINESE: frozenset[str] = frozenset(
    _words("分 方 道 度 里 只 头 口 片 样 段 号 员 时 日 月 国 院 校 级 版 路 股 眼 站 车 门")
)

PREFIX_HEDGES: tuple[str, ...] = _words(
    "不少于 不低于 不超过 不多于 不高于 不止 至少 最少 最多 至多 超过 大约 大概 约为 将近 接近 不足 不到 近 约 逾 超"
)
# A prefix hedge is part of another word after these characters: 最近, 节约, 不超过 is its own hedge.
HEDGE_NOT_AFTER: dict[str, str] = {
    "近": "最附临靠邻亲",
    "约": "节制合契预履条公违简签集邀失隐特相誓租",
    "超": "赶高",
    "不到": "达找收得",
}
# 数十, 几百, 上千: before a power of ten; 数 and 几 leave its value open.
VAGUE_PREFIXES: tuple[str, ...] = ("数", "几", "上")
OPEN_NUMERALS: tuple[str, ...] = ("数", "几")
MIDDLE_HEDGES: tuple[str, ...] = ("余", "多", "几", "来")
SUFFIX_HEDGES: tuple[str, ...] = ("以上", "以下", "以内", "左右", "上下", "之多", "有余", "开外")

RISE_WORDS: tuple[str, ...] = _words(
    "上升 提升 提高 增长 增加 上涨 递增 激增 跃升 攀升 升高 扩大 上调 上浮 调高 回升 多出 高出 净增 正增长 增幅 升幅 涨幅"
)
FALL_WORDS: tuple[str, ...] = _words(
    "负增长 下降 降低 减少 下滑 回落 缩短 缩小 压缩 压降 压减 缩减 削减 递减 锐减 骤降 下调 下浮 调低 收窄 降幅 跌幅 减幅"
)
# One character says it before a word of arrival (升至, 减到) and after a basis (同比增).
RISE_SIGNS: str = "升增涨提"
FALL_SIGNS: str = "降减跌缩"
ARRIVAL_WORDS: tuple[str, ...] = ("至", "到", "为", "成")

RANK_AREAS: tuple[str, ...] = _words("全国 全省 全市 全区 全县 全州 国内 省内 市内 区内 全系统 全球 世界")
FIRST_NOUNS: str = "位个例家次批创份部起件条项座单台支所宗张"
