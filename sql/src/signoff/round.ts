import { z } from 'zod'
import { Invalid, NotFound } from '../errors.ts'
import { domainOf } from '../indicators/define.ts'
import { type Term, termsWithin } from '../indicators/formula.ts'
import type { Registry } from '../indicators/registry.ts'
import { Localised } from '../pack/pack.ts'

/** Which figures are signed, for which periods and by whom; a province lists its rounds under `signoff` in province.yaml. */
export const Round = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: Localised,
  every: z.enum(['month', 'quarter', 'year']),
  /** The day the first period begins that is signed. */
  from: z.iso.date(),
  /** The kinds of units that sign, each for itself; none where the province alone does. */
  units: z.array(z.string().min(1)).default([]),
  /** The indicators signed, all of one domain. What of a record they count is locked with them; nothing else is. */
  figures: z.array(z.string().min(1)).min(1).max(12),
  /** Days after the period's end by which a unit and the province are to sign, each moved on to the next working day. */
  dueDays: z.number().int().min(0).max(366),
  provinceDueDays: z.number().int().min(0).max(366),
})
export type Round = z.infer<typeof Round>

export const Rounds = z
  .array(Round)
  .default([])
  .refine((rounds) => new Set(rounds.map(({ id }) => id)).size === rounds.length, 'Two rounds of sign-off have one id.')

/** The domain a round's figures are of. */
export const domainOfRound = ({ figures }: Pick<Round, 'figures'>): string => domainOf({ id: figures[0] as string })

/** Refuses rounds that nothing could be signed by, naming what is at fault. */
export function checkRounds(rounds: Round[], registry: Registry, kinds: ReadonlySet<string>): void {
  for (const round of rounds) {
    const trouble = roundTrouble(round, registry, kinds)
    if (trouble)
      throw new Invalid({
        vi: `province.yaml, đợt chốt số liệu «${round.id}»: ${trouble.vi}.`,
        en: `province.yaml, signoff «${round.id}»: ${trouble.en}.`,
      })
  }
}

const BEGINS = { month: /-01$/, quarter: /-(01|04|07|10)-01$/, year: /-01-01$/ }

function roundTrouble(round: Round, registry: Registry, kinds: ReadonlySet<string>): Localised | null {
  const { every, from, units, figures } = round
  if (!BEGINS[every].test(from)) return { vi: `không có kỳ nào bắt đầu ngày ${from}`, en: `no ${every} begins on ${from}` }
  const unknown = units.find((kind) => !kinds.has(kind))
  if (unknown) return { vi: `không có đơn vị loại «${unknown}»`, en: `there is no unit of the kind «${unknown}»` }
  for (const id of figures) {
    const indicator = registry.indicators.find((each) => each.id === id)
    if (!indicator) return { vi: `không có chỉ tiêu «${id}»`, en: `there is no indicator «${id}»` }
    if (indicator.period === 'now')
      return {
        vi: `«${id}» nói tình hình hiện tại, không có số của một kỳ`,
        en: `«${id}» says how things stand now, and has no value of a period`,
      }
    const other = indicator.definitions.flatMap(({ compiled }) => measureElsewhere(compiled.terms, round) ?? [])[0]
    if (other)
      return {
        vi: `«${id}» đếm «${other}», mà mọi số của đợt phải thuộc một lĩnh vực là ${domainOfRound(round)}`,
        en: `«${id}» counts «${other}»; all its figures are of one domain, ${domainOfRound(round)}`,
      }
  }
  return null
}

/** A measure that is counted and not of the round’s domain, whose facts signing would not lock; null where there is none. */
export function measureElsewhere(terms: readonly Term[], round: Pick<Round, 'figures'>): string | null {
  return termsWithin(terms).find(({ measure }) => domainOf(measure) !== domainOfRound(round))?.measure.id ?? null
}

export function roundOf(rounds: Round[], id: string): Round {
  const round = rounds.find((each) => each.id === id)
  if (round) return round
  throw new NotFound({ vi: `Không có đợt chốt số liệu «${id}».`, en: `There is no round of sign-off «${id}».` })
}
