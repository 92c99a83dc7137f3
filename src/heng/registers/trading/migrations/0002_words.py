"""Index the bigrams of names and codes, so that projects are found by their words."""

from django.db import migrations

from heng.ledger.operations import CreateBigramIndex


class Migration(migrations.Migration):
    dependencies = [("trading", "0001_initial")]
    operations = [CreateBigramIndex("trading_project", "search")]
