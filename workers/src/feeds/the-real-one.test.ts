import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

// Whoever puts a real source in place of a simulated one reads the head of its feed: it says where it is simulated, and which
// settings to change, as they are called now.

const ROOT = new URL('../../../', import.meta.url)
const PROVINCES = new URL('sql/provinces/', ROOT)

interface Feed {
  file: string
  head: string
  connector: string
}

const feeds = readdirSync(PROVINCES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/feeds/`, PROVINCES)))
  .flatMap(({ name }) =>
    readdirSync(new URL(`${name}/feeds/`, PROVINCES)).flatMap((file): Feed[] => {
      const text = readFileSync(new URL(`${name}/feeds/${file}`, PROVINCES), 'utf8')
      const { simulated, connector } = parse(text)
      return simulated ? [{ file: `${name}/${file}`, head: headOf(text), connector }] : []
    }),
  )

function headOf(text: string): string {
  const lines = text.split('\n')
  return lines
    .slice(
      0,
      lines.findIndex((line) => !line.startsWith('#')),
    )
    .map((line) => line.replace(/^# ?/, ''))
    .join(' ')
}

/** What has to be changed, by the way the source is reached. */
const SETTINGS: Record<string, string[]> = { rest: ['`url`', 'secret:'], folder: ['`folder`'], rss: ['`sources`'] }

test('every way a simulated source is reached has settings to change', () => {
  expect(feeds.length).toBeGreaterThan(30)
  expect([...new Set(feeds.map(({ connector }) => connector))].filter((connector) => !SETTINGS[connector])).toEqual([])
})

describe.each(feeds)('$file', ({ head, connector }) => {
  test('says what makes it up, and how the real one is plugged in', () => {
    const made = /Simulated: ([\w./-]+\.ts)/.exec(head)?.[1]
    expect(made && existsSync(new URL(made, ROOT)), `«Simulated: <file>» names a file: ${made}`).toBe(true)
    const real = /The real (?:one|ones)\b(.*)/.exec(head)?.[1] ?? ''
    for (const word of [...(SETTINGS[connector] ?? []), '`simulated: false`']) expect(real).toContain(word)
    expect(head).not.toMatch(/IOC_SECRET_/)
  })
})
