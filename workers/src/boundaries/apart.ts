import { fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Invalid } from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import type { BoundaryUnit } from './match.ts'
import type { Prepared } from './prepare.ts'

/** A file on disk, and the units of the day its boundaries hold from. */
export interface Question {
  path: string
  units: BoundaryUnit[]
}

export type Answer = Prepared | { fault: Localised }

const HEAP_MEGABYTES = 2_048
const PATIENCE_MS = 120_000
const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url))
const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

/** A file of boundaries prepared in a process of its own: a huge or harmful one takes neither the server’s thread nor its memory. */
export async function prepareApart(
  question: Question,
  { heapMegabytes = HEAP_MEGABYTES, patienceMs = PATIENCE_MS } = {},
): Promise<Prepared> {
  const { PATH, SystemRoot, TMPDIR, TEMP } = process.env
  const child = fork(CHILD, {
    execArgv: [`--max-old-space-size=${heapMegabytes}`, '--import', LOADER],
    env: Object.fromEntries(Object.entries({ PATH, SystemRoot, TMPDIR, TEMP }).filter(([, value]) => value)),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  try {
    const answer = await new Promise<Answer | null>((resolve) => {
      child.on('message', (said: Answer | 'ready') => (said === 'ready' ? child.send(question) : resolve(said)))
      child.once('error', () => resolve(null)).once('exit', () => resolve(null))
    })
    if (answer === null) throw new Invalid(TOO_MUCH)
    if ('fault' in answer) throw new Invalid(answer.fault)
    return answer
  } finally {
    clearTimeout(timer)
    child.kill('SIGKILL')
  }
}

const TOO_MUCH = {
  vi: 'Tệp quá lớn hoặc quá chi tiết nên không đọc xong. Chỉ giữ các đơn vị của tỉnh, rút gọn trước bằng QGIS («Simplify», 5 m) hoặc mapshaper.org, rồi nạp lại.',
  en: 'The file is too large or too detailed to be read to its end. Keep the units of the province alone, simplify it first with QGIS (“Simplify”, 5 m) or mapshaper.org, then load it again.',
}
