-- When whoever is in a session last proved themselves anew at the house that signs people in: what stands for a password where they have none here.
alter table session add column proved_at timestamptz;
drop trigger audited on session;
create trigger audited after insert or update of ended_at, is_twice, proved_at on session
  for each row execute function audit_change('id', 'token_sha256', 'seen_at');
