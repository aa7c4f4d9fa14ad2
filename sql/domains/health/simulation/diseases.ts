import { DAY_MS, dayOfNumber, startOfNumber } from '../../../src/calendar/day.ts'
import { keyOf, Random } from '../../../src/pack/random.ts'
import type { Report, Reporter, SimulatedForm } from '../../../src/pack/simulated-forms.ts'

interface Disease {
  field: string
  /** Cases a week for each hundred thousand people, on average over a year. */
  rate: number
  /** January to December, about 1. */
  months: number[]
  /** How many communes in a thousand see an outbreak begin in a week of the high season, and how far it goes. */
  outbreaks: number
  grows: number
}

const DISEASES: Disease[] = [
  {
    field: 'SotXuatHuyet',
    rate: 2.6,
    months: [0.15, 0.08, 0.08, 0.12, 0.3, 0.6, 1.0, 1.6, 2.4, 2.7, 2.1, 0.9],
    outbreaks: 9,
    grows: 7,
  },
  {
    field: 'TayChanMieng',
    rate: 2.2,
    months: [0.4, 0.4, 0.8, 1.4, 1.6, 1.1, 0.7, 0.8, 1.5, 1.7, 1.1, 0.5],
    outbreaks: 5,
    grows: 5,
  },
  { field: 'Soi', rate: 0.7, months: [1.1, 1.6, 2.1, 1.9, 1.3, 0.8, 0.5, 0.4, 0.4, 0.5, 0.6, 0.8], outbreaks: 2, grows: 6 },
  { field: 'Cum', rate: 4, months: [1.7, 1.5, 1.3, 0.9, 0.7, 0.6, 0.6, 0.7, 0.8, 0.9, 1.1, 1.2], outbreaks: 4, grows: 3 },
  { field: 'Dai', rate: 0.004, months: [0.6, 0.6, 0.9, 1.2, 1.4, 1.5, 1.4, 1.2, 1, 0.8, 0.7, 0.7], outbreaks: 0, grows: 1 },
]

const OUTBREAK_WEEKS = 6

/** Weekly notifiable diseases by commune, told on Monday or Tuesday. Before the merger only communes with cases reported. */
export function diseases(reporters: Reporter[]): SimulatedForm {
  return {
    code: 'BENH_TRUYEN_NHIEM',
    every: 'week',
    reporters,
    tellings(asOf, random) {
      const at = startOfNumber(asOf + (random.chance(0.06) ? 5 : 1)).getTime() + random.between(8, 34) * 3_600_000
      const first = { at, complete: 1 }
      return random.chance(0.03)
        ? [
            { at, complete: 0.7 },
            { at: at + random.between(2, 9) * DAY_MS, complete: 1 },
          ]
        : [first]
    },
    isSilent: (report) => report.reporter.unit === null && Object.values(casesOf(report)).every((count) => count === '0'),
    figures: casesOf,
  }
}

function casesOf({ reporter, asOf, complete, random }: Report): Record<string, string> {
  const told = (mean: number) => String(Math.round(random.poisson(mean) * complete))
  const month = Number(dayOfNumber(asOf).slice(5, 7)) - 1
  const cases = DISEASES.map((disease): [string, string] => {
    const season = disease.months[month] as number
    return [disease.field, told((reporter.people / 100_000) * disease.rate * season * outbreak(disease, reporter, asOf, season))]
  })
  // A wedding, a canteen: rare, and many at once.
  const meal = random.chance(0.0012) ? 4 + random.below(45) : 0
  return { ...Object.fromEntries(cases), NguoiNgoDoc: String(meal), VuNgoDoc: meal > 0 ? '1' : '0' }
}

/** How far above its season a commune stands, for outbreaks that began in the weeks before. */
function outbreak({ field, outbreaks, grows }: Disease, { key }: Reporter, asOf: number, season: number): number {
  let factor = 1
  for (let age = 0; age < OUTBREAK_WEEKS; age++) {
    const week = Math.floor(asOf / 7) - age
    if (new Random(keyOf(field), key, week, 34).chance((outbreaks * season) / 1_000))
      factor += grows * Math.sin((Math.PI * (age + 1)) / 7)
  }
  return factor
}
