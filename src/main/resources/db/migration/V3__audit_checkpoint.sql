-- The last signed checkpoint of the audit log: it is in the log's directory, too, so that neither of the two can be set back
-- without being found out.
create table audit_checkpoint (
    only_row  boolean primary key default true check (only_row),
    note      bytea  not null,
    rechecked bigint not null -- the bundle of 256 entries that the check in the background compares next
);
