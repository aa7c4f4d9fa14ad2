/** A field of a form, as far as it has been filled in. */
export interface FormField {
  name: string
  title: string
  help?: string | undefined
  type?: string
  required?: boolean
  choices?: string[] | undefined
}

/** What a form's settings say of its fields. */
export function fieldsIn(settings: Record<string, unknown> | undefined): FormField[] {
  return Array.isArray(settings?.fields) ? (settings.fields as FormField[]) : []
}

const NAME_AT_MOST = 60

/** Each field called by its label without accents, no two alike; where columns are matched by names already, those stay. */
export function named(fields: FormField[], isBound: boolean): FormField[] {
  const taken = new Set(isBound ? fields.map(({ name }) => name) : [])
  return fields.map((field, index) => {
    if (isBound && field.name !== '') return field
    const first = plain(field.title) || `cot_${index + 1}`
    let name = first
    for (let n = 2; taken.has(name); n++) name = `${first}_${n}`
    taken.add(name)
    return { ...field, name }
  })
}

function plain(title: string): string {
  return title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, NAME_AT_MOST)
}
