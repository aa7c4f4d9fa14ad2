import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Redaction } from '../../redaction/redaction.ts'
import type { WorkbookSettings } from './settings.ts'

// Starting a child takes longer than most workbooks, and a feed has hundreds of them. One that read a file to its end reads the
// next.

/** Without settings how the file begins is asked for; with `strip`, that it is written anew without what is to go. */
export interface Question {
  path: string
  name: string
  settings: WorkbookSettings | null
  strip?: { redaction: Redaction; to: string }
}

/** A child process that reads workbooks, one after the other. */
export interface Reader {
  ask(question: Question): void
  /** Null once it has ended. */
  nextLine(): Promise<string | null>
  /** The last it wrote on standard error. */
  words(): string
  kill(): void
  isAlive(): boolean
  closed: Promise<void>
  /** Whether it keeps this process from ending. */
  hold(isHeld: boolean): void
}

const HEAP_MEGABYTES = 768
const IDLE_MS = 5_000
const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url))
const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

const MOST_IDLE = 2
const idle: { reader: Reader; timer: NodeJS.Timeout }[] = []

export function takeReader(): Reader {
  for (let waiting = idle.pop(); waiting; waiting = idle.pop()) {
    clearTimeout(waiting.timer)
    if (!waiting.reader.isAlive()) continue
    waiting.reader.hold(true)
    return waiting.reader
  }
  return startReader()
}

/** Only one that has said the end of its file. */
export function giveBack(reader: Reader): void {
  if (idle.length >= MOST_IDLE) {
    reader.kill()
    return
  }
  const forget = () => {
    const at = idle.findIndex((each) => each.reader === reader)
    if (at >= 0) idle.splice(at, 1)
  }
  const timer = setTimeout(() => {
    forget()
    reader.kill()
  }, IDLE_MS)
  timer.unref()
  reader.hold(false)
  idle.push({ reader, timer })
  void reader.closed.then(forget)
}

function startReader(): Reader {
  const { PATH, SystemRoot, TMPDIR, TEMP } = process.env
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MEGABYTES}`, '--import', LOADER, CHILD], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...(PATH && { PATH }), ...(SystemRoot && { SystemRoot }), ...(TMPDIR && { TMPDIR }), ...(TEMP && { TEMP }) },
  })
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()).on('error', () => resolve()))
  // It may end before it has read what it is asked.
  child.stdin.on('error', () => {})
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-2_000)
  })
  const lines = createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]()
  return {
    ask: (question) => void child.stdin.write(`${JSON.stringify(question)}\n`),
    async nextLine() {
      const { value, done } = await lines.next()
      return done ? null : value
    },
    words: () => words,
    kill: () => void child.kill('SIGKILL'),
    isAlive: () => child.exitCode === null && child.signalCode === null && !child.killed,
    closed,
    hold(isHeld) {
      for (const each of [child, child.stdin, child.stdout, child.stderr] as { ref?(): void; unref?(): void }[]) {
        if (isHeld) each.ref?.()
        else each.unref?.()
      }
    },
  }
}
