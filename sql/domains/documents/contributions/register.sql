select 'documents.registered' as measure, unit_id, month::timestamp at time zone 'Asia/Ho_Chi_Minh' as bucket,
       jsonb_build_object('form', form, 'level', level) as dims, number::numeric as value
from fact, lateral (values ('out:electronic', out_electronic), ('out:both', out_both), ('out:paper', out_paper),
                           ('in:electronic', in_electronic), ('in:paper', in_paper)) as forms (form, number)
where number > 0
