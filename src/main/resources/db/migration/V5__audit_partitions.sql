-- Audit entries by kind and month, so that a month is dropped as a whole, once it is archived and its time online is over.
-- What exists becomes one partition of its own. The month is the one of the entry's own time in Asia/Ho_Chi_Minh.
alter table audit_entry rename to audit_entry_before;
alter table audit_entry_before
    add column kind smallint not null default 0,               -- see AuditKind
    add column month date not null default date '0001-01-01',
    drop constraint audit_entry_pkey;
alter table audit_entry_before add primary key (idx, kind, month);
alter index audit_entry_exchange rename to audit_entry_before_exchange;

create table audit_entry (
    idx         bigint   not null,
    entry       bytea    not null,
    leaf_hash   bytea    not null,
    exchange_id uuid,
    kind        smallint not null,
    month       date     not null,
    primary key (idx, kind, month)
) partition by range (kind, month);
create index audit_entry_exchange on audit_entry (exchange_id, idx) where exchange_id is not null;
alter table audit_entry attach partition audit_entry_before for values from (0, minvalue) to (0, date '1000-01-01');

-- Takes whatever has no partition yet: an entry never fails for want of one. The hub moves it out when it makes the partition.
create table audit_entry_rest partition of audit_entry default;

-- What may be missing here: entries before online_from were dropped; entries before archived are in verified archives.
create table audit_retention (
    only_row    boolean primary key default true check (only_row),
    archived    bigint not null,
    online_from bigint not null check (online_from <= archived)
);
insert into audit_retention (archived, online_from) values (0, 0);
