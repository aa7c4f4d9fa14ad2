-- What takes the step back, for «ioc downgrade».
drop table if exists stage_sample_fact;
drop table sample_fact;
