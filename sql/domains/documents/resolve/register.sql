-- The level of an agency is that of its unit: communes and the districts of before 1 July 2025 apart, all others are the province's.
update stage s
set level = (select case when kind in ('commune', 'district') then kind else 'province' end from unit where id = s.unit_id)
