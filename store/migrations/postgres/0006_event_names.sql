-- Events of companies that nobody knew wait under their names for the company
-- to be taken in.

-- +goose Up
ALTER TABLE events ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
CREATE INDEX events_name ON events (name_key) WHERE name_key <> '';
