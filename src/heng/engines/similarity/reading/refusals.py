"""Files that are not read 「拒读」, and why."""

REASONS = {
    "empty": "文件为空",
    "too-large": "文件超过大小上限",
    "unknown": "不是可比对的格式（PDF、docx、xlsx、XML、纯文本或由它们组成的 ZIP）",
    "legacy": "旧版 Office 格式，请另存为 docx 或 xlsx",
    "encrypted": "文件已加密或设有打开密码",
    "macro": "文件含有宏",
    "bomb": "压缩内容展开后超过上限",
    "broken": "文件已损坏，无法解析",
    "doctype": "XML 含有文档类型或实体声明",
    "too-many-pages": "页数超过上限",
    "too-much": "解析所需时间或内存超过上限",
}


class UnreadableError(Exception):
    """A file is refused; `code` is a key of `REASONS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def reason(self) -> str:
        """Why, for people."""
        return REASONS[self.code]
