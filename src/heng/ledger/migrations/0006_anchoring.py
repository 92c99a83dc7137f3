import django.db.models.deletion
from django.db import migrations, models

from heng.ledger.operations import AppendOnly

FAULTS = [
    ("", "正常"),
    ("silent", "连接不上或未按时回答"),
    ("refused", "拒绝签署"),
    ("forked", "见证方签过的日志与本日志不一致"),
    ("ahead", "见证方签过的条数多于本日志"),
    ("false", "回答的签名无效"),
    ("clock", "见证方时钟超前"),
]


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_sealing")]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "witness",
                    models.CharField(max_length=200, primary_key=True, serialize=False, verbose_name="见证方"),
                ),
                ("size", models.BigIntegerField(default=0, verbose_name="已见证条数")),
                ("at", models.DateTimeField(verbose_name="最近联系时间")),
                (
                    "fault",
                    models.CharField(blank=True, choices=FAULTS, default="", max_length=10, verbose_name="异常"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TimeStamp",
            fields=[
                (
                    "checkpoint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="stamp",
                        serialize=False,
                        to="ledger.checkpoint",
                    ),
                ),
                ("response", models.BinaryField(verbose_name="时间戳回答")),
                ("at", models.DateTimeField(verbose_name="盖戳时间")),
            ],
        ),
        AppendOnly("ledger_timestamp", keys=("checkpoint_id",)),
    ]
