-- +goose Up
-- A table for the council is laid out for A4 or for A3: two files, which a person may order beside each other.
ALTER TABLE file_order ADD COLUMN paper text NOT NULL DEFAULT ''
    CONSTRAINT file_order_paper_of_pdf CHECK (paper = '' OR paper = 'a3' AND kind = 'table' AND format = 'pdf');
COMMENT ON COLUMN file_order.paper IS 'Of a PDF that is not laid out for A4.';
DROP INDEX file_order_open_once;
CREATE UNIQUE INDEX file_order_open_once ON file_order (account_id, procedure_id, kind, table_number, decision, audience, format, paper)
    WHERE state IN ('waiting', 'running');
