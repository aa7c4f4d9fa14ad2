import { lunarDate } from '@ioc/sql/lunar'
import fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { describe, expect, test } from 'vitest'
import { CalendarYearAnswer, DeadlineAnswer, lunarDate as lunarDateOfTheContract } from '../../contract/index.ts'
import { mapErrors } from '../plugins/errors.ts'
import { calendarRoutes } from './calendar.ts'

const app = fastify()
app.setValidatorCompiler(validatorCompiler)
app.setSerializerCompiler(serializerCompiler)
mapErrors(app)
calendarRoutes(app, {
  province: {
    key: 'hung-yen',
    unit: 'hung-yen',
    unitId: 1,
    name: '',
    title: { vi: '', en: '' },
    timeZone: '',
    domains: {},
    quality: { right: {}, whole: {}, clean: {}, live: {} },
    secondStep: [],
    retention: { sessions: 1, invitations: 1, tries: 1, messages: 1, contacts: 1, held: 1, identities: 180, samples: 1 },
    signoff: [],
    review: [],
  },
})

async function ask(path: string) {
  const answer = await app.inject(path)
  return { status: answer.statusCode, body: answer.json() }
}

test('a year is answered with its days off and worked weekends, each with its notice', async () => {
  const { status, body } = await ask('/api/calendar/2026')
  expect(status).toBe(200)
  const year = CalendarYearAnswer.parse(body)
  expect(year).toMatchObject({ year: 2026, status: 'official', tet: '2026-02-17', workingDays: 249 })
  expect(year.off).toHaveLength(14)
  expect(year.off.at(-1)).toEqual({
    day: '2026-11-24',
    name: 'Ngày Văn hóa Việt Nam',
    notice: 'Nghị quyết 28/2026/QH16',
    article: 'Điều 2',
  })
  expect(year.worked.map(({ day }) => day)).toEqual(['2026-01-10', '2026-08-22'])
  expect(year.hours).toMatchObject([{ from: null, morning: { from: '07:30', to: '11:30' }, status: 'provisional' }])
})

test('a year that awaits its notice is provisional, and one without any is not there', async () => {
  expect((await ask('/api/calendar/2027')).body.status).toBe('provisional')
  const { status, body } = await ask('/api/calendar/2031')
  expect(status).toBe(404)
  expect(body.detail).toMatch(/no calendar for 2031/)
})

describe('a deadline', () => {
  test('in days from a day is a day', async () => {
    const { status, body } = await ask('/api/calendar/deadline?from=2026-11-20&days=3')
    expect(status).toBe(200)
    expect(DeadlineAnswer.parse(body)).toEqual({
      from: '2026-11-20',
      days: 3,
      hours: null,
      due: '2026-11-26',
      at: null,
      status: 'official',
      skipped: [
        { why: 'weekend', day: '2026-11-21' },
        { why: 'weekend', day: '2026-11-22' },
        {
          why: 'off',
          day: '2026-11-24',
          name: 'Ngày Văn hóa Việt Nam',
          notice: 'Nghị quyết 28/2026/QH16',
          article: 'Điều 2',
        },
      ],
      worked: [],
    })
  })

  test('in days from an instant keeps its time of day', async () => {
    const { body } = await ask('/api/calendar/deadline?from=2026-08-21T16:00%2B07:00&days=1')
    expect(body).toMatchObject({ due: '2026-08-22', at: '2026-08-22T09:00:00.000Z', worked: [{ day: '2026-08-22' }] })
  })

  test('in hours is an instant within working hours', async () => {
    const { body } = await ask('/api/calendar/deadline?from=2026-11-23T16:30%2B07:00&hours=1')
    expect(body).toMatchObject({ hours: 1, due: '2026-11-25', at: '2026-11-25T01:00:00.000Z', skipped: [{ day: '2026-11-24' }] })
  })

  test('that goes beyond what is announced says so', async () => {
    expect((await ask('/api/calendar/deadline?from=2027-02-01&days=5')).body.status).toBe('provisional')
    expect((await ask('/api/calendar/deadline?from=2027-12-20&days=30')).body.status).toBe('unknown')
  })
})

test.each([
  ['/api/calendar/deadline?from=2026-11-20', 'either days or hours'],
  ['/api/calendar/deadline?from=2026-11-20&days=1&hours=1', 'either days or hours'],
  ['/api/calendar/deadline?from=2026-02-30&days=1', 'no instant and no day'],
  ['/api/calendar/deadline?from=2026-11-20T16:00&days=1', 'the zone must be said'],
  ['/api/calendar/deadline?from=0026-11-20&days=1', 'outside the years'],
  ['/api/calendar/deadline?days=1', 'from'],
  ['/api/calendar/deadline?from=2026-11-20&days=-1', 'days'],
  ['/api/calendar/deadline?from=2026-11-20&days=1.5', 'days'],
  ['/api/calendar/deadline?from=2026-11-20&days=1000000', 'days'],
  ['/api/calendar/deadline?from=2026-11-20&hours=many', 'hours'],
  ['/api/calendar/twenty', 'year'],
])('%s is refused, naming «%s»', async (path, said) => {
  const { status, body } = await ask(path)
  expect(status).toBe(400)
  expect(body.detail).toContain(said)
})

test('the browser reads the house’s one lunar calendar through the contract', () => {
  expect(lunarDateOfTheContract).toBe(lunarDate)
})
