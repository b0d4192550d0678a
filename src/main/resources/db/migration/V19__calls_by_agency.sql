-- Finds the calls of data services of one consumer or provider among many millions. What an entry says is read from the
-- entry itself, so nothing has to be written beside it: it is JSON in UTF-8 and never changes, so neither does what is read.
create function audit_member(entry bytea, name text) returns text
    language sql immutable strict parallel safe
    return convert_from(entry, 'UTF8')::json ->> name;

-- Only entries about accesses to data; the partitions of the other kinds have empty ones.
create index audit_entry_consumer on audit_entry (audit_member(entry, 'actor'), idx) where kind = 1 and exchange_id is not null;
create index audit_entry_provider on audit_entry (audit_member(entry, 'provider'), idx) where kind = 1 and exchange_id is not null;
