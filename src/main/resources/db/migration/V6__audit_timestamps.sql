-- RFC 3161 timestamps of checkpoints. The log's directory has the same as files and can be completed from here.
create table audit_timestamp (
    name       text primary key,     -- of its files, <month>/<time>-<size>
    stamped_at timestamptz not null, -- by the authority's clock
    authority  text        not null,
    note       bytea       not null, -- the signed checkpoint, the very bytes that were stamped
    response   bytea       not null  -- TimeStampResp, DER
);
create index audit_timestamp_latest on audit_timestamp (stamped_at);
alter table audit_timestamp alter column response set storage external; -- signatures do not compress
