from django.db import migrations

from heng.ledger.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        AppendOnly("ledger_entry"),
        AppendOnly("ledger_turn", keys=("position", "entry_id")),
    ]
