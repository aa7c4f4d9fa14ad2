import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { KNOWN_TO_ALL, productionPackages } from './advisories.ts'
import { ROOT } from './lockfile.ts'

interface Told {
  title: string
  severity: string
  url: string
  vulnerable_versions: string
}

const OLD: Told = {
  title: 'Prototype Pollution in minimist',
  severity: 'moderate',
  url: 'https://example.org/GHSA-0',
  vulnerable_versions: '<0.2.1',
}

/** A registry that answers as npm’s does: of what it is asked about, by name, what it knows. It knows of minimist unless told otherwise; answers what it was asked, too. */
async function registry(knows: Record<string, Told[]>, { status = 200, says }: { status?: number; says?: string } = {}) {
  const asked: { url: string; body: Record<string, string[]> }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      const about = JSON.parse(body) as Record<string, string[]>
      asked.push({ url: `${request.method} ${request.url}`, body: about })
      const found = Object.entries({ minimist: [OLD], ...knows }).filter(([name, all]) => name in about && all.length > 0)
      response.writeHead(status, { 'content-type': 'application/json' }).end(says ?? JSON.stringify(Object.fromEntries(found)))
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
  expect(there.asked).toEqual([
    { url: 'POST /npm/-/npm/v1/security/advisories/bulk', body: { ...packages, minimist: ['0.0.8'] } },
  ])
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

test('a registry that does not answer, or knows nothing of anything, is no word that there are none', async () => {
  expect(Object.keys(productionPackages())).not.toContain(KNOWN_TO_ALL.name)
  const none = await registry({}, { status: 405 })
  const silent: [string, string][] = [
    [none.url, 'answers no questions about advisories (405 to POST -/npm/v1/security/advisories/bulk), as many mirrors don’t'],
    [(await registry({}, { status: 500 })).url, 'answered 500'],
    [(await registry({}, { says: '[]' })).url, 'answered something else than advisories'],
    [(await registry({}, { says: '{"error":"not found"}' })).url, 'answered something else than advisories'],
    [(await registry({}, { says: '<html>' })).url, 'answered something else than advisories'],
    [(await registry({ minimist: [] })).url, 'knows nothing even against minimist 0.0.8'],
    ['http://127.0.0.1:9', 'was not reached: '],
  ]
  for (const [at, why] of silent) {
    const { code, said } = await ask(at)
    expect([code, said]).toEqual([
      2,
      expect.stringMatching(/^Nothing is known of advisories: 127\.0\.0\.1:\d+ .* IOC_ADVISORIES\.\n$/),
    ])
    expect(said).toContain(why)
  }
})
