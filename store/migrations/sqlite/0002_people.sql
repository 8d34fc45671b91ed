-- Users, what they know and watch, what they are told, and the ledger of
-- deliveries.

-- +goose Up
CREATE TABLE users (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    email      TEXT    NOT NULL DEFAULT '',
    name       TEXT    NOT NULL DEFAULT '',
    time_zone  TEXT    NOT NULL,
    cadence    TEXT    NOT NULL,
    digest_at  INTEGER NOT NULL,
    token      TEXT    NOT NULL UNIQUE,
    due_at     BIGINT  NOT NULL DEFAULT 0,
    queued_at  BIGINT  NOT NULL DEFAULT 0,
    created_at BIGINT  NOT NULL
);
CREATE UNIQUE INDEX users_email ON users (LOWER(email)) WHERE email <> '';

-- profile_key and name_key say who a person is: hashes of the profile's
-- address, and of the name and the employer. sort_name is the order of lists.
CREATE TABLE contacts (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id      BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    profile_key  TEXT   NOT NULL,
    name_key     TEXT   NOT NULL,
    sort_name    TEXT NOT NULL,
    name         TEXT   NOT NULL,
    company      TEXT   NOT NULL,
    exact_key    TEXT   NOT NULL,
    strong_key   TEXT   NOT NULL,
    company_id   BIGINT REFERENCES companies (id),
    tier         TEXT   NOT NULL,
    position     TEXT   NOT NULL,
    profile_url  TEXT   NOT NULL,
    connected_on BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);
CREATE INDEX contacts_user ON contacts (user_id, sort_name, id);
CREATE UNIQUE INDEX contacts_profile ON contacts (user_id, profile_key) WHERE profile_key <> '';
CREATE INDEX contacts_name ON contacts (user_id, name_key);
CREATE INDEX contacts_company ON contacts (company_id, user_id, sort_name, id);
CREATE INDEX contacts_exact ON contacts (exact_key);
CREATE INDEX contacts_strong ON contacts (strong_key);

CREATE TABLE moves (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id       BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    contact_id    BIGINT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    from_company  TEXT   NOT NULL,
    to_company    TEXT   NOT NULL,
    from_position TEXT   NOT NULL,
    to_position   TEXT   NOT NULL,
    at            BIGINT NOT NULL
);
CREATE INDEX moves_contact ON moves (contact_id);
CREATE INDEX moves_user ON moves (user_id);

CREATE TABLE watches (
    user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    company_id BIGINT NOT NULL REFERENCES companies (id) ON DELETE CASCADE,
    since      BIGINT NOT NULL,
    PRIMARY KEY (user_id, company_id)
);
CREATE INDEX watches_company ON watches (company_id);

CREATE TABLE deliveries (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id    BIGINT  NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    message_id TEXT    NOT NULL UNIQUE,
    sender     TEXT    NOT NULL,
    recipient  TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    message    BLOB,
    created_at BIGINT  NOT NULL,
    tried_at   BIGINT  NOT NULL DEFAULT 0,
    claimed_at BIGINT  NOT NULL DEFAULT 0,
    sent_at    BIGINT  NOT NULL DEFAULT 0,
    attempts   INTEGER NOT NULL DEFAULT 0,
    last_error TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX deliveries_unsent ON deliveries (user_id) WHERE sent_at = 0;

CREATE TABLE alerts (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id      BIGINT  NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind         TEXT    NOT NULL,
    subject      TEXT    NOT NULL,
    role_key     TEXT    NOT NULL,
    company_id   BIGINT  REFERENCES companies (id),
    title        TEXT    NOT NULL,
    url          TEXT    NOT NULL,
    openings     INTEGER NOT NULL,
    created_at   BIGINT  NOT NULL,
    delivery_id  BIGINT  REFERENCES deliveries (id),
    delivered_at BIGINT  NOT NULL DEFAULT 0
);
CREATE INDEX alerts_user ON alerts (user_id, id);
CREATE INDEX alerts_waiting ON alerts (user_id) WHERE delivery_id IS NULL;
CREATE INDEX alerts_role ON alerts (user_id, role_key, id) WHERE role_key <> '';
CREATE INDEX alerts_delivery ON alerts (delivery_id);

-- One alert per user and subject, for ever. Further copies of a role are
-- further subjects of the one alert.
CREATE TABLE alert_subjects (
    user_id  BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    subject  TEXT   NOT NULL,
    alert_id BIGINT NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, subject)
);
CREATE INDEX alert_subjects_alert ON alert_subjects (alert_id);

CREATE TABLE alert_reasons (
    alert_id   BIGINT NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    kind       TEXT   NOT NULL,
    contact_id BIGINT NOT NULL,
    contact    TEXT   NOT NULL,
    position   TEXT   NOT NULL,
    tier       TEXT   NOT NULL,
    since      BIGINT NOT NULL,
    PRIMARY KEY (alert_id, kind, contact_id)
);
