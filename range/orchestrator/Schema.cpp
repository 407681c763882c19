#include "range/orchestrator/Store.h"

namespace muster::range::store {

Result<> ensureSchema(Connection& database) {
    // `booked` counts what the effects of a workflow have brought about: were a step applied twice, it would
    // be more than there are effects. `evidence` keeps what did not verify, as it was found. IF NOT EXISTS
    // alone races between two services that start together: the lock orders them.
    return database.script(R"sql(
BEGIN;
SELECT pg_advisory_xact_lock(7301);
CREATE TABLE IF NOT EXISTS workflows (
    id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name                text NOT NULL,
    steps               integer NOT NULL CHECK (steps > 0),
    step_milliseconds   bigint NOT NULL CHECK (step_milliseconds > 0),
    state               text NOT NULL DEFAULT 'running'
                        CHECK (state IN ('running', 'completed', 'cancelled', 'quarantined')),
    critical            boolean NOT NULL DEFAULT false,
    booked              integer NOT NULL DEFAULT 0,
    idempotency_key     text,
    worked_milliseconds bigint NOT NULL DEFAULT 0,
    result              text,
    created_at          timestamptz NOT NULL DEFAULT now(),
    started_at          timestamptz,
    progressed_at       timestamptz,
    finished_at         timestamptz
);
CREATE INDEX IF NOT EXISTS workflows_state ON workflows (state);
CREATE INDEX IF NOT EXISTS workflows_key ON workflows (idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE TABLE IF NOT EXISTS creations (
    idempotency_key text PRIMARY KEY,
    at              timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS checkpoints (
    workflow            bigint NOT NULL REFERENCES workflows (id),
    number              bigint NOT NULL,
    state               text NOT NULL,
    checksum            text NOT NULL,
    context             jsonb,
    worked_milliseconds bigint NOT NULL,
    at                  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workflow, number)
);
CREATE TABLE IF NOT EXISTS effects (
    idempotency_key text PRIMARY KEY,
    workflow        bigint NOT NULL REFERENCES workflows (id),
    step            integer NOT NULL,
    digest          text NOT NULL,
    repeated        integer NOT NULL DEFAULT 0,
    at              timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS interruptions (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reason     text NOT NULL,
    noticed_at timestamptz,
    resumed_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS resumptions (
    interruption            bigint NOT NULL REFERENCES interruptions (id),
    workflow                bigint NOT NULL REFERENCES workflows (id),
    checkpoint_milliseconds bigint NOT NULL,
    reached_milliseconds    bigint NOT NULL,
    recovered_at            timestamptz,
    PRIMARY KEY (interruption, workflow)
);
CREATE INDEX IF NOT EXISTS resumptions_open ON resumptions (workflow) WHERE recovered_at IS NULL;
CREATE TABLE IF NOT EXISTS quarantine (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    workflow    bigint NOT NULL REFERENCES workflows (id),
    checkpoint  bigint,
    reason      text NOT NULL,
    evidence    jsonb,
    at          timestamptz NOT NULL DEFAULT now(),
    resolved_at timestamptz,
    resolution  text
);
CREATE UNIQUE INDEX IF NOT EXISTS quarantine_open ON quarantine (workflow) WHERE resolved_at IS NULL;
CREATE TABLE IF NOT EXISTS service (
    only_row        boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    stopped_cleanly boolean NOT NULL DEFAULT true
);
INSERT INTO service DEFAULT VALUES ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS ledger (
    run      text NOT NULL,
    client   text NOT NULL,
    sequence bigint NOT NULL,
    at       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (run, client, sequence)
);
DO $migrate$
BEGIN
    -- A range that an earlier version made, and that was kept.
    ALTER TABLE workflows ADD COLUMN IF NOT EXISTS progressed_at timestamptz;
    IF NOT EXISTS (SELECT FROM information_schema.columns
                   WHERE table_name = 'checkpoints' AND column_name = 'context') THEN
        ALTER TABLE checkpoints ADD COLUMN context jsonb;
        ALTER TABLE effects ADD COLUMN repeated integer NOT NULL DEFAULT 0;
        ALTER TABLE workflows ADD COLUMN critical boolean NOT NULL DEFAULT false,
            ADD COLUMN booked integer NOT NULL DEFAULT 0, DROP CONSTRAINT workflows_state_check;
        UPDATE workflows SET state = 'cancelled' WHERE state IN ('running', 'damaged');
        UPDATE workflows w SET booked = (SELECT count(*) FROM effects e WHERE e.workflow = w.id);
        ALTER TABLE workflows ADD CONSTRAINT workflows_state_check
            CHECK (state IN ('running', 'completed', 'cancelled', 'quarantined'));
    END IF;
END
$migrate$;
COMMIT;
)sql");
}

} // namespace muster::range::store
