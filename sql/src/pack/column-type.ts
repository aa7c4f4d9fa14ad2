export type PlainType = 'text' | 'number' | 'boolean' | 'instant' | 'day'

const TYPES: [RegExp, PlainType][] = [
  [/^text$/, 'text'],
  [/^(smallint|integer|bigint|numeric.*|real|double precision)$/, 'number'],
  [/^boolean$/, 'boolean'],
  [/^timestamptz$/, 'instant'],
  [/^date$/, 'day'],
]

/** What a column of a PostgreSQL type shows as in a table; undefined where it holds several things. */
export const plainTypeOf = (type = ''): PlainType | undefined => TYPES.find(([pattern]) => pattern.test(type))?.[1]
