drop table sealed_identity;
drop table identity_key;
