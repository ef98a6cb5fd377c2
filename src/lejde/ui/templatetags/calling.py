"""`{{ text|callable_numbers }}`."""

from django import template

from lejde.ui.calling import callable_numbers

register = template.Library()
register.filter(callable_numbers)
