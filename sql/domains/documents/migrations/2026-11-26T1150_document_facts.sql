-- One row for each receiver of a document. No subject, no signer, nothing of what is written or attached.
create table document_fact (
  like fact_columns including all,
  document_id       text not null,
  sender            text not null,
  -- Null where the sender is none of ours: a ministry, another province.
  sender_unit_id    integer references unit (id),
  -- As the packet names the receiver.
  receiver          text not null,
  -- Levels are those of the units' kinds; resolve/delivery.sql puts them here.
  level             text not null,
  sender_level      text not null,
  type              text not null,
  -- A document to many is sent once: by the row of its first receiver.
  first_receiver    boolean not null,
  signed            boolean not null,
  attachments       integer not null,
  status            text check (status in ('01', '02', '03', '04', '05', '06', '13', '15', '16')),
  sent_at           timestamptz not null,
  delivered_at      timestamptz,
  answered_at       timestamptz,
  refused_at        timestamptz,
  completed_at      timestamptz,
  withdrawn_at      timestamptz,
  update_agreed_at  timestamptz,
  update_refused_at timestamptz,
  due_at            timestamptz,
  outcome           text check (outcome in ('early', 'on_time', 'late', 'no_deadline')),
  attempts          integer not null,
  failed_attempts   integer not null,
  error_code        text,
  sync_fault        text check (sync_fault in ('skipped_receipt', 'before_sending', 'after_refusal'))
);

create table work_file_fact (
  like fact_columns including all,
  level             text not null,
  mode              text not null check (mode in ('online', 'partly', 'paper')),
  status            text not null check (status in ('open', 'closed', 'cancelled')),
  opened_at         timestamptz not null,
  due_at            timestamptz,
  closed_at         timestamptz,
  outcome           text check (outcome in ('early', 'on_time', 'late', 'no_deadline'))
);

-- What a unit's registers of outgoing and incoming documents hold of a month.
create table document_register_fact (
  like fact_columns including all,
  level             text not null,
  month             date not null,
  out_electronic    integer not null,
  out_both          integer not null,
  out_paper         integer not null,
  in_electronic     integer not null,
  in_paper          integer not null
);
