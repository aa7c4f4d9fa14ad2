-- The trace a batch is part of (W3C Trace Context), where its run is followed: whoever writes says so in ioc.traceparent, for its transaction, and
-- whoever hears of the batch goes on with it.
alter table ledger_batch add column traceparent text default nullif(current_setting('ioc.traceparent', true), '');
