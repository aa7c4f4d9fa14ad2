import { hasCluster } from '@ioc/sql/embedded'
import { examine } from '../../doctor/examine.ts'
import { dataDir, ROOT, withDatabase } from '../with-database.ts'

const MARKS = { ok: '✔', 'to do': '•', wrong: '✘' }

/** Looks at this installation as whoever runs it would set it up, and says of each thing what is to be done. */
export async function lookAround({ json }: { json?: boolean }): Promise<void> {
  const isEmbedded = !process.env.DATABASE_URL
  if (isEmbedded && !hasCluster(dataDir()))
    throw new Error(`Nothing is kept in ${dataDir()}. Say by IOC_DATA_DIR or DATABASE_URL which installation to look at.`)
  const found = await withDatabase((database) =>
    examine({
      ...{ database, isEmbedded, env: process.env, home: dataDir(), program: ROOT },
      ...{ uid: process.getuid?.(), node: process.versions.node, now: new Date() },
    }),
  )
  const count = (wanted: string) => found.filter(({ state }) => state === wanted).length
  const [fine, todo, wrong] = [count('ok'), count('to do'), count('wrong')]
  if (json) process.stdout.write(`${JSON.stringify({ found, ok: fine, toDo: todo, wrong })}\n`)
  else {
    for (const { state, check, says, next } of found)
      process.stdout.write(`${MARKS[state]} ${check}: ${says}\n${next ? `    ${next}\n` : ''}`)
    process.stdout.write(`\n${fine} ok, ${todo} to do, ${wrong} wrong\n`)
  }
  if (wrong > 0) process.exitCode = 1
}
