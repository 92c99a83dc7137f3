import django.db.models.deletion
from django.db import migrations, models

from heng.ledger.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_official_documents")]

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="留痕条数")),
                ("root", models.CharField(max_length=64, verbose_name="根哈希")),
                ("note", models.TextField(verbose_name="签名文本")),
                ("at", models.DateTimeField(verbose_name="固化时间")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="no_checkpoint_of_nothing")
                ],
            },
        ),
        migrations.CreateModel(
            name="Cosignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("witness", models.CharField(max_length=200, verbose_name="见证方")),
                ("line", models.TextField(verbose_name="签名")),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cosignatures",
                        to="ledger.checkpoint",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("checkpoint", "witness"), name="a_witness_signs_once")],
            },
        ),
        AppendOnly("ledger_checkpoint", keys=("size",)),
    ]
