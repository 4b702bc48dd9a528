"""检察职能: the controlled list, in the order in which it is shown."""

FUNCTIONS: tuple[str, ...] = (
    "刑事检察",
    "民事检察",
    "行政检察",
    "公益诉讼检察",
    "检察侦查",
    "刑事执行检察",
    "控告申诉检察",
    "未成年人检察",
    "知识产权检察",
    "数字检察",
    "综合业务",
)
