from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0009_recordings_only_grow")]

    operations = [
        migrations.AddField(
            model_name="footage",
            name="retention",
            field=models.CharField(default="OTHER", max_length=12, verbose_name="保存期限类别"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="footage",
            name="deleted_on",
            field=models.DateField(blank=True, null=True, verbose_name="销毁日期"),
        ),
        migrations.AddIndex(
            model_name="footage",
            index=models.Index(
                condition=models.Q(("deleted_on__isnull", True)), fields=["keep_until"], name="footage_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="footage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deleted_on__isnull", True), ("deleted_on__gt", models.F("keep_until")), _connector="OR"
                ),
                name="no_deletion_of_a_recording_before_its_day",
            ),
        ),
    ]
