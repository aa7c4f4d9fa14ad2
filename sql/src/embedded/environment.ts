/**
 * PGSSLMODE, PGOPTIONS and their like speak of another server. Forgotten here, they reach neither PostgreSQL nor any client of
 * it in this process or the ones it starts.
 */
export function forgetOtherServers(): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('PG')) delete process.env[name]
}

/** What PostgreSQL's programs see: they are to complain in one language. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C' }
}
