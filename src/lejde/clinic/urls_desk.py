from django.urls import path

from lejde.clinic.views import course, lists

COURSE = "course/<slug:door>/<int:number>/"

urlpatterns = [
    path(COURSE, course.page, name="course"),
    path(f"{COURSE}record/", course.save, name="save_record"),
    path(f"{COURSE}order/", course.order, name="order"),
    path(f"{COURSE}order/plan/", course.order_plan, name="order_plan"),
    path(f"{COURSE}rapid/", course.rapid, name="start_rapid"),
    path(f"{COURSE}value/", course.enter, name="enter_value"),
    path(f"{COURSE}value/rest/", course.enter_rest, name="enter_rest"),
    path(f"{COURSE}release/", course.release, name="release"),
    path(f"{COURSE}release/negatives/", course.release_negatives, name="release_negatives"),
    path(f"{COURSE}close/", course.close, name="close_visit"),
    path(f"{COURSE}correct/", course.correct, name="correct_record"),
    path(f"{COURSE}uncount/", course.uncount, name="uncount_visit"),
    path(f"{COURSE}due/", course.put_due, name="put_due"),
    path(f"{COURSE}identity/", course.identity, name="keep_identity"),
    path(f"{COURSE}identity/show/", course.show_identity, name="show_identity"),
    path(f"{COURSE}why/", course.why, name="why"),
    path(f"{COURSE}labels.pdf", course.label_sheet, name="labels"),
    path("samples/", lists.samples, name="samples"),
    path("due/", lists.due, name="due"),
    path("due/<int:number>/done/", lists.done, name="due_done"),
    path("questions/", lists.questions, name="questions"),
    path("questions/<int:number>/", lists.question, name="question"),
]
