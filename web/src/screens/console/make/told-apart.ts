import type { DraftField } from '@ioc/server/contract'

/** The mapping with a stranger's name told to be one of our units. */
export function withTold(map: Record<string, DraftField>, name: string, unit: string): Record<string, DraftField> {
  const field = map.unit
  return field ? { ...map, unit: { ...field, replace: { ...field.replace, [name]: unit } } } : map
}
