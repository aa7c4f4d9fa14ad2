-- Administrative units and agencies. A unit is never overwritten when its territory changes: the old one ends, a new one begins.
create table unit (
  id          integer generated always as identity primary key,
  key         text not null unique,
  code        text,
  kind        text not null,
  name        text not null,
  parent_id   integer references unit,
  valid_from  date not null,
  valid_to    date,
  legal_act   text,
  longitude   double precision,
  latitude    double precision,
  check (valid_to is null or valid_to > valid_from)
);

-- Other systems' codes and spellings of a unit, folded by fold_name(); the gazetteer that imports and press share.
create table unit_alias (
  alias    text not null,
  unit_id  integer not null references unit on delete cascade,
  primary key (alias, unit_id)
);

-- A unit with everything below it and itself, however many levels there are.
create view unit_within (root_id, unit_id) as
with recursive tree (root_id, unit_id) as (
  select id, id from unit
  union all
  select tree.root_id, child.id from tree join unit child on child.parent_id = tree.unit_id
)
select root_id, unit_id from tree;
