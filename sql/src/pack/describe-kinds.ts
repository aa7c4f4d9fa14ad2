import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { readCsv } from '../units/csv.ts'
import { type Domain, findDomain, loadDomains } from './load.ts'
import type { Kind } from './load-kind.ts'
import type { Localised } from './pack.ts'

/** What a mapping may aim at: a field of a kind of record, with what people call it. */
export interface Target {
  name: string
  title: Localised
  /** Other names sources give it. */
  also: string[]
  type: 'text' | 'integer' | 'number' | 'decimal' | 'instant' | 'day' | 'boolean' | 'list'
  required: boolean
  /** The only values it may have. */
  values: Value[]
  /** Values it is known to have, where it may have others too. */
  known: Value[]
  /** Of a list: the fields of its items. */
  items: Target[]
}

interface Value {
  value: string
  title: Localised
  also: string[]
}

/** A kind of record as a steward chooses it; each form of a report is one of its own. */
export interface DescribedKind {
  domain: string
  domainTitle: Localised
  kind: string
  /** The form, of kinds that are reports. */
  form: string | null
  title: Localised
  targets: Target[]
}

const HERE = dirname(fileURLToPath(import.meta.url))
/** Named by a dimension already, it is left without a name here: `also` says how sources write it. */
const Word = z.object({
  field: z.string().min(1),
  vi: z.string().default(''),
  en: z.string().default(''),
  also: z.string().default(''),
})

interface Named {
  title: Localised
  also: string[]
}

let described: Promise<DescribedKind[]> | undefined

/** Every kind of record there is, with the fields a mapping must or may fill. */
export function describeKinds(): Promise<DescribedKind[]> {
  described ??= loadDomains().then((domains) => domains.flatMap(describeDomain))
  return described
}

/** What people call the fields and columns of a domain's records, `form=residents` and the like among them. */
export async function wordsOfDomain(domain: string): Promise<Map<string, Localised>> {
  const { folder } = await findDomain(domain)
  return new Map([...wordsIn(HERE), ...wordsIn(folder)].map(([name, { title }]) => [name, title]))
}

function describeDomain({ pack, kinds, folder }: Domain): DescribedKind[] {
  const words = new Map([...wordsIn(HERE), ...wordsIn(folder)])
  const wordsOf = (name: string): Named => words.get(name) ?? { title: { vi: name, en: name }, also: [] }
  return kinds.flatMap((kind): DescribedKind[] => {
    const targets = targetsOf(kind, wordsOf, pack.dims)
    const about = { domain: pack.id, domainTitle: pack.title, kind: kind.id }
    const { forms } = kind.normaliser
    if (!forms) return [{ ...about, form: null, title: kind.title, targets }]
    return Object.entries(forms).map(([form, items]) => {
      const { title } = words.get(`form=${form}`) ?? { title: { vi: form, en: form } }
      const counted = Object.entries(items).map(
        ([name, vi]): Target => ({
          name,
          title: { vi, en: name.replaceAll('_', ' ') },
          also: words.get(name)?.also ?? [],
          type: 'number',
          required: false,
          values: [],
          known: [],
          items: [],
        }),
      )
      return {
        ...about,
        form,
        title: { vi: `${kind.title.vi}: ${title.vi}`, en: `${kind.title.en}: ${title.en}` },
        targets: [...targets.filter(({ name }) => name !== 'form'), ...counted],
      }
    })
  })
}

/** `field` is a field's name, or `field=value` one of the values it may have. */
function wordsIn(folder: string): Map<string, Named> {
  const path = join(folder, 'fields.csv')
  if (!existsSync(path)) return new Map()
  return new Map(
    readCsv(path, Word).map(({ field, vi, en, also }) => [
      field,
      {
        title: { vi: vi || field, en: en || field },
        also: also
          .split(';')
          .map((each) => each.trim())
          .filter(Boolean),
      },
    ]),
  )
}

function targetsOf(kind: Kind, wordsOf: (name: string) => Named, dims: Domain['pack']['dims']): Target[] {
  const schema = z.toJSONSchema(kind.normaliser.schema, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
    },
  }) as JsonSchema
  return targetsWithin(schema, [], wordsOf, dims)
}

function targetsWithin(
  { properties = {}, required = [] }: JsonSchema,
  within: string[],
  wordsOf: (name: string) => Named,
  dims: Domain['pack']['dims'],
): Target[] {
  return Object.entries(properties).map(([name, schema]) => {
    const plain = plainOf(schema)
    const path = [...within, name].join('.')
    const words = wordsOf(path).title.vi === path ? wordsOf(name) : wordsOf(path)
    const valued = (value: string): Value => {
      const named = wordsOf(`${name}=${value}`)
      const isNamed = named.title.vi !== `${name}=${value}`
      const title = dims[name]?.values[value]
      // What a dimension calls it is shown; what its sources print it as is known too.
      if (title) return { value, title, also: [...(isNamed ? [named.title.vi] : []), ...named.also] }
      return { value, title: isNamed ? named.title : { vi: value, en: value }, also: named.also }
    }
    const type = typeOf(plain)
    const known = plain.enum || type !== 'text' ? [] : Object.keys(dims[name]?.values ?? {})
    return {
      name,
      ...words,
      type,
      required: required.includes(name),
      values: (plain.enum ?? []).map(valued),
      known: known.map(valued),
      items: type === 'list' ? targetsWithin(plain.items ?? {}, [...within, name], wordsOf, dims) : [],
    }
  })
}

interface JsonSchema {
  type?: string | string[]
  format?: string
  pattern?: string
  enum?: string[]
  anyOf?: JsonSchema[]
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
}

/** What may also be null is what it else would be. */
function plainOf(schema: JsonSchema): JsonSchema {
  return schema.anyOf?.find(({ type }) => type !== 'null') ?? schema
}

const TYPES: Record<string, Target['type']> = { integer: 'integer', number: 'number', boolean: 'boolean', array: 'list' }

function typeOf({ type, format, pattern }: JsonSchema): Target['type'] {
  if (format === 'date-time') return 'instant'
  if (format === 'date') return 'day'
  if (pattern === '^-?\\d+(\\.\\d+)?$') return 'decimal'
  const one = Array.isArray(type) ? type.find((each) => each !== 'null') : type
  return TYPES[one ?? ''] ?? 'text'
}
