"""Who gets what from the settings routes."""

from tests.house.access import Row, only

BASE = "/dashboard/settings"
ADMIN, BOTH = "admin", "admin recruiter"

ROWS: dict[str, list[Row]] = {
    "settings.index": [only(BOTH, f"{BASE}/", 302)],
    "settings.people": [only(ADMIN, f"{BASE}/people")],
    "settings.new_person": [only(ADMIN, f"{BASE}/people/new")],
    "settings.invite": [
        only(
            ADMIN,
            f"{BASE}/people/new",
            303,
            "POST",
            name="New One",
            email="new@example.com",
            role="interviewer",
        )
    ],
    "settings.person": [
        only(ADMIN, f"{BASE}/people/{{user}}"),
        only(ADMIN, f"{BASE}/people/{{nothing}}", 404),
    ],
    "settings.change_person": [
        only(
            ADMIN,
            f"{BASE}/people/{{user}}",
            303,
            "POST",
            name="Other Name",
            role="interviewer",
            is_active="y",
        )
    ],
    "settings.invite_again": [only(ADMIN, f"{BASE}/people/{{user}}/invite-again", 409, "POST")],
    "settings.company": [only(ADMIN, f"{BASE}/company")],
    "settings.change_company": [only(ADMIN, f"{BASE}/company", 303, "POST", name="Example Systems")],
    "settings.preview_company": [only(ADMIN, f"{BASE}/company/preview", 200, "POST", text="**bold**")],
    "settings.set_company_logo": [only(ADMIN, f"{BASE}/company/logo", 422, "POST")],
    "settings.remove_company_logo": [only(ADMIN, f"{BASE}/company/logo/remove", 303, "POST")],
    "settings.templates": [only(BOTH, f"{BASE}/templates")],
    "settings.new_template": [only(BOTH, f"{BASE}/templates/new")],
    "settings.add_template": [only(BOTH, f"{BASE}/templates/new", 422, "POST", name="")],
    "settings.template": [
        only(BOTH, f"{BASE}/templates/{{template}}"),
        only(BOTH, f"{BASE}/templates/{{nothing}}", 404),
    ],
    "settings.change_template": [only(BOTH, f"{BASE}/templates/{{template}}", 422, "POST", name="")],
    "settings.make_template_default": [only(BOTH, f"{BASE}/templates/{{template}}/default", 303, "POST")],
    "settings.remove_template": [only(BOTH, f"{BASE}/templates/{{template}}/remove", 409, "POST")],
    "settings.reasons": [only(BOTH, f"{BASE}/reasons")],
    "settings.new_reason": [only(BOTH, f"{BASE}/reasons/new")],
    "settings.add_reason": [only(BOTH, f"{BASE}/reasons/new", 422, "POST", label="")],
    "settings.reason": [only(BOTH, f"{BASE}/reasons/{{reason}}")],
    "settings.change_reason": [
        only(BOTH, f"{BASE}/reasons/{{reason}}", 303, "POST", label="Other words", side="ours", is_active="y")
    ],
    "settings.move_reason": [only(BOTH, f"{BASE}/reasons/{{reason}}/move", 303, "POST", direction="down")],
    "settings.messages": [only(BOTH, f"{BASE}/messages")],
    "settings.new_message": [only(BOTH, f"{BASE}/messages/new")],
    "settings.add_message": [only(BOTH, f"{BASE}/messages/new", 422, "POST", name="")],
    "settings.add_usual_messages": [only(BOTH, f"{BASE}/messages/usual", 303, "POST")],
    "settings.message": [only(BOTH, f"{BASE}/messages/{{nothing}}", 404)],
    "settings.change_message": [only(BOTH, f"{BASE}/messages/{{nothing}}", 404, "POST", name="")],
    "settings.mail": [only(ADMIN, f"{BASE}/mail")],
    "settings.send_test_mail": [only(ADMIN, f"{BASE}/mail/test", 303, "POST", to="me@example.com")],
    "settings.one_mail": [only(ADMIN, f"{BASE}/mail/{{nothing}}", 404)],
    "settings.reader": [only(ADMIN, f"{BASE}/reader")],
    "settings.reader_progress": [only(ADMIN, f"{BASE}/reader/progress")],
    "settings.start_reread": [only(ADMIN, f"{BASE}/reader/start", 409, "POST", what="older")],
    "settings.change_reread": [only(ADMIN, f"{BASE}/reader/2147483647/state", 404, "POST", to="pause")],
    "settings.reread_changes": [only(ADMIN, f"{BASE}/reader/2147483647", 404)],
    "settings.retention": [only(ADMIN, f"{BASE}/retention")],
    "settings.jobs": [only(ADMIN, f"{BASE}/jobs")],
    "settings.retry_job": [only(ADMIN, f"{BASE}/jobs/2147483647/retry", 404, "POST")],
    "settings.retry_all_jobs": [only(ADMIN, f"{BASE}/jobs/retry", 303, "POST")],
    "settings.audit": [only(ADMIN, f"{BASE}/audit")],
    "settings.deployment": [only(ADMIN, f"{BASE}/deployment")],
}
