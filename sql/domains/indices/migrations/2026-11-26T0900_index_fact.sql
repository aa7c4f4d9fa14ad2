create table index_fact (
  like fact_columns including all,
  -- The index, or the index and one of its parts: pci, pci/land_access.
  item      text not null,
  -- The year it speaks of; it is published the year after.
  edition   integer not null,
  -- Blank where only the place was published.
  score     numeric,
  -- The most that could be scored, where the source prints it.
  scale     numeric,
  rank      integer,
  -- How many were ranked with it. 11 of 34 and 11 of 63 are different places.
  ranked    integer,
  check (score is not null or rank is not null)
);
