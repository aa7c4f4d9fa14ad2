import type { FastifyRequest } from 'fastify'
import { expect, test } from 'vitest'
import { Counted, RATES, ratesOf } from './rates.ts'
import type { Who } from './who.ts'

const from = (ip: string, url = '/api/readings') =>
  ({ ip, url, query: {}, routeOptions: { config: {} } }) as unknown as FastifyRequest
const display = (id: number) => ({ kind: 'screen', id }) as Who
const officer = (id: number) => ({ kind: 'account', id, session: id }) as Who

test('after a power cut 104 communes behind one address open a wall and a desk each, with a hundred requests, within one minute', async () => {
  const counted = new Counted(RATES)
  const ask = async (who: Who) => {
    await counted.address(from('10.9.8.7'))
    await counted.asked(from('10.9.8.7'), who)
  }
  for (let commune = 1; commune <= 104; commune++)
    for (let request = 0; request < 100; request++) {
      await ask(display(commune))
      await ask(officer(commune))
    }
  // There is room yet, and an end.
  let more = 0
  await expect(
    (async () => {
      for (; more < RATES.address; more++) await counted.address(from('10.9.8.7'))
    })(),
  ).rejects.toMatchObject({ statusCode: 429, isFirst: true })
  expect(more).toBe(RATES.address - 104 * 200)
})

test('the operator says how many, and whatever cannot be read is told and not guessed', () => {
  expect(ratesOf({})).toEqual(RATES)
  expect(ratesOf({ IOC_RATES: ' each=600, files = 20,' })).toEqual({ ...RATES, each: 600, files: 20 })
  for (const said of ['each', 'each=0', 'each=-1', 'each=1e3', 'toString=5', 'each=600;files=20'])
    expect(() => ratesOf({ IOC_RATES: said })).toThrow(/^IOC_RATES cannot be read at «.+»: write each, account/)
})
