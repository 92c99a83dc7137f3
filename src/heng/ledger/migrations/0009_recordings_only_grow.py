from django.db import migrations

from heng.ledger.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_recordings")]

    operations = [
        AppendOnly("ledger_segment", keys=("id", ("footage_id", "sequence"))),
        AppendOnly("ledger_manifest", keys=("id", ("footage_id", "first"))),
    ]
