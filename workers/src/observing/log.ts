import { maskIdentifiers, toldError } from '@ioc/sql'
import { type DestinationStream, type Logger, pino } from 'pino'
import { noted } from './happened.ts'
import { runNow } from './in-run.ts'

/**
 * The log of a worker process: a line of JSON each. Lines of a run bear `run` and `feed`; what the run tells of itself (run_log) is among
 * them at level `info`, by its code and its numbers alone, since names of files and words of sources may be a person’s.
 */
export function openLog(to: DestinationStream = pino.destination(2), level = process.env.LOG_LEVEL ?? 'warn'): Logger {
  const log = pino(
    {
      name: 'workers',
      level,
      // What a source or the database says of an error may quote a person’s row.
      serializers: { err: (error: unknown) => toldError(error), error: (words: unknown) => maskIdentifiers(String(words)) },
      mixin: () => ({ ...runNow() }),
    },
    to,
  )
  if (log.isLevelEnabled('info'))
    noted.hear(({ code, params }) => {
      const numbers = Object.entries(params).filter(([, value]) => typeof value === 'number')
      log.info({ code, ...Object.fromEntries(numbers) }, 'noted')
    })
  return log
}
