import type { Connector } from './connector.ts'
import { connectorForms } from './forms.ts'

/** A connector whole: its form, its reader and its check. */
export async function loadConnector(kind: string): Promise<Connector> {
  const form = connectorForms.get(kind)
  if (!form) throw new Error(`Không có kiểu kết nối «${kind}».`)
  const { read } = (await import(new URL(`${kind}/read.ts`, import.meta.url).href)) as Pick<Connector, 'read'>
  const { check } = (await import(new URL(`${kind}/check.ts`, import.meta.url).href)) as Pick<Connector, 'check'>
  return { kind, config: form.config, read, check }
}
