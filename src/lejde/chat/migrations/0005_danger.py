from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0004_closing'),
    ]

    operations = [
        migrations.AddField(
            model_name='conversation',
            name='is_flagged',
            field=models.BooleanField(default=False),
        ),
    ]
