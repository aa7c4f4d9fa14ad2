-- The same article told by another feed, an outlet's own and a listening service's archive, is one article: the first told stands.
delete from stage s using press_fact f where f.external_id = s.external_id and f.feed_id <> s.feed_id and not f.deleted;

select keep_reviews('press_fact', 'stage');

select join_stories('press_fact', 'stage')
