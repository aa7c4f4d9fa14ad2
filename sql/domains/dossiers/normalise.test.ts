import { expect, test } from 'vitest'
import { loadCalendar } from '../../src/calendar/load.ts'
import normaliser, { Dossier } from './normalise.ts'

const context = {
  unit: () => 1,
  place: () => null,
  receivedAt: new Date('2026-11-01T00:00:00Z'),
  calendar: loadCalendar('hung-yen'),
}
const at = (text: string) => new Date(`${text}+07:00`)
const normalise = (over: object) =>
  normaliser.toFact(
    Dossier.parse({
      code: 'H31.17-261102-0001',
      unit: 'Phường Phố Hiến',
      status: 'returned',
      field: 'Đất đai',
      channel: 'online',
      received_at: at('2026-11-02T08:00'),
      due_at: at('2026-11-09T17:00'),
      finished_at: at('2026-11-06T10:00'),
      ...over,
    }),
    context,
  )
const outcome = (over: object) => {
  const result = normalise(over)
  return 'fact' in result ? result.fact.outcome : result.problems.map(({ code }) => code)
}

test('a dossier done the day before is early, on its day on time, an hour past its time late', () => {
  expect(outcome({ finished_at: at('2026-11-08T23:00') })).toBe('early')
  expect(outcome({ finished_at: at('2026-11-09T08:00') })).toBe('on_time')
  expect(outcome({ finished_at: at('2026-11-09T18:00') })).toBe('late')
})

test('a second request for supplements makes it late, whatever its dates (766, indicator 2.1)', () => {
  expect(outcome({ supplement_count: 1 })).toBe('early')
  expect(outcome({ supplement_count: 2 })).toBe('late')
})

test('what has no deadline is neither on time nor late, and what is open has no outcome', () => {
  expect(outcome({ due_at: null })).toBe('no_deadline')
  expect(outcome({ status: 'processing', finished_at: null })).toBeNull()
})

test('a dossier stopped, refused, or withdrawn once accepted has an outcome by its end; its days and result are not counted', () => {
  for (const status of ['stopped', 'refused', 'withdrawn']) {
    expect(outcome({ status })).toBe('early')
    expect(outcome({ status, finished_at: at('2026-11-09T18:00') })).toBe('late')
    expect(outcome({ status, finished_at: null })).toBeNull()
    expect(fact({ status, results: [] })).toMatchObject({ days_taken: null, result: null })
  }
  expect(outcome({ status: 'withdrawn', received_at: null, submitted_at: at('2026-11-02T08:00') })).toBeNull()
})

test('a dossier turned down at the door was promised no day', () => {
  expect(outcome({ status: 'refused', received_at: null, submitted_at: at('2026-11-02T08:00'), due_at: null })).toBe(
    'no_deadline',
  )
})

test('a dossier done without a day, or received without one, is held', () => {
  expect(outcome({ finished_at: null })).toEqual(['required'])
  expect(outcome({ received_at: null, submitted_at: null })).toEqual(['required'])
})

test('without a version of its own a record is as new as the page it came in', () => {
  const result = normalise({})
  expect('fact' in result && result.fact.source_version).toBe(context.receivedAt.getTime())
})

const fact = (over: object) => {
  const result = normalise(over)
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.fact
}
const asked = { asked_at: at('2026-11-03T08:00'), answered_at: at('2026-11-05T08:00') }

test('days spent waiting for a supplement are taken off, unless the deadline was moved for them', () => {
  const late = { finished_at: at('2026-11-10T10:00') }
  expect(fact(late).outcome).toBe('late')
  expect(fact({ ...late, supplements: [asked] }).outcome).toBe('early')
  expect(fact({ ...late, supplements: [{ ...asked, due_after: at('2026-11-09T17:00') }] }).outcome).toBe('late')
  expect(fact({ ...late, supplements: [asked] })).toMatchObject({ supplement_count: 1, days_taken: 6.0833 })
  expect(fact({ ...late, supplements: [asked, asked] })).toMatchObject({ supplement_count: 2, outcome: 'late' })
})

test('a second request for supplements makes it overdue at once, or from its receipt where only the requests are counted', () => {
  const again = { ...asked, asked_at: at('2026-11-07T08:00') }
  expect(fact({ supplements: [again, asked] }).overdue_at).toEqual(at('2026-11-07T08:00'))
  const counted = fact({ supplement_count: 2 })
  expect(counted.overdue_at).toEqual(counted.received_at)
})

test('what is waited for is made good before a dossier that has not ended is overdue, as its end is judged', () => {
  const open = { status: 'processing', finished_at: null }
  const { due_at: due } = fact(open)
  expect(fact(open)).toMatchObject({ overdue_at: due, clock: 'running' })
  expect(fact({ ...open, supplements: [asked] }).overdue_at).toEqual(new Date((due as Date).getTime() + 2 * 86_400_000))
  // A deadline told beside the request alone is the deadline.
  const moved = fact({ ...open, supplements: [{ ...asked, due_after: at('2026-11-20T17:00') }] })
  expect(moved).toMatchObject({ due_at: at('2026-11-20T17:00'), overdue_at: at('2026-11-20T17:00') })
})

test('asking for supplements stops the clock, but not of what was overdue before', () => {
  const waiting = (day: string) => fact({ status: 'supplement', finished_at: null, supplements: [{ asked_at: at(day) }] })
  expect(waiting('2026-11-03T08:00').clock).toBe('stopped')
  expect(waiting('2026-11-30T08:00').clock).toBe('running')
  expect(fact({ status: 'fee', finished_at: null }).clock).toBe('stopped')
  expect(fact({ status: 'done' }).clock).toBeNull()
})

test.each([
  ['000.00.12.H62-201105-0004', true],
  ['G22.99.08-260921-896048', true],
  ['H31.101-261118-000001', true],
  ['H54-250101-001', true],
  ['HS.250214/000407/H31.101', false],
  ['12345', false],
])('%s is formed as the portal’s numbers are: %s', (code, isValid) => {
  expect(fact({ code }).code_valid).toBe(isValid)
})

test('the days it took count from the day after it was received; working days leave out days off and those waited for supplements', () => {
  const days = (over: object) => {
    const { days_taken, working_days_taken } = fact(over)
    return [days_taken, working_days_taken]
  }
  // Received on Monday the 2nd, done on Friday.
  expect(days({})).toEqual([4.0833, 4])
  // The 24th is the day of culture: off.
  expect(days({ finished_at: at('2026-11-25T08:00') })).toEqual([23, 16])
  const supplements = [{ asked_at: at('2026-11-03T08:00'), answered_at: at('2026-11-05T08:00') }]
  expect(days({ supplements })).toEqual([2.0833, 2])
  expect(days({ finished_at: at('2026-11-02T16:00') })).toEqual([0.3333, 0])
  expect(days({ status: 'stopped' })).toEqual([null, null])
})

test('without a day of return only what its term is reckoned from is kept', () => {
  expect(fact({}).by_term).toBeNull()
  expect(fact({ due_at: null, term: 5 }).by_term).toEqual({ term: 5, unit: 'working_day' })
  const supplements = [
    { asked_at: at('2026-11-03T08:00'), answered_at: at('2026-11-05T08:00') },
    { asked_at: at('2026-11-06T09:00') },
  ]
  expect(fact({ due_at: null, supplements }).by_term).toEqual({
    pauses: [[at('2026-11-03T08:00'), at('2026-11-05T08:00')]],
    second: at('2026-11-06T09:00'),
    awaited: at('2026-11-06T09:00'),
  })
  // The time of what was only filed, or turned away at once, never began.
  const filed = { due_at: null, received_at: null, submitted_at: at('2026-11-02T08:00') }
  expect(fact({ ...filed, status: 'new', finished_at: null }).by_term).toBeNull()
  expect(fact({ ...filed, status: 'refused' }).by_term).toBeNull()
})

test('of papers, fees and results only whether there were any is kept', () => {
  const kept = fact({
    service: 'full',
    components: [{ file: '/kho/cccd-033099001234.pdf', digitised: true, reused: true, from_store: false }],
    fees: [{ amount: 0 }, { amount: 50_000 }],
    paid_online: true,
    results: [{ file: '/ket-qua/1' }],
    yields_document: true,
    verified: true,
  })
  expect(kept).toMatchObject({
    service: 'full',
    digitised: true,
    reused: true,
    shared: true,
    payment: 'online',
    result: 'both',
    yields_document: true,
    verified: true,
  })
  expect(JSON.stringify(kept)).not.toMatch(/033099001234|ket-qua/)
})

test('a dossier whose every fee is 0 bears none, and a source that says nothing is not taken for a no', () => {
  expect(fact({ fees: [{ amount: 0 }], paid_online: false }).payment).toBe('none')
  expect(fact({ fees: [{ amount: 20_000 }], paid_online: false }).payment).toBe('other')
  expect(fact({ components: [], results: [] })).toMatchObject({ digitised: false, result: 'paper' })
  expect(fact({})).toMatchObject({ payment: null, digitised: null, reused: null, shared: null, verified: null, result: null })
})

test('a VNeID account or data from the population database is a use of population data, another database is not', () => {
  const used = (over: object) => fact(over).population
  const from = (database: string) => ({ databases: [{ database: 'other' }, { database }] })
  expect(used({ verified: true, databases: [] })).toBe(true)
  expect(used({ verified: false, ...from('population') })).toBe(true)
  expect(used(from('population'))).toBe(true)
  expect(used({ verified: false, ...from('other') })).toBe(false)
  expect(used({ verified: false })).toBe(false)
  expect(used({})).toBeNull()
})

test('a procedure is known by its national code, whatever a locality hangs on it', () => {
  expect(fact({ procedure: '1.010708.000.00.00.H56' }).procedure).toBe('1.010708')
  expect(fact({ procedure: '1.012753.H19' }).procedure).toBe('1.012753')
  expect(fact({ procedure: 'TT-17' }).procedure).toBe('TT-17')
})

test('in person no level of online service counts', () => {
  expect(fact({ channel: 'direct', service: 'full' }).service).toBeNull()
})

test('what an applicant said counts once the dossier has ended; a number nobody gave is none', () => {
  expect(fact({ rating: 'dissatisfied', complained: true })).toMatchObject({ rating: 'dissatisfied', complained: true })
  expect(fact({ rating: 'satisfied', status: 'processing', finished_at: null })).toMatchObject({ rating: null })
  expect(fact({})).toMatchObject({ rating: null, complained: null })
})
