-- Each import of a path looks for a table that reads its log there, wherever that table is said to lie.
CREATE INDEX dl_tables_by_log ON dl_tables (log_location);
