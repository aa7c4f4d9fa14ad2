create table budget_fact (
  feed_id          integer not null,
  external_id      text not null,
  source_version   bigint not null,
  unit_id          integer not null,
  deleted          boolean not null default false,
  run_id           bigint not null,
  page_id          bigint not null,
  place            integer not null,
  item             text not null,
  scope            text not null check (scope in ('estimate', 'actual', 'settlement')),
  -- The last day the figure covers: the budget year's last day for an estimate or a settlement.
  as_of            date not null,
  -- Đồng, exactly; what the source wrote and in which unit stands beside it.
  amount           numeric not null,
  amount_reported  numeric not null,
  unit_reported    text not null,
  final            boolean not null,
  primary key (feed_id, external_id)
);
