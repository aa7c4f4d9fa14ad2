import type { KindOption, TargetOption } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import { knownItems } from './items.ts'

const both = (text: string) => ({ vi: text, en: text })
const item = (name: string, ...known: string[]): TargetOption => ({
  name,
  title: both(name),
  type: 'text',
  required: true,
  values: [],
  known: known.map((each) => ({ value: each.toLowerCase(), title: both(each) })),
  items: [],
})
const kind = (domain: string, kind: string, ...targets: TargetOption[]): KindOption => ({
  domain,
  domainTitle: both(domain),
  kind,
  form: null,
  title: both(kind),
  targets,
})

const KINDS = [
  kind('budget', 'figure', item('item', 'Tổng thu', 'Tổng chi'), item('scope', 'Dự toán')),
  kind('budget', 'project', item('item', 'Tổng chi', 'Giải ngân')),
  kind('health', 'report', item('item')),
]

test('before a kind is chosen every known item may be meant, each once; then those of the kind', () => {
  const said = (chosen?: KindOption) => knownItems(KINDS, chosen).map(({ of, items }) => [of.vi, items.map(({ vi }) => vi)])
  expect(said()).toEqual([['budget', ['Tổng thu', 'Tổng chi', 'Giải ngân']]])
  expect(said(KINDS[1])).toEqual([['budget', ['Tổng chi', 'Giải ngân']]])
  expect(said(KINDS[2])).toEqual([])
})
