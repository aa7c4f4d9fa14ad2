alter table dossier_fact
  -- Of what was filed online, how far the procedure can be done without a visit.
  add column service     text check (service in ('full', 'partial')),
  -- Days from acceptance to the end, less those spent waiting for supplements.
  add column days_taken  numeric(12, 4),
  -- The same in working days, as most terms are told; null without a calendar.
  add column working_days_taken integer,
  add column payment     text check (payment in ('online', 'other', 'none')),
  add column digitised   boolean,
  add column reused      boolean,
  -- A component was taken from the national portal's store of data.
  add column from_store  boolean,
  add column shared      boolean,
  add column verified    boolean,
  -- A verified VNeID account, or data from the population database.
  add column population  boolean,
  -- Whether its procedure yields a document at all; null where nobody says.
  add column yields_document boolean,
  add column result      text check (result in ('both', 'result', 'paper')),
  -- Whether its number is formed as the portal's are; older one-stop systems formed others.
  add column code_valid  boolean,
  -- From when it is overdue as long as it has not ended, and whether its time runs or stands still.
  add column overdue_at  timestamptz,
  add column clock       text check (clock in ('running', 'stopped')),
  -- What the applicant said of how it was handled, and whether anybody complained of that.
  add column rating      text check (rating in ('very_satisfied', 'satisfied', 'dissatisfied')),
  add column complained  boolean;
