-- What is known of an event beside kind and numbers, and who else reports it.

-- +goose Up
ALTER TABLE events ADD COLUMN stage TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN role TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN counterpart TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN headcount_min BIGINT NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN quotes TEXT NOT NULL DEFAULT '';

CREATE TABLE event_reports (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id     BIGINT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    source_id    BIGINT REFERENCES sources (id) ON DELETE SET NULL,
    headline     TEXT   NOT NULL,
    url          TEXT   NOT NULL,
    published_at BIGINT NOT NULL,
    UNIQUE (event_id, url)
);
CREATE INDEX event_reports_source ON event_reports (source_id);
