-- The personal part of audit entries about data accesses. The entry itself holds only a commitment to it.
create table access_record (
    idx         bigint primary key, -- of the audit entry; no reference, entries and records are retained each by itself
    bucket      smallint not null,  -- whose key wraps the record's key
    wrapped_key bytea    not null,
    sealed      bytea    not null   -- the personal part, encrypted with the record's key
);
create index access_record_bucket on access_record (bucket);
alter table access_record alter column sealed set storage plain; -- ciphertext does not compress

-- Finds the entries about a person: a keyed hash of the person's number, useless without the key.
create table access_subject (
    tag   bytea       not null,
    idx   bigint      not null,
    at    timestamptz not null,
    event text        not null,
    primary key (tag, idx)
);
create index access_subject_idx on access_subject (idx);

-- How often keys were replaced because a person was erased: the file with the keys must have the same number.
create table access_epoch (
    only_row boolean primary key default true check (only_row),
    epoch    bigint not null
);
insert into access_epoch (epoch) values (0);
