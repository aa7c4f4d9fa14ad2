import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { prepareApart } from './apart.ts'
import { collection, mesh, plainMesh } from './mesh.fixture.ts'
import { MOST_BYTES } from './prepare.ts'

// Files that would take the memory or the thread of whoever reads them.

const folder = mkdtempSync(join(tmpdir(), 'ioc-boundaries-'))
afterAll(() => rmSync(folder, { recursive: true }))

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

test('a million corners become a map that fits, in a process of their own', async () => {
  const made = mesh({ columns: 12, rows: 9, corners: 2_400, wind: (n) => ((n * 7_919) % 1_000) / 1_000 })
  const path = written('million.geojson', JSON.stringify(collection(made)))
  const { topology, report } = await prepareApart({ path, units: made.units })
  expect(report.before.vertices).toBeGreaterThan(1_000_000)
  expect(report).toMatchObject({ matched: 108, bare: [] })
  expect(topology.length).toBeLessThanOrEqual(MOST_BYTES)
})

test('what needs more memory or time than there is ends with what to do, and what is wrong is said as it is', async () => {
  const { units, rings } = plainMesh()
  const path = written('large.geojson', JSON.stringify({ ...collection({ units, rings }), more: 'x'.repeat(60_000_000) }))
  await expect(prepareApart({ path, units }, { heapMegabytes: 40 })).rejects.toThrow('rút gọn trước')
  await expect(prepareApart({ path, units }, { patienceMs: 10 })).rejects.toThrow('rút gọn trước')
  await expect(prepareApart({ path: written('half.geojson', '{"type":"Feat'), units })).rejects.toThrow('chưa tải hết')
})
