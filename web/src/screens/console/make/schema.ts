/** The part of JSON Schema that connectors' forms are written in, with a title and help on every field. */
export interface FormSchema {
  type?: string
  title?: string
  help?: string
  titleEn?: string
  helpEn?: string
  secret?: boolean
  default?: unknown
  const?: unknown
  enum?: string[]
  /** To choose from, where something else may be typed too. */
  examples?: string[]
  properties?: Record<string, FormSchema>
  required?: string[]
  items?: FormSchema
  oneOf?: FormSchema[]
  anyOf?: FormSchema[]
  additionalProperties?: FormSchema | boolean
}

export type Settings = Record<string, unknown>

/** What the server says a form is; it is drawn as far as it is understood. */
export function asForm(form: unknown): FormSchema {
  return (typeof form === 'object' && form !== null ? form : {}) as FormSchema
}

export function branchesOf(schema: FormSchema): FormSchema[] {
  return schema.oneOf ?? schema.anyOf ?? []
}

/** The field whose value tells the branches of a choice apart, with each branch's value. */
export function tagOf(branches: FormSchema[]): { tag: string; values: string[] } | null {
  const [first] = branches
  const tag = Object.entries(first?.properties ?? {}).find(([, field]) => field.const !== undefined)?.[0]
  if (tag === undefined) return null
  const values = branches.map((branch) => branch.properties?.[tag]?.const)
  return values.every((value) => typeof value === 'string') ? { tag, values: values as string[] } : null
}

/** Fields a steward must see first: what is required, and how one is let in. The rest has values that usually do. */
export function isMain(schema: FormSchema, name: string, field: FormSchema): boolean {
  return (schema.required ?? []).includes(name) || branchesOf(field).length > 0
}

export function isList(field: FormSchema): boolean {
  return field.type === 'array' && field.items !== undefined
}

/** A table of names and texts, such as fixed headers. */
export function isTable(field: FormSchema): boolean {
  return field.type === 'object' && !field.properties
}

/** Settings with a field set, or left out where it says nothing. */
export function withField(settings: Settings, name: string, value: unknown): Settings {
  const { [name]: _, ...rest } = settings
  return value === undefined || value === '' ? rest : { ...rest, [name]: value }
}

/** A text as the field's type wants it; what is no number stays text, for the check to name. */
export function typed(field: FormSchema, text: string): unknown {
  if (text.trim() === '') return undefined
  if (field.type !== 'number' && field.type !== 'integer') return text
  const number = Number(text.replace(',', '.'))
  return Number.isNaN(number) ? text : number
}
