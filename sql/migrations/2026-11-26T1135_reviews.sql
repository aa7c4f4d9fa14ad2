-- A text told again is judged anew, and what a person said of it before stands all the same, until somebody says otherwise later.
-- For every domain that listens; a text nobody ever spoke of costs nothing.
create function keep_reviews(facts regclass, staged regclass) returns void language plpgsql as $$
begin
  execute format($keep$
    update %2$s s set
      topic = coalesce(f.reviewed_topic, s.topic), reviewed_topic = coalesce(f.reviewed_topic, s.reviewed_topic),
      sentiment = coalesce(f.reviewed_sentiment, s.sentiment), reviewed_sentiment = coalesce(f.reviewed_sentiment, s.reviewed_sentiment),
      risk = coalesce(f.reviewed_risk, s.risk), reviewed_risk = coalesce(f.reviewed_risk, s.reviewed_risk),
      unit_id = coalesce(f.reviewed_unit, s.unit_id), reviewed_unit = coalesce(f.reviewed_unit, s.reviewed_unit),
      reviewed_by = f.reviewed_by, reviewed_at = f.reviewed_at, review_reason = f.review_reason
    from %1$s f
    where f.feed_id = s.feed_id and f.external_id = s.external_id
      and f.reviewed_at is not null and (s.reviewed_at is null or s.reviewed_at < f.reviewed_at)
  $keep$, facts, staged);
end $$;
