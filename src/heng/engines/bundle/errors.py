"""What is wrong with a bundle or a receipt, and where 「不符之处」."""

from dataclasses import dataclass

WORDS = {
    "not-a-bundle": "不是证据包，或者被截断",
    "structure": "压缩包结构不符：只接受原样存放的成员，不接受压缩、加密、链接和附加内容",
    "name": "成员名称不合规定",
    "duplicate": "成员重名",
    "too-large": "超过允许的大小或数量",
    "manifest": "清单格式不符",
    "members": "成员与清单不一致",
    "altered": "内容已改变：与清单所载摘要不一致",
    "key": "公钥无法识别",
    "unknown-key": "不是您指定的日志公钥：可能出自另一份日志",
    "another-log": "检查点属于另一份日志",
    "checkpoint": "检查点格式不符",
    "signature": "签名不成立",
    "second-signature": "第二签名不成立",
    "future": "所载时间晚于现在：请先核对这台电脑的时钟",
    "receipt": "回执格式不符",
    "another-checkpoint": "证明所附检查点与包内检查点不一致",
    "proof": "包含证明不成立",
    "leaf": "留痕条目格式不符",
    "opening": "启封内容与留痕条目的承诺不一致",
    "unproven": "文件与留痕条目所载摘要不一致",
}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong, as a code of `WORDS`, and in which member."""

    at: str
    code: str

    def __str__(self) -> str:
        return f"{self.at}：{WORDS[self.code]}"


class BundleError(ValueError):
    """A bundle that is not read any further."""

    def __init__(self, code: str, at: str) -> None:
        super().__init__(f"{code}: {at}")
        self.fault = Fault(at, code)
