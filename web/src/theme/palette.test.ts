import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Color,
  converter,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  formatHex,
  interpolate,
  parse,
  wcagContrast,
} from 'culori'
import { expect, test } from 'vitest'

// The colours of the wall and of the desk, as people see them: those who see all, those who lack one kind of cone (Machado et al. 2009), and whoever prints it.

const sheet = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')
const tokens = (text: string, pattern: RegExp, value: number) =>
  Object.fromEntries([...text.matchAll(pattern)].map((found) => [found[1] ?? '', found[value] ?? '']))

const wall = tokens(sheet('tokens.css'), /--([\w-]+):\s*(#[0-9a-f]{6})/g, 2)
const BOTH = /--([\w-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g
const [byDay, byNight] = [2, 3].map((value) => tokens(sheet('desk.css'), BOTH, value)) as [typeof wall, typeof wall]

const asHex = (filter: ReturnType<typeof filterDeficiencyProt>) => (colour: string) => formatHex(filter(parse(colour) as Color))
type Sight = (colour: string) => string
const SIGHTS: Record<string, Sight> = {
  everybody: (colour) => colour,
  'without red cones': asHex(filterDeficiencyProt(1)),
  'without green cones': asHex(filterDeficiencyDeuter(1)),
  'without blue cones': asHex(filterDeficiencyTrit(1)),
}
const difference = differenceCiede2000()
const lightness = (colour: string) => converter('lab')(colour)?.l ?? Number.NaN
const pairs = (names: readonly string[]) => names.flatMap((one, n) => names.slice(n + 1).map((other) => [one, other] as const))

/** What is written on what. */
const ON_PANELS = ['text', 'secondary', 'good', 'watch', 'warn', 'critical'].flatMap((name) =>
  ['ground', 'panel'].map((ground) => [name, ground] as const),
)
const WALL = [...ON_PANELS, ...['simulated', 'blue'].map((name) => [name, 'panel'] as const)]
const DESK = [
  ...ON_PANELS,
  ...[
    ['accent', 'panel'],
    ['accent', 'accent-ground'],
    ['on-accent', 'accent'],
    ['watch', 'watch-ground'],
    ['critical', 'critical-ground'],
    ['simulated', 'panel'],
  ].map(([name = '', ground = '']) => [name, ground] as const),
]

test.each([
  ['the wall', wall, WALL],
  ['the desk by day', byDay, DESK],
  ['the desk by night', byNight, DESK],
])('all that must be read on %s stands out by 4.5 to 1', (_, colours, written) => {
  for (const [name, ground] of written)
    expect(wcagContrast(colours[name] ?? '', colours[ground] ?? ''), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5)
})

test.each(Object.entries(SIGHTS))('lines of one chart differ for %s', (_, seen) => {
  // Below 9 two thin lines beside each other are taken for one.
  const ofDesk = [1, 2, 3, 4].map((line) => `series-${line}`)
  for (const [colours, lines] of [
    [wall, ['blue', 'green', 'lilac', 'secondary']],
    [byDay, ofDesk],
    [byNight, ofDesk],
  ] as const)
    for (const [one, other] of pairs(lines))
      expect(difference(seen(colours[one] ?? ''), seen(colours[other] ?? '')), `${one} and ${other}`).toBeGreaterThanOrEqual(9)
})

test.each(Object.entries(SIGHTS))(
  'what is red, orange or amber differs from what is well for %s, besides its shape and its word',
  (_, seen) => {
    for (const bad of ['watch', 'warn', 'critical'])
      expect(difference(seen(wall.good ?? ''), seen(wall[bad] ?? '')), bad).toBeGreaterThanOrEqual(10)
  },
)

test.each(Object.entries(SIGHTS))('a map deepens step by step for %s, and in grey', (_, seen) => {
  for (const colours of [wall, byDay, byNight]) {
    const steps = [1, 2, 3, 4, 5].map((step) => lightness(seen(colours[`map-${step}`] ?? '')))
    // By day more is darker.
    const rising = colours === byDay ? steps.toReversed() : steps
    for (const [n, each] of rising.entries()) if (n > 0) expect(each - (rising[n - 1] ?? 0)).toBeGreaterThanOrEqual(5)
  }
})

test('what is out of date is faded, and read still', () => {
  const faded = Number(/--faded:\s*([\d.]+)/.exec(sheet('tokens.css'))?.[1])
  expect(faded).toBeLessThan(0.8)
  for (const name of ['text', 'faded-secondary'])
    for (const ground of ['ground', 'panel']) {
      const seen = formatHex(interpolate([wall[ground] ?? '', wall[name] ?? ''], 'rgb')(faded))
      expect.soft(wcagContrast(seen, wall[ground] ?? ''), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    }
})
