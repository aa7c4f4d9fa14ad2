create table payment_fact (
  like fact_columns including all,
  -- As the one-stop system numbers it: what is paid online there is one payment here.
  dossier_code         text,
  channel              text not null check (channel in ('npsp', 'province')),
  -- Đồng, exactly.
  amount               numeric not null check (amount > 0),
  started_at           timestamptz not null,
  authorised_at        timestamptz,
  paid_at              timestamptz,
  -- When the money must have reached the beneficiary's account.
  credit_due_at        timestamptz,
  credited_at          timestamptz,
  reconciled_at        timestamptz,
  failed_at            timestamptz,
  failure              text check (failure in ('abandoned', 'refused', 'insufficient', 'timeout', 'error')),
  refund_requested_at  timestamptz,
  refund_due_at        timestamptz,
  refunded_at          timestamptz
);
