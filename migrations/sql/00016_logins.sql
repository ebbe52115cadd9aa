-- +goose Up
-- Logins of any protocol: a provider that speaks OpenID Connect keeps its nonce where SAML keeps the request's ID. Logins under
-- way while this runs are begun again.
DELETE FROM saml_login;
ALTER TABLE saml_login RENAME TO login_begun;
ALTER TABLE login_begun RENAME COLUMN relay TO handle;
ALTER TABLE login_begun RENAME COLUMN request_id TO secret;
ALTER TABLE login_begun ADD COLUMN trial boolean NOT NULL DEFAULT false;
COMMENT ON TABLE login_begun IS 'Logins under way at an identity provider; a row is consumed by its answer, whatever the answer is. Global table.';

DELETE FROM saml_finished;
ALTER TABLE saml_finished RENAME TO login_finished;
ALTER TABLE login_finished ADD COLUMN evidence_salt bytea NOT NULL DEFAULT '\x';
ALTER TABLE login_finished ADD COLUMN evidence_hash bytea NOT NULL DEFAULT '\x';
ALTER TABLE login_finished ALTER COLUMN evidence_salt DROP DEFAULT;
ALTER TABLE login_finished ALTER COLUMN evidence_hash DROP DEFAULT;
COMMENT ON TABLE login_finished IS 'Answers of an identity provider that wait for the browser to come back with its cookie; consumed once. Global table.';

-- A company's account vouches for a person who acts for the company.
ALTER TABLE account DROP CONSTRAINT account_audience_known;
ALTER TABLE account ADD CONSTRAINT account_audience_known CHECK (audience IN ('residents', 'companies', 'staff'));
