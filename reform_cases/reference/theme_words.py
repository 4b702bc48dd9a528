"""Words that end what a number measures without saying what it is about, as people have reviewed them.

信访总量 is about 信访 and 评查信访申诉案件 too: 总量 and 案件 are cut off before a theme is looked for. What was done
(办理, 制发) is no theme either; neither is who did it in a word that any text has (部门).
"""

from __future__ import annotations

# How much, how many, which share.
_AMOUNTS = "总量 总数 总额 总计 数量 数 人数 件数 次数 户数 金额 比例 占比 比重 比率 率 幅度 增幅 降幅 率达 面积 时间 时长 期限"
# What almost everything is counted in.
_THINGS = (
    "案件 人员 工作人员 人次 人士 部门 机关 单位 主体 对象 问题 情况 工作 事项 方面 环节 领域 项目 内容 "
    "范围 部分 结果 数据 信息 材料 意见 措施 城市 地区 地方 省份 市级 县级 全国 全省 全市 全县 全区 当事人 群众 涉及 相关 有关 "
    "行政 检察 检察院 检察机关 检察官 司法 背后 其中 以来 中 并 等 各类 多名"
)
# What was done.
_DEEDS = (
    "办理 处理 提出 制发 发出 移送 推动 督促 开展 建立 形成 审核 制定 出台 实现 设立 打造 推进 促成 接收 提炼 筛查 筛出 "
    "发现 查处 立案 审查 评查 治理 培育 汇聚 组织 召开 邀请 参与 完成 受理 办结 查办 起诉 批捕 追诉 追捕 监督 调查 侦查 "
    "整改 修复 挽回 追回 收回 救助 帮助 化解 走访 核查 排查 清理 拆除 明确 采纳 回复 下降 上升 提升 增长 减少 增加 达到 覆盖 "
    "使用 运行 研发 签订 签署 印发 发布 依法 主动 累计 共同 联合 通过 进行 提供 支付 获得 新增 超过 同比 以上 以下 左右"
)

DEEDS = frozenset(_DEEDS.split())
SAYING_LITTLE = frozenset((*_AMOUNTS.split(), *_THINGS.split(), *DEEDS))
