import { dayNumberOf, dayOfNumber, startOfNumber } from '../../../src/calendar/day.ts'
import { keyOf, Random, runningSums } from '../../../src/pack/random.ts'
import { localTime, type SimulatedUnit, type World } from '../../../src/pack/simulate.ts'
import { type Life, OfficeYear } from '../../../src/pack/simulated-lives.ts'
import { Agencies, organOf } from './agencies.ts'
import { deliveryNote, type Header, platformPacket, qcvnPacket, statusPacket } from './edxml.ts'

const HOUR = 3_600_000
const MINUTE = 60_000

const TYPES: [name: string, short: string, weight: number][] = [
  ['Công văn', 'CV', 60],
  ['Báo cáo', 'BC', 13],
  ['Kế hoạch', 'KH', 8],
  ['Thông báo', 'TB', 8],
  ['Giấy mời', 'GM', 6],
  ['Quyết định', 'QĐ', 4],
  ['Tờ trình', 'TTr', 1],
]
const TYPE_SUMS = runningSums(TYPES.map(([, , weight]) => weight))
/** Codes the platform answers a refused sending with; 15 is a wrong key, the others go by their numbers. */
const ERRORS = ['15', '18', '20', '22']
const ERROR_SUMS = runningSums([30, 30, 25, 15])

interface Delivery {
  to: SimulatedUnit
  delivered: number | null
  tries: number
  failed: number
  error: string
  answers: { code: string; at: number }[]
}

interface Document {
  day: number
  place: number
  sender: SimulatedUnit
  sent: number
  type: number
  signed: boolean
  due: string
  deliveries: Delivery[]
}

/** The province's document exchange axis. */
export class Exchange {
  #world: World
  #year: OfficeYear
  #agencies: Agencies

  constructor(world: World) {
    this.#world = world
    this.#year = new OfficeYear(world)
    this.#agencies = new Agencies(world)
  }

  *begunOn(day: number): Generator<Life> {
    const random = new Random(this.#world.seed, keyOf('documents'), day)
    const month = Number(dayOfNumber(day).slice(5, 7))
    const busy = (month === 12 ? 1.2 : month === 6 ? 1.1 : 1) * random.between(0.85, 1.15)
    const count = Math.round(110 * this.#world.scale * this.#year.load(day, 0.04) * busy)
    for (let place = 0; place < count; place++) {
      const document = this.#documentOf(day, place)
      const moments = momentsOf(document)
      // Made anew when it is asked for: two years of documents are more than a memory should hold.
      const xml = (at: number) => this.#say(this.#documentOf(day, place), at)
      yield { code: idOf(document), steps: moments.map((at) => ({ at, row: () => ({ xml: xml(at) }) })) }
    }
  }

  /** One packet as it lies on the axis, with what is attached. */
  packet(id: string): string | null {
    const [, digits = '', place] = /,(\d{4}\/\d{2}\/\d{2}),(\d+)\//.exec(id) ?? []
    if (!place) return null
    const day = dayNumberOf(new Date(`${digits.replaceAll('/', '-')}T00:00:00+07:00`))
    const document = this.#documentOf(day, Number(place) - 1)
    return idOf(document) === id ? envelopeOf(document, true) : null
  }

  #documentOf(day: number, place: number): Document {
    const random = new Random(this.#world.seed, keyOf('document'), day, place)
    const { days } = this.#year
    const sender = this.#agencies.sender(random)
    const sent = Math.floor(this.#year.atWork(startOfNumber(day).getTime() + random.between(7.5, 16.8) * HOUR, random))
    const years = (day - dayNumberOf(new Date('2024-11-01T00:00:00+07:00'))) / 365
    const terms = random.chance(0.6) ? 3 + random.below(13) : 0
    const dueDay = terms > 0 ? days.add(dayNumberOf(new Date(sent)), terms) : 0
    return {
      day,
      place,
      sender,
      sent,
      type: random.weighted(TYPE_SUMS),
      signed: random.chance(Math.min(0.985, 0.88 + 0.045 * years)),
      due: dueDay ? dayOfNumber(dueDay).replaceAll('-', '/') : '',
      deliveries: this.#agencies.receivers(sender, random).map((to) => this.#deliver(to, sent, dueDay, random)),
    }
  }

  #deliver(to: SimulatedUnit, sent: number, dueDay: number, random: Random): Delivery {
    const failed = random.chance(0.028) ? 1 + Math.floor(random.exponential(1.6)) : 0
    const error = failed > 0 ? (ERRORS[random.weighted(ERROR_SUMS)] as string) : ''
    // A wrong key is mended by a person, everything else by trying again.
    const repaired = error === '15' ? random.between(2, 30) * HOUR : failed * random.between(8, 60) * MINUTE
    const isLost = failed > 0 && random.chance(0.04)
    const delivered = isLost ? null : Math.floor(sent + random.between(2, 40) * 1_000 + (failed > 0 ? repaired : 0))
    const delivery: Delivery = { to, delivered, tries: failed + (isLost ? 0 : 1), failed, error, answers: [] }
    // Some systems send no status at all.
    if (delivered !== null && !random.chance(0.012)) delivery.answers = this.#answers(to, delivered, dueDay, random)
    for (const answer of delivery.answers) answer.at = Math.floor(answer.at)
    if (random.chance(0.007)) delivery.answers.push({ code: '13', at: Math.floor(sent + random.between(1, 70) * HOUR) })
    else if (random.chance(0.01)) {
      delivery.answers.push({ code: random.chance(0.85) ? '15' : '16', at: Math.floor(sent + random.between(1, 70) * HOUR) })
    }
    return delivery
  }

  #answers(to: SimulatedUnit, delivered: number, dueDay: number, random: Random): Delivery['answers'] {
    const { days } = this.#year
    const slow = this.#agencies.slowness(to) * (this.#agencies.isCommune(to) ? 1.3 : 1)
    const received = this.#year.atWork(delivered + random.exponential(1.6 * slow) * HOUR, random)
    if (random.chance(0.014)) return [{ code: '02', at: received }]
    const assigned = this.#year.atWork(received + random.exponential(3 * slow) * HOUR, random)
    const started = this.#year.atWork(assigned + random.exponential(6 * slow) * HOUR, random)
    const from = dayNumberOf(new Date(started))
    const term = dueDay > 0 ? Math.max(1, days.between(from, dueDay)) : 4
    const late = random.chance(0.055 * slow) ? 1 + Math.floor(random.exponential(3)) : 0
    const used = late > 0 ? term + late : Math.floor(term * (0.35 + 0.6 * random.next()))
    const end = Math.max(
      started + 30 * MINUTE,
      this.#year.atWork(startOfNumber(days.add(from, used)).getTime() + random.between(8, 16.5) * HOUR, random),
    )
    const steps = [
      { code: '03', at: received },
      { code: '04', at: assigned },
      { code: '05', at: started },
      { code: '06', at: end },
    ]
    return random.chance(0.012) ? steps.slice(3) : steps
  }

  #say(document: Document, at: number): string {
    const { deliveries, day, place } = document
    const notes = deliveries.map(({ to, delivered, tries, failed, error }) => {
      const isDone = delivered !== null && delivered <= at
      return deliveryNote(organOf(to, document.sent, day + place), {
        at: isDone ? localTime(delivered) : '',
        tries: isDone ? tries : failed,
        failed,
        error,
      })
    })
    const answers = deliveries.flatMap(({ to, answers }) =>
      answers
        .filter((answer) => answer.at <= at)
        .map(({ code, at }) =>
          statusPacket(idOf(document), { from: organOf(to, document.sent, day + place), code, at: slashed(at) }),
        ),
    )
    return [`<GuiLuc>${localTime(document.sent)}</GuiLuc>`, envelopeOf(document, false), ...notes, ...answers].join('')
  }
}

function envelopeOf(document: Document, whole: boolean): string {
  const { day, place, sender, sent, type, signed, due, deliveries } = document
  const [name, short] = TYPES[type] as [string, string, number]
  const issued = slashed(sent).slice(0, 10)
  const header: Header = {
    id: idOf(document),
    from: organOf(sender, sent, day + place),
    to: deliveries.map(({ to }) => organOf(to, sent, day + place)),
    number: String(place + 1),
    notation: `${short}-MP`,
    issued,
    type: name,
    subject: `${name} mô phỏng số ${place + 1}`,
    signed,
    due,
    attachments: [{ name: `${short}-${place + 1}.pdf`, text: `Tệp mô phỏng của văn bản ${idOf(document)}` }],
  }
  return place % 5 === 4 ? platformPacket(header, whole) : qcvnPacket(header, whole)
}

/** Every moment at which the exchange has something new to say of a document. */
function momentsOf({ sent, deliveries }: Document): number[] {
  const all = deliveries.flatMap(({ delivered, answers }) => [
    ...(delivered === null ? [] : [delivered]),
    ...answers.map(({ at }) => at),
  ])
  return [...new Set([sent, ...all])].sort((a, b) => a - b)
}

function idOf({ sender, day, place, type }: Pick<Document, 'sender' | 'day' | 'place' | 'type'>): string {
  return `${sender.code},${dayOfNumber(day).replaceAll('-', '/')},${place + 1}/${(TYPES[type] as [string, string, number])[1]}-MP`
}

/** 2026/11/20 10:00:00, as status packets write it. */
function slashed(at: number): string {
  return localTime(at).slice(0, 19).replaceAll('-', '/').replace('T', ' ')
}
