import { hostname } from 'node:os'
import type { Linked } from '@ioc/sql'

/** Facility 13, log audit; severity 6, informational, and 4, warning, of what was refused (RFC 5424, 6.2.1). */
const FACILITY = 13 * 8
const NOT_PRINTABLE = /[^\x21-\x7e]/g
/** Of the example enterprise of RFC 5612: an operator with a number of their own maps it. */
const ELEMENT = 'audit@32473'

/** A line of syslog (RFC 5424): the entry as structured data, and in words of JSON what was changed. Nothing in it can begin another line. */
export function syslogLine({ position, hash, at, actor, action, entity, entityId, detail }: Linked, host = hostname()): string {
  const priority = FACILITY + (action === 'refused' ? 4 : 6)
  const said = {
    position: String(position),
    hash,
    by: actor.name,
    kind: actor.kind,
    from: actor.address ?? '',
    action,
    entity,
    id: entityId ?? '',
  }
  const data = Object.entries(said).map(([name, value]) => `${name}="${escaped(value)}"`)
  return `<${priority}>1 ${at.toISOString()} ${host.replaceAll(NOT_PRINTABLE, '-').slice(0, 255) || '-'} pho-hien - ${entity.replaceAll(NOT_PRINTABLE, '-').slice(0, 32)} [${ELEMENT} ${data.join(' ')}] \ufeff${JSON.stringify(detail)}`
}

const escaped = (text: string) => text.replaceAll(/["\\\]]/g, '\\$&').replaceAll(/\p{Cc}/gu, ' ')
