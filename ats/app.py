"""Making the application: settings in, extensions, addresses and reactions wired, nothing global kept."""

from pathlib import Path

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from ats import cli, context, reactions, urls
from ats.accounts import guards
from ats.openings.queries import is_on_team
from ats.platform import (
    coarse_limit,
    conflicts,
    database,
    error_pages,
    events,
    logs,
    mailer,
    migrations,
    queue,
    same_origin,
    security_headers,
    static_files,
    storage,
    templating,
    trusted_hosts,
)
from ats.resumes import isolated
from ats.resumes.limits import Limits

ROOT = Path(__file__).resolve().parent.parent


def create_app(settings) -> Flask:
    """Return an application for the given settings; several may live in one process."""
    app = Flask(
        "ats",
        root_path=str(ROOT / "ats"),
        template_folder=str(ROOT / "templates"),
        static_url_path=static_files.versioned_path(ROOT / "ats" / "static"),
    )
    _configure(app, settings)
    logs.init_app(app, settings.log_level)
    database.init_app(app, settings.database_url)
    migrations.init_app(app)
    storage.init_app(app, settings.files_dir)
    configure_reader(settings)
    mailer.init_app(app, smtp_url=settings.smtp_url, mail_from=settings.mail_from)
    events.init_app(app, reactions.REACTIONS)
    queue.init_app(
        app,
        redis_url=settings.redis_url,
        instance_dir=Path(settings.instance_dir),
        jobs=reactions.JOBS,
        schedule=reactions.SCHEDULE,
    )
    if "public_url" in settings.origins:
        trusted_hosts.init_app(app, public_url=settings.public_url)
    same_origin.init_app(app)
    coarse_limit.init_app(app, redis_url=settings.redis_url, per_minute=settings.writes_per_minute)
    CSRFProtect(app).exempt(urls.SIGNED)
    guards.init_app(app, tie=is_on_team)
    templating.init_app(app, settings)
    static_files.init_app(app)
    security_headers.init_app(app, is_secure=settings.is_secure)
    error_pages.init_app(app)
    for blueprint, prefix in urls.URLS:
        app.register_blueprint(blueprint, url_prefix=prefix or None)
    conflicts.init_app(app)
    context.init_app(app)
    cli.init_app(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0, x_prefix=0)
    return app


def configure_reader(settings) -> None:
    """Set the limits of this process's readings; several applications in one process share the last one's."""
    limits = Limits(
        file_bytes=settings.max_upload_mb * 1024 * 1024,
        child_memory=settings.reading_memory_mb * 1024 * 1024,
        child_cpu_seconds=settings.reading_seconds * 2 // 3,
        child_wall_seconds=settings.reading_seconds,
        scan_cpu_seconds=max(1, settings.ocr_seconds * 2 // 3),
        scan_wall_seconds=settings.ocr_seconds,
    )
    folder = Path(settings.instance_dir)
    isolated.configure(limits=limits, at_once=settings.readings_at_once, folder=folder)


def _configure(app: Flask, settings) -> None:
    app.extensions["ats_settings"] = settings
    upload = settings.max_upload_mb * 1024 * 1024
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=settings.secret_key_fallbacks.split(),
        PUBLIC_URL=settings.public_url,
        ZONE=settings.zone,
        REAPPLY_DAYS=settings.reapply_days,
        RETENTION_DAYS=settings.retention_days,
        STATUS_LINK_DAYS=settings.status_link_days,
        INBOX_ADDRESS=settings.inbox_address,
        TAKES_MAIL=any(
            (settings.inbox_smtp, settings.inbox_lmtp, settings.inbox_imap_url, settings.hook_secret)
        ),
        INBOX_PLUS=settings.inbox_plus,
        INBOX_ASK=settings.inbox_ask,
        TRUSTED_AUTHSERV_ID=settings.trusted_authserv_id,
        HOOK_SECRET=settings.hook_secret,
        INBOX_MAX_BYTES=settings.inbox_max_mb * 1024 * 1024,
        APPLICATIONS_PER_HOUR=settings.applications_per_hour,
        EARLY_READINGS=settings.early_readings,
        MAX_UPLOAD_BYTES=upload,
        # A résumé, a cover letter and two files asked for, each as large as allowed, and the text around them.
        MAX_CONTENT_LENGTH=4 * upload + 2 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=500,
        # The prefix makes browsers hold the cookie to this host, to https and to the whole site (RFC 6265bis, 4.1.3).
        SESSION_COOKIE_NAME="__Host-requisite" if settings.is_secure else "requisite",
        SESSION_COOKIE_SECURE=settings.is_secure,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
