-- The request that brought a batch, for its trace, and up to which of the batches that are done spans were handed over.

alter table dossier_batch add column request_span text;

create index dossier_batch_done on dossier_batch (done_at, batch_no) where done_at is not null;

create table batch_trace (
    one      boolean     primary key default true check (one),
    done_at  timestamptz not null,
    batch_no bigint      not null
);
