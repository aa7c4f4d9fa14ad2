import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Unavailable } from '../errors.ts'

// The keys secrets are sealed with, a line each, newest first: `<id> <32 bytes as base64>`. Every machine that pulls feeds or
// takes deliveries needs the file; a copy of the database without it opens nothing, so it is backed up apart.

export interface SealingKey {
  id: string
  key: Buffer
}

const KEY_BYTES = 32

export function keyFile(dataDir = process.env.IOC_DATA_DIR || '.'): string {
  return process.env.IOC_SECRETS_KEY_FILE || join(dataDir, 'secrets.key')
}

export async function readKeys(file: string): Promise<SealingKey[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw new Unavailable(`The key file ${file} can't be read (${error.code}). Let this process read it.`)
  })
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [id = '', encoded = ''] = line.trim().split(' ')
      const key = Buffer.from(encoded, 'base64')
      if (key.length !== KEY_BYTES) throw new Unavailable(`The key file ${file} is damaged. Put its backup in its place.`)
      return { id, key }
    })
}

export async function addKey(file: string): Promise<SealingKey> {
  const added = { id: randomBytes(4).toString('hex'), key: randomBytes(KEY_BYTES) }
  await writeKeys(file, [added, ...(await readKeys(file))])
  return added
}

/** Whole or not at all, and for its owner only. */
export async function writeKeys(file: string, keys: SealingKey[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const half = `${file}.${process.pid}.new`
  await writeFile(half, keys.map(({ id, key }) => `${id} ${key.toString('base64')}\n`).join(''), { mode: 0o600 })
  await rename(half, file)
}
