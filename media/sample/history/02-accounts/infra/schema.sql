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
