-- Payments of fees: one row for each that a one-stop system asked for. Amounts are whole VND.

create table payment (
    reference       text        primary key, -- MaTraCuuTT
    dossier         text        not null,    -- MaHoSo
    procedure       text        not null,    -- MaTTHC
    agency          text        not null,    -- agency id of the one-stop system
    platform        text        not null,    -- agency id of the payment platform
    amount          bigint      not null check (amount > 0),
    request         bytea       not null,    -- as it came; holds personal data
    sha256          bytea       not null,    -- of it
    state           smallint    not null,    -- see PaymentState
    message         text,                    -- what the platform said when it refused
    attempts        int         not null default 0,
    next_attempt_at timestamptz,             -- while the platform has not answered
    requested_at    timestamptz not null,
    changed_at      timestamptz not null,
    transaction_no  text,                    -- MaGiaoDich, once confirmed
    paid_at         timestamptz,             -- by the platform's account
    confirmation    bytea,                   -- as it came
    exchange_id     uuid                     -- by which the one-stop system is told; null until that is accepted
);
create unique index payment_transaction on payment (transaction_no) where transaction_no is not null;
create index payment_unsent on payment (next_attempt_at) where state = 0;
create index payment_untold on payment (reference) where state = 2 and exchange_id is null;
create index payment_paid on payment (platform, paid_at) where state = 2;

-- What the platform confirmed and was not posted: each waits for people.
create table payment_flag (
    id             bigint generated always as identity primary key,
    reference      text        not null,
    transaction_no text        not null,
    amount         bigint      not null,
    reason         text        not null,    -- see Flag
    at             timestamptz not null,
    unique (reference, transaction_no, amount, reason)
);
