import {
  digestOf,
  figuresOf,
  type Hand,
  heldBySigning,
  heldOfDomain,
  loadCalendar,
  openQuestion,
  reachedFrom,
  reachTrouble,
  roundOf,
  type SigningInForce,
  type SignoffAt,
  type SignoffHouse,
  sayPeriod,
  signersOf,
  signingOf,
  signingsWithin,
  signoffAt,
  signoffGrid,
  signoffHistory,
  signoffStanding,
  signPeriod,
  signTrouble,
  unitsAsOf,
  unlockPeriod,
  unlockTrouble,
} from '@ioc/sql'
import { takeInUnlocked } from '@ioc/workers/held'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  SigningAnswer,
  SignoffAnswer,
  SignoffPeriodAnswer,
  SignPeriodAsk,
  TakeInAsk,
  UnlockPeriodAsk,
} from '../../contract/index.ts'
import { doerOf, whoAsks } from '../access/doer.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['signoff']
const instant = z.iso.datetime({ offset: true })
const PATH = '/api/signoff/:round/:unit/:period'
const params = z.object({ round: z.string().max(64), unit: z.string().max(128), period: z.iso.date() })
type At = z.infer<typeof params>

/** Sign-off of periods: who is to sign what by when, one unit's figures of one period, and the steps of signing and unlocking. */
export function signoffRoutes(app: FastifyInstance, { database, units: known, province, registry }: TileContext): void {
  const { db } = database
  const api = app.withTypeProvider<ZodTypeProvider>()
  const openHouse = async (): Promise<SignoffHouse> => ({
    db,
    units: await unitsAsOf(db, known, null),
    calendar: loadCalendar(province.key),
    provinceId: province.unitId,
    now: new Date(),
  })
  const find = (house: SignoffHouse, { round, unit, period }: At) =>
    signoffAt(house, roundOf(province.signoff, round), unit, period)
  const unitOf = ({ key, name }: { key: string; name: string }) => ({ key, name })
  const told = ({ every, period, at, ...rest }: SigningInForce) => ({
    ...{ ...rest, period: { from: period, name: sayPeriod(every, period) } },
    at: at.toISOString(),
  })

  api.get(
    '/api/signoff',
    {
      config: { permission: 'figures.read' },
      schema: { tags, summary: 'What is to be signed, by whom, and how it stands', response: { 200: SignoffAnswer } },
    },
    async () => {
      const house = await openHouse()
      const rounds = []
      for (const round of province.signoff) {
        const { periods, rows } = await signoffGrid(house, round)
        rounds.push({
          ...{ id: round.id, title: round.title, every: round.every },
          periods: periods.map((period) => ({ ...period, name: sayPeriod(round.every, period.from) })),
          rows: rows.map(({ unit, cells }) => ({
            unit: unitOf(unit),
            cells: cells.map((cell) => ({ ...cell, at: cell.at?.toISOString() ?? null })),
          })),
        })
      }
      return { rounds }
    },
  )

  api.get(
    '/api/signing/:indicator',
    {
      config: { permission: 'figures.read' },
      schema: {
        tags,
        summary: 'Whether a figure of a unit over a stretch is signed, by whom',
        params: z.object({ indicator: z.string().max(128) }),
        querystring: z.object({
          unit: z.string().max(128).optional().describe('Key of the unit asked about; the province where left out'),
          from: instant,
          to: instant,
          within: z.literal('true').optional().describe('Every signing of it and those below it too'),
        }),
        response: { 200: SigningAnswer },
      },
    },
    async ({ params: { indicator }, query: { unit = known.get(province.unitId).key, within, ...asked } }) => {
      // Refuses whoever may not see the figure.
      const question = await openQuestion(db, known, { indicator, unit })
      const span = { from: new Date(asked.from), to: new Date(asked.to) }
      const signing = await signingOf(db, indicator, question.unit.id, span)
      const below = within ? [...reachedFrom(question.unit.id, question.units)] : []
      const parts = within ? await signingsWithin(db, indicator, below, span) : []
      return {
        signing: signing && told(signing),
        within: parts.map(({ from, to, units, ...of }) => ({
          ...{ from: from.toISOString(), to: to.toISOString(), units },
          ...told(of),
        })),
      }
    },
  )

  api.get(
    PATH,
    {
      config: { permission: 'figures.read' },
      schema: {
        tags,
        summary: 'The figures of one unit and period, and how they stand',
        params,
        response: { 200: SignoffPeriodAnswer },
      },
    },
    async (request) => {
      const house = await openHouse()
      return answer(house, find(house, request.params), whoAsks(request))
    },
  )

  api.post(
    `${PATH}/sign`,
    {
      config: { permission: 'reports.decide' },
      schema: {
        tags,
        summary: 'Signs and locks the figures as they were looked at; 409 says what is in the way, and nothing is signed',
        params,
        body: SignPeriodAsk,
        response: { 200: SignoffPeriodAnswer },
      },
    },
    async (request) => {
      const [house, hand] = [await openHouse(), doerOf(request)]
      const at = find(house, request.params)
      await signPeriod(house, at, request.body)
      return answer(house, at, hand)
    },
  )

  api.post(
    `${PATH}/unlock`,
    {
      config: { permission: 'reports.decide' },
      schema: {
        tags,
        summary: 'Unlocks what was signed, the province’s first',
        params,
        body: UnlockPeriodAsk,
        response: { 200: SignoffPeriodAnswer },
      },
    },
    async (request) => {
      const [house, hand] = [await openHouse(), doerOf(request)]
      const at = find(house, request.params)
      await unlockPeriod(house, at, request.body)
      return answer(house, at, hand)
    },
  )

  api.post(
    `${PATH}/take-in`,
    {
      config: { permission: 'held.decide' },
      schema: {
        tags,
        summary: 'Takes in what waited because the period was signed, as its sources wrote it, some hundreds at a time',
        params,
        body: TakeInAsk,
        response: { 200: SignoffPeriodAnswer },
      },
    },
    async (request) => {
      const [house, hand] = [await openHouse(), doerOf(request)]
      const at = find(house, request.params)
      await takeInUnlocked(database, at, hand.by)
      return answer(house, at, hand)
    },
  )

  async function answer(house: SignoffHouse, at: SignoffAt, hand: Hand) {
    const { round, unit, period } = at
    const { units, provinceId, now } = house
    const { figures } = await figuresOf(db, units, at, now)
    const { life, state, days, standing } = await signoffStanding(house, at)
    const steps = await signoffHistory(db, at)
    const signed = steps.find(({ action }) => action === 'sign')?.figures ?? []
    const isProvince = unit.id === provinceId
    const signers = standing.signersOf(period.from)
    const wordsOf = (id: string) => registry.indicators.find((each) => each.id === id)?.unitOfMeasurement
    return {
      round: { id: round.id, title: round.title, every: round.every },
      unit: unitOf(unit),
      level: life.level,
      period: { ...period, name: sayPeriod(round.every, period.from) },
      state,
      figures: figures.map((figure) => {
        const { vi, en } = wordsOf(figure.indicator) ?? { vi: figure.unit, en: figure.unit }
        return { ...figure, unit: { vi, en }, signed: signed.find(({ indicator }) => indicator === figure.indicator) ?? null }
      }),
      sha256: digestOf(round.id, unit.key, period.from, figures),
      held: (await heldBySigning(db, at)).map(({ feed, held, awaiting }) => ({ feed, rows: held.length + awaiting.length })),
      heldOfDomain: await heldOfDomain(db, round),
      unsigned: (isProvince ? signersOf(units, provinceId, round, period) : []).filter(({ id }) => !signers.has(id)).map(unitOf),
      trouble: {
        sign:
          reachTrouble(house, unit, 'sign') ??
          signTrouble(life, days, { hand, unsigned: [], signers: isProvince ? [...signers.values()] : [] }),
        unlock: reachTrouble(house, unit, 'unlock') ?? unlockTrouble(life, 'as asked'),
      },
      steps: steps.map(({ figures: _, at, ...step }) => ({ ...step, at: at.toISOString() })),
    }
  }
}
