import { type AskedHouse, runHouse, SERVER, WORKERS, WORKERS_MEMORY } from '../launch/house.ts'

/** Starts the whole house and stays until Ctrl-C: database, simulated sources where a feed reads them, workers, server. */
export function start(asked: AskedHouse): Promise<void> {
  return runHouse(asked, async ({ children, env }) => {
    children.start('the server', SERVER, env)
    children.start('the workers', WORKERS, { ...env, ...WORKERS_MEMORY })
  })
}
