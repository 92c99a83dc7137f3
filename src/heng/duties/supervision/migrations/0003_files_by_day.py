
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authorities', '0002_one_time_passwords_and_last_use'),
        ('supervision', '0002_reminders_are_kept'),
        ('trading', '0004_openings_by_moment'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='file',
            index=models.Index(fields=['-opened_on', '-id'], name='file_by_day'),
        ),
    ]
