-- What the history of boards says, and where contacts moved.

-- +goose Up
-- The days on which a visit to a board proved itself whole, as midnights of UTC.
CREATE TABLE board_days (
    source_id BIGINT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    day       BIGINT NOT NULL,
    PRIMARY KEY (source_id, day)
);

CREATE TABLE signals (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id  BIGINT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    company_id BIGINT REFERENCES companies (id),
    opening_id BIGINT NOT NULL,
    kind       TEXT   NOT NULL,
    subject    TEXT   NOT NULL,
    evidence   TEXT   NOT NULL,
    strength   DOUBLE PRECISION NOT NULL,
    at         BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);
CREATE INDEX signals_source ON signals (source_id, kind);
CREATE INDEX signals_company ON signals (company_id, at);

ALTER TABLE moves ADD COLUMN from_company_id BIGINT REFERENCES companies (id);
ALTER TABLE moves ADD COLUMN to_company_id BIGINT REFERENCES companies (id);
