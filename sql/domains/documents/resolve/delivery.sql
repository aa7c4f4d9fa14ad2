-- An agency is called by its name of now and not by its code. Its level is that of its unit: communes and the districts of before
-- 1 July 2025 apart, all others are the province's.
update stage s
set sender = coalesce((select name from unit where id = s.sender_unit_id), s.sender),
    receiver = coalesce((select name from unit where id = s.unit_id), s.receiver),
    level = (select case when kind in ('commune', 'district') then kind else 'province' end from unit where id = s.unit_id),
    sender_level = coalesce(
      (select case when kind in ('commune', 'district') then kind else 'province' end from unit where id = s.sender_unit_id), 'outside')
