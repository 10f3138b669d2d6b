-- What became of each backup when it was looked at (R-OPS-13), under the name and columns that the runbooks ask for. Of the
-- platform and not of a clinic. Here, because most of what is backed up is; whoever verifies backups is granted it later.
create table backup_verification_log (
    id          bigint generated always as identity primary key,
    verified_at timestamptz not null default now(),
    file        text        not null check (file <> ''),
    result      text        not null check (result in ('ok', 'failed')),
    bytes       bigint      not null check (bytes >= 0),
    sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    -- Rows of each table, by its name.
    counts      jsonb       not null default '{}' check (jsonb_typeof(counts) = 'object')
);
create index backup_verification_log_by_time on backup_verification_log (verified_at desc);
