-- What openings are copies of one another, their level and their language;
-- and how sources are.

-- +goose Up
ALTER TABLE openings ADD COLUMN seniority TEXT NOT NULL DEFAULT '';
ALTER TABLE openings ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE openings ADD COLUMN role_key TEXT NOT NULL DEFAULT '';
ALTER TABLE openings ADD COLUMN repost_of BIGINT NOT NULL DEFAULT 0;
ALTER TABLE openings ADD COLUMN listed_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX openings_role ON openings (company_id, role_key);

-- Why a source is not visited although it is due, and where a board went.
ALTER TABLE sources ADD COLUMN held_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN held_why TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN moved_to TEXT NOT NULL DEFAULT '';
