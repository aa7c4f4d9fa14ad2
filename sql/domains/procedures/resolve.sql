-- Nobody judges a dossier by terms that are about to change; asked for before the ledger's lock, as dossiers do.
select pg_advisory_xact_lock(hashtext('procedure terms'))
