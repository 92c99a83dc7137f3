"""What a form says of a field that is not well filled in 「填报提示」: what to do, in the words of the office."""

from typing import Any

from django.core.validators import DecimalValidator, MaxLengthValidator
from django.forms import ChoiceField, DateField, DateTimeField, DecimalField, Field, IntegerField
from django.utils.translation import gettext_lazy as _

CHOOSE = _("“%(value)s”不在可选范围内，请重新选择。")


def speak_plainly() -> None:
    """Put these words in the place of Django's; a field that brings its own keeps them."""
    Field.default_error_messages["required"] = _("请填写或者选择此项。")
    ChoiceField.default_error_messages["invalid_choice"] = CHOOSE
    DateField.default_error_messages["invalid"] = _("请填写真实存在的日期，例如 2026-03-02。")
    DateTimeField.default_error_messages["invalid"] = _("请填写真实存在的日期和时间，例如 2026-03-02 09:00。")
    DecimalField.default_error_messages["invalid"] = _("请填写数字，不带单位。")
    IntegerField.default_error_messages["invalid"] = _("请填写整数。")
    MaxLengthValidator.message = _("最多 %(limit_value)d 字，现有 %(show_value)d 字，请精简。")
    kept: dict[str, Any] = dict(DecimalValidator.messages)
    DecimalValidator.messages = kept | {
        "max_digits": _("数字过大，最多 %(max)s 位，请核对单位。"),
        "max_decimal_places": _("小数最多 %(max)s 位，请核对。"),
        "max_whole_digits": _("数字过大，整数部分最多 %(max)s 位，请核对单位。"),
    }
