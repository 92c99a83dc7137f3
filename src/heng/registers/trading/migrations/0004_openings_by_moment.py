
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authorities', '0002_one_time_passwords_and_last_use'),
        ('parties', '0002_words'),
        ('trading', '0003_notices_by_moment'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='project',
            index=models.Index(fields=['opens_at'], name='project_by_opening'),
        ),
    ]
