/// <reference path="./fs-native-extensions.d.ts" />
import { closeSync, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { tryLock, unlock } from 'fs-native-extensions'

const PATIENCE_MS = 150_000

/** A lock the operating system keeps on an open file: it goes when its process goes, kill -9 included, so it is never stale. */
export class FileLock {
  readonly #fd: number

  constructor(path: string) {
    this.#fd = openSync(path, 'a+')
  }

  trySharing(): boolean {
    return tryLock(this.#fd, { shared: true })
  }

  tryAlone(): boolean {
    return tryLock(this.#fd)
  }

  letGo(): void {
    unlock(this.#fd)
  }

  close(): void {
    closeSync(this.#fd)
  }
}

/** Does `work` while no other process, and nobody else in this one, does theirs under the same lock. */
export async function alone<T>(path: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const lock = new FileLock(path)
  try {
    for (const until = Date.now() + PATIENCE_MS; !lock.tryAlone(); await sleep(50, undefined, { signal })) {
      if (Date.now() > until) throw new Error('Another process has been starting or stopping PostgreSQL for over two minutes.')
    }
    return await work()
  } finally {
    lock.close()
  }
}
