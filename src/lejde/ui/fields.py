"""Form fields as Designsystemet wants them, drawn by functions: a template a widget costs several
times as much, and the questions are the pages most people meet.
"""

from collections.abc import Callable
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape as esc
from django.utils.safestring import SafeString, mark_safe

Context = dict[str, Any]


class FieldRenderer(TemplatesSetting):
    """Draws what it knows; anything else is a template."""

    def render(self, template_name: str, context: Context, request: Any = None) -> SafeString:
        draw = DRAWN.get(template_name)
        if draw is None:
            return mark_safe(super().render(template_name, context, request))  # noqa: S308
        # Every part below is escaped where it is put together.
        return mark_safe(draw(context))  # noqa: S308


def _attrs(widget: Context) -> str:
    told = widget["attrs"].items()
    return "".join(
        f" {name}" if value is True else f' {name}="{esc(value)}"'
        for name, value in told
        if value is not False and value is not None
    )


def _input(widget: Context) -> str:
    kind, value = widget["type"], widget["value"]
    look = "" if kind == "hidden" else ' class="ds-input"'
    told = "" if value is None else f' value="{esc(str(value))}"'
    return f'<input{look} type="{kind}" name="{esc(widget["name"])}"{told}{_attrs(widget)}>'


def _choices(widget: Context) -> str:
    drawn = []
    for _, options, _ in widget["optgroups"]:
        for option in options:
            target = esc(option["attrs"].get("id", ""))
            label = esc(option["label"])
            box = _input(option)
            drawn.append(f'<label class="option" for="{target}">{box}<span>{label}</span></label>')
    number = widget["attrs"].get("id")
    own = f' id="{esc(number)}"' if number else ""
    return f'<div{own} class="options">{"".join(drawn)}</div>'


def _textarea(widget: Context) -> str:
    text = esc(widget["value"] or "")
    name = esc(widget["name"])
    return f'<textarea class="ds-input" name="{name}"{_attrs(widget)}>\n{text}</textarea>'


def _select(widget: Context) -> str:
    options = [option for _, some, _ in widget["optgroups"] for option in some]
    drawn = "".join(
        f'<option value="{esc(str(one["value"]))}"{_attrs(one)}>{esc(one["label"])}</option>'
        for one in options
    )
    name = esc(widget["name"])
    return f'<select class="ds-input" name="{name}"{_attrs(widget)}>{drawn}</select>'


def _of_widget(draw: Callable[[Context], str]) -> Callable[[Context], str]:
    return lambda context: draw(context["widget"])


def _field(context: Context) -> str:
    """Label or legend, help, errors, and the field itself."""
    field = context["field"]
    # The page's heading says it already; for a screen reader the field keeps its name.
    look = ' class="unseen"' if getattr(field.field, "label_is_heading", False) else ""
    help_text, number = field.help_text, field.auto_id
    helped = ""
    if help_text:
        own = f' id="{esc(number)}_helptext"' if number else ""
        helped = f'<div class="helptext"{own}>{esc(help_text)}</div>'
    errors = str(field.errors)
    if field.use_fieldset:
        told = field.aria_describedby
        described = f' aria-describedby="{esc(told)}"' if told else ""
        legend = f"<legend{look}>{esc(field.label)}</legend>"
        return (
            f'<fieldset class="ds-fieldset"{described}>{legend}{helped}{errors}{field}</fieldset>'
        )
    target = field.id_for_label
    named = f' for="{esc(target)}"' if target else ""
    label = f"<label{named}{look}>{esc(field.label)}</label>" if field.label else ""
    return f'<div class="ds-field">{label}{helped}{errors}{field}</div>'


def _form(context: Context) -> str:
    hidden = "".join(map(str, context["hidden_fields"]))
    fields = "".join(field.as_field_group() for field, _ in context["fields"])
    return f"{context['errors']}{fields}{hidden}"


_WIDGETS = "django/forms/widgets/"
DRAWN: dict[str, Callable[[Context], str]] = {
    "django/forms/field.html": _field,
    "django/forms/div.html": _form,
    f"{_WIDGETS}textarea.html": _of_widget(_textarea),
    f"{_WIDGETS}select.html": _of_widget(_select),
    f"{_WIDGETS}radio.html": _of_widget(_choices),
    f"{_WIDGETS}checkbox_select.html": _of_widget(_choices),
    **{
        f"{_WIDGETS}{kind}.html": _of_widget(_input)
        for kind in (
            "text",
            "hidden",
            "number",
            "date",
            "time",
            "email",
            "password",
            "file",
            "input",
        )
    },
}
