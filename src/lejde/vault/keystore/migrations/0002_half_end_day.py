from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("keystore", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="half",
            name="end_day",
            field=models.DateField(default=None, null=True),
        ),
    ]
