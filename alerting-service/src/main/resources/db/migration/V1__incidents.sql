-- Incidents, in alerting's own PostgreSQL: the pager does not live in the database it pages about (ADR 0005).

CREATE TABLE incidents (
    id              uuid PRIMARY KEY,                 -- UUIDv5(condition, opened_at); also PagerDuty's dedup_key
    condition       text        NOT NULL,             -- kind:subject, for example down:postgres
    rule            text        NOT NULL,             -- the rule that opened it
    rank            smallint    NOT NULL CHECK (rank BETWEEN 0 AND 3),
    label           text        NOT NULL,             -- the pack's word for the rank as it was at opening (R-ALRT-65)
    pack            text        NOT NULL,
    respond_by      timestamptz NOT NULL,
    status          text        NOT NULL CHECK (status IN ('open', 'acknowledged', 'joined', 'resolved')),
    opened_at       timestamptz NOT NULL,             -- t0: when the rule became true by the brokers' clock
    committed_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    acknowledged_at timestamptz,
    acknowledged_by text,
    resolved_at     timestamptz,
    joined_into     uuid REFERENCES incidents (id),
    alert           jsonb       NOT NULL,             -- the firing that opened it, whole
    CHECK ((status = 'joined') = (joined_into IS NOT NULL)),
    CHECK ((status = 'resolved') = (resolved_at IS NOT NULL))
);

-- One open incident a condition, whatever number of rules and replicas see it.
CREATE UNIQUE INDEX incidents_open_condition ON incidents (condition) WHERE status IN ('open', 'acknowledged');
CREATE INDEX incidents_by_opening ON incidents (opened_at DESC);

CREATE TABLE incident_contributors (
    incident_id uuid        NOT NULL REFERENCES incidents (id),
    rule        text        NOT NULL,
    condition   text        NOT NULL,
    t0          timestamptz NOT NULL,
    since       timestamptz NOT NULL,
    joined_at   timestamptz NOT NULL,
    cleared_at  timestamptz,
    let_go_at   timestamptz,                          -- the cause did not explain it after all
    alert       jsonb       NOT NULL,
    PRIMARY KEY (incident_id, rule, condition, t0)
);
CREATE INDEX incident_contributors_by_firing ON incident_contributors (rule, condition, t0);

CREATE TABLE incident_timeline (
    incident_id uuid        NOT NULL REFERENCES incidents (id),
    seq         bigint      GENERATED ALWAYS AS IDENTITY,
    id          uuid        NOT NULL,                 -- the same for the same change, so that a merge adds none twice
    at          timestamptz NOT NULL,
    kind        text        NOT NULL,
    text        text        NOT NULL,
    actor       text,
    PRIMARY KEY (incident_id, seq),
    UNIQUE (id)
);

CREATE TABLE notifications (
    id           uuid PRIMARY KEY,
    seq          bigint      GENERATED ALWAYS AS IDENTITY,
    incident_id  uuid        NOT NULL REFERENCES incidents (id),
    rank         smallint    NOT NULL,
    channel      text        NOT NULL,
    target       text        NOT NULL,
    action       text        NOT NULL CHECK (action IN ('TRIGGER', 'ACKNOWLEDGE', 'RESOLVE')),
    state        text        NOT NULL CHECK (state IN ('PENDING', 'SENT', 'REFUSED', 'WITHDRAWN')),
    due_at       timestamptz NOT NULL,
    attempts     int         NOT NULL DEFAULT 0,
    last_result  text,
    done_at      timestamptz,
    claimed_until timestamptz,                        -- a sender that died gives the notification up at this time
    message      jsonb       NOT NULL
);
CREATE INDEX notifications_pending ON notifications (channel, due_at) WHERE state = 'PENDING';
CREATE INDEX notifications_by_incident ON notifications (incident_id);

CREATE TABLE notification_attempts (
    notification_id uuid        NOT NULL REFERENCES notifications (id),
    attempt         int         NOT NULL,
    at              timestamptz NOT NULL,
    result          text        NOT NULL,
    PRIMARY KEY (notification_id, attempt)
);

-- Events leave only with the change that they tell of.
CREATE TABLE event_outbox (
    id           uuid PRIMARY KEY,                    -- ce_id
    seq          bigint      GENERATED ALWAYS AS IDENTITY,
    key          text        NOT NULL,
    headers      jsonb       NOT NULL,
    value        bytea       NOT NULL,
    published_at timestamptz
);
CREATE INDEX event_outbox_unpublished ON event_outbox (seq) WHERE published_at IS NULL;

-- The timeline and the log of attempts are append-only for the service itself.
GRANT SELECT, INSERT, UPDATE ON incidents, incident_contributors, notifications, event_outbox TO carillon_alerting;
GRANT SELECT, INSERT ON incident_timeline, notification_attempts TO carillon_alerting;
GRANT SELECT ON incidents, incident_contributors, incident_timeline, notifications, notification_attempts, event_outbox
    TO carillon;
