import fc from 'fast-check'

// Inputs made from a JSON Schema: what it allows, and what somebody might send all the same.

export interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  items?: Schema
  minItems?: number
  maxItems?: number
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
}

/** What a name is known to stand for in this house, by the name of a parameter or field. */
export type Known = Record<string, readonly unknown[]>

/** Text that breaks what is careless with it. */
const HOSTILE = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  '9'.repeat(40),
  'null',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  "' or 1=1 --",
  "'; drop table unit; --",
  '$1',
  '%00',
  '%',
  '_',
  '\\',
  '"',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '\u202exã',
  '\u0000',
  '\ud800',
  '𠮷'.repeat(50),
  'a'.repeat(5_000),
  '2026-02-30',
  '2026-13-01',
  '0000-00-00',
  '9999-12-31',
  'hung-yen\n',
  '=1+1',
]

const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 30 }))
const anything = fc.oneof(
  text,
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, [], {}, [[]], { $ref: '#' }),
  fc.anything({ maxDepth: 2, withNullPrototype: false }).filter((value) => JSON.stringify(value) !== undefined),
)

/** What a schema allows, as far as it says; a name that stands for something here mostly does. */
export function allowedBy(schema: Schema | undefined, known: Known, name = ''): fc.Arbitrary<unknown> {
  if (!schema) return anything
  const own = known[name]
  if (own && own.length > 0) return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...own) }, bySchema(schema, known))
  return bySchema(schema, known)
}

function bySchema(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const any = schema.anyOf ?? schema.oneOf
  if (any && any.length > 0) return fc.oneof(...any.map((each) => bySchema(each, known)))
  const [type] = [schema.type].flat()
  switch (type) {
    case 'string':
      return textOf(schema)
    case 'integer':
      return fc.integer({ min: Math.max(-(2 ** 31), schema.minimum ?? 0), max: Math.min(2 ** 31, schema.maximum ?? 1_000) })
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(allowedBy(schema.items, known), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, Math.min(3, schema.maxItems ?? 3)),
      })
    case 'object':
      return objectOf(schema, known)
    default:
      return anything
  }
}

function textOf({ format, pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (format === 'date') return fc.constantFrom('2026-11-20', '2025-06-30', '2025-07-01', '2024-02-29')
  if (format === 'date-time') return fc.constantFrom('2026-11-20T03:00:00.000Z', '2025-06-30T17:00:00.000Z')
  const length = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)) }
  if (pattern === undefined) return fc.string({ unit: 'grapheme-ascii', ...length })
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'))
  } catch {
    return fc.string(length)
  }
}

function objectOf({ properties = {}, required = [], additionalProperties }: Schema, known: Known): fc.Arbitrary<unknown> {
  const own = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, allowedBy(each, known, name)]))
  const named = fc.record(own, { requiredKeys: required.filter((name) => name in own) })
  if (typeof additionalProperties !== 'object') return named
  const more = fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), bySchema(additionalProperties, known), {
    maxKeys: 2,
  })
  return fc.tuple(named, more).map(([one, other]) => ({ ...other, ...(one as object) }))
}

/** What a schema does not allow, mostly: one part of what it does is something else, is missing or is one too many. */
export function refusedBy(schema: Schema | undefined, known: Known): fc.Arbitrary<unknown> {
  if (!schema?.properties) return anything
  const names = Object.keys(schema.properties)
  return fc.oneof(
    anything,
    fc.tuple(allowedBy(schema, known), fc.constantFrom(...names, 'khac'), anything).map(([value, name, other]) => ({
      ...(value as object),
      [name]: other,
    })),
    fc.tuple(allowedBy(schema, known), fc.constantFrom(...names)).map(([value, name]) => {
      const { [name]: _, ...rest } = value as Record<string, unknown>
      return rest
    }),
  )
}

export { text }
