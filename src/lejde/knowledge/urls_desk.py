from django.urls import path

from lejde.knowledge import views_desk, views_guide

urlpatterns = [
    path("guide/", views_guide.guide, name="guide"),
    path("rules/", views_desk.index, name="rules"),
    path("rules/changes/", views_desk.changes, name="rules_changes"),
    path("rules/cases/", views_desk.case_list, name="rules_cases"),
    path("rules/cases/<int:number>/", views_desk.case, name="rules_case"),
    path("rules/<slug:theme>/", views_desk.theme, name="rules_theme"),
    path("rules/<slug:theme>/sign/", views_desk.sign, name="rules_sign"),
]
