"""Index the bigrams of names and codes, so that parties are found by their words."""

from django.db import migrations

from heng.ledger.operations import CreateBigramIndex


class Migration(migrations.Migration):
    dependencies = [("parties", "0001_initial")]
    operations = [CreateBigramIndex("parties_party", "search")]
