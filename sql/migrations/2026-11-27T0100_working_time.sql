-- The time that counts where a promise is of working days or of working hours: its stretches, each with the seconds of it that came
-- before. Kept by keepWorkingDays.
create table working_time (
  counted  text not null check (counted in ('working_days', 'working_hours')),
  starts   timestamptz not null,
  ends     timestamptz not null check (ends > starts),
  before   double precision not null,
  primary key (counted, starts)
);
create index working_time_before on working_time (counted, before);

-- The instant by which so many seconds have counted; every second does where nothing else is said, and beyond the stretches known.
create function kept_until(p_at timestamptz, p_seconds double precision, p_counted text) returns timestamptz language sql stable as $$
  select case when p_at is null or p_seconds is null then null
    when p_counted is null then p_at + make_interval(secs => p_seconds)
    else coalesce((
      select target.starts + make_interval(secs => said.position - target.before)
      from (
        select before + least(extract(epoch from p_at - starts), extract(epoch from ends - starts)) + p_seconds as position
        from working_time where counted = p_counted and starts <= p_at order by starts desc limit 1
      ) said
      cross join lateral (
        select starts, before from working_time where counted = p_counted and before < said.position order by before desc limit 1
      ) target
    ), p_at + make_interval(secs => p_seconds)) end
$$;
