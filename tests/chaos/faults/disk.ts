import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from './fault.ts'

const CHUNK = Buffer.alloc(1_048_576)

/** The disk of PostgreSQL, or of what the house keeps in files, is full to the last byte. */
export const disk: Fault = {
  lacks: ({ disks }) => (disks.length > 0 ? null : 'a disk of its own: this account may not mount one'),
  async strike({ disks }, dice) {
    const { name, folder } = dice.pick(disks)
    const ballast = join(folder, 'ballast')
    fill(ballast)
    return { what: `that of ${name}`, heal: () => rmSync(ballast) }
  },
}

function fill(path: string): void {
  const file = openSync(path, 'w')
  try {
    for (const size of [CHUNK.length, 4_096]) {
      try {
        while (writeSync(file, CHUNK, 0, size) > 0);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    }
  } finally {
    closeSync(file)
  }
}
