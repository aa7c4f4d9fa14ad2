import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readOwnIndicator, withOwn } from './own.ts'
import { indicator, registryOf } from './registry.fixture.ts'

// What a province says of indicators itself, in files of its own.

function files(...texts: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-own-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return texts.map((text, n) => {
    const path = join(folder, `${n}.yaml`)
    writeFileSync(path, text)
    return readOwnIndicator(path)
  })
}

const share = registryOf({ indicators: [indicator({ levels: { watch: 98, warn: 95 }, decimals: 1 })] })

test('a province marks an indicator by its own levels and owner, and it means what it meant', () => {
  const own = withOwn(share, files('id: a.share\nlevels: { watch: 90 }\nowner: van-phong-ubnd\n'))
  const [before, after] = [share.indicator('a.share'), own.indicator('a.share')]
  expect(after.levels).toEqual({ watch: 90 })
  expect(after.owner).toBe('van-phong-ubnd')
  expect(after.decimals).toBe(1)
  expect(after.definitions.map(({ formula, basis }) => [formula, basis])).toEqual(
    before.definitions.map(({ formula, basis }) => [formula, basis]),
  )
  expect(after.certification.definition).toBe(before.certification.definition)
})

test('a formula of its own makes another indicator of it, which nobody has certified', () => {
  const declared = indicator()
  const definition = registryOf({ indicators: [declared] }).indicator('a.share').certification.definition
  const certified = registryOf({
    indicators: [{ ...declared, certified: { by: { vi: 'Sở', en: 'Department' }, on: '2026-01-01', definition } }],
  })
  expect(certified.indicator('a.share').certification.state).toBe('certified')
  const own = withOwn(certified, files('id: a.share\nformula: share(a.open, a.received, none)\nbasis: Quyết định của tỉnh\n'))
  expect(own.indicator('a.share').certification.state).toBe('changed')
  expect(own.indicator('a.share').basis).toBe('Quyết định của tỉnh')
})

test('an indicator no domain declares stands beside theirs', () => {
  const own = withOwn(
    share,
    files(`id: a.left
title: { vi: Còn lại, en: Left }
formula: a.received - a.completed
basis: Quy chế của tỉnh
unit: dossier
direction: down
period: month
owner: van-phong-ubnd
`),
  )
  expect(own.indicators.map(({ id }) => id)).toEqual(['a.share', 'a.left'])
  expect(own.indicator('a.left').additive).toEqual({ units: true, time: true })
  expect(own.sha256).not.toBe(share.sha256)
})

test('without anything of its own the registry is the domains’', () => {
  expect(withOwn(share, [])).toBe(share)
})

test.each([
  ['a field nobody knows', ['id: a.share\nlevls: { watch: 90 }\n'], /0\.yaml:1: .*levls/],
  ['a value of the wrong kind', ['id: a.share\nlevels:\n  watch: nhiều\n'], /0\.yaml:3: levels\.watch/],
  ['broken YAML', ['id: a.share\nlevels: { watch\n'], /0\.yaml:\d/],
  ['a measure nobody counts', ['id: a.share\nbasis: B\nformula: share(a.opn, a.received, none)\n'], /0\.yaml:3: .*a\.opn/],
  [
    'a measure nobody counts, beside words in quotes',
    ["id: a.share\nbasis: B\nformula: share(pick(a.received, channel, 'online'), a.opn, none)\n"],
    /0\.yaml:3: .*a\.opn/,
  ],
  ['a formula without what it rests on', ['id: a.share\nformula: share(a.open, a.received, none)\n'], /formula and basis/],
  ['half an indicator', ['id: a.other\nformula: a.open\nbasis: B\n'], /0\.yaml:1: .*title/s],
  ['a domain nobody has', ['id: b.share\n'], /0\.yaml:1: b\.share belongs to no domain/],
  ['an indicator told of twice', ['id: a.share\n', 'id: a.share\n'], /0\.yaml:1: a\.share is told of in another file too/],
])('%s is refused by file and line', (_, texts, why) => {
  expect(() => withOwn(share, files(...texts))).toThrow(why)
})
