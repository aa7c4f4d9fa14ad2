select keep_reviews('social_fact', 'stage');

select join_stories('social_fact', 'stage');

-- What the platform says was passed on belongs to the story of what it passes on, however it is worded.
update stage s set story_id = origin.story_id
from (
  select external_id, story_id from social_fact where not deleted
  union all
  select external_id, story_id from stage
) origin
where origin.external_id = s.repost_of
