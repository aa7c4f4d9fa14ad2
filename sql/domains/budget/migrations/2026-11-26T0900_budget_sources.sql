alter table budget_fact
  -- Who tells it. The same figure told by several counts once: the pack says whose.
  add column source text not null default 'treasury' check (source in ('treasury', 'disclosure', 'ministry')),
  -- Signs that it may be wrong; it is never corrected.
  add column flags text[] not null default '{}',
  -- Paid out after the budget year it belongs to was over: as_of is a day of the January after it.
  add column late boolean not null default false;

alter table budget_fact
  drop constraint budget_fact_scope_check,
  add constraint budget_fact_scope_check check (scope in ('submitted', 'assigned', 'estimate', 'actual', 'settlement'));

-- A figure's own history.
create index budget_fact_figure on budget_fact (unit_id, item, scope, as_of);
