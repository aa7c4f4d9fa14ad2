-- A text told again is judged anew, and what a person said of it before stands all the same, until somebody says otherwise later.
-- The later word counts whole: what it leaves to the machine stays with the machine, whatever an older one staged said of it.
-- For every domain that listens; a text nobody ever spoke of costs nothing.
create function keep_reviews(facts regclass, staged regclass) returns void language plpgsql as $$
begin
  execute format($keep$
    update %2$s s set
      topic = coalesce(f.reviewed_topic, s.machine_topic), reviewed_topic = f.reviewed_topic,
      sentiment = coalesce(f.reviewed_sentiment, s.machine_sentiment), reviewed_sentiment = f.reviewed_sentiment,
      risk = coalesce(f.reviewed_risk, s.machine_risk), reviewed_risk = f.reviewed_risk,
      -- The unit that the text or its source names has no column of its own: it is the stored one where only the older word spoke of it.
      unit_id = case when f.reviewed_unit is null and s.reviewed_unit is null then s.unit_id else coalesce(f.reviewed_unit, f.unit_id) end,
      reviewed_unit = f.reviewed_unit,
      reviewed_by = f.reviewed_by, reviewed_at = f.reviewed_at, review_reason = f.review_reason
    from %1$s f
    where f.feed_id = s.feed_id and f.external_id = s.external_id
      and f.reviewed_at is not null and (s.reviewed_at is null or s.reviewed_at < f.reviewed_at)
  $keep$, facts, staged);
end $$;
