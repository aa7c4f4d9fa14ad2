-- Nobody judges a dossier by terms that are about to change; asked for before the ledger's lock, as dossiers do.
select pg_advisory_xact_lock(hashtext('procedure terms'));

-- The next decision about the procedure, be it stored or in the same batch.
with known as (
  select feed_id, unit_id, procedure, decided_on from stage where not deleted
  union all
  select feed_id, unit_id, procedure, decided_on from procedure_listing_fact listing
  where not deleted and not exists (
    select from stage where stage.feed_id = listing.feed_id and stage.external_id = listing.external_id)
)
update stage s set replaced_on = (
  select min(decided_on) from known
  where (known.feed_id, known.unit_id, known.procedure) = (s.feed_id, s.unit_id, s.procedure) and known.decided_on > s.decided_on)
where not deleted
