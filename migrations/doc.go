// Package migrations is the schema: numbered SQL, embedded, and its runner. It holds no rule of the domain.
//
// # Database roles
//
// The roles belong to the cluster, not to a database, and are made once by Bootstrap:
//
//   - migrator owns the database and its objects and runs migrations;
//   - app is what the program connects as: it inserts and reads, and updates only the columns granted in 00005_tenancy.sql and the migrations after it;
//   - eraser empties received content, contact data and attachments, and nothing else.
//
// # Tenants
//
// The authority is the tenant. Every table with a column authority_id forces row-level security by the setting
// einwand.authority, except the global ones: authority, account, role_grant, council_link, sessions, login_begun, login_finished, saml_assertion,
// pending_post, outbox, calendar_address, entered_provider, provider_issuer and slug. A transaction that has not set the tenant gets an error from a tenant's table, not an
// empty result. Lists across authorities read through public_procedures, grant_procedures, public_news, own_statements, own_drafts, published_documents and unsealed_rounds;
// invitation_by_token and institution_by_link find the authority of a link that names none; the workers of all authorities see through
// file_order_queue what is to be made.
//
// # Invariants
//
//  1. Every table that carries authority_id and is not global forces row-level security. TestTenantTablesForceRowSecurity
//  2. Without a tenant a tenant's table is an error. TestMissingTenantIsAnError
//  3. One authority never sees another's rows. TestAuthoritiesAreSeparated
//  4. app changes neither the register nor what was received nor a decision. TestAppCannotRewrite
//  5. schema.sql is the dump of what the migrations make. TestSchemaDumpIsCurrent
//  6. No feature that YugabyteDB lacks. TestPortableSQL
package migrations
