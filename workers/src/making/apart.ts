import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { availableParallelism, constants, setPriority } from 'node:os'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Invalid, type Scope, sightNow, Unavailable } from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import { FeedFault, type Place } from '../feeds/feed-file.ts'
import { FewAtOnce } from './few-at-once.ts'
import { lastFew } from './last-few.ts'
import type { Questions } from './questions.ts'
import { WORKED_TOO_LONG } from './work-limit.ts'

export interface Asked {
  question: keyof Questions
  asked: unknown
  /** Of the database. */
  url: string
  /** Seconds of a processor it may take. */
  work: number
  /** What whoever asks may see; absent where nothing is hidden from them. */
  scope: Scope | undefined
}

export type Answered =
  | { answer: unknown }
  | { faults: string[]; places: Place[] }
  | { invalid: string | Localised }
  | { unforeseen: string }

/** How long a processor may work at a sample, in seconds, and how long anybody waits for that; more by one for each megabyte of it. */
const MOST_WORK = 2
const MOST_SECONDS = 20
const START_MS = 60_000
const IDLE_MS = 60_000
const HEAP_MEGABYTES = 768
const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url))
const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

/** One processor is left to who answers everybody else. */
const few = new FewAtOnce({ atOnce: Math.max(1, availableParallelism() - 1), waiting: 8 })
const idle: { child: ChildProcess; timer: NodeJS.Timeout }[] = []

/**
 * Asks something of a sample in a process of its own, with little memory and a deadline: what a steward types and what a source sent
 * may cost that process, never the one that answers the wall. Few at once, and as others wait; throws Unavailable to more than that, Invalid
 * where it takes too long, and what the question throws.
 */
export function askApart<Q extends keyof Questions>(
  url: string,
  question: Q,
  asked: Questions[Q][0],
  work = MOST_WORK + Math.ceil(asked.page.body.length / 1_000_000),
): Promise<Questions[Q][1]> {
  const scope = sightNow()
  return few.take(async () => {
    const child = await takeChild()
    const answered = await answerOf(child, { question, asked, url, work, scope })
    giveBack(child)
    if ('answer' in answered) return answered.answer as Questions[Q][1]
    if ('faults' in answered) throw new FeedFault(answered.faults, answered.places)
    if ('invalid' in answered) throw new Invalid(answered.invalid)
    throw new Error(answered.unforeseen)
  })
}

/** Column after column is chosen of one page; a unit that is named meanwhile is known a minute later. */
const seen = lastFew<Questions['fields'][1]>(4, 60_000)

/** The fields of a sample, as they are asked again and again. */
export function fieldsApart(url: string, asked: Questions['fields'][0]): Promise<Questions['fields'][1]> {
  const { body, ...page } = asked.page
  const key = JSON.stringify([url, createHash('sha1').update(body).digest('hex'), page, asked.spec, asked.key, sightNow()])
  return seen(key, () => askApart(url, 'fields', asked))
}

async function answerOf(child: ChildProcess, asked: Asked): Promise<Answered> {
  const over = new AbortController()
  let late = false
  const deadline = setTimeout(
    () => {
      late = true
      end(child)
    },
    (asked.work + MOST_SECONDS) * 1000,
  )
  const answer = once(child, 'message', { signal: over.signal }).then(([answered]) => answered as Answered)
  const death = once(child, 'exit', { signal: over.signal }).then(([, signal]) => {
    // With what it has started.
    end(child)
    throw late || signal === WORKED_TOO_LONG ? new Invalid(TOO_LONG) : new Invalid(TOO_MUCH)
  })
  // The one that is not met any more.
  for (const each of [answer, death]) each.catch(() => {})
  try {
    child.send(asked, () => {})
    return await Promise.race([answer, death])
  } finally {
    clearTimeout(deadline)
    over.abort()
  }
}

const TOO_LONG = {
  vi: 'Xem thử trang mẫu mất quá nhiều thời gian nên đã dừng. Lấy mẫu ngắn hơn, hoặc viết đơn giản hơn các mẫu tìm vừa gõ.',
  en: 'Looking at the sample took too long and was stopped. Take a shorter sample, or write the patterns just typed more simply.',
}

const TOO_MUCH = {
  vi: 'Trang mẫu cần quá nhiều bộ nhớ hoặc làm hỏng bộ đọc. Lấy mẫu ngắn hơn.',
  en: 'The sample needs too much memory or breaks what reads it. Take a shorter one.',
}

async function takeChild(): Promise<ChildProcess> {
  for (let waiting = idle.pop(); waiting; waiting = idle.pop()) {
    clearTimeout(waiting.timer)
    if (!waiting.child.connected) continue
    waiting.child.ref()
    waiting.child.channel?.ref()
    return waiting.child
  }
  return startChild()
}

function giveBack(child: ChildProcess): void {
  const timer = setTimeout(() => {
    const at = idle.findIndex((each) => each.child === child)
    if (at >= 0) idle.splice(at, 1)
    end(child)
  }, IDLE_MS)
  timer.unref()
  child.unref()
  child.channel?.unref()
  idle.push({ child, timer })
}

async function startChild(): Promise<ChildProcess> {
  const { PATH, SystemRoot, TMPDIR, TEMP, IOC_DATA_DIR } = process.env
  const child = fork(CHILD, {
    execArgv: [`--max-old-space-size=${HEAP_MEGABYTES}`, '--import', LOADER],
    env: Object.fromEntries(Object.entries({ PATH, SystemRoot, TMPDIR, TEMP, IOC_DATA_DIR }).filter(([, value]) => value)),
    // Keeps days, bytes and what is not there as they are.
    serialization: 'advanced',
    // With those it starts, it is ended as one.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  child.on('error', () => {})
  giveWay(child)
  const over = new AbortController()
  const signal = AbortSignal.any([over.signal, AbortSignal.timeout(START_MS)])
  const isReady = once(child, 'message', { signal }).then(() => true)
  const isGone = once(child, 'exit', { signal }).then(() => false)
  for (const each of [isReady, isGone]) each.catch(() => {})
  const isUp = await Promise.race([isReady, isGone]).catch(() => false)
  over.abort()
  if (isUp) return child
  end(child)
  throw new Unavailable(NOT_STARTED)
}

const NOT_STARTED = {
  vi: 'Máy đang bận nên chưa xem thử được. Thử lại sau ít phút.',
  en: 'The machine is too busy to look at the sample. Try again in a few minutes.',
}

/** Who answers the wall has a processor before who tries something out. */
function giveWay({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW)
  } catch {
    // It ended at once, which whoever waits for it is told.
  }
}

function end(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}
