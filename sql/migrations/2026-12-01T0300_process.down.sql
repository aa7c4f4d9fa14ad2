drop table process_heard;
