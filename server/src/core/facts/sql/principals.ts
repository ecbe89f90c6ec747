/**
 * Roles that many people are in without anybody having put them there.
 * @see https://www.postgresql.org/docs/18/sql-grant.html (PUBLIC), https://supabase.com/docs/guides/database/postgres/roles (anon,
 * authenticated), https://docs.postgrest.org/en/stable/references/auth.html (2026-11)
 */
const REACH: ReadonlyMap<string, readonly [reach: number, who: string]> = new Map([
  ['public', [3, 'every role of the database']],
  ['anon', [3, 'everybody who has the public key, without a login']],
  ['anonymous', [3, 'everybody, without a login']],
  ['web_anon', [3, 'everybody, without a login']],
  ['guest', [2, 'every login that has no user of its own']],
  ['authenticated', [1, 'everybody who has signed up']],
  ['%', [3, 'whoever gives no name']],
  ['allusers', [3, 'everybody']],
  ['allauthenticatedusers', [2, 'everybody who has an account']],
]);

/** How many people a name stands for: 0 one role, 1 who signed up, 3 everybody. */
export function reachOf(principal: string): number {
  return REACH.get(plainName(principal))?.[0] ?? 0;
}

/** For people; null where the name says it. */
export function whoIs(principal: string): string | null {
  return REACH.get(plainName(principal))?.[1] ?? null;
}

/** `''@'%'` is whoever gives no name; `special_group:allAuthenticatedUsers` is a group of BigQuery. */
function plainName(principal: string): string {
  if (principal.startsWith("''@")) return '%';
  return principal.slice(principal.lastIndexOf(':') + 1).toLowerCase();
}

/** Those that may do everything already where they exist: owners, and the keys of servers. */
export function isOwner(principal: string): boolean {
  return /^(?:service_role|supabase_admin|supabase_\w+_admin|postgres|dashboard_user|current_user|session_user|current_role|sa|root(?:@.*)?|sys|system|azure_superuser|rdsadmin|cloudsqladmin)$/i.test(
    principal,
  );
}

/** Roles whose members may do nearly all: they read and write everything, run programs, or make others members. */
export function isPowerful(role: string): boolean {
  return /^(?:postgres|root|sys|system|sa|dba|imp_full_database|exp_full_database|rds_?superuser|cloudsqlsuperuser|azure_pg_admin|alloydbsuperuser|service_role|supabase_admin|sysadmin|securityadmin|serveradmin|setupadmin|dbcreator|bulkadmin|##ms_\w+##|db_owner|db_securityadmin|db_accessadmin|db_ddladmin|pg_execute_server_program|pg_read_server_files|pg_write_server_files|pg_write_all_data|pg_read_all_data|pg_database_owner|pg_maintain|accountadmin|securityadmin|sysadmin|orgadmin|neon_superuser|tsdbadmin|doadmin)$/i.test(
    role,
  );
}
