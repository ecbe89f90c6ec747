create table accounts (
  id            uuid primary key default gen_random_uuid(),
  email         text not null unique,
  full_name     text not null,
  date_of_birth date not null,
  plan          text not null check (plan in ('basic', 'team', 'business')),
  opened_at     timestamptz not null default now(),
  closed_at     timestamptz
);

create index accounts_closed_at on accounts (closed_at) where closed_at is not null;

create sequence invoice_numbers;

create table invoices (
  id         uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts (id),
  status     text not null default 'draft' check (status in ('draft', 'issued')),
  lines      jsonb not null,
  number     text unique,
  net_cents  integer,
  tax_cents  integer,
  issued_on  date,
  due_on     date,
  check (status = 'draft' or (number, net_cents, tax_cents, issued_on, due_on) is not null)
);

create index invoices_account_id on invoices (account_id);
