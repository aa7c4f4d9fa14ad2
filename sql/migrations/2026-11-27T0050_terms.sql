-- The days the province works, numbered, as its calendar says: working days are counted in SQL too. Kept by keepWorkingDays.
create table working_day (
  day     date primary key,
  number  integer not null
);
create index working_day_number on working_day (number);

-- How many working days have begun by a day; null before the first one known.
create function working_days_by(p_day date) returns integer language sql stable as $$
  select number from working_day where day <= p_day order by day desc limit 1
$$;

-- The instant so many working days on, at the same time of day. Null beyond the days known.
create function working_days_after(p_at timestamptz, p_days integer) returns timestamptz language sql stable as $$
  select p_at + case p_days when 0 then 0 else due.day - today end * interval '24 hours'
  from (select (p_at at time zone 'Asia/Ho_Chi_Minh')::date as today) said
  left join working_day due on due.number = working_days_by(today) + p_days
$$;

-- The longest a procedure may take, by the day from which that holds. Told by whoever keeps the catalogue of procedures, asked by
-- whoever handles dossiers.
create table procedure_term (
  procedure  text not null,
  since      date not null,
  term       numeric not null check (term > 0),
  unit       text not null check (unit in ('hour', 'day', 'working_day', 'month')),
  primary key (procedure, since)
);
