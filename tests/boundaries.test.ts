import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

// pnpm's strict node_modules and each package's `exports` already make most forbidden imports a compile error. These are the
// lines the compiler cannot see.

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const SKIPPED = new Set(['node_modules', 'dist', 'fixtures', 'sample', '.data', '.git'])
const IMPORT = /(?<!['"\w])(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g

interface Import {
  file: string
  name: string
}

const files = [...walk(ROOT)]
const imports: Import[] = files.flatMap((file) =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)].map(([, name]) => ({ file, name: name as string })),
)

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (SKIPPED.has(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* walk(path)
    else if (/\.(ts|tsx|mjs)$/.test(entry.name)) yield relative(ROOT, path)
  }
}

const within = (folder: string) => imports.filter(({ file }) => file.startsWith(folder))
const resolved = ({ file, name }: Import) => (name.startsWith('.') ? join(dirname(file), name) : name)

test('the boundary test sees the code it judges', () => {
  expect(files.length).toBeGreaterThan(100)
  expect(imports.length).toBeGreaterThan(300)
})

test('no file reaches into another package past its doors', () => {
  const packages = ['sql', 'workers', 'server', 'web', 'tests']
  const reaching = imports.filter(({ file, name }) => {
    if (!name.startsWith('.')) return false
    const [home] = file.split('/')
    const [target] = resolved({ file, name }).split('/')
    return packages.includes(target ?? '') && target !== home
  })
  expect(reaching).toEqual([])
})

test('data flows one way: sql imports nobody, workers only sql, server sql and the doors of workers, web only the contract and what writes a workbook', () => {
  const allowed: Record<string, string[]> = {
    sql: [],
    workers: ['@ioc/sql'],
    server: [
      '@ioc/sql',
      ...['boundaries', 'jobs', 'connectors', 'delivery', 'held', 'making', 'observing', 'pages', 'reporting', 'rules'].map(
        (door) => `@ioc/workers/${door}`,
      ),
    ],
    web: ['@ioc/server/contract', '@ioc/server/workbook'],
  }
  for (const [home, doors] of Object.entries(allowed)) {
    const strangers = within(`${home}/`).filter(
      ({ name }) =>
        name.startsWith('@ioc/') && !doors.some((door) => name === door || (door === '@ioc/sql' && name.startsWith('@ioc/sql/'))),
    )
    expect(strangers, home).toEqual([])
  }
})

test('a domain never imports another domain', () => {
  const crossing = within('sql/domains/').filter((each) => {
    const target = resolved(each)
    return target.startsWith('sql/domains/') && target.split('/')[2] !== each.file.split('/')[2]
  })
  expect(crossing).toEqual([])
})

test('nothing outside sql/domains names a domain folder', () => {
  expect(imports.filter((each) => !each.file.startsWith('sql/domains/') && resolved(each).startsWith('sql/domains/'))).toEqual([])
})

test('the contract the browser reads imports zod, the pack, the lunar calendar, the parts of a draft, what of accounts, events, screens and scheduled reports it knows and the report on boundaries alone', () => {
  const light = new Set([
    'zod',
    '@ioc/sql/pack',
    '@ioc/sql/lunar',
    '@ioc/sql/events',
    '@ioc/sql/draft',
    '@ioc/sql/accounts',
    '@ioc/sql/screens',
    '@ioc/sql/boundaries',
    '@ioc/sql/briefings',
  ])
  const heavy = within('server/contract/').filter(({ name }) => !name.startsWith('.') && !light.has(name))
  expect(heavy).toEqual([])
})

test('sql touches no network but PostgreSQL', () => {
  const network = within('sql/').filter(({ name }) =>
    /^(node:)?(http|https|http2|dgram|tls)$|^(undici|fastify|socket\.io|ioredis|bullmq)/.test(name),
  )
  expect(network).toEqual([])
})

test('workers never call the server', () => {
  expect(within('workers/').filter(({ name }) => name.startsWith('@ioc/server'))).toEqual([])
})

test('no source file names a host it would call', () => {
  const calls = files
    .filter((file) => /^(web\/src|server\/src|workers\/src|sql\/src)\//.test(file) && !/\.test\.tsx?$|\/simulat/.test(file))
    .filter((file) => /fetch\(\s*['"`]https?:\/\/(?!127\.0\.0\.1|localhost|\$\{)/.test(readFileSync(join(ROOT, file), 'utf8')))
  expect(calls).toEqual([])
})

test('no code names a province: each is a folder of sql/provinces', () => {
  const provinces = readdirSync(join(ROOT, 'sql/provinces')).filter((name) => name !== 'national' && !name.includes('.'))
  const naming = new RegExp(`['"\`](${provinces.join('|')})['"\`]`)
  // The province served where none is said.
  const byDefault = /IOC_PROVINCE \|\| '[a-z-]+'/g
  const named = files
    .filter((file) => !/\.test\.tsx?$/.test(file) && !file.startsWith('tests/'))
    .filter((file) => naming.test(readFileSync(join(ROOT, file), 'utf8').replaceAll(byDefault, '')))
  expect(provinces.length).toBeGreaterThan(2)
  expect(named).toEqual([])
})

test('no sentence for a steward speaks of the keys of a configuration file', () => {
  const shown = files.filter((file) => /^(sql|workers|server|web)\//.test(file) && !/\.test\.|\.fixture\./.test(file))
  const speaking = shown.flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .filter((line) => /[ạ-ỹđ].*(phần «(map|format)»|«(values|expects|numbers: \w+|each|headerRow|skipLines)»)/i.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  )
  expect(speaking).toEqual([])
})
