import { expect, test } from 'vitest'
import { figuresFound } from './figures.ts'

const said = (vi: string, en: string) => ({ vi, en })
const domains = [
  { id: 'budget', title: said('Ngân sách', 'Budget') },
  { id: 'press', title: said('Báo chí', 'Press') },
]
const figures = [
  { id: 'budget.revenue', domain: 'budget', title: said('Thu ngân sách', 'Revenue') },
  { id: 'press.news', domain: 'press', title: said('Tin trong ngày', 'News of the day') },
]
const found = (search: string, chosen = '') =>
  figuresFound(domains, figures, search, chosen).map(({ domain, isWhole, figures: own }) => [
    domain.id,
    isWhole,
    own.map(({ id }) => id),
  ])

test('whoever has searched for nothing is offered every domain and each of its figures', () => {
  expect(found('')).toEqual([
    ['budget', true, ['budget.revenue']],
    ['press', true, ['press.news']],
  ])
})

test('a figure is found by its name without marks, by its English name, and with all others of its domain', () => {
  expect(found('tin ngay')).toEqual([['press', false, ['press.news']]])
  expect(found('revenue')).toEqual([['budget', false, ['budget.revenue']]])
  expect(found('bao chi')).toEqual([['press', true, ['press.news']]])
})

test('what is chosen stays in sight whatever is searched for next', () => {
  expect(found('tin', 'budget.revenue')).toEqual([
    ['budget', false, ['budget.revenue']],
    ['press', false, ['press.news']],
  ])
  expect(found('zzz', 'budget')).toEqual([['budget', true, []]])
})
