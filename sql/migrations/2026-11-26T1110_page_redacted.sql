-- What a feed had taken out of a page before it was hashed and stored, in words; nothing for a page stored as it was fetched.
alter table page add column redacted text[] not null default '{}';
