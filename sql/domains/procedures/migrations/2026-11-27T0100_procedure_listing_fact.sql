-- A procedure as the national database of procedures lists it for the province.
create table procedure_listing_fact (
  like fact_columns including all,
  decided_on       date not null,
  -- From when what it carries out holds; it is to be announced five working days before.
  effective_on     date,
  -- The last day on which it is published in time, and when it was; null while it is not.
  publish_by       date not null,
  published_on     date,
  announced        text not null check (announced in ('in_time', 'late', 'undated')),
  -- Whether every part of it is published: steps, papers, term, authority.
  complete         boolean not null,
  online           text not null check (online in ('full', 'partial', 'none')),
  -- Whether it costs a fee, and whether that can be paid online.
  payment          text not null check (payment in ('free', 'online', 'missing')),
  -- Whether anything was filed online for it within a year.
  used             boolean not null
);
