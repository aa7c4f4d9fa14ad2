-- Nobody judges a dossier by terms that are about to change; asked for before the ledger's lock, as dossiers do.
select pg_advisory_xact_lock(hashtext('procedure terms'));

-- What the other decisions about the same procedures make of it, be they stored or in the same batch.
with known as (
  select jsonb_populate_record(null::procedure_listing_fact, to_jsonb(stage)) as listing from stage
  union all
  select listing from procedure_listing_fact listing
  where (listing.feed_id, listing.unit_id, listing.procedure) in (select feed_id, unit_id, procedure from stage)
    and not exists (select from stage where stage.feed_id = listing.feed_id and stage.external_id = listing.external_id)
)
update stage s set (replaced_on, month_announced, month_published) = (said.replaced_on, said.month_announced, said.month_published)
from order_of_listings((select array_agg(listing) from known)) said
where s.feed_id = said.feed_id and s.external_id = said.external_id
