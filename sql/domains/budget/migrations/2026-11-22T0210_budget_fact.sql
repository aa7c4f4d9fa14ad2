create table budget_fact (
  like fact_columns including all,
  item             text not null,
  scope            text not null check (scope in ('estimate', 'actual', 'settlement')),
  -- The last day the figure covers: the budget year's last day for an estimate or a settlement.
  as_of            date not null,
  -- Đồng, exactly; what the source wrote and in which unit stands beside it.
  amount           numeric not null,
  amount_reported  numeric not null,
  unit_reported    text not null,
  final            boolean not null
);
