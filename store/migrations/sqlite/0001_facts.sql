-- Companies, what is visited, and what was found there.
-- Times are unix milliseconds, 0 where absent. Lists are JSON text.
-- AUTOINCREMENT, because an id must never come back for another thing.

-- +goose Up
CREATE TABLE companies (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT    NOT NULL,
    domain     TEXT    NOT NULL DEFAULT '',
    created_at BIGINT  NOT NULL
);
CREATE UNIQUE INDEX companies_domain ON companies (domain) WHERE domain <> '';

CREATE TABLE company_names (
    company_id BIGINT NOT NULL REFERENCES companies (id) ON DELETE CASCADE,
    name       TEXT   NOT NULL,
    exact_key  TEXT   NOT NULL DEFAULT '',
    strong_key TEXT   NOT NULL DEFAULT '',
    PRIMARY KEY (company_id, name)
);
CREATE INDEX company_names_exact ON company_names (exact_key);
CREATE INDEX company_names_strong ON company_names (strong_key);

CREATE TABLE sources (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    source_key       TEXT    NOT NULL UNIQUE,
    kind             TEXT    NOT NULL,
    company_id       BIGINT  REFERENCES companies (id),
    name             TEXT    NOT NULL DEFAULT '',
    ats              TEXT    NOT NULL DEFAULT '',
    token            TEXT    NOT NULL DEFAULT '',
    board_url        TEXT    NOT NULL DEFAULT '',
    url              TEXT    NOT NULL DEFAULT '',
    host             TEXT    NOT NULL,
    etag             TEXT    NOT NULL DEFAULT '',
    last_modified    TEXT    NOT NULL DEFAULT '',
    content_hash     TEXT    NOT NULL DEFAULT '',
    next_visit_at    BIGINT  NOT NULL DEFAULT 0,
    last_visit_at    BIGINT  NOT NULL DEFAULT 0,
    last_outcome     TEXT    NOT NULL DEFAULT '',
    last_reason      TEXT    NOT NULL DEFAULT '',
    last_complete_at BIGINT  NOT NULL DEFAULT 0,
    all_seen_at      BIGINT  NOT NULL DEFAULT 0,
    baseline_at      BIGINT  NOT NULL DEFAULT 0,
    failing_since    BIGINT  NOT NULL DEFAULT 0,
    failures         INTEGER NOT NULL DEFAULT 0,
    suspect_count    INTEGER NOT NULL DEFAULT 0,
    suspect_since    BIGINT  NOT NULL DEFAULT 0,
    created_at       BIGINT  NOT NULL
);
CREATE INDEX sources_due ON sources (next_visit_at);
CREATE INDEX sources_host ON sources (host);
CREATE INDEX sources_company ON sources (company_id);

CREATE TABLE visits (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id BIGINT  NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    at        BIGINT  NOT NULL,
    took_ms   BIGINT  NOT NULL,
    requests  INTEGER NOT NULL,
    outcome   TEXT    NOT NULL,
    reason    TEXT    NOT NULL,
    proof     TEXT    NOT NULL,
    openings  INTEGER NOT NULL,
    added     INTEGER NOT NULL,
    changed   INTEGER NOT NULL,
    closed    INTEGER NOT NULL,
    reopened  INTEGER NOT NULL,
    events    INTEGER NOT NULL
);
CREATE INDEX visits_source ON visits (source_id, id);

CREATE TABLE openings (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id       BIGINT  NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    company_id      BIGINT  REFERENCES companies (id),
    external_id     TEXT    NOT NULL,
    closed_at       BIGINT  NOT NULL DEFAULT 0,
    first_seen_at   BIGINT  NOT NULL,
    last_seen_at    BIGINT  NOT NULL,
    reopened_at     BIGINT  NOT NULL DEFAULT 0,
    baseline        BOOLEAN NOT NULL DEFAULT FALSE,
    row_hash        TEXT    NOT NULL DEFAULT '',
    content_hash    TEXT    NOT NULL DEFAULT '',
    detailed        BOOLEAN NOT NULL DEFAULT FALSE,
    title           TEXT    NOT NULL,
    locations       TEXT    NOT NULL DEFAULT '',
    country         TEXT    NOT NULL DEFAULT '',
    workplace       TEXT    NOT NULL DEFAULT '',
    department      TEXT    NOT NULL DEFAULT '',
    employment_type TEXT    NOT NULL DEFAULT '',
    salary          TEXT    NOT NULL DEFAULT '',
    url             TEXT    NOT NULL DEFAULT '',
    posted_at       BIGINT  NOT NULL DEFAULT 0,
    description     TEXT    NOT NULL DEFAULT '',
    UNIQUE (source_id, external_id)
);
CREATE INDEX openings_open ON openings (source_id) WHERE closed_at = 0;
CREATE INDEX openings_company ON openings (company_id);

CREATE TABLE opening_history (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    opening_id BIGINT NOT NULL REFERENCES openings (id) ON DELETE CASCADE,
    at         BIGINT NOT NULL,
    op         TEXT   NOT NULL,
    old        TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX opening_history_opening ON opening_history (opening_id, id);

CREATE TABLE items (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id     BIGINT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    external_id   TEXT   NOT NULL,
    title         TEXT   NOT NULL,
    url           TEXT   NOT NULL,
    published_at  BIGINT NOT NULL,
    first_seen_at BIGINT NOT NULL,
    UNIQUE (source_id, external_id)
);

CREATE TABLE events (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    event_key     TEXT             NOT NULL UNIQUE,
    company_id    BIGINT           REFERENCES companies (id),
    company       TEXT             NOT NULL,
    kind          TEXT             NOT NULL,
    headline      TEXT             NOT NULL,
    url           TEXT             NOT NULL,
    source_id     BIGINT           REFERENCES sources (id) ON DELETE SET NULL,
    published_at  BIGINT           NOT NULL,
    effective_at  BIGINT           NOT NULL,
    headcount     BIGINT           NOT NULL,
    percent       DOUBLE PRECISION NOT NULL,
    locations     TEXT             NOT NULL,
    departments   TEXT             NOT NULL,
    quote         TEXT             NOT NULL,
    first_seen_at BIGINT           NOT NULL
);
CREATE INDEX events_company ON events (company_id);
CREATE INDEX events_source ON events (source_id);
CREATE INDEX events_published ON events (published_at);

-- The change log. Its numbers grow in the order of commits.
CREATE TABLE changes (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT    NOT NULL,
    op         TEXT    NOT NULL,
    subject_id BIGINT  NOT NULL,
    company_id BIGINT  NOT NULL DEFAULT 0,
    user_id    BIGINT  NOT NULL DEFAULT 0,
    baseline   BOOLEAN NOT NULL DEFAULT FALSE,
    at         BIGINT  NOT NULL
);

-- How far each reader of the change log has come.
CREATE TABLE cursors (
    name     TEXT   PRIMARY KEY,
    position BIGINT NOT NULL
);
