-- Whether a session began with both steps of signing in, so that a province may want them of some roles or of everybody (secondStep in province.yaml).
alter table session add column is_twice boolean not null default false;
-- Whoever had set the second step up was asked for it.
update session set is_twice = true
where exists (select from second_step where second_step.account_id = session.account_id and confirmed_at is not null);

-- Spare codes are hashed as passwords are (Argon2id). Those given out before, short and hashed fast, are worth nothing from now on: their owners
-- turn the second step off and on at /account to have others.
drop trigger audited on second_step;
alter table second_step drop column spare_sha256, add column spare text[] not null default '{}';
create trigger audited after insert or delete or update of confirmed_at on second_step
  for each row execute function audit_change('account_id', 'key_id', 'sealed', 'last_step', 'spare');
