import { existsSync } from 'node:fs'
import type { Connector } from './connector.ts'
import { connectorForms, partOf } from './forms.ts'
import type { Receiver } from './receiver.ts'

/** A connector whole: its form, and its reader and check, or what it takes at the door. */
export async function loadConnector(kind: string): Promise<Connector | Receiver> {
  const form = connectorForms.get(kind)
  if (!form) throw new Error(`Không có kiểu kết nối «${kind}».`)
  const part = (name: string) => partOf(kind, `${name}.ts`)
  const load = async <T>(name: string): Promise<T> => (await import(part(name).href)) as T
  if (existsSync(part('accept'))) {
    const { accept } = await load<Pick<Receiver, 'accept'>>('accept')
    return { kind, config: form.config, accept }
  }
  const { read } = await load<Pick<Connector, 'read'>>('read')
  const { check } = await load<Pick<Connector, 'check'>>('check')
  const look = existsSync(part('look')) ? await load<Required<Pick<Connector, 'look'>>>('look') : null
  const range = existsSync(part('range')) ? await load<Required<Pick<Connector, 'readRange'>>>('range') : null
  return {
    kind,
    config: form.config,
    read,
    check,
    ...(look && { look: look.look }),
    ...(range && { readRange: range.readRange }),
  }
}
