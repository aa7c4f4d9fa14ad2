import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { productionPackages } from './advisories.ts'
import { ROOT } from './lockfile.ts'

/** A registry that knows what it is told against packages; answers what it was asked, too. */
async function registry(knows: object, status = 200) {
  const asked: { url: string; body: Record<string, string[]> }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      asked.push({ url: String(request.url), body: JSON.parse(body) })
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(knows))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/npm` }
}

/** `npm run advisories` without npm’s own words. */
const ask = (at: string) =>
  new Promise<{ code: number; said: string }>((done) =>
    execFile(
      process.execPath,
      ['--import', 'tsx', 'tests/supply-chain/advisories.ts'],
      { cwd: ROOT, env: { ...process.env, IOC_ADVISORIES: at } },
      (error, said) => done({ code: Number(error?.code ?? 0), said }),
    ),
  )

test('every package production runs is asked about by name and versions, and none of the tests’', async () => {
  const packages = productionPackages()
  expect(Object.keys(packages).length).toBeGreaterThan(100)
  expect(packages.fastify?.[0]).toMatch(/^5\./)
  expect(['vitest', 'playwright-core', '@biomejs/biome'].filter((name) => name in packages)).toEqual([])
  const there = await registry({})
  expect(await ask(there.url)).toMatchObject({ code: 0, said: expect.stringMatching(/^\d+ packages, 0 advisories\.\n$/) })
  expect(there.asked).toEqual([{ url: '/npm/-/npm/v1/security/advisories/bulk', body: packages }])
})

test('what is known is told with how grave it is, and ends with 1', async () => {
  const url = 'https://example.org/GHSA-1'
  const there = await registry({ fastify: [{ title: 'A hole', severity: 'high', url, vulnerable_versions: '<6' }] })
  const { code, said } = await ask(there.url)
  expect([code, said]).toEqual([
    1,
    expect.stringMatching(/^high {6}fastify@5\.[\d.]+ \(<6\): A hole https:\/\/example\.org\/GHSA-1\n/),
  ])
})

test('a registry that does not answer, or not with advisories, is no word that there are none', async () => {
  for (const at of [(await registry({}, 405)).url, (await registry([])).url, 'http://127.0.0.1:9'])
    expect(await ask(at)).toMatchObject({ code: 2, said: expect.stringContaining('could not be asked for advisories') })
})
