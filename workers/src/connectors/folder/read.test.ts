import { appendFile, mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { collect } from '../../formats/testing.ts'
import type { Cursor } from '../connector.ts'
import { config } from './config.ts'
import { pageFromFile } from './page.ts'
import { read } from './read.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pho-hien-'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

async function look(cursor: Cursor | null, settings: object = {}) {
  const pages = await collect(
    read(config.parse({ folder, settleSeconds: 0, ...settings }), cursor, { signal: AbortSignal.timeout(10_000) }),
  )
  return {
    names: pages.map(({ name }) => name),
    remaining: pages.map(({ remainingPages }) => remainingPages),
    cursor: pages.at(-1)?.next ?? cursor,
  }
}

describe('a folder', () => {
  test('gives each file once, and again when it changes', async () => {
    await writeFile(join(folder, 'a.csv'), '1')
    await writeFile(join(folder, 'b.csv'), '1')
    const first = await look(null)
    expect(first.names.sort()).toEqual(['a.csv', 'b.csv'])
    expect(first.remaining).toEqual([1, 0])
    expect((await look(first.cursor)).names).toEqual([])
    await appendFile(join(folder, 'a.csv'), '2')
    expect((await look(first.cursor)).names).toEqual(['a.csv'])
  })

  test('keeps its files, and forgets those that are gone', async () => {
    await writeFile(join(folder, 'a.csv'), '1')
    const { cursor } = await look(null)
    expect(await readdir(folder)).toEqual(['a.csv'])
    await rm(join(folder, 'a.csv'))
    await writeFile(join(folder, 'b.csv'), '1')
    const { cursor: later } = await look(cursor)
    expect(String(later?.taken)).toHaveLength(String(cursor?.taken).length)
    expect((await look(later)).names).toEqual([])
  })

  test('gives each of ten thousand files once, from wherever it was saved, by a cursor of twelve letters a file written a hundred times over', async () => {
    const names = Array.from({ length: 10_000 }, (_, n) => `bao-cao-thang-cua-xa-so-${n}.csv`)
    await Promise.all(names.map((name) => writeFile(join(folder, name), '')))
    const pages = await collect(read(config.parse({ folder, settleSeconds: 0 }), null, { signal: AbortSignal.timeout(60_000) }))
    const last = pages.at(-1)?.next ?? null
    const written = pages.reduce((sum, { next }) => sum + (next ? JSON.stringify(next).length : 0), 0)
    expect(written).toBeLessThan(105 * 10_000 * 12)
    const saved = pages.findLastIndex(({ next }, index) => index < 7_000 && next !== undefined)
    // After a crash no more than a hundredth is read again.
    expect(saved).toBeGreaterThan(6_925)
    const left = pages[saved]?.next ?? null
    expect(JSON.stringify(last).length).toBeLessThan(10_000 * 12 + 20)
    const first = pages.slice(0, saved + 1).map(({ name }) => name)
    // One that comes late with a time and a name of before all others is not lost.
    await writeFile(join(folder, 'a.csv'), '')
    await utimes(join(folder, 'a.csv'), new Date(0), new Date(0))
    const rest = (await look(left)).names
    expect([...first, ...rest].sort()).toEqual(['a.csv', ...names].sort())
    expect((await look(last)).names).toEqual(['a.csv'])
  }, 60_000)

  test('waits for a file that is still being written', async () => {
    const path = join(folder, 'lon.csv')
    await writeFile(path, 'dòng đầu\n')
    const writing = setInterval(() => void appendFile(path, 'thêm\n'), 20)
    try {
      expect((await look(null, { settleSeconds: 0.3 })).names).toEqual([])
    } finally {
      clearInterval(writing)
    }
    await new Promise((done) => setTimeout(done, 60))
    expect((await look(null, { settleSeconds: 0.3 })).names).toEqual(['lon.csv'])
  })

  test('does not follow links out of itself', async () => {
    await symlink('/etc/passwd', join(folder, 'passwd.csv'))
    await mkdir(join(folder, 'con.csv'))
    expect((await look(null)).names).toEqual([])
  })

  test('does not follow links to folders, out of itself or round and round', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'pho-hien-kin-'))
    await writeFile(join(outside, 'mat.csv'), '1')
    await mkdir(join(folder, 'con'))
    await writeFile(join(folder, 'con', 'a.csv'), '1')
    await symlink(outside, join(folder, 'loi-tat'))
    for (const name of ['mot', 'hai', 'con/ba']) await symlink(folder, join(folder, name))
    expect((await look(null, { pattern: '**/*.csv' })).names).toEqual(['con/a.csv'])
    await rm(outside, { recursive: true })
  })

  test('may be named from the data folder, and searched through', async () => {
    await mkdir(join(folder, 'x', 'y'), { recursive: true })
    await writeFile(join(folder, 'x', 'y', 'Báo cáo.CSV'.normalize('NFD')), '1')
    vi.stubEnv('IOC_DATA_DIR', folder)
    expect((await look(null, { folder: 'x', pattern: '**/báo*.{csv,json}' })).names).toHaveLength(1)
  })
})

test('a page of a file can be read again', async () => {
  await writeFile(join(folder, 'a.csv'), 'xyz')
  const page = await pageFromFile(join(folder, 'a.csv'))
  for (let times = 0; times < 2; times++) expect(Buffer.concat(await collect(page.body)).toString()).toBe('xyz')
  expect(page).toMatchObject({ name: 'a.csv', mediaType: 'text/csv', next: null })
})
