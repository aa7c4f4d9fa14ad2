import { expect, test } from 'vitest'
import { describeKinds } from './describe-kinds.ts'

test('every field a mapping may fill, and every value it may have, has a name a steward knows', async () => {
  const kinds = await describeKinds()
  expect(kinds.length).toBeGreaterThan(20)
  const nameless = kinds.flatMap(({ domain, kind, targets }) =>
    targets.flatMap(({ name, title, values, known }) => [
      ...(title.vi === name ? [`${domain} ${kind} ${name}`] : []),
      ...[...values, ...known]
        .filter((each) => each.title.vi === each.value)
        .map(({ value }) => `${domain} ${kind} ${name}=${value}`),
    ]),
  )
  expect(nameless).toEqual([])
})

test('a report is chosen by its form, with what that form counts', async () => {
  const residents = (await describeKinds()).find(({ form }) => form === 'residents')
  expect(residents).toMatchObject({ domain: 'population', kind: 'population_report', title: { vi: 'Báo cáo dân cư: cư trú' } })
  expect(residents?.targets.find(({ name }) => name === 'people')).toMatchObject({
    type: 'number',
    title: { vi: 'nhân khẩu thường trú' },
  })
  expect(residents?.targets.map(({ name }) => name)).not.toContain('form')
})

test('a list is filled field by field of its items, and a free field has the values that are known of it', async () => {
  const kinds = await describeKinds()
  const targetOf = (kind: string, name: string) =>
    kinds.find((each) => each.kind === kind)?.targets.find((target) => target.name === name)
  expect(targetOf('dossier', 'fees')).toMatchObject({
    type: 'list',
    items: [{ name: 'amount', type: 'number', required: false }],
  })
  expect(targetOf('index_score', 'item')?.known).toContainEqual(
    expect.objectContaining({ value: 'papi', title: expect.objectContaining({ vi: expect.stringContaining('PAPI') }) }),
  )
  // Shown as the state budget is indexed; known by what its forms print, too.
  expect(targetOf('budget_figure', 'item')?.known).toContainEqual({
    value: 'expenditure/function/health',
    title: {
      vi: 'Lĩnh vực chi thường xuyên: Y tế, dân số và gia đình',
      en: 'Function of recurrent expenditure: Health, population and family',
    },
    also: ['Chi y tế, dân số và gia đình', 'chi sự nghiệp y tế, dân số và gia đình'],
  })
  expect(targetOf('dossier', 'status')?.known).toEqual([])
})

test('every form of a report is called as people call it', async () => {
  const nameless = (await describeKinds()).filter(({ form, title }) => form !== null && title.vi.endsWith(`: ${form}`))
  expect(nameless.map(({ form }) => form)).toEqual([])
})
