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
  -- The act that ended it.
  end_act     text,
  people      integer check (people >= 0),
  area_km2    double precision check (area_km2 >= 0),
  longitude   double precision,
  latitude    double precision,
  check (valid_to is null or valid_to > valid_from)
);

-- What became of a unit that ended: the share of it that went to each successor, measured in people, area and dossiers.
create table succession (
  from_id    integer not null references unit,
  to_id      integer not null references unit,
  on_date    date not null,
  people     double precision not null check (people between 0 and 1),
  area       double precision not null check (area between 0 and 1),
  dossiers   double precision not null check (dossiers between 0 and 1),
  legal_act  text,
  source     text,
  primary key (from_id, to_id),
  check (from_id <> to_id)
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
