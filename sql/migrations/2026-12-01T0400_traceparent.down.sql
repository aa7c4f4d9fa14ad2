alter table ledger_batch drop column traceparent;
