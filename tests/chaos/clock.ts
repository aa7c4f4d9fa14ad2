import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Debian’s, of threads: where the package `faketime` puts it. */
const LIBRARY = 'faketime/libfaketimeMT.so.1'

/** libfaketime of this machine, or null where it is not installed. */
export function findFaketime(): string | null {
  const roots = ['/usr/lib', '/usr/lib64', '/usr/local/lib'].filter((folder) => existsSync(folder))
  const folders = roots.flatMap((root) => [root, ...readdirSync(root).map((name) => join(root, name))])
  return folders.map((folder) => join(folder, LIBRARY)).find((path) => existsSync(path)) ?? null
}

/** The clock of one process, which jumps while it runs: it reads how far it is off from a file. */
export class Clock {
  readonly #file: string
  readonly #library: string

  constructor(library: string, file: string) {
    this.#library = library
    this.#file = file
    this.jump(0)
  }

  /** What its process is started with. */
  get env(): Record<string, string> {
    return {
      LD_PRELOAD: this.#library,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_CACHE_DURATION: '1',
      // Time-outs are counted by the clock that never jumps, on a real machine too.
      DONT_FAKE_MONOTONIC: '1',
    }
  }

  /** Off by so many seconds from now on. */
  jump(seconds: number): void {
    // Never half written while it is read.
    writeFileSync(`${this.#file}.new`, `${seconds < 0 ? '' : '+'}${seconds}\n`)
    renameSync(`${this.#file}.new`, this.#file)
  }
}
