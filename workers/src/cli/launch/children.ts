import { type ChildProcess, spawn } from 'node:child_process'
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { failAt } from '../interruption.ts'

/** Compiles as it loads. */
const TYPESCRIPT = import.meta.resolve('tsx')
const RESTART_AFTER_MS = 1_000
const STOP_PATIENCE_MS = 12_000
/** A busy or slow machine takes minutes over what takes seconds elsewhere. */
const READY_PATIENCE_MS = 300_000
const SAID_EVERY_MS = 30_000

interface Child {
  name: string
  file: string
  env: Record<string, string>
  process: ChildProcess
  /** It ends because it is told to, to be started again. */
  isReplaced: boolean
}

/** The processes of one house. One that dies is started again; all stop together, last started first. */
export class Children {
  readonly #running: Child[] = []
  readonly #over = new AbortController()
  readonly #stopping: AbortSignal

  readonly #errors: number | 'inherit'

  /** `errors`: an open file for what they say on their standard error, ours where left out. */
  constructor(interrupted: AbortSignal, errors: number | 'inherit' = 'inherit') {
    this.#errors = errors
    this.#stopping = AbortSignal.any([interrupted, this.#over.signal])
  }

  /** Answers how to have it end and start again, which is done once the new one has begun, and which process it is now. */
  start(name: string, file: string, env: Record<string, string>): { restart(): Promise<void>; pid(): number } {
    const child: Child = { name, file, env, process: this.#spawn({ file, env }), isReplaced: false }
    this.#running.push(child)
    this.#keepAlive(child)
    return { restart: () => this.#replace(child), pid: () => child.process.pid as number }
  }

  /** Starts a process and waits for the one line of JSON it says when it is ready. */
  async startAndHear<T>(name: string, file: string, env: Record<string, string>): Promise<T> {
    const child: Child = { name, file, env, process: this.#spawn({ file, env }, 'pipe'), isReplaced: false }
    this.#running.push(child)
    const { stdout } = child.process
    if (!stdout) throw new Error(`${name} has no output to listen to`)
    const heard = new Promise<string>((done, fail) => {
      createInterface({ input: stdout }).once('line', done)
      child.process.once('exit', (code) => fail(new Error(`${name} stopped at once (exit ${code}). Its message stands above.`)))
    })
    const said = JSON.parse(await Promise.race([heard, failAt(this.#stopping)])) as T & { url?: string }
    // Others know it by its address, so a new one must listen where the old one did; nobody listens to its line.
    const port = said.url ? new URL(said.url).port : undefined
    if (port) child.env = { ...env, IOC_SIMULATOR_PORT: port }
    this.#keepAlive(child, 'ignore')
    return said
  }

  async untilReady(url: string): Promise<void> {
    const until = Date.now() + READY_PATIENCE_MS
    let sayAt = Date.now() + SAID_EVERY_MS
    let reason = 'no answer'
    for (; Date.now() < until; await sleep(100, undefined, { signal: this.#stopping })) {
      try {
        const answer = await fetch(url)
        if (answer.ok) return
        reason = await answer.text()
      } catch (error) {
        reason = (error as Error).message
      }
      if (Date.now() < sayAt) continue
      process.stderr.write(`Still waiting for the server: ${reason}\n`)
      sayAt = Date.now() + SAID_EVERY_MS
    }
    throw new Error(`The server did not become ready within ${READY_PATIENCE_MS / 60_000} minutes: ${reason}`)
  }

  async stop(): Promise<void> {
    this.#over.abort()
    for (const child of this.#running.toReversed()) await end(child)
  }

  async #replace(child: Child): Promise<void> {
    child.isReplaced = true
    try {
      await end(child)
      if (this.#stopping.aborted) return
      child.process = this.#spawn(child)
    } finally {
      child.isReplaced = false
    }
    this.#keepAlive(child)
  }

  #say(sentence: string): void {
    if (this.#errors === 'inherit') process.stderr.write(`${sentence}\n`)
    else writeSync(this.#errors, `${sentence}\n`)
  }

  #spawn({ file, env }: Pick<Child, 'file' | 'env'>, stdout: 'inherit' | 'pipe' | 'ignore' = 'inherit'): ChildProcess {
    return spawn(process.execPath, ['--import', TYPESCRIPT, file], {
      env: { ...process.env, ...env },
      stdio: ['ignore', stdout, this.#errors, 'ipc'],
      // Its own group: Ctrl-C is ours to hand on, in order.
      detached: true,
    })
  }

  #keepAlive(child: Child, stdout: 'inherit' | 'ignore' = 'inherit'): void {
    child.process.once('exit', async (code, signal) => {
      if (this.#stopping.aborted || child.isReplaced) return
      this.#say(`${child.name} stopped (${signal ?? `exit ${code}`}); starting it again`)
      await sleep(RESTART_AFTER_MS)
      if (this.#stopping.aborted) return
      child.process = this.#spawn(child, stdout)
      this.#keepAlive(child, stdout)
    })
  }
}

/** In order where it heeds that, by force where it does not. */
async function end({ process }: Child): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return
  const ended = new Promise((done) => process.once('exit', done))
  process.kill('SIGTERM')
  const late = setTimeout(() => process.kill('SIGKILL'), STOP_PATIENCE_MS)
  await ended
  clearTimeout(late)
}
