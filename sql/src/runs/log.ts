import type { Db } from '../db.ts'

export interface LogLine {
  at: Date
  code: string
  params: Record<string, string | number | null>
}

/** Writes lines behind those a run has. */
export async function writeLog(db: Db, run: number, first: number, lines: LogLine[]): Promise<void> {
  if (lines.length === 0) return
  await db
    .insertInto('run_log')
    .values(
      lines.map(({ at, code, params }, index) => ({ run_id: run, n: first + index, at, code, params: JSON.stringify(params) })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function readLog(db: Db, run: number): Promise<LogLine[]> {
  return db
    .selectFrom('run_log')
    .select(['at', 'code', 'params'])
    .where('run_id', '=', run)
    .orderBy('n')
    .$castTo<LogLine>()
    .execute()
}
