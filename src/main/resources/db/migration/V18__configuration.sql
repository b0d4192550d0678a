-- Versions of the configuration, and which one an exchange went by.

-- Files and manifests by their SHA-256: what versions share is there once.
create table configuration_file (
    sha256  bytea primary key,
    content bytea not null
);

create table configuration_version (
    version    bigint primary key,
    parent     bigint references configuration_version,
    hash       bytea       not null, -- of the manifest; of one that was refused its files are not kept
    state      text        not null check (state in ('proposed', 'in-force', 'superseded', 'refused')),
    source     text        not null check (source in ('start', 'api', 'watch', 'rollback')),
    author     text        not null,
    approver   text,
    reason     text        not null,
    created_at timestamptz not null,
    decided_at timestamptz,
    files      int         not null,
    difference bytea,                -- SHA-256 of the difference to the parent
    findings   text        not null  -- JSON
);
create unique index configuration_in_force on configuration_version ((true)) where state = 'in-force';

alter table exchange add column configuration bigint; -- null: accepted before there were versions
