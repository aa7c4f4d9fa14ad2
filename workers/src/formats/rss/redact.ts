import { maskIdentifiers } from '@ioc/sql'
import type { Redaction } from '../../redaction/redaction.ts'
import type { RedactBody } from '../format.ts'
import { textOf } from './read.ts'
import type { RssSettings } from './settings.ts'

const DECLARED = /^(\s*<\?xml[^>]*?)\s+encoding=["'][\w-]+["']/
const CDATA = '<![CDATA['

/**
 * The same feed with elements emptied or their texts masked, by the last part of a rule and whatever their prefix; in UTF-8, whatever it
 * came in. It is not parsed for that: what reads feeds takes many that are no sound XML.
 */
export const redactBody: RedactBody<RssSettings> = async function* (page, { maxMegabytes }, redaction) {
  const text = await textOf(page, maxMegabytes * 1_000_000)
  yield Buffer.from(inElements(text.replace(DECLARED, '$1'), redaction))
}

function inElements(text: string, redaction: Redaction): string {
  const dropped = new Set(redaction.flatMap((rule) => (typeof rule === 'string' ? lastOf(rule) : [])))
  const masked = redaction.flatMap((rule) => (typeof rule !== 'string' && 'mask' in rule ? lastOf(rule.mask) : []))
  const names = [...dropped, ...masked].map((name) => name.replaceAll(/[^\p{L}\p{N}_-]/gu, '\\$&')).join('|')
  const opening = new RegExp(`<(?:[\\w-]+:)?(${names})(?=[\\s/>])[^<>]*>`, 'gu')
  let kept = ''
  let from = 0
  for (let open = opening.exec(text); open; open = opening.exec(text)) {
    const [tag, name = ''] = open
    const begin = open.index + tag.length
    const end = tag.endsWith('/>') ? begin : endOf(text, begin, tag.slice(1).split(/[\s>]/)[0] ?? name)
    const inner = text.slice(begin, end)
    kept += text.slice(from, begin) + (dropped.has(name) ? '' : maskIdentifiers(inner))
    from = end
    opening.lastIndex = end
  }
  return kept + text.slice(from)
}

const lastOf = (path: string): string[] => path.split('.').slice(-1)

/** Where an element ends: at its closing tag outside of CDATA, or with the text. Each character is passed once. */
function endOf(text: string, from: number, name: string): number {
  for (let at = from; ; ) {
    const close = text.indexOf(`</${name}`, at)
    const verbatim = text.indexOf(CDATA, at)
    if (verbatim === -1 || (close !== -1 && close < verbatim)) return close === -1 ? text.length : close
    const after = text.indexOf(']]>', verbatim)
    if (after === -1) return text.length
    at = after
  }
}
