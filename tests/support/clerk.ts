import {
  DiscoveryAnswer,
  Draft,
  DraftField,
  type DraftSpec,
  type KindOption,
  MakingOptions,
  type Preview,
  PreviewAnswer,
  PublishAnswer,
  type SeenField,
  Suggestion,
  type TargetOption,
} from '@ioc/server/contract'
import { bearersIn, columnLetters, likeOf, patternOf, yearIn } from '@ioc/web/testing'
import { BY, type Choices, MADE, OWNER, optionAmong } from './making.ts'
import { saveDraft } from './save-draft.ts'

export interface Clerk extends Choices {
  /** The draft as it is kept. */
  readonly draft: DraftSpec
  /** What the last trial showed. */
  readonly preview: Preview | undefined
  /** Throws the draft away. */
  drop(): Promise<void>
}

/**
 * A steward without a browser: keeps a draft by the routes the console calls, each choice as a click on it would store it.
 * That it stores the same is shown where files are mapped both ways (`flows/messy-files.test.ts`).
 */
export async function clerk(url: string, file: { name: string; buffer: Buffer }): Promise<Clerk> {
  const { id, spec: begun } = await ask(Draft, `${url}/api/drafts`, { connector: 'file' })
  const here = `${url}/api/drafts/${id}`
  await ask(ANYTHING, `${here}/sample/${encodeURIComponent(file.name)}`, file.buffer)
  const options = await ask(MakingOptions, `${url}/api/making`)
  let spec: DraftSpec = { ...begun, ...(await ask(Draft, here)).spec }
  let looked: Promise<DiscoveryAnswer> | undefined
  let preview: Preview | undefined

  async function save(part: Partial<DraftSpec>): Promise<void> {
    spec = { ...spec, ...part }
    await saveDraft(url, id, spec)
  }
  /** The page as it is read now. */
  const look = () => (looked ??= ask(DiscoveryAnswer, `${here}/fields`))
  /** The page is read as it is told to be, and looked at anew when it is looked at again. */
  async function read(part: Record<string, unknown>): Promise<void> {
    const format = Object.entries({ ...spec.format, ...part }).filter(([, value]) => value !== undefined)
    await save({ format: Object.fromEntries(format) as NonNullable<DraftSpec['format']> })
    looked = undefined
  }
  const kind = () => found(options.kinds, (each) => keyOf(each) === keyOf({ ...spec, form: spec.map?.form?.const }), 'kind')
  const ours = (title: string) => found(kind().targets, (each) => each.title.vi === title, title)
  const fieldOf = (title: string) => spec.map?.[ours(title).name] ?? {}
  const put = (title: string, field: DraftField) => save({ map: { ...spec.map, [ours(title).name]: field } })
  const units = options.units.map(({ key, name, within }) => ({ text: within ? `${name}, ${within}` : name, value: key }))

  return {
    get draft() {
      return spec
    },
    get preview() {
      return preview
    },
    async drop() {
      await ask(ANYTHING, `${here}/drop`, {})
    },
    async sheets(...names) {
      const { sheets } = await look()
      const first = found(sheets, ({ name }) => names.length === 0 || name.trim() === names[0], `sheet ${names}`)
      const ticked = sheets.filter(({ name }) => names.includes(name.trim())).map(({ name }) => name)
      const sheet = names.length === 0 ? undefined : patternOf(ticked)
      await read({ sheet, firstRow: undefined, ...first.table })
    },
    async row(sets, row) {
      const headerRow = Number(spec.format?.headerRow ?? 1)
      const end = headerRow + Number(spec.format?.headerRows ?? 1) - 1
      if (sets === 'heading') await read({ headerRow: row, headerRows: row <= end ? end - row + 1 : 1, firstRow: undefined })
      else if (sets === 'headingEnd') await read({ headerRows: row - headerRow + 1, firstRow: undefined })
      else await read({ firstRow: row })
    },
    async take(cell) {
      const around = { 'Tên trang tính': '@sheet', 'Tên tệp': '@file' }[cell]
      await read({ outside: { ...(spec.format?.outside as object), [around ? cell : `Ô ${cell}`]: around ?? cell } })
    },
    zone: (zone) => save({ zone }),
    async onlyRows(label, where, words = '') {
      const { fields } = await look()
      const column = optionAmong(
        fields.map((field) => ({ text: called(field), value: field.name })),
        label,
      ).value
      await read({ rows: { column, like: likeOf({ kind: where, words }) } })
    },
    stray: () => read({ stray: 'ignore' }),
    async figures(columns) {
      const { fields } = await look()
      const plain = fields.filter(({ path }) => !(path in MADE))
      const isNumber = ({ type }: SeenField) => type === 'number' || type === 'integer'
      const bearers = bearersIn(fields)
      const told = columns.map(({ column, item }) => {
        const field = found(plain.filter(isNumber), (each) => folded(called(each)).includes(folded(column)), column)
        const period = yearIn(field.heading)
        const beside = bearers.get(field.name)
        const more = { ...(period && { period }), ...(beside && { beside }) }
        const said = item ?? field.heading
        return [field.name, Object.keys(more).length > 0 ? { item: said, ...more } : said]
      })
      await read({ figures: Object.fromEntries(told) })
    },
    async kind(value) {
      const { canRedact } = await look()
      const { domain, kind: name, form } = found(options.kinds, (each) => keyOf(each) === value, value)
      const { map, redact } = await ask(Suggestion, `${here}/suggest`, { domain, kind: name, form })
      await save({ domain, kind: name, map, redact: canRedact ? redact : [] })
    },
    async unitKind(each) {
      looked = undefined
      await save({ unitKinds: [each] })
    },
    async from(title, label) {
      const { fields } = await look()
      const isWide = fields.some(({ path }) => path === 'amount')
      const columns = fields.map((field) => ({ text: called(field, isWide), value: field.path }))
      const { domain, kind: name, form } = kind()
      const filled = { domain, kind: name, form, target: ours(title).name, path: optionAmong(columns, label).value }
      await put(title, await ask(DraftField, `${here}/field`, filled))
    },
    async none(title) {
      const { [ours(title).name]: _, ...map } = spec.map ?? {}
      await save({ map })
    },
    async fixed(title, value) {
      const { name, type } = ours(title)
      const given = name === 'unit' ? units : valuesOf(ours(title))
      const isNumber = type === 'integer' || type === 'number'
      if (type === 'boolean') await put(title, { const: value === 'có' })
      else if (given.length > 0) await put(title, { const: optionAmong(given, value).value })
      else await put(title, { const: isNumber ? Number(value) : value })
    },
    async numbers(title, written) {
      const { numbers: _, ...rest } = fieldOf(title)
      await put(title, written === '' ? rest : { ...rest, numbers: written })
    },
    async format(title, format) {
      const { edge: _, ...rest } = fieldOf(title)
      const isWide = ours(title).name === 'as_of' && !format.includes('d')
      await put(title, { ...rest, format: [format], ...(isWide && { edge: 'last' }) })
    },
    async firstDay(title) {
      const { edge: _, ...rest } = fieldOf(title)
      await put(title, rest)
    },
    async words(title, words) {
      const given = valuesOf(ours(title))
      const told = Object.entries(words).map(([word, mean]) => [word, given.length > 0 ? optionAmong(given, mean).value : mean])
      const where = ours(title).values.length > 0 ? 'values' : 'replace'
      await put(title, { ...fieldOf(title), [where]: { ...fieldOf(title)[where], ...Object.fromEntries(told) } })
    },
    part: (title, part) => put(title, { ...fieldOf(title), part }),
    async tell(name, unit) {
      const field = spec.map?.unit ?? {}
      const replace = { ...field.replace, [name]: optionAmong(units, unit).value }
      await save({ map: { ...spec.map, unit: { ...field, replace } } })
    },
    async tried() {
      const answer = await ask(PreviewAnswer, `${here}/preview`, {})
      if (!answer.preview) throw new Error(JSON.stringify(answer.faults))
      preview = answer.preview
      const { facts, held, rejected } = preview
      return { facts, held, rejected }
    },
    async publish(title) {
      await save({ title: { vi: title }, owner: OWNER, promise: 30 * 86_400 })
      const { feed, faults } = await ask(PublishAnswer, `${here}/publish`, {
        by: BY,
        note: null,
        edit: (await ask(Draft, here)).edit,
      })
      if (feed === null) throw new Error(JSON.stringify(faults))
    },
  }
}

const ANYTHING = { parse: (value: unknown) => value }

async function ask<T>(schema: { parse(value: unknown): T }, address: string, body?: object): Promise<T> {
  const isFile = Buffer.isBuffer(body)
  const answer = await fetch(address, {
    method: body === undefined ? 'GET' : isFile ? 'PUT' : 'POST',
    headers: { 'content-type': isFile ? 'application/octet-stream' : 'application/json' },
    ...(body !== undefined && { body: isFile ? new Uint8Array(body) : JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`)
  return schema.parse(await answer.json())
}

type Kind = { domain?: string | undefined; kind?: string | undefined; form?: unknown }
const keyOf = ({ domain, kind, form }: Kind | KindOption) => `${domain}/${kind}/${form ?? ''}`

function found<T>(all: T[], is: (each: T) => boolean, what: string): T {
  const one = all.find(is)
  if (one === undefined) throw new Error(`no «${what}» among ${JSON.stringify(all).slice(0, 2_000)}`)
  return one
}

const valuesOf = ({ values, known }: TargetOption) => [...values, ...known].map(({ title, value }) => ({ text: title.vi, value }))

/** A column as the console calls it: as printed, by its letter where nothing is, or what it was made as. */
function called({ path, heading }: SeenField, isWide = false): string {
  const blank = /^cot_(\d+)$/.exec(heading)?.[1]
  if (blank) return `(cột ${columnLetters(Number(blank) - 1)}, không có tiêu đề)`
  return (isWide && MADE[path]) || heading
}

const folded = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').toLocaleLowerCase('vi')
